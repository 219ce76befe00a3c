"""A feed as Atom 1.0. Source: RFC 4287; the pictures as Media RSS."""

from django.conf import settings
from lxml import etree
from lxml.etree import SubElement

from articles.feeds import mediarss
from articles.feeds.lists import Feed
from articles.sharing import home_address, language_tag, logo, printable

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
ATOM = "http://www.w3.org/2005/Atom"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def write(feed: Feed) -> bytes:
    """Return the feed as a document of Atom."""
    root = etree.Element(
        f"{{{ATOM}}}feed",
        {LANG: language_tag(settings.LANGUAGE_CODE)},
        {None: ATOM, "media": mediarss.NAMESPACE},
    )
    _add(root, "id", feed.name)
    _add(root, "title", feed.title)
    _add(root, "subtitle", printable(feed.description))
    _add(root, "updated", moment(feed.updated))
    _add(root, "rights", f"© {settings.NEWSROOM_NAME}")
    _add(root, "logo", logo().url)
    _add_author(root, settings.NEWSROOM_NAME, home_address())
    _link(root, "self", feed.address("atom"), CONTENT_TYPE.partition(";")[0])
    _link(root, "alternate", feed.page, "text/html")
    if settings.NEWSROOM_WEBSUB_HUB:
        _link(root, "hub", settings.NEWSROOM_WEBSUB_HUB)
    for entry in feed.entries:
        _add_entry(root, entry)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def moment(moment) -> str:
    """Return an aware moment as RFC 3339 writes it, in whole seconds."""
    return moment.isoformat(timespec="seconds")


def _add_entry(root, entry):
    language = language_tag(entry.language)
    element = SubElement(root, f"{{{ATOM}}}entry", {LANG: language})
    _add(element, "id", entry.name)
    _add(element, "title", entry.title)
    _link(element, "alternate", entry.address, "text/html", hreflang=language)
    _add(element, "published", moment(entry.published))
    _add(element, "updated", moment(entry.updated))
    for author in entry.authors:
        _add_author(element, author.name, author.url)
    for category in entry.categories:
        SubElement(element, f"{{{ATOM}}}category", {"term": category.name})
    _add(element, "summary", entry.summary)
    if entry.html:
        _add(element, "content", entry.html, type="html")
    for photo in entry.photos:
        mediarss.write(element, photo)


def _add_author(parent, name, address):
    author = SubElement(parent, f"{{{ATOM}}}author")
    _add(author, "name", name)
    if address:
        _add(author, "uri", address)


def _add(parent, name, text, **attributes):
    SubElement(parent, f"{{{ATOM}}}{name}", attributes).text = text


def _link(parent, relation, address, kind="", **more):
    attributes = {"rel": relation, "href": address} | more
    SubElement(parent, f"{{{ATOM}}}link", attributes | ({"type": kind} if kind else {}))
