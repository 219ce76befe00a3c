"""Sitemaps, robots.txt and security.txt, as crawlers get them."""

from datetime import UTC, datetime, timedelta
from unittest import mock

import lxml.etree
from django.core.cache import cache
from django.db import connection
from django.test import TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import crawlers, publishing, sitemaps
from articles.models import Article, StandingPage
from tests.articles.test_structured_data import LARGEST, RENDITIONS
from tests.factories import (
    make_article,
    make_contributor,
    make_photo,
    make_published,
    make_section,
    make_topic,
)

HOST = "https://paper.example"
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}
MARCH = datetime(2026, 3, 1, 9, tzinfo=UTC)


@override_settings(NEWSROOM_BASE_URL=HOST)
class SitemapTestCase(TestCase):
    def read(self, address):
        """Return the entries of a sitemap as {address: moment or None}."""
        entries = self.parsed(address)
        return {
            entry.findtext("s:loc", namespaces=NAMES): entry.findtext(
                "s:lastmod", namespaces=NAMES
            )
            for entry in entries
        }

    def parsed(self, address):
        response = self.client.get(address)
        self.assertEqual(response.status_code, 200)
        self.assertEqual(response.headers["Content-Type"], "application/xml")
        return lxml.etree.fromstring(response.content)


class IndexTests(SitemapTestCase):
    def test_names_each_month_with_stories_newest_first(self):
        make_published(published_at=MARCH)
        make_published(published_at=MARCH - timedelta(days=60))
        self.assertEqual(
            list(self.read("/sitemap.xml")),
            [
                f"{HOST}/sitemaps/pages.xml",
                f"{HOST}/sitemaps/2026-03.xml",
                f"{HOST}/sitemaps/2025-12.xml",
            ],
        )

    def test_a_month_last_changed_when_its_last_story_did(self):
        section = make_section()
        later = MARCH + timedelta(days=3)
        make_published(section=section, published_at=MARCH, materially_updated_at=later)
        make_published(section=section, published_at=MARCH + timedelta(days=1))
        moment = self.read("/sitemap.xml")[f"{HOST}/sitemaps/2026-03.xml"]
        self.assertEqual(moment, later.isoformat())

    def test_of_an_empty_paper_names_the_pages_only(self):
        make_article()
        self.assertEqual(
            self.read("/sitemap.xml"), {f"{HOST}/sitemaps/pages.xml": None}
        )

    def test_a_month_of_very_many_stories_is_cut(self):
        section = make_section()
        for minute in range(5):
            make_published(
                section=section, published_at=MARCH + timedelta(minutes=minute)
            )
        with mock.patch.object(sitemaps.MonthSitemap, "limit", 2):
            locations = [
                place for place in self.read("/sitemap.xml") if "2026" in place
            ]
            parts = [list(self.read(place.removeprefix(HOST))) for place in locations]
        self.assertEqual(
            locations,
            [
                f"{HOST}/sitemaps/2026-03.xml",
                f"{HOST}/sitemaps/2026-03.xml?p=2",
                f"{HOST}/sitemaps/2026-03.xml?p=3",
            ],
        )
        self.assertEqual([len(part) for part in parts], [2, 2, 1])
        self.assertEqual(len({place for part in parts for place in part}), 5)

    @override_settings(TIME_ZONE="Asia/Tokyo")
    def test_a_month_begins_at_midnight_in_the_papers_zone(self):
        make_published(published_at=datetime(2026, 2, 28, 16, tzinfo=UTC), slug="new")
        make_published(published_at=datetime(2026, 2, 28, 14, tzinfo=UTC), slug="old")
        self.assertIn(f"{HOST}/sitemaps/2026-03.xml", self.read("/sitemap.xml"))
        [march] = self.read("/sitemaps/2026-03.xml")
        [february] = self.read("/sitemaps/2026-02.xml")
        self.assertIn("/2026/mar/01/new-", march)
        self.assertIn("/2026/feb/28/old-", february)


