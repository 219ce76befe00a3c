"""A story in other people's pages: described by oEmbed, shown as a card in a frame."""

from datetime import timedelta
from urllib.parse import urlencode

import lxml.etree
import lxml.html
from django.test import TestCase, override_settings
from django.utils import timezone

from articles import publishing
from articles.models import Article
from articles.oembed import address_of
from tests.articles.test_feeds import RENDITIONS
from tests.factories import (
    make_article,
    make_contributor,
    make_photo,
    make_published,
    make_section,
)

BASE = "https://paper.example"
HOSTILE = 'A\x0bB "quoted" <script>x</script> & 😀'


@override_settings(NEWSROOM_BASE_URL=BASE, NEWSROOM_NAME="The Paper")
class EmbeddingTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.story = make_published(
            headline=f"Headline {HOSTILE}",
            standfirst="What it says in short.",
            section=make_section(slug="world"),
            bylines=[make_contributor(name="Ana Marsh", slug="ana-marsh")],
            lead_photo=make_photo(renditions=RENDITIONS, credit="Bo Li"),
        )

    def ask(self, url=None, **more):
        url = f"{BASE}{self.story.get_absolute_url()}" if url is None else url
        return self.client.get(f"/oembed?{urlencode({'url': url} | more)}")

    def card(self):
        return f"/embed/{self.story.pk}/"


class DescriptionTests(EmbeddingTestCase):
    def test_describes_a_story_with_a_card_in_a_frame(self):
        answer = self.ask()
        self.assertEqual(answer.headers["Content-Type"], "application/json")
        about = answer.json()
        [frame] = lxml.html.fragments_fromstring(about.pop("html"))
        self.assertEqual(
            about,
            {
                "version": "1.0",
                "type": "rich",
                "title": 'Headline AB "quoted" <script>x</script> & 😀',
                "author_name": "Ana Marsh",
                "author_url": f"{BASE}/by/ana-marsh/",
                "provider_name": "The Paper",
                "provider_url": f"{BASE}/",
                "cache_age": 300,
                "width": 600,
                "height": 547,
                "thumbnail_url": f"{BASE}/media/r/a/1280.jpg",
                "thumbnail_width": 1280,
                "thumbnail_height": 853,
            },
        )
        self.assertEqual((frame.tag, frame.tail), ("iframe", None))
        self.assertEqual(frame.get("src"), f"{BASE}{self.card()}")
        self.assertEqual(frame.get("title"), about["title"])
        self.assertNotIn("allow-scripts", frame.get("sandbox"))
        self.assertEqual((frame.get("width"), frame.get("height")), ("600", "547"))

    def test_says_the_same_as_xml(self):
        answer = self.ask(format="xml")
        self.assertEqual(answer.headers["Content-Type"], "text/xml; charset=utf-8")
        root = lxml.etree.fromstring(answer.content)
        self.assertEqual(root.tag, "oembed")
        said = {child.tag: child.text for child in root}
        self.assertEqual(said, {k: str(v) for k, v in self.ask().json().items()})

    def test_keeps_within_what_is_asked(self):
        about = self.ask(maxwidth="400", maxheight="300").json()
        self.assertEqual((about["width"], about["height"]), (400, 300))
        self.assertNotIn("thumbnail_url", about)
        about = self.ask(maxwidth="700").json()
        self.assertEqual(about["thumbnail_width"], 640)

    def test_without_a_picture_there_is_no_thumbnail_and_a_low_card(self):
        self.story.lead_photo.renditions = []
        self.story.lead_photo.save()
        about = self.ask().json()
        self.assertNotIn("thumbnail_url", about)
        self.assertEqual(about["height"], 210)

    def test_any_spelling_of_the_address_is_the_storys(self):
        for url in (
            f"{BASE}/old/2026/jan/01/was-{self.story.pk}/?utm=1#part",
            f"http://paper.example{self.story.get_absolute_url()}",
        ):
            self.assertEqual(self.ask(url).status_code, 200, url)

    def test_what_cannot_be_answered_is_refused_with_its_status(self):
        home = f"{BASE}/"
        for status, asked in (
            (400, {"url": ""}),
            (400, {"maxwidth": "wide"}),
            (400, {"maxheight": "0"}),
            (400, {"maxwidth": "9" * 5000}),
            (404, {"url": home}),
            (404, {"url": f"{BASE}/world/"}),
            (404, {"url": "https://other.example/a"}),
            (404, {"url": f"https://evil@{'other.example'}/a"}),
            (404, {"url": "http://["}),
            (404, {"url": f"{BASE}/nothing/2026/jan/01/no-999999/"}),
            (404, {"url": "javascript:alert(1)"}),
            (501, {"format": "yaml"}),
        ):
            with self.subTest(asked):
                answer = self.ask(**asked)
                self.assertEqual(answer.status_code, status)
                self.assertTrue(answer.headers["Content-Type"].startswith("text/plain"))
                self.assertIn("max-age=60", answer.headers["Cache-Control"])
        self.assertEqual(self.client.post("/oembed").status_code, 405)

    def test_any_site_may_ask_and_caches_may_keep_it(self):
        headers = self.ask().headers
        self.assertEqual(headers["Access-Control-Allow-Origin"], "*")
        self.assertIn(f"article-{self.story.pk}", headers["Surrogate-Key"])
        self.assertIn("s-maxage=300", headers["Cache-Control"])
        same = self.client.get(
            address_of(self.story, "json").removeprefix(BASE),
            headers={"if-none-match": headers["ETag"]},
        )
        self.assertEqual(same.status_code, 304)

    def test_the_storys_page_names_both_descriptions(self):
        page = self.client.get(self.story.get_absolute_url())
        head = lxml.html.fromstring(page.content).find("head")
        found = {link.get("type"): link.get("href") for link in head.iter("link")}
        for form, kind in (("json", "application/json"), ("xml", "text/xml")):
            self.assertEqual(found[f"{kind}+oembed"], address_of(self.story, form))

    def test_costs_two_queries(self):
        with self.assertNumQueries(2):
            self.ask()


