"""Addresses that machines read: feeds, sitemaps, robots.txt, security.txt.

They belong to the names of `articles.urls`, which includes them before its sections.
"""

from django.urls import path, re_path
from django.views.decorators.http import require_safe

from articles import oembed, robots, sitemaps
from articles.feeds import directory
from articles.feeds.views import feed_view

# Before the sections' feeds, whose slugs may be any word but these.
FEEDS = [
    ("home", {"rss": "rss.xml", "atom": "atom.xml", "json": "feed.json"}),
    ("corrections", "corrections"),
    ("topic", "topic/<slug:slug>"),
    ("contributor", "by/<slug:slug>"),
    ("section", "<slug:section>"),
]
ENDINGS = {"rss": ".xml", "atom": ".atom", "json": ".json"}


def _feeds():
    """Yield the addresses of each list's feed in each format."""
    for kind, route in FEEDS:
        for form, ending in ENDINGS.items():
            file = route[form] if isinstance(route, dict) else f"{route}{ending}"
            name = f"feed_{kind}" if form == "rss" else f"feed_{kind}_{form}"
            yield path(f"feeds/{file}", feed_view(kind, form), name=name)


urlpatterns = [
    *_feeds(),
    path("feeds/", directory.page, name="feeds"),
    path("feeds/feeds.opml", directory.opml, name="feeds_opml"),
    path("oembed", oembed.oembed, name="oembed"),
    path("embed/<int:pk>/", oembed.card, name="card"),
    path("sitemap.xml", require_safe(sitemaps.index), name="sitemap_index"),
    path("sitemaps/news.xml", require_safe(sitemaps.news), name="sitemap_news"),
    path("sitemaps/pages.xml", require_safe(sitemaps.pages), name="sitemap_pages"),
    re_path(
        r"^sitemaps/(?P<year>[0-9]{4})-(?P<month>[0-9]{2})\.xml$",
        require_safe(sitemaps.month),
        name="sitemap_month",
    ),
    path("robots.txt", require_safe(robots.robots_txt), name="robots_txt"),
    path(
        ".well-known/security.txt",
        require_safe(robots.security_txt),
        name="security_txt",
    ),
    path(".well-known/tdmrep.json", require_safe(robots.tdmrep), name="tdmrep"),
]
