"""Leafing through lists: nothing twice, nothing left out, the same cost everywhere."""

import re
from datetime import UTC, datetime, timedelta
from unittest import mock

from django.db import connection
from django.http import Http404
from django.test import SimpleTestCase, TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import lists, paging, publishing
from articles.models import Article, Byline, Correction
from articles.paging import Place
from articles.sharing import absolute
from tests.factories import make_contributor, make_published, make_section, make_topic

LISTS = ["/world/", "/topic/tides/", "/by/ana/"]


class PlaceTests(SimpleTestCase):
    def test_is_written_in_one_way_that_people_can_read(self):
        moment = datetime(2026, 11, 21, 14, 30, 5, tzinfo=UTC)
        self.assertEqual(str(Place(moment, 4711)), "2026-11-21T14.30.05Z-4711")
        fine = Place(moment.replace(microsecond=7), 1)
        self.assertEqual(str(fine), "2026-11-21T14.30.05.000007Z-1")
        for place in (Place(moment, 4711), fine):
            self.assertEqual(Place.read(str(place)), place)

    def test_is_the_same_in_every_zone(self):
        winter = datetime(2026, 10, 25, 2, 30, tzinfo=timezone.get_default_timezone())
        self.assertEqual(Place.read(str(Place(winter, 1))).moment, winter)
        self.assertTrue(str(Place(winter, 1)).endswith("Z-1"))

    def test_anything_else_is_none(self):
        good = "2026-11-21T14.30.05Z-4711"
        wrong = ["", "abc", "7", good + " ", good[:-1] + "x", good.replace("Z", "z")]
        wrong += ["2026-13-21T14.30.05Z-1", "2026-02-30T14.30.05Z-1", good + "\n"]
        wrong += ["2026-11-21T24.30.05Z-1", "2026-11-21T14.30.05.000000Z-1"]
        wrong += ["2026-11-21T14.30.05Z-0", "2026-11-21T14.30.05Z-01", good + "9" * 30]
        wrong += ["٢026-11-21T14.30.05Z-1", "2026-11-21T14.30.05+01.00Z-1"]
        for text in wrong:
            with self.subTest(text), self.assertRaises(Http404):
                Place.read(text)


class RunTests(SimpleTestCase):
    def test_a_place_bounds_the_index_before_anything_else_does(self):
        """SQLite seeks by the first bound of a column it meets, whatever the others."""
        place = Place(datetime(2026, 11, 21, tzinfo=UTC), 7)
        [run] = lists.latest().runs
        for ids in (run.older(place, 9), run.newer(place, 9)):
            conditions = str(ids.query).partition("WHERE")[2]
            self.assertLess(conditions.index("2026-11-21"), conditions.index("status"))


