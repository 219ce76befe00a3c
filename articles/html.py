"""The body of a story: which HTML it may hold, and how to read it as text.

The body is stored as semantic HTML and cleaned on every way in; there is no other way
to print markup. An <aside> is a fact box: headings, paragraphs and lists, in no other
block. Three elements are placeholders that templates draw:

    <figure data-photo="12"></figure>          the photo with that id
    <figure data-gallery="12 15"></figure>     a gallery of photos, in order
    <figure data-embed="https://…"></figure>   something on an allowed provider
"""

import re
from collections.abc import Callable
from functools import lru_cache
from html import escape, unescape

import nh3
from lxml import etree

from articles import nesting, placeholders, prose, written

# What a story needs, and nothing that styles, scripts or submits.
ELEMENTS = {
    "p", "h2", "h3", "blockquote", "ul", "ol", "li", "a", "strong", "em", "br",
    "aside", "figure", "table", "thead", "tbody", "tr", "th", "td", "caption", "sup",
    "sub",
}  # fmt: skip
# Elements that go with all that is in them.
WITHOUT_WORDS = {
    "script", "style", "title", "textarea", "iframe", "object", "noscript",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href"},
    "figure": set(placeholders.ATTRIBUTES),
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "ol": {"start"},
    "p": {"lang", "dir"},
    "blockquote": {"lang", "dir"},
}
# A story that reads "div" or "b" means a paragraph or stress: renamed before cleaning.
RENAMED = {
    "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3", "b": "strong", "i": "em",
    **dict.fromkeys(
        ["div", "section", "article", "main", "header", "footer", "address", "center",
         "details", "summary", "dt", "dd", "pre"], "p",
    ),
}  # fmt: skip
RENAMED_TAG = re.compile(rf"<(/?)({'|'.join(RENAMED)})(?=[\s>/])", re.IGNORECASE)
LIKE_HARD_SPACE = re.compile("[\x80-\xbf]")
MANY = 5_000
ELSEWHERE = {number: number + 0xE000 for number in range(0x80, 0xC0)}  # private use
BACK = {other: number for number, other in ELSEWHERE.items()}
# Words may stand beside the points of a list, where no writer has put them.
TEXT_BLOCKS = ("p", "h2", "h3", "li", "td", "th", "caption", "blockquote", "ul", "ol")
LINK = re.compile(r'<a href="(https?://[^"]+)"')


class CleanHTML(str):
    """HTML that has been through `clean`, so that nobody cleans it twice."""


def clean(html: str) -> CleanHTML:
    """Return the body with only the elements and attributes a story may hold.

    Empty paragraphs go, text outside any block becomes a paragraph, headings above the
    second level come down to it, links keep http, https and mailto only. Cleaning what
    is clean changes nothing. Entities come back as characters.
    """
    if isinstance(html, CleanHTML):
        return html
    if (plain := prose.blocks(html)) is not None:
        return CleanHTML("\n".join(f"<{tag}>{text}</{tag}>" for tag, text in plain))
    allowed = _allowed(nesting.bounded(_renamed(html.replace("\x00", ""))))
    tidy = _tidy(allowed)
    if not tidy and (words := unescape(nh3.clean(allowed, tags=set())).strip()):
        # Nested deeper than the parser follows: the words matter more than the tags.
        tidy = from_text(words)
    return CleanHTML(tidy)


def _allowed(html):
    """Return the HTML with allowed elements alone.

    The cleaner takes the square of the time over many characters like “½”, which begin
    as a hard space does in UTF-8; many of them pass it under other numbers.
    """
    if html.isascii() or len(LIKE_HARD_SPACE.findall(html)) < MANY:
        return _CLEANER.clean(html)
    return _CLEANER.clean(html.translate(ELSEWHERE)).translate(BACK)


def from_text(text: str) -> str:
    """Return plain text as a body: paragraphs apart by blank lines, else by lines."""
    apart = re.compile(r"\n\s*\n")
    blocks = apart.split(text) if apart.search(text.strip()) else text.splitlines()
    return "\n".join(
        f"<p>{escape(_joined(b), quote=False)}</p>" for b in blocks if b.strip()
    )


