"""The paper by date, and the newest stories."""

from datetime import UTC, date, datetime, timedelta
from unittest import mock

from django.db import connection
from django.http import Http404
from django.test import SimpleTestCase, TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import lists, publishing
from articles.days import Span
from tests.factories import make_published, make_section

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


class SpanTests(SimpleTestCase):
    def test_reads_days_months_and_years_as_people_write_them(self):
        day = Span(date(2025, 11, 2), date(2025, 11, 3))
        for month, number in (
            ("nov", "02"),
            ("NOV", "2"),
            ("11", "2"),
            ("November", "2"),
        ):
            self.assertEqual(Span.read("2025", month, number), day)
        self.assertEqual(Span.read("2025", "dec").end, date(2026, 1, 1))
        self.assertEqual(Span.read("2025").parts[1].end, date(2025, 3, 1))

    def test_what_no_calendar_has_or_has_not_come_is_none(self):
        tomorrow = timezone.localdate() + timedelta(days=1)
        wrong = [("2025", "feb", "29"), ("2025", "13"), ("2025", "foo"), ("0000",)]
        wrong += [("2025", "0", "1"), ("2025", "nov", "31"), ("2025", "nov", "0")]
        wrong += [("9999",), ("1604",), ("2025", "٢x"), ("2025", "-1")]
        wrong += [(str(tomorrow.year), str(tomorrow.month), str(tomorrow.day))]
        for words in wrong:
            with self.subTest(words), self.assertRaises(Http404):
                Span.read(*words)

    @override_settings(TIME_ZONE="Europe/Berlin")
    def test_a_day_has_the_hours_that_its_clocks_show(self):
        hours = {(2026, 3, 29): 23, (2025, 10, 26): 25, (2025, 7, 1): 24}
        for day, length in hours.items():
            span = Span.of(*day)
            self.assertEqual((span.stop - span.start) // timedelta(hours=1), length)

    @override_settings(TIME_ZONE="America/Sao_Paulo")
    def test_a_day_may_begin_after_midnight(self):
        """On 4 November 2018 the clock leapt from midnight to one."""
        span = Span.of(2018, 11, 4)
        self.assertEqual(span.start, datetime(2018, 11, 4, 3, tzinfo=UTC))
        self.assertEqual(span.stop - span.start, timedelta(hours=23))


class ArchiveTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.world = make_section(name="World", slug="world", position=1)
        cls.africa = make_section(name="Africa", slug="africa", parent=cls.world)
        cls.sport = make_section(name="Sport", slug="sport", position=2)
        cls.first = cls.make("First", cls.world, NOON)
        cls.part = cls.make("Part", cls.africa, NOON + timedelta(minutes=1))
        cls.goal = cls.make("Goal", cls.sport, NOON - timedelta(hours=1))
        cls.late = cls.make("Late", cls.sport, NOON + timedelta(days=3))
        cls.old = cls.make("Old", cls.world, NOON.replace(year=2024))

    @staticmethod
    def make(headline, section, moment, **fields):
        return make_published(
            headline=headline, section=section, published_at=moment, **fields
        )

    def test_a_days_paper_has_its_headlines_by_section(self):
        page = self.client.get("/2026/mar/10/")
        self.assertContains(page, "<h1>Tuesday, 10 March 2026</h1>", html=True)
        groups = [
            (group["section"].name, [story.headline for story in group["stories"]])
            for group in page.context["groups"]
        ]
        expected = [("World", ["First"]), ("Africa", ["Part"]), ("Sport", ["Goal"])]
        self.assertEqual(groups, expected)
        self.assertNotContains(page, ">Late<")
        self.assertNotContains(page, "noindex")
        self.assertContains(page, "<title>Tuesday, 10 March 2026 | ")

    def test_leads_to_the_days_beside_it_that_have_stories(self):
        page = self.client.get("/2026/mar/10/")
        self.assertContains(page, '<a href="/2024/mar/10/" rel="prev">')
        self.assertContains(page, '<a href="/2026/mar/13/" rel="next">')
        page = self.client.get("/world/2026/mar/10/")
        self.assertNotContains(page, 'rel="next"')

    def test_a_sections_archive_holds_its_parts(self):
        page = self.client.get("/world/2026/mar/10/")
        self.assertContains(page, "Part")
        self.assertNotContains(page, "Goal")
        self.assertContains(page, "<title>World, Tuesday, 10 March 2026 | ")
        self.assertContains(page, 'href="/2026/mar/10/"')

    def test_a_month_is_a_calendar_with_counts(self):
        page = self.client.get("/2026/mar/")
        self.assertContains(page, "<h1>March 2026</h1>", html=True)
        self.assertContains(page, '<a href="/2026/mar/10/">')
        self.assertContains(page, "4 stories")
        counts = {span.first.day: n for span, n in page.context["counts"].items()}
        self.assertEqual(counts, {10: 3, 13: 1})
        self.assertNotContains(page, "/2026/mar/11/")
        self.assertContains(page, '<a href="/2024/mar/" rel="prev">')

    def test_a_year_has_its_months_and_the_archive_its_years(self):
        page = self.client.get("/2026/")
        self.assertContains(page, '<a href="/2026/mar/">')
        self.assertNotContains(page, "/2026/feb/")
        self.assertContains(page, "<h1>2026</h1>", html=True)
        page = self.client.get("/sport/2026/")
        self.assertContains(page, "<h1>Sport, 2026</h1>", html=True)
        self.assertContains(page, "2 stories")
        page = self.client.get("/archive/")
        self.assertContains(page, '<a href="/2024/">')
        self.assertNotContains(page, "/2025/")

    def test_any_storys_address_can_be_cut_to_its_day_month_and_year(self):
        address = self.part.get_absolute_url()
        while address != "/":
            self.assertEqual(self.client.get(address).status_code, 200, address)
            address = address[: address.rstrip("/").rindex("/") + 1]

    def test_other_spellings_lead_to_the_one_address(self):
        spelled = {
            "/2026/03/10/": "/2026/mar/10/",
            "/2026/March/10/": "/2026/mar/10/",
            "/2026/MAR/": "/2026/mar/",
            "/World/2026/3/10/": "/world/2026/mar/10/",
            "/2026/mar/1/": "/2026/mar/01/",
        }
        for address, right in spelled.items():
            answer = self.client.get(address)
            self.assertRedirects(
                answer, right, status_code=301, fetch_redirect_response=False
            )

    def test_an_empty_day_month_or_year_says_so_and_is_not_indexed(self):
        for address in ("/2025/mar/10/", "/2025/mar/", "/2025/", "/africa/2024/"):
            page = self.client.get(address)
            self.assertContains(page, "Nothing came out")
            self.assertContains(page, 'content="noindex"')

    def test_a_section_that_no_database_could_hold_is_none(self):
        for address in ("/a%00b/2026/", "/a%00b/2026/nov/", "/a%00b/2026/nov/22/"):
            with self.subTest(address):
                self.assertEqual(self.client.get(address).status_code, 404)

    def test_no_day_that_never_was_or_is_to_come_is_found(self):
        next_year = timezone.localdate().year + 1
        wrong = ["/2026/feb/30/", "/2026/foo/", "/0000/", f"/{next_year}/"]
        wrong += ["/2026/mar/00/", "/nowhere/2026/", "/nowhere/2026/mar/10/"]
        wrong += ["/2026/mar/10/?before=abc", "/2026/mar/10/?page=2", "/2026/13/"]
        for address in wrong:
            with self.subTest(address):
                self.assertEqual(self.client.get(address).status_code, 404)

    @override_settings(TIME_ZONE="Australia/Sydney")
    def test_the_papers_zone_decides_the_day(self):
        night = datetime(2026, 3, 10, 14, tzinfo=UTC)  # one in the morning of the 11th
        story = self.make("Night", self.world, night)
        self.assertIn("/2026/mar/11/", story.get_absolute_url())
        self.assertContains(self.client.get("/2026/mar/11/"), "Night")
        self.assertNotContains(self.client.get("/2026/mar/10/"), "Night")

    def test_counts_only_what_readers_may_see(self):
        publishing.kill(self.goal)
        hour = timezone.now() + timedelta(hours=1)
        self.make("Embargoed", self.world, NOON, embargo_until=hour)
        counts = lists.numbers([Span.of(2026, 3, 10)], None)
        self.assertEqual(list(counts.values()), [2])

    def test_a_long_day_is_leafed_through(self):
        with mock.patch.object(lists, "DAYS_PAPER", 2):
            page = self.client.get("/2026/mar/10/")
            self.assertNotContains(page, "Goal")
            second = self.client.get(page.context["page"].older)
        self.assertContains(second, "Goal")
        self.assertNotContains(second, "Old")

    def test_costs_at_most_eight_queries_whatever_there_is(self):
        addresses = ["/archive/", "/2026/", "/2026/mar/", "/2026/mar/10/"]
        addresses += [f"/world{address}" for address in addresses[1:]]
        costs = []
        for _ in range(2):
            costs.append(tuple(map(self.cost_of, addresses)))
            for number in range(8):
                other = make_section(parent=self.world)
                self.make("More", other, NOON + timedelta(days=number))
                self.make("Older", other, NOON.replace(year=2010 + number))
        self.assertEqual(costs[0], costs[1])
        self.assertLessEqual(max(costs[0]), 8)

    def cost_of(self, address):
        with CaptureQueriesContext(connection) as queries:
            self.assertEqual(self.client.get(address).status_code, 200)
        return len(queries)


class LatestTests(TestCase):
    def test_has_every_story_by_the_clock(self):
        now = timezone.now()
        story = make_published(headline="Now", published_at=now)
        make_published(headline="Then", published_at=now - timedelta(days=2))
        page = self.client.get("/latest/")
        body = page.content.decode()
        self.assertLess(body.index(">Now<"), body.index(">Then<"))
        day = timezone.localdate(story.published_at)
        self.assertContains(
            page, f'<a href="{Span.of(day.year, day.month, day.day).address()}">'
        )

    def test_is_leafed_like_every_list(self):
        with mock.patch.object(lists, "HEADLINES", 1):
            make_published(headline="Sooner")
            make_published(headline="Later")
            page = self.client.get("/latest/")
            with self.assertNumQueries(5):
                second = self.client.get(page.context["page"].older)
        self.assertContains(page, ">Later<")
        self.assertContains(second, ">Sooner<")

    def test_says_so_when_nothing_came_out(self):
        self.assertContains(self.client.get("/latest/"), "Nothing has come out so far.")
        self.assertContains(
            self.client.get("/archive/"), "Nothing has come out so far."
        )