@mock.patch.object(paging, "PER_PAGE", 3)
class LeafingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.now = timezone.now() - timedelta(minutes=1)
        cls.world = make_section(name="World", slug="world")
        cls.part = make_section(name="Africa", slug="africa", parent=cls.world)
        cls.filed = {
            "bylines": [make_contributor(slug="ana")],
            "topics": [make_topic("Tides")],
        }
        # Two of each moment, in turn in the section and in its part.
        cls.stories = [cls.make(number, number // 2) for number in range(10)]
        for story in cls.stories:
            Byline.objects.create(
                article=story,
                contributor=cls.filed["bylines"][0],
                role="photographs",
                published_at=story.published_at,
            )

    @classmethod
    def make(cls, number, hours):
        return make_published(
            headline=f"Story {number}.",
            section=(cls.world, cls.part)[number % 2],
            published_at=cls.now - timedelta(hours=hours),
            **cls.filed,
        )

    def page(self, address):
        response = self.client.get(address)
        self.assertEqual(response.status_code, 200, address)
        return response.context["page"]

    def leaf(self, address, way):
        """Return the pages from an address to the last, each a list of ids."""
        pages = []
        while address:
            page = self.page(address)
            pages.append([story.pk for story in page])
            address = getattr(page, way)
        return pages

    def in_order(self):
        newest = Article.objects.published().newest_first()
        return list(newest.values_list("pk", flat=True))

    def test_every_story_stands_on_one_page_and_in_order(self):
        for address in LISTS:
            with self.subTest(address):
                pages = self.leaf(address, "older")
                self.assertEqual(sum(pages, []), self.in_order())
                self.assertEqual([len(page) for page in pages], [3, 3, 3, 1])

    def test_the_way_back_shows_the_same_pages(self):
        for address in LISTS:
            with self.subTest(address):
                there = self.leaf(address, "older")
                page, last = self.page(address), None
                while page.older:
                    last = page.older
                    page = self.page(last)
                self.assertEqual(self.leaf(last, "newer"), there[::-1])

    def test_a_page_has_one_address_whichever_way_it_was_reached(self):
        second = self.page("/world/").older
        third = self.page(second).older
        back = self.client.get(self.page(self.page(third).older).newer)
        self.assertContains(back, f'rel="canonical" href="{absolute(third)}"')
        self.assertEqual(self.page(third).address, third)
        self.assertEqual(self.page(second).newer, "/world/")

    def click_on(self, address):
        """Leaf on while stories come above, come below, and the last one shown goes."""
        first = self.page(address)
        seen = [story.pk for story in first]
        made = {"section": self.part, **self.filed}
        late = self.now - timedelta(hours=1, seconds=9)
        below = make_published(published_at=late, **made)
        above = make_published(published_at=self.now + timedelta(seconds=1), **made)
        publishing.kill(first.entries[-1])
        rest = sum(self.leaf(first.older, "older"), [])
        self.assertIn(below.pk, rest)
        left = [pk for pk in self.in_order() if pk not in [*seen, above.pk]]
        self.assertEqual(rest, left)

    def test_nothing_is_skipped_or_repeated_in_a_section(self):
        self.click_on("/world/")

    def test_nor_of_a_topic(self):
        self.click_on("/topic/tides/")

    def test_nor_by_somebody(self):
        self.click_on("/by/ana/")

    def test_the_way_back_repeats_nothing_when_stories_come_or_go(self):
        deep = self.leaf("/world/", "older")
        page = self.page(self.page(self.page("/world/").older).older)
        self.assertEqual([story.pk for story in page], deep[2])
        publishing.kill(self.stories[4])
        make_published(section=self.world)
        newer = [story.pk for story in self.page(page.newer)]
        self.assertEqual(newer, [self.stories[n].pk for n in (3, 2, 5)])

    def test_back_to_the_newest_is_back_at_the_plain_address(self):
        second = self.page("/world/").older
        self.assertEqual(self.page(second).newer, "/world/")
        near = Place(self.stories[2].published_at, self.stories[2].pk)
        answer = self.client.get(f"/world/?after={near}")
        self.assertRedirects(answer, "/world/", status_code=302)
        # A kept one would lead past stories that came in between.
        kept = re.search(r"s-maxage=(\d+)", answer.headers["Cache-Control"])[1]
        self.assertLessEqual(int(kept), 5)

    def test_the_first_page_has_one_address(self):
        for query in ("?page=1", "?page=1&utm_source=x"):
            answer = self.client.get(f"/world/{query}")
            self.assertRedirects(answer, "/world/", status_code=301)

    def test_what_names_no_page_is_not_found(self):
        place = str(Place(self.stories[0].published_at, self.stories[0].pk))
        year = str(self.now.year)
        wrong = ["page=2", "page=abc", "page=", "page=0", "page=-1", "page=1&page=1"]
        wrong += ["before=", "before=abc", f"before={place}&after={place}"]
        wrong += [f"before={place}&before={place}", f"before={place}&page=2"]
        wrong += [f"before={place}7", f"before={place.replace(year, '1999')}"]
        wrong += ["before=2026-11-21T14.30.05Z-1%00", f"after={place.lower()}"]
        for query in wrong:
            with self.subTest(query):
                answer = self.client.get(f"/world/?{query}")
                self.assertEqual(answer.status_code, 404)

    def test_what_is_to_come_is_no_place(self):
        story = self.make(1, hours=-5)
        place = Place(story.published_at, story.pk)
        for way in ("before", "after"):
            answer = self.client.get(f"/world/?{way}={place}")
            self.assertEqual(answer.status_code, 404)

    def test_beyond_the_oldest_there_is_nothing(self):
        oldest = self.stories[8]
        place = Place(oldest.published_at, oldest.pk)
        answer = self.client.get(f"/world/?before={place}")
        self.assertEqual(answer.status_code, 404)

    def test_says_what_part_of_the_list_it_is(self):
        first = self.client.get("/world/")
        self.assertContains(first, "<title>World | ")
        older = first.context["page"].older
        self.assertContains(first, f'<a href="{older}" rel="next">')
        self.assertNotContains(first, 'rel="prev"')
        second = self.client.get(first.context["page"].older)
        self.assertContains(second, '<a href="/world/" rel="prev">Newer stories</a>')
        self.assertContains(second, "<title>World, stories before ")
        self.assertNotContains(second, "noindex")
        third = self.client.get(second.context["page"].older)
        titles = {
            re.search("<title>(.*)</title>", page.content.decode())[1]
            for page in (first, second, third)
        }
        self.assertEqual(len(titles), 3)

    def test_depth_costs_nothing_and_nothing_is_counted(self):
        """However many parts a section has; and nothing is skipped to."""
        make_section(slug="asia", parent=self.world)
        for address in LISTS:
            costs = set()
            while address:
                with CaptureQueriesContext(connection) as queries:
                    page = self.page(address)
                if "before" in address:
                    costs.add(len(queries))
                for query in queries.captured_queries:
                    self.assertNotIn("OFFSET", query["sql"])
                    if "/topic/" not in address:
                        self.assertNotIn("COUNT(", query["sql"])
                address = page.older
            with self.subTest(page.address):
                self.assertEqual(len(costs), 1, costs)
                self.assertLessEqual(max(costs), 8)


@mock.patch.object(paging, "PER_PAGE", 2)
class CorrectionsTests(TestCase):
    def test_are_leafed_like_every_list(self):
        story, now = make_published(), timezone.now()
        for number in range(5):
            Correction.objects.create(
                article=story, text=f"Note {number}.", corrected_at=now
            )
        texts, address = [], "/corrections/"
        while address:
            with self.assertNumQueries(3):
                page = self.client.get(address).context["page"]
            texts += [note.text for note in page]
            address = page.older
        self.assertEqual(texts, [f"Note {number}." for number in (4, 3, 2, 1, 0)])
        self.assertIsNotNone(page.newer)
