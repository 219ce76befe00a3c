"""No public address ever shows what readers may not see.

The test walks every address of the site. A new one fails it until it is named here,
either with the addresses to try or as one that shows no stories.
"""

from datetime import timedelta

from django.test import TestCase
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from articles import publishing
from articles.models import Article, Correction
from newsroom.popular.models import Ranking
from tests.articles.test_pages_article import shown
from tests.factories import (
    make_article,
    make_contributor,
    make_published,
    make_section,
    make_topic,
)

MARK = "xyzzy"  # stands in every word of a story that nobody may see
# Pages of the desk ask who is there before they show anything.
DESK = ("admin:", "two_step:")
# What shows no story: it counts, or tells machines how the site is.
SILENT = {
    "articles:robots_txt",
    "articles:security_txt",
    "doors:healthz",
    "doors:media",
    "doors:readyz",
    "popular:count",
}


def addresses(secrets):
    """Return address names → the addresses to try, where a secret might come out."""
    now = timezone.localtime()
    everywhere = {
        "articles:home": ["/"],
        "articles:section": ["/secret/", "/part/"],
        "articles:topic": ["/topic/secret-topic/"],
        "articles:contributor": ["/by/secret-writer/"],
        "articles:corrections": ["/corrections/"],
        "articles:feed_home": ["/feeds/rss.xml"],
        "articles:feed_section": ["/feeds/secret.xml", "/feeds/part.xml"],
        "articles:feed_topic": ["/feeds/topic/secret-topic.xml"],
        "articles:feed_contributor": ["/feeds/by/secret-writer.xml"],
        "articles:sitemap_index": ["/sitemap.xml"],
        "articles:sitemap_news": ["/sitemaps/news.xml"],
        "articles:sitemap_pages": ["/sitemaps/pages.xml"],
        "articles:sitemap_month": [f"/sitemaps/{now:%Y-%m}.xml"],
        "search:search": [f"/search/?q={MARK}", "/search/?q=plugh"],
        "articles:article": [
            f"/secret/{now:%Y}/jan/01/any-{story.pk}/" for story in secrets
        ],
    }
    return everywhere


def named_patterns(resolver, prefix=""):
    """Yield the full name of every address of the site, or its pattern without one."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name or entry.pattern}"
        else:
            inner = f"{entry.namespace}:" if entry.namespace else ""
            yield from named_patterns(entry, prefix + inner)


class NothingLeaksTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        now = timezone.now()
        hour = timedelta(hours=1)
        section = make_section(name="Secrets", slug="secret")
        make_section(name="Part", slug="part", parent=section)
        cls.parts = {
            "section": section,
            "topics": [make_topic("Secret topic")],
            "bylines": [make_contributor(name="Secret writer", slug="secret-writer")],
        }
        Status = Article.Status
        states = {
            "draft": {},
            "submitted": {"status": Status.SUBMITTED},
            "ready": {"status": Status.READY},
            "scheduled": {"status": Status.SCHEDULED, "published_at": now + hour},
            "embargoed": {"status": Status.PUBLISHED, "embargo_until": now + hour},
            "future": {"status": Status.PUBLISHED, "published_at": now + hour},
        }
        cls.secrets = [
            cls.make_secret(name, **fields) for name, fields in states.items()
        ]
        for end in (publishing.kill, publishing.withdraw):
            story = cls.make_secret(end.__name__, status=Status.PUBLISHED)
            end(story)
            cls.secrets.append(story)
        for story in cls.secrets:
            Correction.objects.create(article=story, text=f"{MARK} correction")
            Ranking.objects.create(
                article=story, position=story.pk, score=9, computed_at=now
            )
        cls.public = make_published(headline="Plugh is public", **cls.parts)

    @classmethod
    def make_secret(cls, name, **fields):
        """Return a story marked wherever it has words, and filed in every index."""
        story = make_article(
            **cls.parts,
            headline=f"{MARK} headline {name}",
            slug=f"{MARK}-{name}",
            kicker=f"{MARK} kicker",
            standfirst=f"{MARK} standfirst plugh",
            dateline=f"{MARK} dateline",
            body=f"<p>{MARK} body plugh</p>",
            byline_text=f"{MARK} byline",
            agency_credit=f"{MARK} agency",
            editor_note=f"{MARK} note",
            lead_caption=f"{MARK} own caption",
            lead_photo=shown(caption=f"{MARK} caption", credit=f"{MARK} credit"),
            **fields,
        )
        # Even if the copies of the date were wrong, published() has the last word.
        moment = timezone.now() - timedelta(minutes=1)
        story.bylines.update(published_at=moment)
        story.article_tags.update(published_at=moment)
        return story

    def test_every_address_of_the_site_is_known_here(self):
        known = SILENT | set(addresses(self.secrets))
        found = {
            name for name in named_patterns(get_resolver()) if not name.startswith(DESK)
        }
        self.assertEqual(
            found - known,
            set(),
            "Say in tests/articles/test_nothing_leaks.py where these could leak.",
        )

    def test_no_address_shows_a_word_of_what_is_not_public(self):
        for name, tried in addresses(self.secrets).items():
            for address in tried:
                with self.subTest(name, address=address):
                    page = self.client.get(address)
                    shown_there = page.content.decode().replace(f"?q={MARK}", "")
                    if name == "search:search":  # it repeats what was asked
                        shown_there = (
                            shown_there.replace(f"“{MARK}”", "")
                            .replace(f'value="{MARK}"', "")
                            .replace(f"<title>{MARK} |", "")
                        )
                    self.assertNotIn(MARK, shown_there)
                    self.assertNotIn(MARK, str(page.headers))

    def test_a_secret_story_is_not_there_and_does_not_redirect(self):
        for story in self.secrets:
            address = f"/secret/2026/jan/01/any-{story.pk}/"
            with self.subTest(story.headline):
                expected = 410 if "kill" in story.slug else 404
                self.assertEqual(self.client.get(address).status_code, expected)

    def test_the_addresses_do_show_what_is_public(self):
        """Else the test above would pass on pages that show nothing at all."""
        shows = addresses(self.secrets)
        for name in ("articles:home", "articles:section", "articles:feed_home"):
            self.assertContains(self.client.get(shows[name][0]), "Plugh is public")
        self.assertContains(self.client.get("/topic/secret-topic/"), "Plugh is public")
        self.assertContains(self.client.get("/search/?q=plugh"), "Plugh is public")
        self.assertContains(self.client.get("/sitemap.xml"), "sitemapindex")
