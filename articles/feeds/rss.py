"""A feed as RSS 2.0, with what news readers expect beside it: bylines, text, pictures.

Source: RSS 2.0.11 and the RSS Advisory Board's Best Practices Profile.
"""

from email.utils import format_datetime

from django.conf import settings
from django.utils.html import escape
from lxml import etree
from lxml.etree import QName, SubElement

from articles.feeds import mediarss
from articles.feeds.lists import Feed
from articles.sharing import absolute, language_tag, logo, printable

CONTENT_TYPE = "application/rss+xml; charset=utf-8"
ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DC = "http://purl.org/dc/elements/1.1/"
NAMESPACES = {"atom": ATOM, "content": CONTENT, "dc": DC, "media": mediarss.NAMESPACE}


def write(feed: Feed) -> bytes:
    """Return the feed as a document of RSS."""
    root = etree.Element("rss", {"version": "2.0"}, NAMESPACES)
    channel = SubElement(root, "channel")
    _add(channel, "title", feed.title)
    _add(channel, "link", feed.page)
    # HTML by RSS 2.0, so a "<" of ours is escaped here, and again by the writer.
    _add(channel, "description", escape(printable(feed.description)))
    _add(channel, "language", settings.LANGUAGE_CODE)
    _add(channel, "copyright", f"© {settings.NEWSROOM_NAME}")
    _add(channel, "lastBuildDate", format_datetime(feed.updated))
    _add(channel, "ttl", str(settings.NEWSROOM_SHARED_MAX_AGE // 60))  # minutes
    _link(channel, "self", feed.address("rss"), CONTENT_TYPE.partition(";")[0])
    if settings.NEWSROOM_WEBSUB_HUB:
        _link(channel, "hub", settings.NEWSROOM_WEBSUB_HUB)
    _add_image(channel, feed)
    for entry in feed.entries:
        _add_item(SubElement(channel, "item"), entry)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def _add_image(channel, feed):
    picture = logo()
    image = SubElement(channel, "image")
    _add(image, "url", picture.url)
    # The profile wants these two to be the channel's own.
    _add(image, "title", feed.title)
    _add(image, "link", feed.page)
    _add(image, "width", str(picture.width))
    _add(image, "height", str(picture.height))


def _add_item(item, entry):
    # Plain text by the profile, so escaped once, by the writer.
    _add(item, "title", entry.title)
    _add(item, "link", entry.address)
    _add(item, "description", escape(entry.summary))
    _add(item, "guid", entry.name, isPermaLink="false")
    _add(item, "pubDate", format_datetime(entry.published))
    if entry.updated > entry.published:
        _add(item, QName(ATOM, "updated"), entry.updated.isoformat(timespec="seconds"))
    for author in entry.authors:
        _add(item, QName(DC, "creator"), author.name)
    _add(item, QName(DC, "language"), language_tag(entry.language))
    for category in entry.categories:
        _add(item, "category", category.name)
    if entry.html:
        _add(item, QName(CONTENT, "encoded"), etree.CDATA(entry.html))
    for photo in entry.photos:
        mediarss.write(item, photo)


def _add(parent, name, text, **attributes):
    SubElement(parent, name, attributes).text = text


def _link(parent, relation, address, kind=None):
    attributes = {"rel": relation, "href": absolute(address)}
    SubElement(
        parent, QName(ATOM, "link"), attributes | ({"type": kind} if kind else {})
    )
