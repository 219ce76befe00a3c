"""Notes for visitors that are no readers: robots.txt, security.txt, tdmrep.json.

Source: RFC 9309 (robots.txt), sitemaps.org (its Sitemap line), RFC 9116 (security.txt);
for the last see `articles.crawlers`.
"""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone

from articles import crawlers, standing
from articles.http import cacheable
from articles.sharing import absolute

CLOSED = ("/admin/", "/search/", "/preview", "/report/")  # to every crawler
VALID_FOR = timedelta(days=180)  # RFC 9116 asks for less than a year


def robots_txt(request):
    """What crawlers may read; those that the owner refuses may read nothing."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), ""]
    if names := crawlers.refused():
        # One group for all of them (RFC 9309, section 2.2.1).
        lines += [*(f"User-agent: {name}" for name in names), "Disallow: /", ""]
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
        *(f"Contact: {_address(one)}" for one in settings.NEWSROOM_SECURITY_CONTACT),
        f"Expires: {until.isoformat()}T00:00:00Z",
        f"Preferred-Languages: {settings.LANGUAGE_CODE.partition('-')[0]}",
        f"Canonical: {absolute(reverse('articles:security_txt'))}",
    ]
    if settings.NEWSROOM_SECURITY_POLICY:
        lines.append(f"Policy: {settings.NEWSROOM_SECURITY_POLICY}")
    return _plain(lines, "security")


def tdmrep(request):
    """That nobody may mine the paper's texts without its leave, and whom to ask.

    :raises Http404: if NEWSROOM_AI_CRAWLERS reserves nothing.
    """
    if not crawlers.is_reserved():
        raise Http404
    rule = {"location": "/", "tdm-reservation": 1}
    addresses = standing.addresses()
    if page := addresses.get("licensing") or addresses.get("contact"):
        rule["tdm-policy"] = absolute(page)
    return cacheable(JsonResponse([rule], safe=False), "robots", "standing")


def _address(contact):
    """Return a contact as a URI: RFC 9116 takes nothing else."""
    return contact if ":" in contact else f"mailto:{contact}"


def _plain(lines, key):
    text = "".join(f"{line}\n" for line in lines)
    return cacheable(HttpResponse(text, content_type="text/plain; charset=utf-8"), key)
