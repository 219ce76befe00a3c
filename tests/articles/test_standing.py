"""Standing pages: what readers see, where they are linked, and what the desk may do."""

import json
import re
from datetime import date

from django.core.exceptions import ValidationError
from django.test import TestCase
from django.urls import get_resolver

from articles import standing
from articles.models import Section, StandingPage
from tests.factories import make_page, make_section, make_user

Role = StandingPage.Role


class ReaderTests(TestCase):
    def test_a_page_says_what_it_says_and_when_it_changed(self):
        make_page(
            title="Jobs",
            slug="jobs",
            standfirst="Come and work.",
            body="<h2>Now</h2><p>A <a href='https://x.example/'>desk</a>.</p>",
            reviewed_on=date(2026, 3, 4),
            is_public=True,
        )
        with self.assertNumQueries(3):
            page = self.client.get("/jobs/")
        self.assertContains(page, "<h1>Jobs</h1>", html=True)
        self.assertContains(page, "Come and work.")
        self.assertContains(page, "<h2>Now</h2>")
        self.assertContains(page, 'Last reviewed <time datetime="2026-03-04">')
        self.assertContains(page, "Last changed <time")
        self.assertContains(page, '<link rel="canonical" href="http')
        self.assertIn("public", page.headers["Cache-Control"])
        self.assertEqual(page.cookies, {})

    def test_what_is_not_on_the_site_is_not_found_and_linked_nowhere(self):
        make_page(title="Jobs", slug="jobs", footer="paper")
        self.assertEqual(self.client.get("/jobs/").status_code, 404)
        self.assertNotContains(self.client.get("/"), "Jobs")

    def test_the_foot_of_every_page_links_them_in_their_order(self):
        make_page(title="Last", footer="standards", position=99, is_public=True)
        make_page(title="First", footer="standards", position=1, is_public=True)
        make_page(title="Nowhere", footer="", is_public=True)
        foot = self.client.get("/nothing/").content.decode().partition("<footer")[2]
        self.assertLess(foot.index("First"), foot.index("Last"))
        self.assertNotIn("Nowhere", foot)

    def test_head_and_foot_cost_one_query(self):
        for _ in range(3):
            make_page(footer="paper", is_public=True)
            make_section()
        with self.assertNumQueries(1):
            site = standing.furniture()
        self.assertEqual(len(site.sections), 3)
        self.assertEqual(len(site.paper), 4)

    def test_nothing_from_the_library_is_drawn_in_it(self):
        body = '<p>Text.</p><figure data-photo="1"></figure>'
        make_page(slug="jobs", body=body, is_public=True)
        self.assertNotContains(self.client.get("/jobs/"), "<figure")

    def test_an_address_it_had_leads_to_the_one_it_has(self):
        page = make_page(slug="imprint", is_public=True)
        page.slug = "contact-us"
        page.save()
        standing.keep(page)
        moved = self.client.get("/imprint/")
        self.assertRedirects(moved, "/contact-us/", status_code=301)
        StandingPage.objects.filter(pk=page.pk).update(is_public=False)
        self.assertEqual(self.client.get("/imprint/").status_code, 404)

    def test_machines_learn_what_it_is(self):
        StandingPage.objects.filter(role=Role.CONTACT).update(is_public=True)
        page = self.client.get("/contact/").content.decode()
        found = re.findall(r'ld\+json">(.*?)</script>', page)
        kinds = {json.loads(one)["@type"] for one in found}
        self.assertEqual(kinds, {"ContactPage", "BreadcrumbList"})

    def test_machines_find_each_policy_that_is_on_the_site(self):
        StandingPage.objects.filter(role=Role.ETHICS).update(is_public=True)
        home = self.client.get("/").content.decode()
        self.assertIn('/ethics/"', home)
        self.assertIn('"ethicsPolicy"', home)
        self.assertNotIn('"ownershipFundingInfo"', home)


class BeginningTests(TestCase):
    """What a new site has."""

    def test_every_role_has_a_page_and_what_the_owner_decides_is_a_draft(self):
        pages = {page.role: page for page in StandingPage.objects.all()}
        self.assertEqual({*pages, "other"}, set(Role.values))
        public = {role for role, page in pages.items() if page.is_public}
        software = {"corrections_policy", "ai", "licensing", "privacy", "accessibility"}
        self.assertEqual(public, software)
        for role in pages.keys() - public:
            self.assertIn("Draft: not on the site.", pages[role].body, role)
        self.assertEqual(set(standing.addresses()), software)

    def test_each_answers(self):
        for page in StandingPage.objects.public():
            with self.subTest(page):
                answer = self.client.get(page.get_absolute_url())
                self.assertContains(answer, page.title)


