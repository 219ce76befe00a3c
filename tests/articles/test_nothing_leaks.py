"""No public address ever shows what readers may not see.

The test walks every address of the site. A new one fails it until it is named in
tests/public_pages.py, either among those to try or as one that shows no stories.
"""

from datetime import timedelta
from unittest import mock

from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver
from django.utils import timezone
from django.utils.http import http_date

from articles import publishing, sitemaps
from articles.models import Article, Correction
from articles.paging import PER_PAGE
from newsroom.popular.models import Ranking
from newsroom.search.models import Entry, place_of
from tests.articles.kept import assert_well_kept, stories_without_key
from tests.articles.test_pages_article import shown
from tests.factories import make_article, make_topic
from tests.public_pages import (
    LISTS,
    MARK,
    PaperTestCase,
    addresses,
    named_patterns,
    pages,
    silent,
)

# Pages of the desk ask who is there before they show anything.
DESK = ("admin:", "two_step:")
FEEDS = ["/feeds/rss.xml", "/feeds/secret.xml", "/feeds/atom.xml", "/feeds/secret.json"]
# Queries with empty caches, where eight are not enough: the bars of the project. The
# sitemaps are cut so small here that their index counts what it else need not.
QUERIES = {"articles:home": 10, "articles:sitemap_index": 11}
# What answers whoever asks for nothing there is; it offers the latest and most read.
LOST = ["/nothing/", "/topic/nothing/", "/by/nothing/", "/corrections/?page=9"]
LOST += ["/secret/?before=x", "/topics/x/", "/most-read/nothing/"]


