"""Addresses that machines read: feeds, sitemaps, robots.txt, security.txt.

They belong to the names of `articles.urls`, which includes them before its sections.
"""

from django.urls import path, re_path
from django.views.decorators.http import require_safe

from articles import feeds, robots, sitemaps

urlpatterns = [
    path("feeds/rss.xml", require_safe(feeds.HomeFeed()), name="feed_home"),
    path(
        "feeds/topic/<slug:slug>.xml",
        require_safe(feeds.TopicFeed()),
        name="feed_topic",
    ),
    path(
        "feeds/by/<slug:slug>.xml",
        require_safe(feeds.ContributorFeed()),
        name="feed_contributor",
    ),
    path(
        "feeds/<slug:section>.xml",
        require_safe(feeds.SectionFeed()),
        name="feed_section",
    ),
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
]
