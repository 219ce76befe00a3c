"""Which language speaks where: the frame, a story, the desk."""

from datetime import UTC, datetime
from importlib import import_module

from django.conf import settings
from django.test import SimpleTestCase, TestCase, override_settings
from django.utils import translation
from django.utils.formats import date_format

from articles import languages
from articles.templatetags import bylines, stories
from tests.factories import make_contributor, make_published, make_user

AT = datetime(2025, 11, 23, 17, 31, tzinfo=UTC)


class FormatTests(SimpleTestCase):
    def test_every_language_has_all_the_forms_of_moments(self):
        names = {
            code: {
                name
                for name in dir(import_module(f"newsroom.formats.{code}.formats"))
                if name.isupper() and "INPUT" not in name
            }
            for code in ("en", "fr", "ar")
        }
        self.assertEqual(names["en"] - names["fr"], set())
        self.assertEqual(names["en"] - names["ar"], set())

    def test_moments_and_numbers_are_written_as_the_language_does(self):
        expected = {
            "en-gb": ("23 Nov 2025, 17.31", "Sunday, 23 November 2025", "12,400"),
            "fr": (
                "23 novembre 2025 à 17h31",
                "dimanche 23 novembre 2025",
                "12\u202f400",
            ),
            "ar": ("23 نوفمبر 2025، 17:31", "الأحد، 23 نوفمبر 2025", "12,400"),
        }
        for code, said in expected.items():
            with self.subTest(code), translation.override(code):
                self.assertEqual(
                    (
                        date_format(AT, "DATETIME_FORMAT"),
                        date_format(AT, "LONG_DATE_FORMAT"),
                        stories.number(12400),
                    ),
                    said,
                )


class LanguageTests(SimpleTestCase):
    def test_labels_speak_the_nearest_language_that_has_words(self):
        for code, near in (("fr-ca", "fr"), ("en-us", "en-gb"), ("ar", "ar")):
            self.assertEqual(languages.spoken(code), near)
        self.assertEqual(languages.spoken("de"), settings.LANGUAGE_CODE)
        self.assertFalse(languages.has_words("de"))

    def test_a_language_is_called_what_it_calls_itself(self):
        names = [languages.own_name(code) for code in ("en-gb", "fr", "ar", "tlh")]
        self.assertEqual(names, ["English", "Français", "العربيّة", "tlh"])


class FrameTests(TestCase):
    def test_a_page_states_the_papers_language_and_direction(self):
        self.assertContains(self.client.get("/"), '<html lang="en-gb" dir="ltr">')
        with override_settings(LANGUAGE_CODE="ar"):
            self.assertContains(self.client.get("/"), '<html lang="ar" dir="rtl">')

    def test_public_pages_are_the_same_whatever_a_reader_asks_for(self):
        address = make_published().get_absolute_url()
        for path in ("/", address, "/search/", "/nothing/here/"):
            with self.subTest(path):
                plain = self.client.get(path)
                asked = self.client.get(path, headers={"accept-language": "fr"})
                self.assertEqual(asked.content, plain.content)
                self.assertNotIn("Accept-Language", asked.headers.get("Vary", ""))

    def test_the_papers_own_language_may_be_any_that_is_translated(self):
        story = make_published(language="en-gb")
        with override_settings(LANGUAGE_CODE="fr"):
            page = self.client.get(story.get_absolute_url())
            self.assertContains(page, '<html lang="fr" dir="ltr">')
            self.assertContains(page, ' lang="en-gb" dir="ltr">')


class StoryTests(TestCase):
    def test_what_belongs_to_a_story_speaks_its_language(self):
        ana, joe = make_contributor(name="Ana"), make_contributor(name="Joe")
        story = make_published(language="fr", bylines=[ana, joe], published_at=AT)
        page = self.client.get(story.get_absolute_url()).content.decode()
        head, _, rest = page.partition("<article")
        inside, _, rail = rest.partition('class="rail"')
        self.assertIn("23 novembre 2025 à 17h31 UTC", inside)
        self.assertIn('<div class="in" lang="en-gb" dir="ltr">', rail)
        self.assertNotIn("novembre", head)

    def test_names_are_joined_as_the_language_joins_them(self):
        people = [make_contributor(name=name) for name in ("Ana", "Joe", "Ida")]
        for language, said in (
            ("en-gb", "By Ana, Joe and Ida"),
            ("fr", "Par Ana, Joe et Ida"),
            ("ar", "بقلم Ana وJoe وIda"),
        ):
            story = make_published(language=language, bylines=people)
            with self.subTest(language), translation.override(language):
                self.assertEqual(bylines.short_byline(story), said)

    def test_a_page_in_arabic_is_arabic_throughout(self):
        story = make_published(language="ar", published_at=AT, headline="خبر")
        with override_settings(LANGUAGE_CODE="ar"):
            page = self.client.get(story.get_absolute_url()).content.decode()
        for label in ("نُشر", "القراءة", "تخطَّ إلى الأخبار", "23 نوفمبر 2025، 17:31"):
            self.assertIn(label, page)
        for label in ("Published", "Skip to", "Most read", "Search", "Sections"):
            self.assertNotIn(f">{label}", page)

    def test_labels_of_a_language_without_words_say_which_they_speak(self):
        story = make_published(language="de", published_at=AT)
        page = self.client.get(story.get_absolute_url())
        self.assertContains(page, '<div class="info" lang="en-gb" dir="ltr">')
        self.assertContains(page, "23 Nov 2025, 17.31")

    def test_a_card_speaks_its_storys_language_in_a_paper_of_another(self):
        make_published(language="fr", published_at=AT)
        self.assertContains(self.client.get("/"), ' lang="fr" dir="ltr">')


class DeskTests(TestCase):
    def test_the_desk_speaks_what_the_browser_asks_for(self):
        page = self.client.get("/admin/login/", headers={"accept-language": "ar"})
        self.assertContains(page, '<html lang="ar" dir="rtl"')
        self.assertIn("Accept-Language", page.headers["Vary"])
        self.assertEqual(page.headers["Content-Language"], "ar")

    def test_a_language_chosen_goes_before_the_browsers(self):
        form = {"language": "fr", "next": "/admin/articles/article/"}
        chosen = self.client.post("/admin/language/", form)
        self.assertRedirects(
            chosen, "/admin/articles/article/", fetch_redirect_response=False
        )
        cookie = chosen.cookies[settings.LANGUAGE_COOKIE_NAME]
        self.assertEqual(cookie["path"], "/admin/")
        page = self.client.get("/admin/login/", headers={"accept-language": "ar"})
        self.assertContains(page, '<html lang="fr"')

    def test_a_language_that_there_is_not_is_refused(self):
        for language in ("", "xx", "de"):
            answer = self.client.post("/admin/language/", {"language": language})
            self.assertEqual(answer.status_code, 400)
        self.assertEqual(self.client.get("/admin/language/").status_code, 405)

    def test_choosing_leads_to_no_other_site(self):
        form = {"language": "fr", "next": "https://elsewhere.example/"}
        answer = self.client.post("/admin/language/", form)
        self.assertEqual(answer.headers["Location"], "/admin/")

    def test_a_preview_speaks_as_the_page_will(self):
        story = make_published(language="en-gb")
        self.client.force_login(make_user(is_superuser=True))
        address = f"/admin/articles/article/{story.pk}/preview/"
        page = self.client.get(address, headers={"accept-language": "fr"})
        self.assertContains(page, '<html lang="en-gb" dir="ltr">')