def to_text(html: str) -> str:
    """Return the words of a body, one block a line, without markup."""
    return "\n".join(paragraphs(html))


def paragraphs(html: str) -> list[str]:
    """Return the text of each block of a body, in order: what a reader reads."""
    return list(_paragraphs(html))


def blocks(html: str) -> list[str]:
    """Return the blocks of a clean body, each as HTML, in order."""
    return written.blocks(_fragment(html)) if html.strip() else []


def links(html: str) -> list[str]:
    """Return the whole addresses that a body links to, each once, in order."""
    return list(dict.fromkeys(unescape(found) for found in LINK.findall(html)))


def word_count(html: str) -> int:
    return len(to_text(html).split())


def reworded(html: str, change: Callable[[str], str]) -> CleanHTML:
    """Return a clean body with each run of words between two tags changed.

    What comes back is written as text, so no mark-up can be made of it. A body in which
    nothing changes is returned as it is.
    """
    top, touched = _fragment(html), False
    for node in list(top.iter()):
        for place in ("text", "tail"):
            text = getattr(node, place) or ""
            if text.strip() and (changed := change(text)) != text:
                setattr(node, place, changed)
                touched = True
    return CleanHTML("\n".join(written.blocks(top)) if touched else html)


def photo_ids(html: str) -> list[int]:
    """Return the ids of the photos placed in a clean body, in order, each once."""
    return placeholders.photo_ids(html)


@lru_cache(maxsize=4)
def _paragraphs(html):
    """Keep the last few: whoever reads a text asks for its paragraphs several times."""
    if (plain := prose.blocks(html)) is not None:
        return tuple(prose.words(text) for _tag, text in plain)
    blocks = _fragment(html).iter(*TEXT_BLOCKS)
    return tuple(text for block in blocks if (text := _joined(_own_text(block))))


def _joined(text):
    return " ".join(text.split())


def _keep_attribute(element, attribute, value):
    """Decide for nh3 whether an attribute stays: its value, or None to drop it."""
    if attribute == "href":
        address = value.strip()
        return (
            address
            if re.match(r"(https?://|mailto:|/(?!/)|#)", address, re.I)
            else None
        )
    if attribute in placeholders.ATTRIBUTES:
        return placeholders.ATTRIBUTES[attribute](value)
    if attribute in ("colspan", "rowspan", "start"):
        return value if value.isdecimal() and len(value) < 4 else None
    return value


# One cleaner for the process: building it checks the lists above against each other.
_CLEANER = nh3.Cleaner(
    tags=ELEMENTS,
    attributes=ATTRIBUTES,
    attribute_filter=_keep_attribute,
    clean_content_tags=WITHOUT_WORDS,
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener noreferrer",
    strip_comments=True,
)


def _fragment(html):
    """Parse a body into one element that holds its blocks."""
    # Not lxml.html, which makes an object of a class of its own of every element.
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, huge_tree=False)
    root = etree.fromstring(
        f"<html><body><div>{html}</div></body></html>".encode(), parser
    )
    return root.find("body/div")


def _renamed(html):
    """Turn headings, bold, italics and bare divisions into what a story calls them."""
    return RENAMED_TAG.sub(lambda tag: f"<{tag[1]}{RENAMED[tag[2].lower()]}", html)


def _tidy(html):
    """Put loose text into paragraphs, drop what is empty, and one block on a line."""
    if not html.strip():
        return ""
    top = _fragment(html)
    placeholders.place_once(top)
    return "\n".join(written.blocks(top))


def _own_text(block):
    """Return a block's words but for those of blocks inside it, such as a list."""
    parts = [block.text or ""]
    for child in block:
        if child.tag == "br":
            parts.append(" ")
        elif child.tag not in TEXT_BLOCKS and child.tag not in written.BLOCKS:
            parts.append(_own_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
