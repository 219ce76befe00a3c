"""Notes for visitors that are no readers: robots.txt and security.txt.

Source: RFC 9309 (robots.txt), sitemaps.org (its Sitemap line), RFC 9116 (security.txt).
"""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from articles.http import cacheable
from articles.sharing import absolute

CLOSED = ("/admin/", "/search/", "/preview", "/report/")  # to every crawler
VALID_FOR = timedelta(days=180)  # RFC 9116 asks for less than a year


def robots_txt(request):
    """What crawlers may read; those in NEWSROOM_CLOSED_TO_CRAWLERS may read nothing."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), ""]
    for crawler in settings.NEWSROOM_CLOSED_TO_CRAWLERS:
        lines += [f"User-agent: {crawler}", "Disallow: /", ""]
    for name in ("articles:sitemap_index", "articles:sitemap_news"):
        lines.append(f"Sitemap: {absolute(reverse(name))}")
    return _plain(lines, "robots")


def security_txt(request):
    """Whom to tell about a hole in the site.

    :raises Http404: if NEWSROOM_SECURITY_CONTACT names nobody.
    """
    if not settings.NEWSROOM_SECURITY_CONTACT:
        raise Http404
    # By the day, so that the text and its ETag stay the same from one hour to the next.
    until = timezone.now().date() + VALID_FOR
    lines = [
        f"Contact: {settings.NEWSROOM_SECURITY_CONTACT}",
        f"Expires: {until.isoformat()}T00:00:00Z",
        f"Preferred-Languages: {settings.LANGUAGE_CODE.partition('-')[0]}",
        f"Canonical: {absolute(reverse('articles:security_txt'))}",
    ]
    return _plain(lines, "security")


def _plain(lines, key):
    text = "".join(f"{line}\n" for line in lines)
    return cacheable(HttpResponse(text, content_type="text/plain; charset=utf-8"), key)
