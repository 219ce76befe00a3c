"""Addresses that machines read: feeds, sitemaps, robots.txt, security.txt.

They belong to the names of `articles.urls`, which includes them before its sections.
"""

from django.urls import path, re_path
from django.views.decorators.http import conditional_page, require_safe

from articles import feeds, robots, sitemaps


def machine(view):
    """Answer GET and HEAD only, with an ETag, and 304 to whoever has that one."""
    return require_safe(conditional_page(view))


urlpatterns = [
    path("feeds/rss.xml", machine(feeds.HomeFeed()), name="feed_home"),
    path("feeds/topic/<slug:slug>.xml", machine(feeds.TopicFeed()), name="feed_topic"),
    path(
        "feeds/by/<slug:slug>.xml",
        machine(feeds.ContributorFeed()),
        name="feed_contributor",
    ),
    path("feeds/<slug:section>.xml", machine(feeds.SectionFeed()), name="feed_section"),
    path("sitemap.xml", machine(sitemaps.index), name="sitemap_index"),
    path("sitemaps/news.xml", machine(sitemaps.news), name="sitemap_news"),
    path("sitemaps/pages.xml", machine(sitemaps.pages), name="sitemap_pages"),
    re_path(
        r"^sitemaps/(?P<year>[0-9]{4})-(?P<month>[0-9]{2})\.xml$",
        machine(sitemaps.month),
        name="sitemap_month",
    ),
    path("robots.txt", machine(robots.robots_txt), name="robots_txt"),
    path(
        ".well-known/security.txt",
        machine(robots.security_txt),
        name="security_txt",
    ),
]
