"""Agency mark-up (HTML, XHTML, NITF or none) as the clean body of a story.

What is not for readers is taken out on the way and handed back as notes for the desk.
"""

import re
from dataclasses import dataclass
from html import escape, unescape

import lxml.html
from lxml import etree

from articles import html, prose
from articles.html import CleanHTML
from newsroom.wire.formats.files import encoding
from newsroom.wire.formats.textwires import typed
from newsroom.wire.formats.trees import nitf_body, xml
from newsroom.wire.items import MalformedItem, WirePicture

# No story nests as deeply; what does is an attack or an accident.
MAX_DEPTH = 200
# Elements that nobody need close, so that they do not nest.
UNCLOSED = {
    "br", "img", "hr", "input", "meta", "link", "wbr", "source", "col", "area", "embed",
    "p", "li", "td", "th", "tr", "dt", "dd", "option",
}  # fmt: skip
BLOCK_TAG = re.compile(
    r"<(p|div|h[1-6]|ul|ol|table|blockquote|section|article)\b", re.I
)
LINE_BREAK = re.compile(r"<br\b[^<>]{0,40}>", re.I)
MARKUP = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9]{0,20})\b[^<>]{0,2000}>")
CHARACTER = re.compile(r"&(#\d{1,6}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,10});")
# Characters that were escaped twice; mark-up stays what it is.
TWICE = re.compile(r"&amp;(#\d{2,6}|#x[0-9a-fA-F]{2,6}|(?!lt;|gt;)[a-zA-Z]{2,8});")
ROOT_TAG = re.compile(r"<(?:\w+:)?(nitf|body\.content)\b")
# Parts of a page that surround a story.
FURNITURE = (
    "header",
    "footer",
    "nav",
    "aside",
    "figure",
    "figcaption",
    "form",
    "button",
)
PRIVATE_CLASS = re.compile(
    r"non-?public|notepad|not-for-pub|gmail_(?:quote|signature)|moz-cite", re.I
)
# What WordPress prints below each text of its feeds.
FIRST_APPEARED = r"the post .{1,300} (?:first appeared|appeared first) on .{1,120}"
READ_ON = re.compile(
    r"(continue|keep) reading\W*|read (more|on|the full (story|article))\W*"
    rf"|{FIRST_APPEARED}",
    re.I,
)
PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.S)  # as they are cleaned
DOUBLE_BREAK = re.compile(r"<br>\s*(?:<br>\s*)+")
WHOLE = 60  # characters: a shorter line may be one of a poem or an address
LONGEST_READ_ON = 60  # characters


@dataclass(frozen=True, slots=True)
class Copy:
    """A body, and what came with it that is not for readers."""

    body: CleanHTML
    notes: str = ""
    pictures: tuple[WirePicture, ...] = ()
    headline: str = ""  # these three from the head of NITF
    byline: str = ""
    dateline: str = ""


def from_any(text: str) -> Copy:
    """Return text of an unknown kind as a body: NITF, HTML, or plain paragraphs.

    Agencies print nonsense as the content type, so the text itself decides.
    """
    encoding.refuse_long(text)
    if ROOT_TAG.search(text[:2000]):
        return from_nitf(xml.read_text(text))
    if not MARKUP.search(text) and CHARACTER.search(text):
        text = unescape(text)  # HTML in words, or plain text with a name in it
        if not BLOCK_TAG.search(text):
            return from_text(text)
    return from_html(text) if MARKUP.search(text) else from_text(text)


def from_text(text: str) -> Copy:
    """Return plain text as a body: wrapped and indented lines become paragraphs."""
    return Copy(typed.plain_body(text))


def from_html(text: str) -> Copy:
    """Return HTML of any quality as a body.

    HTML without a single block element has its breaks and empty lines for paragraphs.

    :raises MalformedItem: if it is nested too deeply.
    """
    text = encoding.clean(encoding.refuse_long(text))
    refuse_depth(text)
    if not BLOCK_TAG.search(text):
        pieces = re.split(r"\n\s*\n", LINE_BREAK.sub("\n\n", text))
        text = "".join(f"<p>{piece}</p>" for piece in pieces if piece.strip())
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    top = etree.fromstring(
        f"<html><body><div>{text}</div></body></html>".encode(), parser
    )
    return _finished(top.find("body"))


def from_element(element: xml.Element) -> Copy:
    """Return XHTML inside XML as a body, prefixes and namespaces aside."""
    bodies = list(xml.descendants(element, "body"))
    body = bodies[0] if bodies else element
    escaped = _in_words(body)
    return from_any(escaped) if escaped else from_html(_as_html(body))