class CardTests(EmbeddingTestCase):
    def test_shows_headline_standfirst_picture_and_credit_without_script(self):
        page = self.client.get(self.card())
        self.assertContains(page, "What it says in short.")
        self.assertContains(page, "Picture: Bo Li")
        self.assertContains(page, "&lt;script&gt;x&lt;/script&gt;")
        self.assertNotContains(page, "<script")
        address = f'href="{BASE}{self.story.get_absolute_url()}"'
        self.assertContains(page, f'{address} target="_top"')
        self.assertContains(page, '<meta name="robots" content="noindex">')

    def test_it_alone_may_be_framed_by_any_site(self):
        headers = self.client.get(self.card()).headers
        policy = headers["Content-Security-Policy"]
        self.assertIn("frame-ancestors *", policy)
        self.assertIn("script-src 'self'", policy)
        self.assertNotIn("X-Frame-Options", headers)
        for other in ("/", self.story.get_absolute_url(), "/oembed"):
            headers = self.client.get(other).headers
            self.assertIn("frame-ancestors 'none'", headers["Content-Security-Policy"])
            self.assertEqual(headers["X-Frame-Options"], "DENY")

    def test_is_gone_with_its_story(self):
        publishing.kill(self.story, note="The words that had to go.")
        page = self.client.get(self.card())
        self.assertContains(page, "This story is no longer here.", status_code=410)
        self.assertNotContains(page, "Headline", status_code=410)
        self.assertEqual(self.ask().status_code, 410)

    def test_of_what_is_not_public_there_is_none(self):
        publishing.withdraw(self.story)
        coming = make_article(
            status=Article.Status.SCHEDULED,
            published_at=timezone.now() + timedelta(hours=1),
        )
        for story in (self.story, coming, make_article()):
            for address in (
                f"/embed/{story.pk}/",
                f"/oembed?url={BASE}/world/2026/jan/01/x-{story.pk}/",
            ):
                answer = self.client.get(address)
                self.assertEqual(answer.status_code, 404)
                self.assertNotContains(answer, "Headline", status_code=404)
        self.assertEqual(
            self.client.get("/embed/99999999999999999999/").status_code, 404
        )

    def test_costs_two_queries(self):
        with self.assertNumQueries(2):
            self.client.get(self.card())
