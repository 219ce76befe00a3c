"""RSS 2.0: the items of a channel, with the modules content, media and Dublin Core.

Sources: RSS 2.0.11 (RSS Advisory Board), Media RSS 1.5.1, RSS content module 1.0.
"""

import re
from datetime import UTC, tzinfo
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from articles import html
from newsroom.wire.formats import datelines, encoding, markup, moments, xml
from newsroom.wire.items import (
    Kind,
    MalformedItem,
    PubStatus,
    UnreadItem,
    WireItem,
    WirePicture,
)

NAME = "RSS 2.0"

CONTENT = "http://purl.org/rss/1.0/modules/content/"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
MEDIA = "http://search.yahoo.com/mrss/"
ATOM = "http://www.w3.org/2005/Atom"
FEEDBURNER = "http://rssnamespace.org/feedburner/ext/1.0"
EXPORT = re.compile(r"http://wordpress\.org/export/[\d.]+/")

TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|igshid|ref|cmp", re.I)
STANDFIRST = 300  # characters: a longer description is the story itself


def recognises(data: bytes) -> bool:
    return xml.root_name(data)[1] == "rss"


def parse(data: bytes, zone: tzinfo = UTC) -> list[WireItem | UnreadItem]:
    """Return the items of a channel, in their order.

    :raises MalformedItem: if it is not well-formed XML, or holds no items.
    """
    root = xml.read(data)
    channel = xml.find(root, "channel")
    items: list[xml.Element] = [] if channel is None else xml.find_all(channel, "item")
    if not items:
        raise MalformedItem("The RSS channel holds no items.")
    return [_read(item, channel, zone) for item in items]


def _read(item, channel, zone):
    try:
        return _item(item, channel, zone)
    except MalformedItem as error:
        return UnreadItem(reason=str(error))


def _item(item, channel, zone):
    """Read one item: a table to hold against the specification."""
    link = _link(item)
    copy, standfirst = _copy(item, link or _own(channel, "link"))
    paragraphs = html.paragraphs(copy.body)
    first = paragraphs[0] if paragraphs else ""
    dateline = datelines.read(first)
    return WireItem(
        kind=Kind.OTHER if _exported(item, "post_type") == "attachment" else Kind.TEXT,
        guid=_own(item, "guid") or _words(item, FEEDBURNER, "origLink") or link,
        version_created=_made(item, zone),
        pub_status=_pub_status(item),
        headline=markup.plain(_own(item, "title") or _words(item, MEDIA, "title")),
        standfirst=standfirst,
        byline=_byline(item) or datelines.byline(first),
        dateline=dateline.city if dateline else "",
        language=_own(channel, "language") or _words(channel, DUBLIN_CORE, "language"),
        body=copy.body,
        keywords=tuple(
            dict.fromkeys(filter(None, map(xml.words, item.findall("category"))))
        ),
        pictures=_pictures(item) or copy.pictures[:1],
        editor_note="\n".join(filter(None, [copy.notes, link and f"Source: {link}"])),
        usage_terms=_own(channel, "copyright"),
    )


def _link(item):
    """Return the address of the story, without what only counts who came from where."""
    link = _own(item, "link")
    parts = urlsplit_or_none(link)
    if parts is None or parts.scheme not in ("http", "https"):
        return ""
    query = [pair for pair in parse_qsl(parts.query) if not TRACKING.fullmatch(pair[0])]
    return urlunsplit(parts._replace(query=urlencode(query), fragment=""))


def urlsplit_or_none(address: str):
    """Split an address; None if it is none, such as one with half a bracket."""
    try:
        return urlsplit(address)
    except ValueError:
        return None


def _copy(item, base):
    """Return the body, and the description where it is only a summary of it."""
    full = _raw(item, CONTENT, "encoded")
    description = "".join(_element_text(item, "description"))
    copy = markup.from_any(full or description)
    if not full:
        return _absolute(copy, base), ""
    summary = markup.plain(description)
    words = " ".join(html.paragraphs(copy.body))
    repeats = words.startswith(summary.rstrip(".… [&#8230;]")[:80])
    return _absolute(copy, base), "" if repeats or len(
        summary
    ) > STANDFIRST else summary


def _absolute(copy, base):
    """Return the copy with relative links resolved; here they would lead nowhere."""
    if 'href="/' not in copy.body and 'href="#' not in copy.body:
        return copy
    body = re.sub(
        r'href="([/#][^"]{0,2000})"',
        lambda match: f'href="{urljoin(base, match[1]) if base else match[1]}"',
        copy.body,
    )
    return markup.Copy(html.clean(body), copy.notes, copy.pictures)


def _made(item, zone):
    """Return when this version was made; feeds that update say so in Atom's words."""
    for words in (
        _words(item, ATOM, "updated"),
        _own(item, "pubDate"),
        _words(item, DUBLIN_CORE, "date"),
    ):
        if moment := moments.made(words, zone):
            return moment
    return None


def _byline(item):
    """Return who wrote it; a bare e-mail address is not for readers."""
    for words in (_words(item, DUBLIN_CORE, "creator"), _own(item, "author")):
        named = re.search(r"\(([^()]{2,80})\)\s*$", words) if "@" in words else None
        words = named[1] if named else words
        if words and "@" not in words:
            return markup.plain(words)
    return ""


def _pub_status(item):
    """Return the status; only a blog's export has one, and only “publish” is usable."""
    stated = _exported(item, "status")
    return PubStatus.USABLE if stated in ("", "publish") else PubStatus.WITHHELD


def _exported(item, name):
    for child in item:
        if EXPORT.match(child.tag[1:].partition("}")[0]) and xml.name(child) == name:
            return xml.words(child)
    return ""


def _pictures(item):
    """Return the one picture of an item, in its largest rendition."""
    media = [
        element
        for element in item.iter(f"{{{MEDIA}}}content")
        if element.get("url")
        and (element.get("medium") or element.get("type") or "image").startswith(
            "image"
        )
    ]
    if media:
        best = max(media, key=lambda element: _pixels(element.get("width")) or 0)
        return (
            WirePicture(
                caption=markup.plain(_within(best, "description")),
                credit=_within(best, "credit"),
                href=encoding.line(best.get("url")),
                width=_pixels(best.get("width")),
                height=_pixels(best.get("height")),
            ),
        )
    enclosures = item.findall("enclosure")
    images = [part for part in enclosures if part.get("type", "").startswith("image/")]
    return tuple(
        WirePicture(href=encoding.line(part.get("url", ""))) for part in images[:1]
    )


def _within(element, name):
    """Return the words of a media element, of its own or of the group around it."""
    found = element.find(f"{{{MEDIA}}}{name}")
    if found is None and element.getparent() is not None:
        found = element.getparent().find(f"{{{MEDIA}}}{name}")
    return xml.words(found)


def _own(element, name):
    """Return an element of RSS itself, which stands in no namespace."""
    return xml.words(element.find(name))


def _words(item, namespace, name):
    return xml.words(item.find(f"{{{namespace}}}{name}"))


def _raw(item, namespace, name):
    found = item.find(f"{{{namespace}}}{name}")
    return "" if found is None else "".join(found.itertext())


def _element_text(item, name):
    found = item.find(name)
    return [] if found is None else found.itertext()


def _pixels(text):
    return (
        int(text)
        if text and text.isascii() and text.isdecimal() and len(text) < 6
        else None
    )
