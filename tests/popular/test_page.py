"""The page of what is read most."""

from django.test import TestCase, override_settings
from django.utils import timezone

from newsroom.popular.models import Ranking
from tests.factories import make_published, make_section


def rank(*stories):
    for position, story in enumerate(stories, start=1):
        Ranking.objects.create(
            article=story, position=position, score=1, computed_at=timezone.now()
        )


class MostReadPageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.world = make_section(name="World", slug="world")
        part = make_section(name="Africa", slug="africa", parent=cls.world)
        cls.first = make_published(headline="First", standfirst="Why it is read.")
        cls.second = make_published(headline="Second", section=part)
        rank(cls.first, cls.second)

    def test_lists_them_in_their_order(self):
        page = self.client.get("/most-read/")
        listed = page.content.decode().partition('<ol class="ranks">')[2]
        self.assertLess(listed.index("First"), listed.index("Second"))
        self.assertContains(page, "Why it is read.")
        self.assertContains(page, "Counted <time")

    def test_a_section_lists_its_own_and_its_parts(self):
        page = self.client.get("/most-read/world/")
        self.assertContains(page, "<h1>Most read in World</h1>", html=True)
        listed = page.content.decode().partition('<ol class="ranks">')[2]
        listed = listed.partition("</ol>")[0]
        self.assertIn("Second", listed)
        self.assertNotIn("First", listed)
        self.assertContains(page, 'href="/most-read/world/" aria-current="page"')

    @override_settings(NEWSROOM_POPULAR_HALF_LIFE=6, NEWSROOM_POPULAR_MAX_AGE=2)
    def test_says_how_it_is_counted_as_it_is_set(self):
        page = self.client.get("/most-read/")
        self.assertContains(page, "half after 6 hours, a quarter after 12")
        self.assertContains(page, "within the last 2 days")

    def test_without_a_ranking_it_says_so_and_offers_the_latest(self):
        Ranking.objects.all().delete()
        page = self.client.get("/most-read/")
        self.assertContains(page, "Nothing has been read often enough yet")
        self.assertContains(page, "First")

    def test_an_unknown_section_is_not_found(self):
        self.assertEqual(self.client.get("/most-read/nowhere/").status_code, 404)

    def test_lists_everywhere_lead_to_it(self):
        home = self.client.get("/")
        self.assertContains(home, 'href="/most-read/"')
        world = self.client.get("/world/")
        self.assertContains(world, 'href="/most-read/world/"')

    def test_costs_the_same_however_much_is_ranked(self):
        for _ in range(2):
            with self.assertNumQueries(5):
                self.client.get("/most-read/")
            self.client.get("/most-read/")
            Ranking.objects.all().delete()
            rank(*(make_published() for _ in range(6)))
