"""Say where each field of an item comes from: which element, key or line has its words.

The formats do not say; the words are looked for in the bytes, whatever the format is.
"""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from articles import html
from newsroom.wire.formats.files import encoding
from newsroom.wire.formats.phrases import moments
from newsroom.wire.formats.trees import xml
from newsroom.wire.items import MalformedItem, WireItem

SHORTEST = 3  # characters; shorter words are found anywhere and so nowhere
OPENING = 40  # characters of a body or a value by which it is found
# What the formats call a field, the likeliest first; else a place is called as it is.
NAMES = {
    "kind": ("itemclass", "newsitemtype", "mediatype", "type"),
    "guid": ("guid", "publicidentifier", "id-string", "itemid", "/id"),
    "story_id": ("publicidentifier", "du-key"),
    "version": ("revisionid", "version"),
    "version_created": (
        "versioncreated", "thisrevisioncreated", "date.issue", "updated", "modified",
        "pubdate", "firstcreated", "date",
    ),
    "embargo_until": ("embargo", "statuswillchange", "date.release"),
    "pub_status": ("pubstatus", "management-status", "newsmanagement/status", "status"),
    "urgency": ("urgency", "ed-urg", "priority"),
    "headline": ("headline", "hl1", "title", "subject"),
    "byline": ("byline", "/by,", "creator", "author", "photographer"),
    "dateline": ("dateline", "located", "/p,"),
    "credit": ("credit",),
    "source": ("provider", "doc.copyright", "source", "distributor", "holder"),
    "language": ("language", "lang"),
    "keywords": ("keyword", "categor", "tag"),
    "copyright": ("copyright",),
}  # fmt: skip
CODES = ("kind", "pub_status")  # words that elsewhere mean something else
MOMENTS = ("version_created", "embargo_until")


def fields(item: WireItem, data: bytes) -> Iterator[tuple[str, str, str]]:
    """Yield each field that says something: its name, its value, where it stands.

    Where is “a/b, line 3” in XML, “a.b.0” in JSON, “line 3” in text; empty if the value
    was made of others and stands nowhere so.
    """
    places = list(_places(data))
    # In a file of several items, what stands from the item's own name on is its own.
    own = [at for at, (_place, text) in enumerate(places) if text == _key(item.guid)]
    places = places[own[0] :] + places[: own[0]] if own else places
    for name, value in item.as_data().items():
        for one in value if isinstance(value, list | tuple) else [value]:
            shown, sought = _shown(name, one)
            if shown:
                yield name, shown, _where(name, sought, places)


def identity_rule(item: WireItem) -> str:
    """Return how the item is known through its versions, as words."""
    if item.guid:
        return "the agency's identifier"
    return "no identifier: a digest of slugline, headline and text"


def _shown(name: str, value: Any) -> tuple[str, str]:
    """Return a value as it is printed, and the words by which it is looked for."""
    if isinstance(value, dict):
        words = next((str(part) for part in value.values() if part), "")
        return ", ".join(str(part) for part in value.values() if part), words
    if name == "body" and value:
        paragraphs = html.paragraphs(value) or [""]
        many = (
            "1 paragraph" if len(paragraphs) == 1 else f"{len(paragraphs)} paragraphs"
        )
        shown = f"{many}, “{paragraphs[0][:OPENING]}…”"
        return shown, paragraphs[0]
    if value is None or value == "":
        return "", ""
    return encoding.line(str(value)), str(value)


def _where(name: str, sought: str, places: list[tuple[str, str]]) -> str:
    """Return the place that says this, whose name is like the field's if there is one.

    What stands there alone goes before what only begins so. Words of a letter or two
    stand in so many places that only such a name counts.
    """
    words = _key(sought)
    if not words:
        return ""
    alike = [
        found
        for hint in (*NAMES.get(name, ()), name.replace("_", ""))
        for found in places
        if hint in found[0].casefold()
    ]
    if name in MOMENTS:
        moment = datetime.fromisoformat(sought.upper())
        return next((p for p, t in alike if moments.read(t.upper()) == moment), "")
    exact = [place for place, text in alike if text == words]
    if exact or len(words) < SHORTEST:
        return exact[0] if exact else ""
    opening = words[:OPENING]
    return next(
        (
            place
            for found in (alike, [] if name in CODES else places)
            for whole in (True, False)
            for place, text in found
            if (text == words if whole else opening in text)
        ),
        "",
    )


def _places(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield each place of a file that says something: its name, and its words."""
    opening = encoding.opening(data, 16)
    try:
        if opening.startswith(("{", "[")):
            yield from _in_json(json.loads(encoding.decode(data)), "")
        elif opening.startswith("<"):
            yield from _in_xml(xml.read(data), _lines_before_root(data))
        else:
            for number, words in enumerate(encoding.decode(data).split("\n"), start=1):
                yield f"line {number}", _key(words)
    except (MalformedItem, ValueError, RecursionError):
        return


def _in_json(node: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict | list):
        pairs = node.items() if isinstance(node, dict) else enumerate(node)
        for key, value in pairs:
            yield from _in_json(value, f"{path}.{key}" if path else str(key))
    elif node is not None:
        yield path, _key(str(node))


def _in_xml(root: xml.Element, before: int) -> Iterator[tuple[str, str]]:
    """Yield attributes, and elements with the words they hold themselves."""
    for element in root.iter("*"):
        path, line = _path(element), f", line {element.sourceline + before}"
        for name, value in element.attrib.items():
            yield f"{path}/@{name.rpartition('}')[2]}{line}", _key(value)
        words = xml.words(element) if _is_line(element) else element.text
        yield f"{path}{line}", _key(words or "")


def _is_line(element):
    """Whether an element holds words, with no more than stress or links inside."""
    return bool((element.text or "").strip()) and len(element) < 20


def _path(element):
    names = [xml.name(element), *map(xml.name, element.iterancestors())]
    return "/".join(reversed(names[:4]))


def _lines_before_root(data: bytes) -> int:
    """Return how many lines the declaration takes, which the parser does not see."""
    declaration = re.match(rb"\s*(<\?xml\b[^>]{0,200}\?>)?\s*", data)
    return declaration[0].count(b"\n") if declaration else 0


def _key(words: str) -> str:
    """Return words as they are compared: without markup, case and runs of space."""
    if "<" in words and ">" in words:
        words = " ".join(html.paragraphs(words) or [words])
    return encoding.line(words).casefold()
