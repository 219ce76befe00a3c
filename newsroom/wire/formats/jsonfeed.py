"""JSON Feed 1.0 and 1.1: the items of a feed.

Source: https://www.jsonfeed.org/version/1.1/
"""

import re
from datetime import UTC, tzinfo

from articles import html
from newsroom.wire.formats.feeds import links, syndication
from newsroom.wire.formats.files import bounds, encoding
from newsroom.wire.formats.phrases import datelines, moments
from newsroom.wire.formats.trees import markup, values
from newsroom.wire.items import MalformedItem, UnreadItem, WireItem, WirePicture

NAME = "JSON Feed"

VERSION = re.compile(
    r'(?<!\\)"version"\s{0,20}:\s{0,20}"https?:\\?/\\?/(?:www\.)?jsonfeed\.org'
)


def recognises(data: bytes) -> bool:
    opening = encoding.opening(data, len(data))
    return opening.startswith("{") and bool(VERSION.search(opening))


def parse(data: bytes, zone: tzinfo = UTC) -> list[WireItem | UnreadItem]:
    """Return the items of a feed, in their order.

    :raises MalformedItem: if it is no whole JSON, or holds no items.
    """
    feed = values.lowered(values.read(data))
    listed = feed.get("items")
    if not isinstance(listed, list) or not listed:
        raise MalformedItem("The feed holds no items.")
    bounds.refuse_many(len(listed))
    return [_read(member, feed, zone) for member in listed]


def _read(member, feed, zone):
    try:
        return _item(values.lowered(member), feed, zone)
    except MalformedItem as error:
        return UnreadItem(reason=str(error))


def _item(item, feed, zone):
    """Read one item: a table to hold against the specification."""
    link = links.without_tracking(values.line(item, "url", "external_url"))
    guid = values.line(item, "id") or link
    if not guid:
        raise MalformedItem("One item of the feed has neither an id nor a url.")
    copy = _copy(item, link or values.line(feed, "home_page_url"))
    opening = datelines.opening(html.paragraphs(copy.body))
    summary = markup.plain(values.text(item, "summary")) if _has_text(item) else ""
    return WireItem(
        guid=guid,
        version_created=_made(item, zone),
        headline=markup.plain(values.line(item, "title")),
        standfirst=syndication.standfirst(summary, copy.body),
        byline=_byline(item) or _byline(feed) or opening.byline,
        dateline=opening.city,
        language=values.line(item, "language") or values.line(feed, "language"),
        body=copy.body,
        keywords=tuple(values.names(item, "tags")),
        pictures=_pictures(item, link) or copy.pictures[:1],
        editor_note="\n".join(filter(None, [copy.notes, link and f"Source: {link}"])),
    )


def _copy(item, base):
    """Return the text; where an item has both, HTML says more than plain text."""
    marked_up = values.text(item, "content_html")
    if marked_up.strip():
        return markup.from_html(links.resolve(marked_up, base))
    plain = values.text(item, "content_text") or values.text(item, "summary")
    return markup.from_text(encoding.refuse_long(plain))


def _has_text(item):
    texts = (values.text(item, "content_html"), values.text(item, "content_text"))
    return any(text.strip() for text in texts)


def _made(item, zone):
    """Return when this version was made: changed, else published."""
    for name in ("date_modified", "date_published"):
        if moment := moments.made(values.line(item, name), zone):
            return moment
    return None


def _byline(part):
    """Return the authors: a list since 1.1, one object in 1.0."""
    listed = values.parts(part, "authors") or [values.lowered(part.get("author"))]
    return syndication.names([values.line(author, "name") for author in listed])


def _pictures(item, base):
    """Return the picture of an item, else the first that is attached to it."""
    stated = [values.line(item, name) for name in ("image", "banner_image")]
    stated += [
        values.line(part, "url")
        for part in values.parts(item, "attachments")
        if values.line(part, "mime_type").startswith("image/")
    ]
    addresses = [address for one in stated if one and (address := links.web(one, base))]
    return tuple(WirePicture(href=address) for address in addresses[:1])
