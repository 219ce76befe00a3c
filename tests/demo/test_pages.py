"""The standing pages of the demo edition."""

from django.test import SimpleTestCase, TestCase

from articles.models import StandingPage
from newsroom.demo import pages, texts
from tests.factories import make_user


class DemoPagesTests(TestCase):
    def test_every_page_that_the_owner_decides_is_filled_and_on_the_site(self):
        editor = make_user("Publisher")
        self.assertEqual(pages.put_up(by=editor), len(pages.written()))
        self.assertFalse(StandingPage.objects.filter(is_public=False).exists())
        about = self.client.get("/about/")
        self.assertContains(about, "<h1>About The Estuary</h1>", html=True)
        self.assertContains(about, "Editorial standards")  # at the foot
        kept = StandingPage.objects.get(role="about").revisions.first()
        self.assertEqual(kept.created_by, editor)

    def test_what_an_editor_put_on_the_site_is_left_alone(self):
        ours = StandingPage.objects.filter(role="about")
        ours.update(body="<p>Ours.</p>", is_public=True)
        pages.put_up(by=make_user())
        self.assertEqual(ours.get().body, "<p>Ours.</p>")


class FileTests(SimpleTestCase):
    def test_a_page_is_read_with_its_blocks(self):
        text = "Title: A\nStandfirst: B\n\nOne *two*.\n\n## Three\n\n- four\n"
        page = pages.parse("about", text)
        self.assertEqual(page.title, "A")
        self.assertIn("<em>two</em>", page.body)
        self.assertIn("<h2>Three</h2>", page.body)

    def test_a_head_that_is_no_pages_is_refused(self):
        for head in ("Title: A", "Title: A\nStandfirst: B\nSection: C"):
            with self.assertRaisesMessage(texts.MalformedEdition, "about: a page has"):
                pages.parse("about", f"{head}\n\nText.")
