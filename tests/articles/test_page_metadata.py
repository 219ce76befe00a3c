"""What every public page tells machines: one test that walks all kinds of pages."""

import json

import lxml.html
from django.test import override_settings

from articles.models import StandingPage
from tests.articles.test_structured_data import CROP, HOST, RENDITIONS, PageTestCase
from tests.factories import make_contributor, make_photo, make_published, make_section
from tests.public_pages import PaperTestCase, addresses

SHARED = ["og:type", "og:title", "og:description", "og:url", "og:site_name"]
SHARED += ["og:image", "og:image:width", "og:image:height", "og:image:alt"]
CARD = ["twitter:card", "twitter:title", "twitter:description", "twitter:image"]
CARD += ["twitter:image:alt"]


@override_settings(NEWSROOM_BASE_URL=HOST)
class EveryPageTests(PaperTestCase):
    """Each public address that answers with a page is asked."""

    def pages(self):
        for name, tried in addresses(self.public).items():
            for address in tried:
                response = self.client.get(address)
                if response.headers["Content-Type"].startswith("text/html"):
                    page = lxml.html.fromstring(response.content.decode())
                    yield name, address, page

    def test_every_page_says_what_it_is_and_where(self):
        kinds = set()
        for name, address, page in self.pages():
            kinds.add(name)
            with self.subTest(address):
                metas = [(m.get("property") or m.get("name"), m.get("content"))
                         for m in page.iterfind(".//head/meta")]  # fmt: skip
                told = dict(metas)
                self.assertTrue(page.findtext(".//title"))
                self.assertIn("robots", told)
                if name in ("search:search", "articles:photo"):
                    self.assertIn("noindex", told["robots"])
                if told["robots"] == "noindex":
                    continue
                for wanted in [*SHARED, *CARD, "description"]:
                    self.assertTrue(told.get(wanted), wanted)
                    names = [name for name, _content in metas]
                    self.assertEqual(names.count(wanted), 1, wanted)
                self.assertTrue(told["og:image"].startswith(f"{HOST}/"))
                self.assertEqual(told["twitter:card"], "summary_large_image")
                canonical = [
                    link.get("href")
                    for link in page.iterfind(".//link[@rel='canonical']")
                ]
                if "noindex" not in told["robots"]:
                    self.assertEqual(canonical, [told["og:url"]])
                    self.assertIn("max-image-preview:large", told["robots"])
                self.check_things(page)
        self.assertGreaterEqual(len(kinds), 8)

    def check_things(self, page):
        """All structured data can be read, and ways lead from home, step by step."""
        for script in page.iterfind(".//script[@type='application/ld+json']"):
            thing = json.loads(script.text)
            self.assertEqual(thing["@context"], "https://schema.org")
            if thing["@type"] == "BreadcrumbList":
                steps = thing["itemListElement"]
                self.assertGreaterEqual(len(steps), 2)
                self.assertEqual(
                    [step["position"] for step in steps], [*range(1, len(steps) + 1)]
                )
                self.assertTrue(all(step.get("item") for step in steps[:-1]))


class ListTests(PageTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.section = make_section(name="World", slug="world", description="All of it.")
        photo = make_photo(renditions=RENDITIONS, alt_text="Fog on the quay")
        cls.ana = make_contributor(name="Ana Marsh", slug="ana", portrait=photo)
        parts = {"section": cls.section, "topics": ["Tide"], "bylines": [cls.ana]}
        cls.bare = make_published(headline="Bare", **parts)
        cls.seen = make_published(headline="Seen", lead_photo=photo, **parts)

    def test_lists_name_their_stories_in_order(self):
        for address, name in (("/world/", "World"), ("/topic/tide/", "Tide")):
            with self.subTest(address):
                things = self.things(address)
                page = things["CollectionPage"]
                self.assertEqual((page["name"], page["url"]), (name, HOST + address))
                items = page["mainEntity"]["itemListElement"]
                self.assertCountEqual(
                    [(item["name"], item["url"]) for item in items],
                    [
                        (story.headline, HOST + story.get_absolute_url())
                        for story in (self.bare, self.seen)
                    ],
                )
                self.assertEqual([item["position"] for item in items], [1, 2])

    def test_lists_show_the_first_photo_there_is_and_people_their_portrait(self):
        for address in ("/world/", "/topic/tide/", "/by/ana/"):
            with self.subTest(address):
                told = self.told(address)
                self.assertEqual(told["og:image"], [CROP])
                self.assertEqual(told["og:image:alt"], ["Fog on the quay"])

    def test_the_way_to_a_page_begins_at_home(self):
        page = StandingPage.objects.public().first()
        for address, name in (
            ("/topic/tide/", "Tide"),
            ("/by/ana/", "Ana Marsh"),
            ("/corrections/", "Corrections"),
            (page.get_absolute_url(), page.title),
        ):
            with self.subTest(address):
                steps = self.things(address)["BreadcrumbList"]["itemListElement"]
                names = [step["name"] for step in steps]
                self.assertEqual((names[0], names[-1]), ("The Paper", name))

    def test_the_publisher_of_a_story_names_its_rules(self):
        pages = StandingPage.objects.filter(role=StandingPage.Role.STANDARDS)
        pages.update(is_public=True)
        story = self.things(self.seen.get_absolute_url())["ReportageNewsArticle"]
        self.assertEqual(
            story["publisher"]["publishingPrinciples"],
            HOST + pages.get().get_absolute_url(),
        )
        self.assertNotIn("masthead", story["publisher"])

    def test_home_says_how_the_paper_is_searched(self):
        action = self.things("/")["WebSite"]["potentialAction"]
        self.assertEqual(
            action["target"]["urlTemplate"], f"{HOST}/search/?q={{search_term_string}}"
        )

    def test_a_story_names_where_it_was_written_and_what_it_links_to(self):
        links = "https://gov.example/a?b=1&amp;c=2", f"{HOST}/world/", "/about/"
        anchors = "".join(f'<a href="{link}">x</a>' for link in links)
        story = self.story(dateline="Port Sable", body=f"<p>{anchors}</p>")
        self.assertEqual(story["citation"], ["https://gov.example/a?b=1&c=2"])
        place = {"@type": "Place", "name": "Port Sable"}
        self.assertEqual(story["locationCreated"], place)
