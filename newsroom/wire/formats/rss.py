"""RSS 2.0: the items of a channel, with the modules content, media and Dublin Core.

Sources: RSS 2.0.11 (RSS Advisory Board), Media RSS 1.5.1, RSS content module 1.0.
"""

from datetime import UTC, tzinfo

from articles import html
from newsroom.wire.formats.feeds import links, mediarss, syndication
from newsroom.wire.formats.phrases import datelines, moments
from newsroom.wire.formats.trees import markup, xml
from newsroom.wire.items import MalformedItem, UnreadItem, WireItem

NAME = "RSS 2.0"

CONTENT = "http://purl.org/rss/1.0/modules/content/"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
DUBLIN_CORE_TERMS = "http://purl.org/dc/terms/"
ATOM = "http://www.w3.org/2005/Atom"
FEEDBURNER = "http://rssnamespace.org/feedburner/ext/1.0"


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
    link = links.without_tracking(_own(item, "link"))
    base = link or links.web(_own(channel, "link"))
    copy, standfirst = _copy(item, base)
    opening = datelines.opening(html.paragraphs(copy.body))
    return WireItem(
        guid=_own(item, "guid") or _words(item, FEEDBURNER, "origLink") or link,
        version_created=_made(item, zone),
        headline=markup.plain(_own(item, "title") or mediarss.title(item)),
        standfirst=standfirst,
        byline=_byline(item) or opening.byline,
        dateline=opening.city,
        source=_own(item, "source"),
        language=_words(item, DUBLIN_CORE, "language")
        or _own(channel, "language")
        or _words(channel, DUBLIN_CORE, "language"),
        body=copy.body,
        keywords=_keywords(item),
        pictures=mediarss.pictures(item, base) or copy.pictures[:1],
        editor_note="\n".join(filter(None, [copy.notes, link and f"Source: {link}"])),
        usage_terms=_own(channel, "copyright"),
    )


def _copy(item, base):
    """Return the body, and the description where it is only a summary of it."""
    full = _raw(item.find(f"{{{CONTENT}}}encoded"))
    description = _raw(item.find("description"))
    copy = markup.from_any(links.resolve(full or description, base))
    if not full:
        return copy, ""
    return copy, syndication.standfirst(markup.plain(description), copy.body)


def _made(item, zone):
    """Return when this version was made; feeds that update say so in Atom's words."""
    for words in (
        _words(item, ATOM, "updated"),
        _words(item, DUBLIN_CORE_TERMS, "modified"),
        _own(item, "pubDate"),
        _words(item, DUBLIN_CORE, "date"),
    ):
        if moment := moments.made(words, zone):
            return moment
    return None


def _keywords(item):
    found = [*item.findall("category"), *item.findall(f"{{{DUBLIN_CORE}}}subject")]
    return tuple(dict.fromkeys(filter(None, map(xml.words, found))))


def _byline(item):
    """Return who wrote it: the item, for the channel's editor wrote none of it."""
    creators = [xml.words(one) for one in item.findall(f"{{{DUBLIN_CORE}}}creator")]
    return syndication.names(creators) or syndication.names([_own(item, "author")])


def _own(element, name):
    """Return an element of RSS itself, which stands in no namespace."""
    return xml.words(element.find(name))


def _words(item, namespace, name):
    return xml.words(item.find(f"{{{namespace}}}{name}"))


def _raw(element):
    return "" if element is None else "".join(element.itertext())
