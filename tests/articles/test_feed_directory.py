"""The page of feeds, its OPML, and the links by which apps find feeds by themselves."""

import lxml.etree
import lxml.html
from django.test import TestCase, override_settings

from articles.models import Article
from tests.factories import (
    make_article,
    make_contributor,
    make_published,
    make_section,
    make_topic,
)

BASE = "https://paper.example"


@override_settings(NEWSROOM_BASE_URL=BASE, NEWSROOM_NAME="The Paper")
class DirectoryTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        world = make_section(name="World", slug="world", position=1)
        make_section(name="Home news", slug="home-news", position=0)
        asia = make_section(name="Asia", slug="asia", parent=world)
        cls.topic, secret = make_topic("Sea & walls"), make_topic("Secret matter")
        cls.ana = make_contributor(name="Ana Marsh", slug="ana-marsh")
        cls.story = make_published(section=asia, topics=[cls.topic], bylines=[cls.ana])
        make_article(
            section=asia, topics=[secret], bylines=[make_contributor(name="Nobody yet")]
        )

    def outlines(self):
        """Return the folders of the OPML: name → names of the lists in it."""
        root = lxml.etree.fromstring(self.client.get("/feeds/feeds.opml").content)
        return {
            folder.get("text"): [one.get("text") for one in folder]
            for folder in root.iterfind("body/outline")
        }

    def test_lists_the_paper_its_sections_and_who_and_what_is_in_the_news(self):
        self.assertEqual(
            self.outlines(),
            {
                "The whole paper": ["The Paper", "Corrections"],
                "Sections": ["Home news", "World", "Asia"],
                "Topics in the news": ["Sea & walls"],
                "People": ["Ana Marsh"],
            },
        )
        page = self.client.get("/feeds/")
        for words in ("Home news", "Asia", "Sea &amp; walls", "Ana Marsh"):
            self.assertContains(page, words)
        self.assertNotContains(page, "Secret matter")
        self.assertNotContains(page, "Nobody yet")

    def test_every_feed_it_names_is_there(self):
        page = lxml.html.fromstring(self.client.get("/feeds/").content)
        named = [link.get("href") for link in page.findall(".//span[@class='forms']/a")]
        opml = lxml.etree.fromstring(self.client.get("/feeds/feeds.opml").content)
        named += [one.get("xmlUrl") for one in opml.iter("outline") if one.get("type")]
        self.assertEqual(len(named), 4 * 7)
        for address in named:
            with self.subTest(address):
                self.assertTrue(address.startswith(f"{BASE}/feeds/"))
                answer = self.client.get(address.removeprefix(BASE))
                self.assertEqual(answer.status_code, 200)

    def test_says_what_it_is_and_may_be_kept(self):
        answer = self.client.get("/feeds/feeds.opml")
        self.assertEqual(answer.headers["Content-Type"], "text/x-opml; charset=utf-8")
        self.assertIn("s-maxage=300", answer.headers["Cache-Control"])
        self.assertEqual(self.client.get("/feeds/").headers["Surrogate-Key"], "feeds")

    def test_costs_the_same_however_many_there_are(self):
        for _ in range(3):
            with self.assertNumQueries(3):
                self.client.get("/feeds/feeds.opml")
            make_published(topics=[make_topic()], bylines=[make_contributor()])

    # Discovery ------------------------------------------------------------------

    def named(self, address):
        """Return what a page names beside it: (kind, title, path)."""
        page = lxml.html.fromstring(self.client.get(address).content)
        found = page.findall("head/link[@rel='alternate'][@title]")
        return [
            (
                link.get("type").removeprefix("application/"),
                link.get("title"),
                link.get("href").removeprefix(BASE),
            )
            for link in found
            if "oembed" not in link.get("type")
        ]

    def test_a_list_names_its_own_feeds_first_and_then_the_papers(self):
        for address, kind, title in (
            ("/asia/", "asia", "Asia"),
            (self.topic.get_absolute_url(), f"topic/{self.topic.slug}", "Sea & walls"),
            ("/by/ana-marsh/", "by/ana-marsh", "Ana Marsh"),
            ("/corrections/", "corrections", "Corrections"),
            (Article.objects.get(pk=self.story.pk).get_absolute_url(), "asia", "Asia"),
        ):
            with self.subTest(address):
                self.assertEqual(
                    self.named(address),
                    [
                        ("rss+xml", f"The Paper: {title}", f"/feeds/{kind}.xml"),
                        ("atom+xml", f"The Paper: {title}", f"/feeds/{kind}.atom"),
                        ("feed+json", f"The Paper: {title}", f"/feeds/{kind}.json"),
                        ("rss+xml", "The Paper", "/feeds/rss.xml"),
                    ],
                )

    def test_other_pages_name_those_of_the_whole_paper(self):
        for address in ("/", "/feeds/"):
            with self.subTest(address):
                self.assertEqual(
                    self.named(address),
                    [
                        ("rss+xml", "The Paper", "/feeds/rss.xml"),
                        ("atom+xml", "The Paper", "/feeds/atom.xml"),
                        ("feed+json", "The Paper", "/feeds/feed.json"),
                    ],
                )
