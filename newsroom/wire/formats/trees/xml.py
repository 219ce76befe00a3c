"""Read XML from strangers: nothing is loaded, fetched or expanded."""

import html
import html.entities
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from lxml import etree

from newsroom.wire.formats.files import encoding
from newsroom.wire.items import MalformedItem

Element = Any  # an lxml element; lxml comes without types

DECLARATION = re.compile(r"\s*<\?xml\b[^>]{0,200}\?>")
DECLARED_ENCODING = re.compile(
    rb"""<\?xml\b[^>]{0,150}\bencoding\s*=\s*["']([\w.:-]+)"""
)
# Names that HTML knows and XML does not, such as nbsp; agencies use them all the same.
NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
ROOT_TAG = re.compile(r"<[A-Za-z_][\w.:-]{0,80}(?=[\s>/])")
ATTEMPTS = 3  # at one document: as it came, with one kind of fault mended, with both
# A bare “&”, as in “R&D”: what libxml2 says of it.
BARE_ERRORS = {
    etree.ErrorTypes.ERR_NAME_REQUIRED, etree.ErrorTypes.ERR_ENTITYREF_SEMICOL_MISSING
}  # fmt: skip
# What prefixes stand for where nobody says so.
NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "media": "http://search.yahoo.com/mrss/",
    "atom": "http://www.w3.org/2005/Atom",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
# What stands apart from its neighbours though no space says so.
APART = {"p", "br", "li", "td", "th", "tr", "div", "h1", "h2", "h3", "hl1", "hl2"}
OPENING = 65536  # bytes of a file in which its root stands
PIECE = 1024  # characters of them, fed to a parser until it has come to the root
NUMBERED = re.compile(r"&#([xX][0-9a-fA-F]{1,6}|\d{1,7});")
BARE_AND = re.compile(r"&(?!#?\w{1,30};)")  # it begins no name
# Names of characters that were escaped twice.
TWICE = re.compile(r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,6}|[a-zA-Z]{2,8}\d{0,2});")
OPTIONS = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "huge_tree": False,  # libxml2 then stops at a depth of 256 and at 10 MB of one text
    "remove_comments": True,
    "remove_pis": True,
}


def read(data: bytes) -> Element:
    """Parse XML into its root element.

    A DOCTYPE is accepted and never loaded.

    :raises MalformedItem: if it is not well-formed, nested too deeply, or uses an
        entity of its own.
    """
    return read_text(_text(data))


def read_text(text: str) -> Element:
    """Parse XML that is text already; its encoding declaration no longer counts."""
    whole = encoding.clean(text)
    text = DECLARATION.sub("", whole, count=1).lstrip()
    lines = whole[: len(whole) - len(text)].count("\n")
    text = NUMBERED.sub(_numbered, NAMED.sub(_character, text))
    root = _parsed(text.strip(), lines)
    for entity in root.iter(etree.Entity):
        raise MalformedItem(
            f"It uses an entity of its own, {entity.text}, which may hide a bomb."
        )
    return root


def _parsed(text, lines):
    """Parse XML, and once more with what an agency forgot: prefixes, escaped signs."""
    for _attempt in range(ATTEMPTS):
        parser = etree.XMLParser(**OPTIONS)
        try:
            return etree.fromstring(text.encode(), parser)
        except etree.XMLSyntaxError as error:
            refusal = error
        # The error's own list knows of earlier files too.
        mended = _mended(text, parser.error_log)
        if mended == text:
            break
        text = mended
    raise MalformedItem(f"It is not well-formed XML: {_sentence(refusal, lines)}")


def _mended(text, errors):
    """Return XML with its bare “&” escaped, and with its prefixes declared."""
    if any(entry.type in BARE_ERRORS for entry in errors):
        text = _escaped(text)
    if any(entry.type == etree.ErrorTypes.ERR_DOCUMENT_END for entry in errors):
        text = _before_its_end(text)
    undeclared = {
        found[1]
        for entry in errors
        if entry.type == etree.ErrorTypes.NS_ERR_UNDEFINED_NAMESPACE
        and (found := re.search(r"prefix ([\w.-]{1,40}) ", entry.message))
    }
    start = ROOT_TAG.search(text)
    if not undeclared or start is None:
        return text
    declared = "".join(
        f' xmlns:{prefix}="{NAMESPACES.get(prefix, f"urn:undeclared:{prefix}")}"'
        for prefix in sorted(undeclared)
    )
    return text[: start.end()] + declared + text[start.end() :]


def _escaped(text):
    """Escape each bare “&” that does not stand in CDATA."""
    first, *others = text.split("<![CDATA[")
    pieces = [BARE_AND.sub("&amp;", first)]
    for part in others:
        kept, end, after = part.partition("]]>")
        pieces += ["<![CDATA[", kept, end, BARE_AND.sub("&amp;", after)]
    return "".join(pieces)