class AddressTests(TestCase):
    def test_no_page_takes_a_section_nor_a_section_a_page(self):
        make_section(name="World", slug="world")
        with self.assertRaisesMessage(ValidationError, "The section “World”"):
            StandingPage(title="W", slug="world", body="<p>W</p>").full_clean()
        with self.assertRaisesMessage(ValidationError, "The page “Privacy”"):
            Section(name="P", slug="privacy-too").full_clean()
            StandingPage.objects.filter(slug="privacy").update(slug="secrets")
            Section(name="P", slug="secrets").full_clean()

    def test_neither_takes_a_fixed_address(self):
        first = {
            str(entry.pattern).lstrip("^").partition("/")[0].partition(".")[0]
            for entry in get_resolver().url_patterns
        }
        fixed = {word for word in first if re.fullmatch(r"[a-z-]+", word)}
        self.assertIn("search", fixed)
        for slug in [*fixed, "by", "latest", "archive", "most-read", "healthz", "2026"]:
            for thing in (StandingPage(title="T"), Section(name="N")):
                with self.subTest(slug, kind=type(thing)):
                    thing.slug = slug
                    with self.assertRaises(ValidationError) as refused:
                        thing.full_clean()
                    self.assertIn("slug", refused.exception.message_dict)


class DeskTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.publisher = make_user("Publisher")
        cls.page = make_page(title="Jobs", slug="jobs", body="<p>One.</p>")
        cls.address = f"/admin/articles/standingpage/{cls.page.pk}"

    def setUp(self):
        self.client.force_login(self.publisher)

    def send(self, **fields):
        form = {
            "title": "Jobs",
            "slug": "jobs",
            "body": "<p>One.</p>",
            "role": "other",
            "position": "0",
        }
        return self.client.post(f"{self.address}/change/", form | fields)

    def test_a_publisher_writes_one_and_puts_it_on_the_site(self):
        said = '<p>Two.</p><script>x</script><figure data-photo="3"></figure>'
        self.send(body=said, is_public="on")
        self.page.refresh_from_db()
        self.assertEqual(self.page.body, "<p>Two.</p>")
        self.assertTrue(self.page.is_public)

    def test_one_without_a_text_stays_off_the_site(self):
        refused = self.send(body="", is_public="on")
        self.assertContains(refused, "needs a title and a text")

    def test_every_save_is_kept_and_can_be_put_back(self):
        before = self.page.changed_at
        self.send(body="<p>Two.</p>")
        history = self.client.get(f"{self.address}/history/")
        self.assertContains(history, "<del>One.</del>")
        self.assertContains(history, "<ins>Two.</ins>")
        first = self.page.revisions.last()
        self.client.post(f"{self.address}/put-back/", {"revision": first.pk})
        self.page.refresh_from_db()
        self.assertEqual(self.page.body, "<p>One.</p>")
        self.assertGreater(self.page.changed_at, before)
        said = [revision.content["body"] for revision in self.page.revisions.all()]
        self.assertEqual(said, ["<p>One.</p>", "<p>Two.</p>", "<p>One.</p>"])

    def test_words_that_were_never_on_the_site_are_not_put_before_readers(self):
        self.send(body="", is_public="")
        draft = self.page.revisions.first()
        self.send(body="<p>Two.</p>", is_public="on")
        sent = {"revision": draft.pk}
        refused = self.client.post(f"{self.address}/put-back/", sent, follow=True)
        self.assertContains(refused, "Take the page off the site, then put them back.")
        self.page.refresh_from_db()
        self.assertEqual(self.page.body, "<p>Two.</p>")

    def test_another_place_in_the_footer_is_no_change_for_readers(self):
        before = self.page.changed_at
        self.send(position="5")
        self.page.refresh_from_db()
        self.assertEqual(self.page.changed_at, before)

    def test_a_revision_of_another_page_is_not_put_back(self):
        other = make_page().revisions.get()
        for revision in (other.pk, "", "x"):
            sent = {"revision": revision}
            answer = self.client.post(f"{self.address}/put-back/", sent)
            self.assertEqual(answer.status_code, 404)

    def test_a_page_of_the_paper_or_on_the_site_is_never_deleted(self):
        privacy = StandingPage.objects.get(role=Role.PRIVACY)
        answer = self.client.post(f"/admin/articles/standingpage/{privacy.pk}/delete/")
        self.assertEqual(answer.status_code, 403)
        chosen = {"action": "delete_selected", "_selected_action": [privacy.pk]}
        chosen["post"] = "yes"
        self.client.post("/admin/articles/standingpage/", chosen)
        self.assertTrue(StandingPage.objects.filter(pk=privacy.pk).exists())

    def test_a_draft_is_looked_at_by_the_desk_alone(self):
        preview = self.client.get(f"{self.address}/preview/")
        self.assertContains(preview, "A draft: readers cannot open this page.")
        self.assertContains(preview, "noindex")
        self.assertIn("no-store", preview.headers["Cache-Control"])

    def test_an_editor_reads_them_and_a_reporter_does_not(self):
        self.client.force_login(make_user("Editor"))
        self.assertEqual(self.client.get(f"{self.address}/change/").status_code, 200)
        self.assertEqual(self.send(body="<p>Two.</p>").status_code, 403)
        revision = self.page.revisions.get().pk
        sent = {"revision": revision}
        answer = self.client.post(f"{self.address}/put-back/", sent)
        self.assertEqual(answer.status_code, 403)
        self.client.force_login(make_user("Reporter"))
        for screen in ("change", "preview", "history"):
            answer = self.client.get(f"{self.address}/{screen}/")
            self.assertEqual(answer.status_code, 403, screen)
