"""What a reader meets where no page is: 404, 410 and 500."""

from django.core.cache import caches
from django.db import connection
from django.template.loader import render_to_string
from django.test import RequestFactory, SimpleTestCase, TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.views.defaults import server_error

from articles import publishing
from articles.models import Article
from newsroom.popular.models import Ranking
from tests.factories import make_article, make_published


class NotFoundTests(TestCase):
    def test_helps_on_with_search_the_latest_and_the_most_read(self):
        make_published(headline="Newest of all")
        popular = make_published(headline="Read by many")
        Ranking.objects.create(
            article=popular, position=1, score=1, computed_at=timezone.now()
        )
        page = self.client.get("/no/such/page/")
        self.assertContains(page, "This page is not here", status_code=404)
        self.assertContains(page, "Newest of all", status_code=404)
        self.assertContains(page, 'class="ranks"', status_code=404)
        self.assertContains(page, 'action="/search/" role="search"', status_code=404)
        self.assertContains(page, "noindex", status_code=404)

    def test_costs_at_most_eight_queries_and_is_kept_shortly(self):
        for number in range(9):
            make_published(headline=f"Story {number}")
        for address in ("/nowhere/", "/a/b/c/", "/2026/foo/", "/latest/?page=2"):
            with self.subTest(address):
                caches["default"].clear()
                with CaptureQueriesContext(connection) as queries:
                    page = self.client.get(address)
                self.assertEqual(page.status_code, 404)
                self.assertLessEqual(len(queries), 8)
                self.assertEqual(page.headers["Cache-Control"], "public, max-age=60")
                self.assertEqual(page.headers["Vary"], "Accept-Encoding")

    def test_says_why_where_that_helps(self):
        page = self.client.get("/latest/?page=2")
        self.assertContains(page, "Pages of a list have no numbers", status_code=404)
        page = self.client.get("/2026/feb/30/")
        self.assertContains(page, "The calendar has no such day.", status_code=404)

    def test_shows_nothing_of_what_is_in_the_program(self):
        for address in ("/topic/nothing/", "/nowhere/"):
            page = self.client.get(address)
            self.assertNotContains(page, "matches the given", status_code=404)

    def test_odd_addresses_are_refused_calmly(self):
        odd = ["/%00/", "/..%2f..%2fetc/passwd", "/%F0%9F%8C%8A/", "/a//b/"]
        odd += [
            "/world/2026/nov/22/%00-1/",
            f"/{'a' * 3000}/",
            "/by/%27/",
            "/topic/%22/",
        ]
        for address in odd:
            with self.subTest(address[:40]):
                self.assertIn(self.client.get(address).status_code, (301, 404))


class GoneTests(TestCase):
    def kill(self, **fields):
        story = make_published(headline="Libel", slug="libel", **fields)
        address = story.get_absolute_url()
        publishing.kill(story, note="The document was <forged>.")
        return story, address

    def test_a_killed_story_leaves_a_note_at_its_address(self):
        make_published(headline="Newest of all")
        story, address = self.kill()
        page = self.client.get(address)
        self.assertContains(page, "The document was &lt;forged&gt;.", status_code=410)
        self.assertContains(page, "Newest of all", status_code=410)
        self.assertNotContains(page, "Libel", status_code=410)
        self.assertIn(f"article-{story.pk}", page.headers["Surrogate-Key"])

    def test_another_spelling_is_not_told_the_right_one(self):
        story, _ = self.kill()
        page = self.client.get(f"/x/2026/jan/01/y-{story.pk}/")
        self.assertNotContains(page, "libel", status_code=410)

    def test_without_a_note_it_says_that_it_was_taken_down(self):
        story = make_published()
        address = story.get_absolute_url()
        publishing.kill(story)
        page = self.client.get(address)
        self.assertContains(page, "It was taken down for good.", status_code=410)

    def test_a_story_killed_before_it_was_out_was_never_there(self):
        story = make_article()
        publishing.kill(story)
        page = self.client.get(f"/x/2026/jan/01/y-{story.pk}/")
        self.assertEqual(page.status_code, 404)

    def test_a_withdrawn_story_is_not_found(self):
        story = make_published()
        address = story.get_absolute_url()
        publishing.withdraw(Article.objects.get(pk=story.pk))
        self.assertEqual(self.client.get(address).status_code, 404)


class ServerErrorTests(SimpleTestCase):
    """SimpleTestCase refuses every query, so these pages need no database."""

    def test_needs_neither_context_nor_database(self):
        page = server_error(RequestFactory().get("/"))
        self.assertContains(page, "Something broke on our side", status_code=500)

    def test_refers_to_nothing_that_may_be_broken(self):
        self.assertNotIn("{%", render_to_string("500.html"))