class MonthTests(SitemapTestCase):
    def test_names_its_stories_and_when_they_last_changed(self):
        section = make_section()
        later = MARCH + timedelta(hours=1)
        first = make_published(section=section, published_at=MARCH)
        second = make_published(
            section=section, published_at=MARCH, materially_updated_at=later
        )
        make_published(section=section, published_at=MARCH + timedelta(days=31))
        self.assertEqual(
            self.read("/sitemaps/2026-03.xml"),
            {
                HOST + first.get_absolute_url(): MARCH.isoformat(),
                HOST + second.get_absolute_url(): later.isoformat(),
            },
        )

    def test_holds_only_what_readers_may_see(self):
        hour = timedelta(hours=1)
        now = timezone.now()
        month = f"/sitemaps/{timezone.localtime():%Y-%m}.xml"
        shown = make_published()
        make_article()
        make_published(embargo_until=now + hour)
        make_article(status=Article.Status.SCHEDULED, published_at=now + hour)
        publishing.kill(make_published())
        publishing.withdraw(make_published())
        for address in (month, "/sitemaps/news.xml"):
            with self.subTest(address):
                self.assertEqual(
                    list(self.read(address)), [HOST + shown.get_absolute_url()]
                )

    def test_shows_the_photo_that_leads_a_story_while_its_right_lasts(self):
        ends = timezone.now() + timedelta(seconds=90)
        for limit in ({}, {"valid_until": ends}, {"no_internet": True}):
            photo = make_photo(renditions=RENDITIONS, **limit)
            make_published(published_at=MARCH, lead_photo=photo)
        response = self.client.get("/sitemaps/2026-03.xml")
        self.assertEqual(response.content.decode().count(f"<image:loc>{LARGEST}"), 2)
        caching = dict(
            part.strip().partition("=")[::2]
            for part in response.headers["Cache-Control"].split(",")
        )
        self.assertLessEqual(int(caching["s-maxage"]), 90)
        with mock.patch.object(timezone, "now", return_value=ends):
            response = self.client.get("/sitemaps/2026-03.xml")
        self.assertEqual(response.content.decode().count("<image:loc>"), 1)

    def test_what_is_known_of_a_settled_month_is_not_counted_again(self):
        make_published(published_at=MARCH)
        first = self.read("/sitemap.xml")
        with CaptureQueriesContext(connection) as asked:
            self.assertEqual(self.read("/sitemap.xml"), first)
        self.assertNotIn("2026-03", str(asked.captured_queries))

    def test_there_is_none_of_an_empty_or_impossible_month(self):
        make_published(published_at=MARCH)
        for month in ("2026-04", "2026-00", "2026-13", "0000-01", "9999-12"):
            with self.subTest(month):
                response = self.client.get(f"/sitemaps/{month}.xml")
                self.assertEqual(response.status_code, 404)

    def test_there_is_no_such_part(self):
        make_published(published_at=MARCH)
        for part in ("2", "x", "-1", "0"):
            with self.subTest(part):
                response = self.client.get("/sitemaps/2026-03.xml", {"p": part})
                self.assertEqual(response.status_code, 404)

    def test_costs_the_same_however_many_stories(self):
        for count in (1, 5):
            for _ in range(count):
                make_published(published_at=MARCH)
            cache.clear()
            for queries, address in ((3, "/sitemaps/2026-03.xml"), (7, "/sitemap.xml")):
                with self.subTest(address, count=count), self.assertNumQueries(queries):
                    self.client.get(address)


class PagesTests(SitemapTestCase):
    FIXED = tuple(
        f"{HOST}{path}"
        for path in ("/archive/", "/by/", "/corrections/", "/feeds/", "/topics/")
    )

    def test_names_the_pages_that_list_stories(self):
        world = make_section(slug="world")
        asia = make_section(slug="asia", parent=world)
        sport = make_section(slug="sport")
        tide = make_topic("Tide")
        common = {"topics": [tide], "bylines": [make_contributor(slug="ana")]}
        hour = timedelta(hours=1)
        make_published(section=sport, published_at=MARCH, **common)
        make_published(section=world, published_at=MARCH + hour, **common)
        make_published(section=asia, published_at=MARCH + 2 * hour, **common)
        times = [(MARCH + hours * hour).isoformat() for hours in range(3)]
        standing = {
            HOST + page.get_absolute_url(): page.changed_at.isoformat()
            for page in StandingPage.objects.public()
        }
        self.assertTrue(standing)
        self.assertEqual(
            self.read("/sitemaps/pages.xml"),
            standing
            | {
                f"{HOST}/": times[2],
                f"{HOST}/latest/": times[2],
                **dict.fromkeys(self.FIXED),
                f"{HOST}/world/": times[2],
                f"{HOST}/asia/": times[2],
                f"{HOST}/sport/": times[0],
                f"{HOST}/by/ana/": times[2],
                f"{HOST}/topic/tide/": times[2],
            },
        )

    def test_a_page_without_public_stories_is_left_out(self):
        make_section(slug="empty")
        make_article(
            section=make_section(slug="drafts"),
            bylines=[make_contributor(slug="ana")],
            topics=[make_topic("Tide")],
        )
        StandingPage.objects.update(is_public=False)
        self.assertEqual(
            list(self.read("/sitemaps/pages.xml")),
            [f"{HOST}/", f"{HOST}/latest/", *self.FIXED],
        )

    def test_a_topic_of_two_stories_is_left_out(self):
        for _ in range(2):
            make_published(topics=["Tide"])
        for _ in range(3):
            make_published(topics=["Wind"])
        topics = [
            place for place in self.read("/sitemaps/pages.xml") if "/topic/" in place
        ]
        self.assertEqual(topics, [f"{HOST}/topic/wind/"])

    def test_costs_four_queries_however_many_pages(self):
        for count in (1, 4):
            for number in range(count):
                topic = make_topic(f"Topic {count} {number}")
                for _ in range(3):
                    make_published(topics=[topic], bylines=[make_contributor()])
            with self.subTest(count), self.assertNumQueries(4):
                self.client.get("/sitemaps/pages.xml")


