"""The body of NITF, wherever it stands: alone, in NewsML, or in a string of JSON."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from newsroom.wire.formats.files import encoding
from newsroom.wire.formats.phrases import datelines
from newsroom.wire.formats.trees import renditions, xml
from newsroom.wire.items import WirePicture

# NITF's names for what HTML calls otherwise; every other name of its own is dropped.
HTML_NAMES = {
    "hl1": "h2", "hl2": "h2", "bq": "blockquote", "block": "div", "q": "span",
    "body.content": "div", "pre": "div", "dl": "div", "dt": "p", "dd": "p",
    "credit": "p", "datasource": "p",
}  # fmt: skip
# What is no text of the story, though it stands in it.
ASIDE = ("media", "body.head", "body.end", "note", "nitf-table-metadata")
MOST_PICTURES = 100
SHORT = 45  # characters: a machine breaks the lines of a text later than that
IMAGES = {"", "image", "photo", "picture", "graphic"}
CREDITS = {"credit", "photographer", "byline", "creator", "source"}
INITIALS = re.compile(r"[a-z]{1,4}(?:/[a-z]{1,4})+")


def content(element: xml.Element) -> xml.Element | None:
    """Return the text of a document; a note may hold a body.content of its own."""
    for found in xml.descendants(element, "body.content"):
        if not _in_a_note(found):
            return found
    # The DTD lets a body go without one.
    return next(xml.descendants(element, "body"), None)


def headline(element: xml.Element) -> str:
    """Return the main headline."""
    found = [*_of_the_head(element, "hl1"), *_of_the_head(element, "hedline")]
    return next(filter(None, map(_without_deck, found)), "")


def _without_deck(head):
    return xml.line("".join(_without(head, "hl2")))


def deck(element: xml.Element) -> str:
    """Return the lesser headline of the head, unless it repeats the main one."""
    main = headline(element)
    found = [
        words
        for head in xml.descendants(element, "hedline")
        for words in map(xml.words, xml.descendants(head, "hl2"))
    ]
    return next((words for words in found if words and words != main), "")


def abstract(element: xml.Element) -> str:
    """Return the summary."""
    return next(filter(None, map(xml.words, _of_the_head(element, "abstract"))), "")


def byline(element: xml.Element) -> str:
    """Return the byline, a title set off by a comma: “By Ana Ruiz, Shipping Writer”.

    Initials of those who edited the copy, such as “ar/bc”, are none.
    """
    found: list[str] = []
    for part in _of_the_head(element, "byline"):
        words = encoding.line(_spaced(part))
        words = re.sub(r"\s*,[\s,]*", ", ", words).strip(", ")
        if words.lower() not in ("", "by") and not INITIALS.fullmatch(words):
            found.append(words if not found else re.sub(r"^by ", "", words, flags=re.I))
    return " and ".join(dict.fromkeys(found))


def dateline(element: xml.Element) -> str:
    """Return the city of the dateline; a day or a moment in its place is no city."""
    for part in _of_the_head(element, "dateline"):
        for place in [*xml.descendants(part, "city", "location"), part]:
            words = "".join(_without(place, "story.date"))
            if found := datelines.city(encoding.line(words)):
                return found
    return ""


def notes(element: xml.Element) -> list[str]:
    """Return the notes of the head, which are for editors."""
    return [
        words for note in _of_the_head(element, "note") if (words := xml.words(note))
    ]


def tagline(element: xml.Element) -> str:
    """Return who else worked on the story, as it is printed below it."""
    return next(filter(None, map(xml.words, xml.descendants(element, "tagline"))), "")


def pictures(element: xml.Element) -> tuple[WirePicture, ...]:
    """Return the pictures in a text, each in its largest rendition.

    Agencies leave elements for pictures that never came; those are passed over.
    """
    found = map(_picture, xml.descendants(element, "media"))
    told = (picture for picture in found if picture.href or picture.caption)
    return tuple(islice(told, MOST_PICTURES))


def take_apart(text: xml.Element) -> str:
    """Rename the elements of a body.content to HTML's, and take out what is no text.

    :returns: the notes inside it, which are for the desk.
    """
    found = [xml.words(note) for note in xml.descendants(text, "note")]
    for part in list(xml.descendants(text, *ASIDE)):
        xml.drop(part)
    for part in list(text.iter(etree.Element)):
        name = xml.name(part)
        if name == "pre":
            _lay_out(part)
        elif name == "frac":
            part.text = " "
        elif name == "frac-sep":
            part.text = ""
        elif name == "frac-den":
            part.text = f"/{part.text or ''}"
        elif name == "p" and not len(part):
            _empty_if_code(part)
        quoted = name == "block" and any(
            xml.name(around) in ("bq", "blockquote") for around in part.iterancestors()
        )
        part.tag = name if quoted else HTML_NAMES.get(name, name)
    return "\n".join(filter(None, found))


def _of_the_head(element, name) -> Iterator[xml.Element]:
    """Yield elements of the head, not those of the same name in the text or a note."""
    for found in xml.descendants(element, name):
        parent = found.getparent()
        if parent is None or xml.name(parent) in (
            "body.head",
            "hedline",
            "body",
            "nitf",
        ):
            yield found


def _in_a_note(element):
    return any(xml.name(parent) == "note" for parent in element.iterancestors())


def _spaced(element):
    """Return the words of a byline; NITF's elements stand there without a space."""
    pieces = [element.text or ""]
    for child in element:
        separator = ", " if xml.name(child) == "byttl" else " "
        pieces += [separator, _spaced(child), child.tail or ""]
    return "".join(pieces)


