"""Who makes the paper and what it writes about: their pages, and the lists of them."""

import json
import re
from datetime import date, timedelta
from unittest import mock

from django.core.exceptions import ValidationError
from django.test import SimpleTestCase, TestCase
from django.utils import timezone

from articles import subjects
from articles.models import Contributor
from articles.models.profiles import printed_address, refuse_wrong_links
from tests.articles.test_pages_article import shown
from tests.factories import (
    make_contributor,
    make_published,
    make_section,
    make_topic,
    make_user,
)


def things(page):
    """Return what a page tells machines, by type."""
    found = re.findall(r'ld\+json">(.*?)</script>', page.content.decode())
    return {thing["@type"]: thing for thing in map(json.loads, found)}


class ContributorTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana = make_contributor(
            name="Ana Marsh",
            slug="ana-marsh",
            job_title="Harbour correspondent",
            beat="Ports, fisheries",
            languages="en, fr",
            biography='<p>Began <a href="https://quay.example/">here</a>.</p>',
            links="https://social.example/@ana\nhttps://www.ana.example/",
            key_url="https://keys.example/ana.asc",
        )

    def test_a_page_says_what_they_cover_and_how_to_reach_them(self):
        page = self.client.get("/by/ana-marsh/")
        self.assertContains(page, "Ports, fisheries")
        self.assertContains(page, "English, French")
        self.assertContains(page, ">social.example/@ana</a>")
        self.assertContains(page, ">ana.example</a>")
        self.assertContains(page, ">keys.example/ana.asc</a>")
        self.assertContains(page, '<a href="https://quay.example/"')
        self.assertContains(page, "Latest by Ana Marsh")

    def test_machines_learn_the_same(self):
        found = things(self.client.get("/by/ana-marsh/"))
        self.assertEqual({*found}, {"ProfilePage", "BreadcrumbList"})
        person = found["ProfilePage"]["mainEntity"]
        self.assertEqual(person["knowsAbout"], ["Ports", "fisheries"])
        self.assertEqual(person["knowsLanguage"], ["en", "fr"])
        self.assertEqual(person["sameAs"][0], "https://social.example/@ana")
        self.assertIn("worksFor", person)

    def test_whoever_left_keeps_a_page_and_leaves_the_list(self):
        Contributor.objects.update(left_on=date(2025, 3, 1))
        page = self.client.get("/by/ana-marsh/")
        self.assertContains(page, "Ana Marsh worked for The Estuary until")
        self.assertNotIn("worksFor", things(page)["ProfilePage"]["mainEntity"])
        self.assertNotContains(self.client.get("/by/"), "Ana Marsh")

    def test_guests_and_agencies_are_called_so_and_not_listed(self):
        make_contributor(name="Guest", slug="guest", kind="guest")
        make_contributor(name="Northline", slug="northline", kind="agency")
        self.assertContains(self.client.get("/by/guest/"), "as a guest")
        agency = self.client.get("/by/northline/")
        self.assertContains(agency, "is an agency")
        entity = things(agency)["ProfilePage"]["mainEntity"]
        self.assertEqual(entity["@type"], "Organization")
        everybody = self.client.get("/by/")
        self.assertNotContains(everybody, "Northline")
        self.assertNotContains(everybody, "Guest")

    def test_the_list_of_the_staff_costs_two_queries(self):
        for count in (1, 5):
            for _ in range(count):
                make_contributor(portrait=shown())
            with self.assertNumQueries(2):
                page = self.client.get("/by/")
        self.assertContains(page, '<a href="/by/ana-marsh/">Ana Marsh</a>')

    def test_stories_carry_their_section(self):
        section = make_section(name="Harbour")
        make_published(kicker="Quay", section=section, bylines=[self.ana])
        page = self.client.get("/by/ana-marsh/")
        self.assertContains(page, '<span class="kick">Harbour</span>')

    def test_the_desk_is_refused_a_link_that_is_not_whole_and_safe(self):
        self.client.force_login(make_user("Publisher"))
        form = {"name": "Ana", "slug": "ana-marsh", "kind": "staff"}
        address = f"/admin/articles/contributor/{self.ana.pk}/change/"
        for name, wrong in {
            "links": "http://ana.example/",
            "key_url": "javascript:alert(1)",
            "languages": "French!",
        }.items():
            with self.subTest(name):
                refused = self.client.post(address, form | {name: wrong})
                self.assertContains(refused, "“")
                self.assertEqual(refused.status_code, 200)
        self.client.post(address, form | {"biography": "<p>A</p><img src=x>"})
        self.ana.refresh_from_db()
        self.assertEqual(self.ana.biography, "<p>A</p>")