class NewsTests(SitemapTestCase):
    def news(self):
        return [
            entry.find("news:news", NAMES)
            for entry in self.parsed("/sitemaps/news.xml")
        ]

    @override_settings(NEWSROOM_NAME="Tide & Times")
    def test_says_what_google_asks_for(self):
        out = timezone.now() - timedelta(hours=3)
        make_published(
            headline="Fish < chips\x0b",
            language="en-gb",
            published_at=out,
            materially_updated_at=timezone.now(),
        )
        [news] = self.news()
        told = {
            tag: news.findtext(f".//news:{tag}", namespaces=NAMES)
            for tag in ("name", "language", "publication_date", "title")
        }
        self.assertEqual(
            told,
            {
                "name": "Tide & Times",
                "language": "en",
                "publication_date": out.isoformat(),
                "title": "Fish < chips",
            },
        )

    def test_chinese_keeps_its_script(self):
        make_published(language="zh-TW")
        [news] = self.news()
        language = news.findtext(".//news:language", namespaces=NAMES)
        self.assertEqual(language, "zh-tw")

    def test_two_days_and_no_longer_newest_first(self):
        now = timezone.now()
        ages = {"1": timedelta(hours=1), "47": timedelta(hours=47)}
        ages["49"] = timedelta(hours=49)
        for headline, age in reversed(ages.items()):
            make_published(headline=headline, published_at=now - age)
        titles = [news.findtext("news:title", namespaces=NAMES) for news in self.news()]
        self.assertEqual(titles, ["1", "47"])

    def test_more_than_a_thousand_take_several_files_which_the_index_names(self):
        section = make_section()
        for number in range(3):
            make_published(section=section, headline=f"Story {number}")
        more = f"{HOST}/sitemaps/news.xml?p=2"
        self.assertNotIn(more, self.read("/sitemap.xml"))
        with mock.patch.object(sitemaps.NewsSitemap, "limit", 2):
            self.assertEqual(len(self.news()), 2)
            self.assertIn(more, self.read("/sitemap.xml"))
            [last] = self.parsed("/sitemaps/news.xml?p=2")
            self.assertIn("Story 0", lxml.etree.tostring(last).decode())
            asked = self.client.get("/sitemaps/news.xml?p=3")
            self.assertEqual(asked.status_code, 404)

    def test_costs_one_query_however_many_stories(self):
        for count in (1, 5):
            for _ in range(count):
                make_published()
            with self.subTest(count), self.assertNumQueries(1):
                self.client.get("/sitemaps/news.xml")


class HeaderTests(SitemapTestCase):
    ADDRESSES = (
        "/sitemap.xml",
        "/sitemaps/pages.xml",
        "/sitemaps/news.xml",
        "/sitemaps/2026-03.xml",
        "/robots.txt",
    )

    def setUp(self):
        make_published(published_at=MARCH)

    def test_caches_may_keep_them_and_ask_again_cheaply(self):
        for address in self.ADDRESSES:
            with self.subTest(address):
                response = self.client.get(address)
                age = 21600 if "2026-03" in address else 300
                self.assertIn(f"s-maxage={age}", response.headers["Cache-Control"])
                known = {"if-none-match": response.headers["ETag"]}
                again = self.client.get(address, headers=known)
                self.assertEqual(again.status_code, 304)

    def test_who_asks_by_date_learns_of_a_withdrawal(self):
        new = make_published(published_at=MARCH + timedelta(days=1))
        publishing.withdraw(new)
        asked = "Thu, 30 Apr 2026 00:00:00 GMT"
        for address in self.ADDRESSES[:4]:
            with self.subTest(address):
                headers = {"if-modified-since": asked}
                response = self.client.get(address, headers=headers)
                self.assertEqual(response.status_code, 200)

    def test_cannot_be_posted_to(self):
        for address in self.ADDRESSES:
            with self.subTest(address):
                self.assertEqual(self.client.post(address).status_code, 405)