def _without(element, name):
    yield element.text or ""
    for child in element:
        if xml.name(child) == "br":
            yield " "
        elif xml.name(child) != name:
            yield from _without(child, name)
        yield child.tail or ""


def _picture(media):
    references = [
        part
        for part in xml.descendants(media, "media-reference")
        if part.get("mime-type", "image/").lower().startswith("image/")
    ]
    if media.get("media-type", "").lower() not in IMAGES:
        return WirePicture()
    best = max(references, key=_pixels, default=None)
    captions = map(xml.words, xml.descendants(media, "media-caption"))
    return WirePicture(
        caption=" ".join(dict.fromkeys(filter(None, captions))),
        credit=_credit(media, best),
        href="" if best is None else encoding.line(best.get("source", "")),
        width=None if best is None else encoding.whole_number(best.get("width")),
        height=None if best is None else encoding.whole_number(best.get("height")),
    )


def _credit(media, reference):
    stated = [xml.words(part) for part in xml.descendants(media, "media-producer")]
    if reference is not None:
        stated += [
            encoding.line(reference.get(name, ""))
            for name in ("source-credit", "copyright")
        ]
    stated += [
        encoding.line(part.get("value", ""))
        for part in xml.descendants(media, "media-metadata")
        if part.get("name", "").lower() in CREDITS
    ]
    return next(filter(None, stated), "")


def _pixels(reference):
    width, height = (
        encoding.whole_number(reference.get(name)) for name in ("width", "height")
    )
    named = reference.get("name") or reference.get("id") or ""
    return renditions.weight(named, width, height)


def _lay_out(part):
    """Make paragraphs of preformatted text; scores and rates keep their lines."""
    blocks = re.split(r"\n[ \t]*(?:\n[ \t]*)+", "".join(part.itertext()).strip("\n"))
    part.clear(keep_tail=True)
    for block in blocks:
        paragraph = etree.SubElement(part, "p")
        lines = block.split("\n")
        if not _is_tabular(lines):
            paragraph.text = encoding.line(block)
            continue
        paragraph.text = lines[0]
        for line in lines[1:]:
            etree.SubElement(paragraph, "br").tail = line


def _is_tabular(lines):
    """Whether lines stand in columns, or are too short to be broken ones of a text."""
    columns = any(re.search(r"\S {2,}\S|\t\S", line) for line in lines)
    return columns or max(map(len, lines)) < SHORT


def _empty_if_code(part):
    """Empty a paragraph that only shows the code of a widget, and its subhead."""
    words = (part.text or "").strip()
    if re.fullmatch(r"<[a-zA-Z!].*>", words, re.S) and not _words_of(words):
        part.text = ""
        above = part.getprevious()
        if above is not None and xml.name(above) in ("hl2", "h2"):
            above.clear(keep_tail=True)


def _words_of(markup):
    """Return the words between tags, those of scripts and styles aside."""
    kept, hidden = [], False
    for piece in re.split(r"(<[^<>]*>)", markup):
        if piece.startswith("<"):
            tag = re.match(r"<(/?)\s*(script|style)\b", piece, re.I)
            hidden = not tag[1] if tag else hidden
        elif not hidden:
            kept.append(piece)
    return "".join(kept).strip()