class LinkTests(SimpleTestCase):
    def test_an_address_is_printed_as_it_is_read(self):
        for address, printed in {
            "https://www.ana.example/": "ana.example",
            "https://social.example/@ana": "social.example/@ana",
            "https://x.example/a/b/?q=1": "x.example/a/b",
        }.items():
            self.assertEqual(printed_address(address), printed)

    def test_nobody_has_more_links_than_a_page_can_show(self):
        links = "\n".join(f"https://{n}.example/" for n in range(9))
        with self.assertRaisesMessage(ValidationError, "more than 8 links"):
            refuse_wrong_links(links)


class TopicTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.wall = make_topic("Sea walls")
        cls.marsh = make_topic("Marshes")
        cls.chance = make_topic("Chance")
        now = timezone.now()
        for number in range(4):
            make_published(
                topics=[cls.wall, cls.marsh] if number else [cls.wall, cls.chance],
                published_at=now - timedelta(days=400 * number),
                lead_photo=shown() if number == 2 else None,
                headline=f"Wall {number}",
            )
        cls.year = (now - timedelta(days=1200)).year

    def test_says_how_much_there_is_and_since_when(self):
        page = self.client.get("/topic/sea-walls/")
        self.assertContains(page, f"4 stories since {self.year}")

    def test_links_what_is_often_met_together_with_it(self):
        page = self.client.get("/topic/sea-walls/")
        self.assertEqual([topic.name for topic in page.context["related"]], ["Marshes"])
        self.assertContains(page, '<a href="/topic/marshes/">Marshes</a>')

    def test_the_newest_with_a_picture_leads(self):
        page = self.client.get("/topic/sea-walls/")
        self.assertEqual(page.context["lead"].headline, "Wall 2")
        self.assertContains(page, ">Wall 2<", count=1)

    def test_no_page_counts_or_reads_further_than_it_must(self):
        with mock.patch.multiple(subjects, COUNTED=2, REACH=1):
            page = self.client.get("/topic/sea-walls/")
        self.assertContains(page, f"More than a thousand stories since {self.year}")
        self.assertEqual(page.context["related"], [])

    def test_the_index_names_what_has_enough_to_read_by_letter(self):
        page = self.client.get("/topics/")
        self.assertContains(page, '<a href="/topic/sea-walls/">Sea walls</a>')
        self.assertContains(page, '<a href="/topic/marshes/">Marshes</a>')
        self.assertNotContains(page, "Chance")

    def test_an_index_that_is_too_long_has_a_page_for_each_letter(self):
        make_published(topics=[self.marsh])
        with mock.patch.object(subjects, "LISTED", 1):
            page = self.client.get("/topics/")
            self.assertNotContains(page, "Sea walls")
            self.assertContains(page, '<a href="/topics/s/">S</a>')
            letter = self.client.get("/topics/s/")
        self.assertContains(letter, "Sea walls")
        self.assertNotContains(letter, "Marshes")
        for wrong in ("q", "0-9", "ss"):
            self.assertEqual(self.client.get(f"/topics/{wrong}/").status_code, 404)

    def test_the_index_costs_two_queries(self):
        for _ in range(2):
            topic = make_topic()
            for _ in range(3):
                make_published(topics=[topic])
            with self.assertNumQueries(2):
                self.client.get("/topics/")


class SectionRailTests(TestCase):
    def test_the_newest_opinion_stands_beside_a_section(self):
        section = make_section(slug="world")
        ana = make_contributor(name="Ana Marsh")
        make_published(headline="A view", genre="opinion", bylines=[ana])
        page = self.client.get("/world/")
        self.assertContains(page, '<p class="who">Ana Marsh</p>')
        self.assertContains(
            page, ">A view<", count=2
        )  # beside it, and among the newest
        make_published(headline="Ours", genre="opinion", section=section)
        self.assertContains(self.client.get("/world/"), ">Ours<", count=1)

    def test_an_empty_section_offers_the_newest_of_the_paper(self):
        make_section(name="World", slug="world")
        make_published(headline="From elsewhere")
        page = self.client.get("/world/")
        self.assertContains(page, "No story stands under “World” yet.")
        self.assertContains(page, "From elsewhere")
