"""Name the feeds of a page, and the description of a story, in the page's head."""

from django import template
from django.conf import settings
from django.urls import Resolver404, resolve

from articles import oembed
from articles.feeds.lists import FORMATS, address
from articles.sharing import absolute

register = template.Library()

TYPES = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}


@register.inclusion_tag("articles/partials/feed_links.html")
def feed_links(path="", title=""):
    """Name the feeds of a list in every format, then that of the whole paper.

    :param path: of the RSS feed of the list; none for a page that has no feed.
    :param title: of the list.
    """
    own = _formats(path) if path else {}
    whole = _formats("", "home")
    if own in ({}, whole):
        return {"links": _links(whole, settings.NEWSROOM_NAME)}
    named = _links(own, f"{settings.NEWSROOM_NAME}: {title}")
    return {"links": [*named, *_links({"rss": whole["rss"]}, settings.NEWSROOM_NAME)]}


@register.inclusion_tag("articles/partials/feed_links.html")
def oembed_links(article):
    """Name where a story is described to pages that show it."""
    types = {"json": "application/json+oembed", "xml": "text/xml+oembed"}
    return {
        "links": [
            {
                "type": kind,
                "title": article.headline,
                "address": oembed.address_of(article, form),
            }
            for form, kind in types.items()
        ]
    }


def _formats(path, kind=""):
    """Return format → address of a list's feeds; RSS alone if the path is no list's."""
    slugs = {}
    try:
        match = resolve(path) if path else None
    except Resolver404:
        match = None
    if match and match.view_name.startswith("articles:feed_"):
        kind, slugs = match.view_name.removeprefix("articles:feed_"), match.kwargs
    if not kind:
        return {"rss": absolute(path)}
    slug = "".join(slugs.values())
    return {form: address(kind, slug, form) for form in FORMATS}


def _links(addresses, title):
    return [
        {"type": TYPES[form], "title": title, "address": where}
        for form, where in addresses.items()
    ]