class SecretsTestCase(PaperTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        hour = timedelta(hours=1)
        cls.own = make_topic(f"{MARK} matter")
        Status = Article.Status
        states = {
            "draft": {},
            "submitted": {"status": Status.SUBMITTED},
            "ready": {"status": Status.READY},
            "scheduled": {"status": Status.SCHEDULED, "published_at": cls.now + hour},
            "embargoed": {"status": Status.PUBLISHED, "embargo_until": cls.now + hour},
            "both": {
                "status": Status.SCHEDULED,
                "published_at": cls.now - hour,
                "embargo_until": cls.now + hour,
            },
            "future": {"status": Status.PUBLISHED, "published_at": cls.now + hour},
        }
        cls.secrets = [
            cls.make_secret(name, **fields) for name, fields in states.items()
        ]
        cls.killed = publishing.kill(cls.make_secret("killed", status=Status.PUBLISHED))
        withdrawn = cls.make_secret("withdrawn", status=Status.PUBLISHED)
        cls.secrets += [cls.killed, publishing.withdraw(withdrawn)]
        for story in cls.secrets:
            cls.as_if_public(story)
        for position, story in enumerate([*cls.secrets, *cls.publics], start=1):
            Ranking.objects.create(
                article=story, position=position, score=9, computed_at=cls.now
            )
            word = MARK if story in cls.secrets else "plugh"
            Correction.objects.create(article=story, text=f"{word} correction")

    @classmethod
    def make_secret(cls, name, **fields):
        """Return a story marked wherever it has words, and filed in every index."""
        return make_article(
            **cls.parts,
            topics=[cls.shared, cls.own],
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

    @classmethod
    def as_if_public(cls, story):
        """Set the copies of the date wrong: published() has the last word even so."""
        moment = cls.now - timedelta(minutes=1)
        story.bylines.update(published_at=moment)
        story.article_tags.update(published_at=moment)
        Entry.objects.filter(article=story).update(
            place=place_of(moment, story.pk), visible_from=moment
        )

    def assert_no_word(self, response, asked=""):
        """Nothing of a secret is in the page or its headers, but the question asked."""
        text = response.content.decode().replace(f"?q={MARK}", "")
        if asked.startswith("/search/"):  # it repeats what was asked
            text = text.replace(f"“{MARK}”", "").replace(f'value="{MARK}"', "")
            text = text.replace(f"<title>{MARK} |", "")
        self.assertNotIn(MARK, text)
        self.assertNotIn(MARK, str(response.headers).replace(f"?q={MARK}", ""))


# A month is cut into files of few stories, so that there are several.
@mock.patch.object(sitemaps.MonthSitemap, "limit", 10)
@mock.patch.object(sitemaps.NewsSitemap, "limit", 20)
@mock.patch.object(sitemaps.PagesSitemap, "limit", 4)
class ListTests(SecretsTestCase):
    def tried(self):
        for name, tried in addresses(self.public).items():
            for address in tried:
                yield name, address

    def test_every_address_of_the_site_is_known_here(self):
        known = set(silent(self.public)) | set(addresses(self.public))
        found = {
            name for name in named_patterns(get_resolver()) if not name.startswith(DESK)
        }
        self.assertEqual(
            found - known,
            set(),
            "Say in tests/public_pages.py where these could leak.",
        )

    def test_no_address_shows_a_word_of_what_is_not_public(self):
        for name, address in self.tried():
            with self.subTest(name, address=address):
                page = self.client.get(address)
                self.assertEqual(page.status_code, 200)
                self.assert_no_word(page, address)

    def test_nor_do_the_answers_without_a_page(self):
        """By HEAD, and to a cache that asks whether its copy is still good.

        On the way, what every page owes to caches and to the database.
        """
        for name, address in self.tried():
            with self.subTest(name, address=address):
                caches["default"].clear()
                with CaptureQueriesContext(connection) as queries:
                    page = self.client.get(address)
                self.assertLessEqual(len(queries), QUERIES.get(name, 8))
                zipped = {"Accept-Encoding": "gzip"}
                head = self.client.head(address, headers=zipped)
                self.assertEqual((head.status_code, head.content), (200, b""))
                self.assertEqual(head.headers["Content-Encoding"], "gzip")
                self.assert_no_word(head)
                self.assertEqual(self.client.post(address).status_code, 405)
                etag = page.headers["ETag"]
                same = self.client.get(address, headers={"If-None-Match": etag})
                self.assertEqual((same.status_code, same.content), (304, b""))
                self.assert_no_word(same)
                # What somebody searches for is kept by no cache in between.
                if not name.startswith("search:"):
                    assert_well_kept(self, page, same)
                # Sitemaps change with every story, so they have one key for all.
                if not name.startswith(("search:", "articles:sitemap")):
                    self.assertEqual(stories_without_key(page), set())

    def test_the_addresses_do_show_what_is_public(self):
        """Else the tests above would pass on pages that show nothing at all."""
        everywhere = addresses(self.public)
        silent = {"/part/", "/by/", "/topics/", "/topics/s/", f"/search/?q={MARK}"}
        silent |= {"/feeds/", "/feeds/feeds.opml", f"/search/feed.xml?q={MARK}"}
        # What counts stories shows none.
        silent |= set(everywhere["articles:archive"])
        silent |= set(everywhere["articles:archive_year"])
        silent |= set(everywhere["articles:archive_month"])
        silent |= {f"/feeds/part.{ending}" for ending in ("xml", "atom", "json")}
        for name in everywhere:
            for address in everywhere[name]:
                if "sitemap" in name or address in silent:
                    continue
                with self.subTest(name, address=address):
                    text = self.client.get(address).content.decode()
                    text = text.replace("<mark>", "").replace("</mark>", "")
                    self.assertIn("Plugh is public", text)
        for name in ("articles:sitemap_month", "articles:sitemap_news"):
            for address in everywhere[name]:
                with self.subTest(name, address=address):
                    self.assertContains(self.client.get(address), "<loc>")

    def test_the_storys_page_shows_all_that_could_leak_beside_it(self):
        page = self.client.get(self.public.get_absolute_url())
        self.assertEqual(len(page.context["beside"].related), 4)
        self.assertEqual(len(page.context["beside"].latest), 5)
        self.assertEqual(len(page.context["ranked"]), 5)
        self.assertContains(page, 'type="application/ld+json"')

    def test_no_list_counts_what_it_does_not_show(self):
        for address in LISTS:
            with self.subTest(address):
                first, second = (self.client.get(one) for one in pages(address))
                self.assertEqual(len(first.context["page"]), PER_PAGE)
                self.assertEqual(len(second.context["page"]), 4)
                self.assertIsNone(second.context["page"].older)
        topic = self.client.get("/topic/shared/")
        self.assertEqual(topic.context["topic"].stories, len(self.publics))


class AddressTests(SecretsTestCase):
    def test_a_secret_story_is_not_there_and_does_not_redirect(self):
        for story in self.secrets:
            tried = [f"/secret/2026/jan/01/any-{story.pk}/"]
            if story.published_at:
                tried.append(story.get_absolute_url())
            tried += [f"{tried[0]}photos/", f"{tried[0]}photos/1/"]
            tried += [f"/report/{story.pk}/", f"/report/{story.pk}/thanks/"]
            expected = 410 if story is self.killed else 404
            for address in tried:
                for ask in (self.client.get, self.client.head):
                    with self.subTest(story.headline, address=address, by=ask.__name__):
                        answer = ask(address)
                        self.assertEqual(answer.status_code, expected)
                        self.assert_no_word(answer)

    def test_a_topic_of_secret_stories_alone_is_not_there(self):
        answer = self.client.get(self.own.get_absolute_url())
        self.assertEqual(answer.status_code, 404)
        self.assert_no_word(answer)

    def test_the_pages_of_what_is_not_there_show_no_secret_either(self):
        for address in LOST:
            with self.subTest(address):
                answer = self.client.get(address)
                self.assertContains(answer, "Plugh is public", status_code=404)
                self.assert_no_word(answer)

    def test_a_copy_from_before_is_not_confirmed_once_a_story_is_gone(self):
        ends = {
            "killed": publishing.kill,
            "withdrawn": publishing.withdraw,
            "embargoed": put_under_embargo,
        }
        for name, end in ends.items():
            story = self.make_secret(name, status=Article.Status.PUBLISHED)
            shows = [story.get_absolute_url(), "/", *LISTS[:3], *FEEDS]
            shows += ["/sitemaps/news.xml", "/search/?q=headline"]
            kept = {address: self.client.get(address) for address in shows}
            end(story)
            for address, copy in kept.items():
                with self.subTest(name, address=address):
                    self.assertContains(copy, story.slug)
                    self.assert_not_confirmed(address, copy)

    def assert_not_confirmed(self, address, copy):
        """Neither by its tag nor by a date after which nothing else came out."""
        before = (self.now - timedelta(minutes=1)).timestamp()
        for asking in (
            {"If-None-Match": copy.headers["ETag"]},
            {"If-Modified-Since": http_date(before)},
        ):
            again = self.client.get(address, headers=asking)
            self.assertIn(again.status_code, {200, 404, 410})
            self.assert_no_word(again)


def put_under_embargo(story):
    """Put an embargo on a story that is out, as an editor does in its form."""
    story.embargo_until = timezone.now() + timedelta(hours=1)
    story.save(update_fields=["embargo_until"])