def from_nitf(element: xml.Element) -> Copy:
    """Return the body.content of NITF as a body; a block of its own is a division.

    The element is taken apart on the way: read its head first.
    """
    content = nitf_body.content(element)
    if content is None:
        return Copy(html.clean(""))
    said = (
        nitf_body.headline(element),
        nitf_body.byline(element),
        nitf_body.dateline(element),
    )
    pictures = nitf_body.pictures(content)
    escaped = _in_words(content)
    notes = nitf_body.take_apart(content)
    copy = from_any(escaped) if escaped else from_html(_as_html(content))
    notes = "\n".join(filter(None, [notes, copy.notes]))
    return Copy(copy.body, notes, pictures or copy.pictures, *said)


def _in_words(element):
    """Return HTML that stands in an element as words, escaped or in CDATA."""
    if next(xml.descendants(element, "p", "div", "table", "media"), None) is not None:
        return ""
    words = "".join(element.itertext())
    return words if BLOCK_TAG.search(words) else ""


def plain(text: str) -> str:
    """Return a headline, caption or summary as one line of words without mark-up."""
    if "<" in text or "&" in text:
        refuse_depth(encoding.refuse_long(text))
        fragment = lxml.html.fromstring(f"<div>{encoding.clean(text)}</div>")
        for part in fragment.xpath(".//script | .//style"):
            part.drop_tree()
        text = " ".join(fragment.itertext())
    return encoding.line(text)


def _finished(top):
    """Take out what is not for readers, and clean the rest."""
    pictures = tuple(_pictures(top))
    for part in list(top.iter(*FURNITURE)):
        xml.drop(part)
    notes = []
    for part in list(top.iter(etree.Element)):
        if (
            PRIVATE_CLASS.search(part.get("class") or "")
            and part.getparent() is not None
        ):
            notes.append(encoding.line(" ".join(part.itertext())))
            xml.drop(part)
    for part in list(top.iter("p", "a")):
        if len(part.text or "") > LONGEST_READ_ON:
            continue
        if READ_ON.fullmatch(encoding.line("".join(part.itertext())).strip("….› »→")):
            xml.drop(part)
    inside = (top.text or "") + "".join(
        etree.tostring(part, encoding="unicode", method="html") for part in top
    )
    alone = inside.removeprefix("<div>").removesuffix("</div>")
    body = _broken_up(html.clean(inside if prose.blocks(alone) is None else alone))
    return Copy(body, "\n".join(note for note in notes if note), pictures)


def _broken_up(body):
    """Make paragraphs of what two line breaks keep apart, or one after a sentence."""
    if "<br>" not in body:
        return body
    apart = PARAGRAPH.sub(_apart, body)
    return body if apart == body else html.clean(apart)


def _apart(paragraph):
    pieces = paragraph[1].split("<br>")
    whole = all(
        len(piece) > WHOLE and piece.rstrip().endswith(typed.ENDS_A_SENTENCE)
        for piece in pieces
        if piece.strip()
    )
    if not whole:
        pieces = DOUBLE_BREAK.split(paragraph[1])
    return "\n".join(f"<p>{piece}</p>" for piece in pieces)


def _pictures(top):
    for image in top.iter("img"):
        width, height = _pixels(image.get("width")), _pixels(image.get("height"))
        href = (image.get("src") or "").strip()
        # A picture of one pixel counts readers; it shows nothing.
        if href.startswith(("http://", "https://")) and 1 not in (width, height):
            caption = _caption(image) or image.get("alt") or ""
            yield WirePicture(href=href, caption=caption, width=width, height=height)


def _caption(image):
    """Return the caption below a picture, where a figure holds both."""
    figure = next(image.iterancestors("figure"), None)
    found = () if figure is None else figure.iter("figcaption")
    return next((encoding.line("".join(one.itertext())) for one in found), "")


def _pixels(text):
    return int(text) if text and text.isdecimal() and len(text) < 6 else None


def _as_html(element):
    for part in element.iter(etree.Element):
        part.tag = xml.name(part)
        for key in [key for key in part.attrib if "}" in key or ":" in key]:
            del part.attrib[key]
    etree.cleanup_namespaces(element)
    inside = "".join(
        etree.tostring(part, encoding="unicode", method="html") for part in element
    )
    inside = escape(element.text or "", quote=False) + inside
    return TWICE.sub(r"&\1;", inside)


def refuse_depth(text):
    """Count opened and closed tags: parsers give up, or worse, on very deep mark-up."""
    depth = 0
    for tag in MARKUP.finditer(text):
        if tag[1].strip("/").lower() in UNCLOSED or tag[0].endswith("/>"):
            continue
        depth = max(0, depth - 1) if tag[1].startswith("/") else depth + 1
        if depth > MAX_DEPTH:
            raise MalformedItem(f"Its mark-up is nested more than {MAX_DEPTH} deep.")