@override_settings(NEWSROOM_BASE_URL=HOST)
class RobotsTests(TestCase):
    def lines(self):
        response = self.client.get("/robots.txt")
        self.assertEqual(response.headers["Content-Type"], "text/plain; charset=utf-8")
        return response.content.decode().splitlines()

    def test_closes_what_is_not_for_crawlers(self):
        rules = self.lines()[:4]
        self.assertEqual(
            rules,
            [
                "User-agent: *",
                "Disallow: /admin/",
                "Disallow: /search/",
                "Disallow: /preview",
            ],
        )

    def test_names_the_sitemaps_by_whole_address(self):
        self.assertEqual(
            self.lines()[-2:],
            [f"Sitemap: {HOST}/sitemap.xml", f"Sitemap: {HOST}/sitemaps/news.xml"],
        )

    def test_closes_the_paper_to_the_crawlers_it_refuses(self):
        with self.settings(
            NEWSROOM_AI_CRAWLERS="allow", NEWSROOM_CLOSED_TO_CRAWLERS=["XBot", "YBot"]
        ):
            text = "\n".join(self.lines())
        self.assertIn("User-agent: XBot\nUser-agent: YBot\nDisallow: /\n", text)
        self.assertNotIn("GPTBot", text)

    def test_the_owner_says_which_machines_may_learn_search_and_fetch(self):
        kinds = ("GPTBot", "OAI-SearchBot", "ChatGPT-User")
        for policy, refused in (
            ("allow", (False, False, False)),
            ("refuse-training", (True, False, False)),
            ("refuse", (True, True, True)),
        ):
            with self.subTest(policy), self.settings(NEWSROOM_AI_CRAWLERS=policy):
                lines = self.lines()
                told = tuple(f"User-agent: {name}" in lines for name in kinds)
                self.assertEqual(told, refused)
                self.assertNotIn("Disallow: /", lines[: lines.index("")])

    def test_the_list_of_crawlers_is_dated_and_names_each_once(self):
        kept = dict(crawlers.known())
        self.assertLessEqual(kept.pop("checked"), timezone.now().date())
        names = [name for purpose in kept.values() for name in purpose]
        self.assertEqual(len(names), len({name.lower() for name in names}))
        self.assertEqual(set(kept), set(crawlers.PURPOSES[crawlers.REFUSE]))

    def test_texts_are_reserved_from_mining_unless_it_is_allowed(self):
        address = "/.well-known/tdmrep.json"
        response = self.client.get(address)
        [rule] = response.json()
        self.assertEqual((rule["location"], rule["tdm-reservation"]), ("/", 1))
        self.assertEqual(self.client.get("/").headers["TDM-Reservation"], "1")
        page = StandingPage.objects.get(role=StandingPage.Role.LICENSING)
        StandingPage.objects.filter(pk=page.pk).update(is_public=True)
        [rule] = self.client.get(address).json()
        self.assertEqual(rule["tdm-policy"], f"{HOST}{page.get_absolute_url()}")
        with self.settings(NEWSROOM_AI_CRAWLERS="allow"):
            self.assertEqual(self.client.get(address).status_code, 404)
            self.assertNotIn("TDM-Reservation", self.client.get("/").headers)


@override_settings(NEWSROOM_BASE_URL=HOST)
class SecurityTests(TestCase):
    ADDRESS = "/.well-known/security.txt"

    @override_settings(
        NEWSROOM_SECURITY_CONTACT=["desk@paper.example", "https://paper.example/tell"],
        NEWSROOM_SECURITY_POLICY="https://paper.example/security",
    )
    def test_names_whom_to_tell_and_until_when_that_holds(self):
        response = self.client.get(self.ADDRESS)
        lines = response.content.decode().splitlines()
        fields = dict(line.split(": ", 1) for line in reversed(lines))
        self.assertEqual(fields["Contact"], "mailto:desk@paper.example")
        self.assertIn("Contact: https://paper.example/tell", lines)
        self.assertEqual(fields["Policy"], "https://paper.example/security")
        self.assertEqual(fields["Canonical"], f"{HOST}/.well-known/security.txt")
        left = datetime.fromisoformat(fields["Expires"]) - timezone.now()
        self.assertTrue(timedelta(days=100) < left < timedelta(days=365))

    @override_settings(NEWSROOM_SECURITY_CONTACT=[])
    def test_without_a_contact_there_is_none(self):
        self.assertEqual(self.client.get(self.ADDRESS).status_code, 404)