def root_name(data: bytes) -> tuple[str, str]:
    """Return namespace and local name of the root, without reading the whole file.

    Both are empty if the bytes do not begin like XML.
    """
    return _root_name(data[:OPENING])


# Every format of XML asks it of the same file.
@lru_cache(maxsize=2)
def _root_name(data):
    text = encoding.opening(data, OPENING)
    if not text.startswith("<"):
        return "", ""
    text = NAMED.sub(_character, DECLARATION.sub("", encoding.clean(text), count=1))
    parser = etree.XMLPullParser(events=["start"], **OPTIONS)
    try:
        # Piece by piece: the root stands in the first, nearly always.
        for start in range(0, len(text), PIECE):
            parser.feed(text[start : start + PIECE].encode())
            for _event, element in parser.read_events():
                return element.tag[1:].rpartition("}")[0], name(element)
    except etree.XMLSyntaxError:
        pass
    return _first_tag(text)


def _before_its_end(text):
    """Return a document without what an agency's machines left below its end.

    Never mark-up: a second document is no accident of transmission.
    """
    root = ROOT_TAG.search(text)
    end = text.rfind(f"</{root[0][1:]}") if root else -1
    whole = text.find(">", end) + 1 if end > 0 else len(text)
    return text if "<" in text[whole:] else text[: whole or len(text)]


def name(element: Element) -> str:
    """Return the local name of an element; prefixes and namespaces are free."""
    # A prefix nobody declared stays in the tag, and is no error to libxml2.
    return element.tag.rpartition("}")[2].rpartition(":")[2]


def find(element: Element, path: str) -> Element | None:
    """Return the first element at a path of local names, such as "itemMeta/edNote"."""
    return next(_at(element, *_anywhere(path)), None)


def find_all(element: Element, path: str) -> list[Element]:
    """Return all elements at a path of local names."""
    return list(_at(element, *_anywhere(path)))


def descendants(element: Element, *names: str) -> Iterator[Element]:
    """Yield the elements below one, at any depth, that have one of these names."""
    yield from element.iter(*(f"{{*}}{name}" for name in names))


def words(element: Element | None) -> str:
    """Return the text inside an element as one line."""
    if element is None:
        return ""
    return line("".join(_pieces(element)) if len(element) else element.text or "")


def line(text: str) -> str:
    """Return text of an element as one line; what was escaped twice is a character."""
    if "&" in text:
        text = TWICE.sub(lambda found: html.unescape(found[0]), text)
    return encoding.line(text)


def _pieces(element):
    """Yield the text inside an element, blocks and breaks set apart by a space."""
    apart = name(element) in APART if isinstance(element.tag, str) else False
    yield f" {element.text or ''}" if apart else element.text or ""
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""
    if apart:
        yield " "


def words_at(element: Element, path: str) -> str:
    """Return the text of the first element at a path as one line."""
    return words(find(element, path))


def drop(part: Element) -> None:
    """Remove an element and keep the text after it."""
    parent, before = part.getparent(), part.getprevious()
    if parent is None:
        return
    if part.tail:
        if before is None:
            parent.text = (parent.text or "") + part.tail
        else:
            before.tail = (before.tail or "") + part.tail
    parent.remove(part)


def _text(data):
    declared = DECLARED_ENCODING.search(data[:400])
    return encoding.decode(data, declared[1].decode() if declared else "")


@lru_cache(maxsize=1000)
def _anywhere(path):
    return tuple(f"{{*}}{step}" for step in path.split("/"))


def _at(element, step, *further):
    """Yield the elements at the steps of a path.

    lxml's own `find` takes paths of all kinds, and three times as long.
    """
    children = element.iterchildren(step)
    if not further:
        return children
    return (found for child in children for found in _at(child, *further))


def _character(match):
    """Return the character an HTML name stands for, unless it is one XML reserves."""
    character = html.entities.html5.get(f"{match[1]};", match[0])
    return match[0] if character in "<>&\"'" else character


def _numbered(match):
    """Return what the number of a control character was meant for, or nothing.

    128 to 159 are the quotes and dashes of Windows-1252, as browsers read them.
    """
    number = int(match[1][1:], 16) if match[1][0] in "xX" else int(match[1])
    if 127 < number < 160:
        return bytes([number]).decode("cp1252", "ignore")
    return "" if number < 32 and number not in (9, 10, 13) else match[0]


def _sentence(error, lines):
    """Return what is wrong and where; the parser has not seen the first lines."""
    line, column = error.position
    said = str(error).split(", line ")[0].split("\n")[0].strip()
    # It counts from the text it was given, in which a tag may name its line too.
    said = re.sub(r"\bline (\d+)", lambda at: f"line {int(at[1]) + lines}", said)
    return f"{said} (line {line + lines}, column {column})."


def _first_tag(text):
    """Return the name of the first tag of what is no XML after all."""
    tag = re.search(r"<([A-Za-z][\w.-]*)(?::([\w.-]+))?", text)
    return ("", tag[2] or tag[1]) if tag else ("", "")
