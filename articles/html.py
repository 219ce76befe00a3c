"""The body of a story: which HTML it may hold, and how to read it as text.

The body is stored as semantic HTML and cleaned on every way in; there is no other way
to print markup. Two elements are placeholders that templates draw:

    <figure data-photo="12"></figure>          the photo with that id
    <figure data-embed="https://…"></figure>   something on an allowed provider
"""

import re
from html import escape
from urllib.parse import urlsplit

import lxml.html
import nh3
from lxml import etree

# What a story needs, and nothing that styles, scripts or submits.
ELEMENTS = {
    "p", "h2", "h3", "blockquote", "ul", "ol", "li", "a", "strong", "em", "br", "figure",
    "table", "thead", "tbody", "tr", "th", "td", "caption", "sup", "sub",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href"},
    "figure": {"data-photo", "data-embed"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "ol": {"start"},
    "p": {"lang", "dir"},
    "blockquote": {"lang", "dir"},
}
# Where an embed may come from: host → the name readers see.
EMBED_PROVIDERS = {
    "www.youtube.com": "YouTube",
    "youtu.be": "YouTube",
    "vimeo.com": "Vimeo",
    "soundcloud.com": "SoundCloud",
    "www.openstreetmap.org": "OpenStreetMap",
    "bsky.app": "Bluesky",
    "mastodon.social": "Mastodon",
    "flo.uri.sh": "Flourish",
    "datawrapper.dwcdn.net": "Datawrapper",
}
# A story that reads "div" or "b" means a paragraph or stress: renamed before cleaning.
RENAMED = {"h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3", "b": "strong", "i": "em", "div": "p"}
BLOCKS = {"p", "h2", "h3", "blockquote", "ul", "ol", "figure", "table"}


def embed_provider(url: str) -> str:
    """Return the name of an allowed provider of embeds, or an empty string."""
    parts = urlsplit(url)
    return EMBED_PROVIDERS.get(parts.hostname or "", "") if parts.scheme == "https" else ""


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
    return CleanHTML(_tidy(_CLEANER.clean(_renamed(html.replace("\x00", "")))))


def from_text(text: str) -> str:
    """Return plain text as a body: paragraphs apart by blank lines, else by lines."""
    blocks = re.split(r"\n\s*\n", text) if re.search(r"\n\s*\n", text.strip()) else text.splitlines()
    return "\n".join(f"<p>{escape(_joined(b), quote=False)}</p>" for b in blocks if b.strip())


def to_text(html: str) -> str:
    """Return the words of a body, one block a line, without markup."""
    return "\n".join(paragraphs(html))


def paragraphs(html: str) -> list[str]:
    """Return the text of each block of a body, in order: what a reader reads."""
    texts = (_joined(" ".join(block.itertext())) for block in _leaves(_fragment(html)))
    return [text for text in texts if text]


def word_count(html: str) -> int:
    return len(to_text(html).split())


def photo_ids(html: str) -> list[int]:
    """Return the ids of the photos placed in a body, in order, each once."""
    found = re.findall(r'<figure data-photo="(\d+)"', html)
    return list(dict.fromkeys(int(number) for number in found))


def _joined(text):
    return " ".join(text.split())


def _keep_attribute(element, attribute, value):
    """Decide for nh3 whether an attribute stays: return its value, or None to drop it."""
    if attribute == "href":
        address = value.strip()
        return address if re.match(r"(https?://|mailto:|/(?!/)|#)", address, re.I) else None
    if attribute == "data-photo":
        return value if value.isdecimal() and len(value) < 19 else None
    if attribute == "data-embed":
        return value if embed_provider(value) else None
    if attribute in ("colspan", "rowspan", "start"):
        return value if value.isdecimal() and len(value) < 4 else None
    return value


# One cleaner for the process: building it checks the lists above against each other.
_CLEANER = nh3.Cleaner(
    tags=ELEMENTS,
    attributes=ATTRIBUTES,
    attribute_filter=_keep_attribute,
    clean_content_tags={"script", "style", "title", "textarea", "iframe", "object", "noscript"},
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener noreferrer",
    strip_comments=True,
)


def _fragment(html):
    """Parse a body into one element that holds its blocks."""
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, huge_tree=False)
    root = lxml.html.document_fromstring(
        f"<html><body><div>{html}</div></body></html>".encode(), parser=parser
    )
    return root.find("body")


def _renamed(html):
    """Turn headings, bold, italics and bare divisions into what a story calls them."""
    for old, new in RENAMED.items():
        html = re.sub(rf"<(/?){old}(?=[\s>/])", rf"<\1{new}", html, flags=re.I)
    return html


def _tidy(html):
    """Put loose text into paragraphs, drop what is empty, and one block on a line."""
    if not html.strip():
        return ""
    top = _fragment(html)
    blocks = []
    for child in _children(top):
        blocks.extend(_blocks_of(child))
    return "\n".join(text for block in blocks if (text := _written(block)))


def _children(top):
    """Yield the top-level nodes below the wrapper, text as strings."""
    for wrapper in top:
        if wrapper.tag != "div":
            yield wrapper
        else:
            if wrapper.text:
                yield wrapper.text
            for child in list(wrapper):
                tail, child.tail = child.tail, None
                yield child
                if tail:
                    yield tail
        if wrapper.tail:
            yield wrapper.tail


def _blocks_of(node):
    if isinstance(node, str):
        if node.strip():
            paragraph = etree.Element("p")
            paragraph.text = _joined(node)
            yield paragraph
    elif node.tag in BLOCKS:
        yield node
    else:
        paragraph = etree.Element("p")
        paragraph.append(node)
        yield paragraph


def _written(block):
    """Return a block as HTML, or nothing if it holds neither words nor a picture."""
    if block.tag == "figure":
        if block.get("data-photo") or block.get("data-embed"):
            for child in list(block):
                block.remove(child)
            block.text = None
            return lxml.html.tostring(block, encoding="unicode").strip()
        return ""
    for figure in list(block.iter("figure")):
        figure.getparent().remove(figure)
    if not "".join(block.itertext()).replace("\xa0", " ").strip():
        return ""
    return lxml.html.tostring(block, encoding="unicode").strip()


def _leaves(top):
    """Yield the elements that are read as one paragraph each, in order."""
    for element in top.iter("p", "h2", "h3", "li", "td", "th", "caption", "blockquote"):
        if element.tag in ("blockquote", "li", "td", "th") and element.find(".//p") is not None:
            continue
        if element.tag == "li" and element.find("ul") is not None:
            continue
        yield element
