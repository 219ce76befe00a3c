"""Other spellings of an address lead to the one we write."""

from django.test import SimpleTestCase, TestCase

from newsroom.doors.spelling import spelled
from tests.articles.kept import AGES
from tests.factories import make_published, make_section


class SpelledTests(SimpleTestCase):
    def test_files_and_the_desk_are_left_alone(self):
        for path in ("/media/R/A.webp", "/static/A.css", "/admin/Articles/", "/ÄB/"):
            self.assertEqual(spelled(path), path)

    def test_what_is_nothing_in_small_letters_either_stays(self):
        self.assertEqual(spelled("/A/b/C/d.xml"), "/A/b/C/d.xml")


class SpellingTests(TestCase):
    def setUp(self):
        self.story = make_published(section=make_section(slug="world"), slug="tide")

    def test_capitals_and_slashes_lead_on(self):
        spellings = {
            "/WORLD/": "/world/",
            "//world/": "/world/",
            "/world//": "/world/",
            "/Latest/?before=x": "/latest/?before=x",
            "/By//Nobody/": "/by/nobody/",
            "/%5CEVIL.example/": None,
            "//EVIL.example/": None,
            "///Evil.example/x/": None,
        }
        for address, right in spellings.items():
            with self.subTest(address):
                # Quoted as a server hands it on, not parsed as a host by the client.
                path, _, query = address.partition("?")
                answer = self.client.generic(
                    "GET", "/", QUERY_STRING=query, PATH_INFO=path.replace("%5C", "\\")
                )
                self.assertEqual(answer.headers.get("Location"), right)
                self.assertEqual(answer.status_code, 301 if right else 404)
                self.assertIn("max-age=", answer.headers["Cache-Control"])

    def test_a_story_is_found_in_any_spelling_by_one_step(self):
        address = self.story.get_absolute_url()
        for other in (
            address.upper(),
            address.replace("tide", "old-slug"),
            address[:-1],
        ):
            answer = self.client.get(other)
            self.assertRedirects(answer, address, status_code=301)
            self.assertIn("public", answer.headers["Cache-Control"])

    def test_nothing_is_led_on_that_was_sent(self):
        self.assertEqual(self.client.post("/WORLD//x/").status_code, 404)


class RobotsTests(SimpleTestCase):
    def test_robots_txt_is_kept_as_pages_are(self):
        """It shows no story, so the walk over all pages leaves it out."""
        page = self.client.get("/robots.txt")
        for age in AGES:
            self.assertIn(age, page.headers["Cache-Control"])
        self.assertEqual(page.headers["Vary"], "Accept-Encoding")
        self.assertEqual(self.client.post("/robots.txt").status_code, 405)
