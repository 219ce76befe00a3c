"""Copy that a form on a website sent as JSON: fields with names, in any order."""

import json
import re
from datetime import UTC, tzinfo
from typing import Any

from articles import html
from newsroom.wire.formats.files import encoding
from newsroom.wire.formats.phrases import datelines, moments
from newsroom.wire.formats.trees import markup, values
from newsroom.wire.items import MalformedItem, WireItem

# Field → what forms call it, best first.
NAMES = {
    "headline": ("headline", "title", "subject"),
    "body": (
        "body", "body_html", "bodyhtml", "text", "story", "article", "content",
        "message", "copy", "description", "body_text",
    ),
    "standfirst": ("standfirst", "abstract", "summary", "teaser", "lead", "intro"),
    "slugline": ("slugline", "slug"),
    "byline": ("byline", "author", "reporter", "writer"),
    "dateline": ("dateline", "place", "city", "location"),
    "keywords": ("keywords", "tags", "topics"),
    "editor_note": ("ednote", "editor_note", "editors_note", "notes", "note"),
    "urgency": ("urgency",),
    "embargo": ("embargo", "embargoed", "embargo_until", "release_time"),
    "language": ("language", "lang"),
}  # fmt: skip
# What wraps the fields, or lists them as pairs of a name and a value.
WRAPPERS = (
    "item",
    "data",
    "fields",
    "form",
    "payload",
    "answers",
    "responses",
    "values",
)
LABELS = ("name", "label", "question", "field", "key", "title")
ANSWERS = ("value", "answer", "response", "text")
# Words that tell which field a question asks for: “What is your headline?”.
TELLING = {
    "headline": {"headline"},
    "body": {"body", "story", "article"},
    "slugline": {"slugline"},
    "byline": {"byline"},
}
MAX_NOTE = 4_000  # characters of fields that the story has no place for


def recognises(text: str) -> bool:
    """Whether a text is an object of JSON that names a story's fields."""
    if not text.lstrip().startswith(("{", "[")):
        return False
    return bool(_named(_fields(text), "headline") or _named(_fields(text), "body"))


def item(
    text: str, zone: tzinfo = UTC, stated: dict[str, Any] | None = None
) -> WireItem:
    """Return the fields of a form as an item; they win over what the mail says.

    :param stated: what the mail says, as fields of the item.
    :raises MalformedItem: if a field is longer than a story can be.
    """
    stated = stated or {}
    fields = _fields(text)
    copy = markup.from_any(_named(fields, "body"))
    texts = html.paragraphs(copy.body)
    opening = datelines.opening(texts)
    until, unclear = moments.embargo(_named(fields, "embargo"), zone)
    notes = [
        stated.get("editor_note", ""), encoding.line(_named(fields, "editor_note")),
        copy.notes, *_others(fields),
    ]  # fmt: skip
    urgency = encoding.whole_number(_named(fields, "urgency"))
    found = {
        "headline": markup.plain(_named(fields, "headline")),
        "standfirst": markup.plain(_named(fields, "standfirst")),
        "slugline": markup.plain(_named(fields, "slugline")),
        "byline": markup.plain(_named(fields, "byline")) or opening.byline,
        "dateline": datelines.city(markup.plain(_named(fields, "dateline")))
        or opening.city,
        "credit": opening.agency,
        "language": markup.plain(_named(fields, "language")),
        "body": copy.body,
        "keywords": tuple(filter(None, map(str.strip, _listed(fields, "keywords")))),
        "urgency": urgency if urgency and urgency < 10 else None,
        "embargo_until": until,
        "embargo_unclear": unclear,
        "editor_note": "\n".join(filter(None, notes))[:MAX_NOTE],
    }
    return WireItem(**stated | {name: value for name, value in found.items() if value})


def _fields(text):
    """Return the fields of a form by their names in lower case, words joined by “_”."""
    try:
        loaded = json.loads(encoding.refuse_long(text), strict=False)
    except (ValueError, RecursionError, MalformedItem):
        return {}
    found: dict[str, str] = {}
    for level in _levels(loaded):
        for name, value in level.items():
            words = _as_words(value)
            if words.strip():
                found.setdefault(re.sub(r"\W+", "_", name.strip().lower())[:80], words)
    return found


def _levels(loaded):
    """Yield the objects whose members are fields: the outer one and what it wraps."""
    outer = values.lowered(loaded)
    if outer:
        yield outer
    inner = [outer.get(name) for name in WRAPPERS] if outer else [loaded]
    for value in inner:
        if isinstance(value, dict):
            yield values.lowered(value)
        pairs = {}
        for part in values.members(value) if isinstance(value, list) else []:
            label = values.line(part, *LABELS)
            answer = next((part[key] for key in ANSWERS if key in part), None)
            if label and answer is not None:
                pairs[label.lower()] = answer
        if pairs:
            yield pairs


def _as_words(value):
    if isinstance(value, list):
        return ", ".join(words for part in value if (words := _as_words(part)))
    if isinstance(value, str):
        return encoding.clean(value)
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if number else ""


def _named(fields, field):
    """Return the value of a field, by its name or by a word in its name."""
    for name in NAMES[field]:
        if name in fields:
            return fields[name]
    telling = TELLING.get(field, set())
    told = (name for name in fields if telling & set(name.split("_")))
    return fields.get(next(told, ""), "")


def _listed(fields, field):
    return re.split(r"[,;]", _named(fields, field))


def _others(fields):
    """Return the fields that a story has no place for, as notes."""
    known = {name for names in NAMES.values() for name in names}
    for name, words in fields.items():
        if name not in known and name not in WRAPPERS:
            yield f"{name}: {encoding.line(words)[:300]}"
