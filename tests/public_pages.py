"""A small paper with something on each public page, and the address of each page.

Whatever holds for all pages is tested by a walk over these: what may leak, headers and
queries, cookies, what machines are told. A new address fails the first walk, in
tests/articles/test_nothing_leaks.py, until it is named here.
"""

from datetime import timedelta

from django.test import Client, TestCase
from django.urls import URLPattern
from django.utils import timezone

from articles.paging import PER_PAGE
from articles.sharing import absolute
from tests.articles.test_pages_article import shown
from tests.factories import (
    make_contributor,
    make_page,
    make_published,
    make_section,
    make_topic,
)

MARK = "xyzzy"  # stands in every word of a story that nobody may see
LISTS = ["/secret/", "/topic/shared/", "/by/writer/", "/corrections/"]


class PaperTestCase(TestCase):
    """A section with a part, a topic and a writer, each with as many stories as told.

    With a few more than stand on a page, lists have a second one.
    """

    stories = PER_PAGE + 4

    @classmethod
    def setUpTestData(cls):
        cls.now = timezone.now()
        section = make_section(name="Secrets", slug="secret")
        make_section(name="Part", slug="part", parent=section)
        cls.shared = make_topic("Shared")
        cls.parts = {
            "section": section,
            "bylines": [make_contributor(name="The writer", slug="writer")],
        }
        cls.photo = shown(caption="Seen", credit="The photographer")
        make_page(slug="house-rules", is_public=True)
        cls.publics = [cls.make_public(number) for number in range(cls.stories)]
        cls.public = cls.publics[0]

    @classmethod
    def make_public(cls, number):
        """Return a story for readers; only what the desk writes for itself is secret.

        All came out at once, so any story that came out later stands before them.
        """
        return make_published(
            **cls.parts,
            topics=[cls.shared],
            headline=f"Plugh is public {number}",
            lead_photo=cls.photo,
            published_at=cls.now - timedelta(minutes=2),
            slugline=f"{MARK} slugline",
            suggested_headline=f"{MARK} suggestion",
            editor_note=f"{MARK} note",
        )


def silent(public):
    """Return address names → the addresses of what shows no list of stories.

    It takes something from a reader, or tells machines how the site is. Some answer
    that there is nothing.

    :param public: a story that readers may see.
    """
    return {
        "announcing:key": ["/a-made-up-key.txt"],
        "articles:robots_txt": ["/robots.txt"],
        "articles:security_txt": ["/.well-known/security.txt"],
        "articles:tdmrep": ["/.well-known/tdmrep.json"],
        "articles:standing": ["/house-rules/"],
        "doors:healthz": ["/healthz"],
        "doors:media": ["/media/r/none/640.webp"],
        "doors:readyz": ["/readyz"],
        "notes:nowhere": ["/report/"],
        "notes:report": [f"/report/{public.pk}/"],
        "notes:thanks": [f"/report/{public.pk}/thanks/"],
        "popular:count": ["/popular/read"],
    }


def addresses(public):
    """Return address names → the addresses to try, where a secret might come out.

    Each answers, and lists public stories if it lists any: the first page and, where
    there are more, the second.

    :param public: a story that readers may see.
    """
    lists = {address: pages(address) for address in LISTS}
    day = timezone.localdate(public.published_at)
    day_of = public.get_absolute_url()[
        len("/secret") : -len(f"{public.slug}-{public.pk}/")
    ]
    month_of = day_of[: -len("22/")]
    month = f"/sitemaps/{timezone.localtime(public.published_at):%Y-%m}.xml"
    return {
        "articles:home": ["/"],
        "articles:article": [public.get_absolute_url()],
        "articles:photos": [f"{public.get_absolute_url()}photos/"],
        "articles:photo": [f"{public.get_absolute_url()}photos/1/"],
        "articles:section": [*lists["/secret/"], "/part/"],
        "articles:topic": lists["/topic/shared/"],
        "articles:contributor": lists["/by/writer/"],
        "articles:corrections": lists["/corrections/"],
        "articles:contributors": ["/by/"],
        "articles:topics": ["/topics/"],
        "articles:topics_of_letter": ["/topics/s/"],
        "popular:most_read": ["/most-read/"],
        "popular:most_read_of_section": ["/most-read/secret/"],
        "articles:latest": ["/latest/", "/latest/?utm_source=x"],
        "articles:archive": ["/archive/"],
        "articles:archive_year": [f"/{day:%Y}/", f"/secret/{day:%Y}/"],
        "articles:archive_month": [month_of, f"/secret{month_of}"],
        "articles:archive_day": [day_of, f"/secret{day_of}"],
        **feeds(),
        "articles:feeds": ["/feeds/"],
        "articles:feeds_opml": ["/feeds/feeds.opml"],
        "articles:oembed": [f"/oembed?url={absolute(public.get_absolute_url())}"],
        "articles:card": [f"/embed/{public.pk}/"],
        "articles:sitemap_index": ["/sitemap.xml"],
        "articles:sitemap_news": ["/sitemaps/news.xml", "/sitemaps/news.xml?p=2"],
        "articles:sitemap_pages": ["/sitemaps/pages.xml", "/sitemaps/pages.xml?p=2"],
        "articles:sitemap_month": [month, f"{month}?p=2", f"{month}?p=3"],
        "search:search": [
            f"/search/?q={MARK}",
            "/search/?q=plugh",
            "/search/?q=plugh&page=2",
        ],
        "search:feed": [
            f"/search/feed.xml?q={MARK}",
            "/search/feed.xml?q=plugh",
        ],
    }


def feeds():
    """Return the same for the feeds of every list, in every format."""
    lists = {
        "section": ["secret", "part"],
        "topic": ["topic/shared"],
        "contributor": ["by/writer"],
        "corrections": ["corrections"],
    }
    found = {"articles:feed_home": ["/feeds/rss.xml"]}
    found["articles:feed_home_atom"] = ["/feeds/atom.xml"]
    found["articles:feed_home_json"] = ["/feeds/feed.json"]
    for kind, files in lists.items():
        for ending in ("xml", "atom", "json"):
            form = "" if ending == "xml" else f"_{ending}"
            tried = [f"/feeds/{file}.{ending}" for file in files]
            found[f"articles:feed_{kind}{form}"] = tried
    return found


def pages(address):
    """Return the address of a list and, where there is one, that of its second page."""
    return [*filter(None, [address, Client().get(address).context["page"].older])]


def named_patterns(resolver, prefix=""):
    """Yield the full name of every address of the site, or its pattern without one."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name or entry.pattern}"
        else:
            inner = f"{entry.namespace}:" if entry.namespace else ""
            yield from named_patterns(entry, prefix + inner)
