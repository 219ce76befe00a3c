"""What pages tell search engines and link previews, as these read it."""

import json
from datetime import UTC, datetime, timedelta

import lxml.html
from django.template import Context, Template
from django.test import RequestFactory, SimpleTestCase, TestCase, override_settings

from articles import jsonld
from articles.models import Article, ArticlePhoto, Byline, Correction, StandingPage
from articles.templatetags.machine import news_language, og_locale
from tests.factories import (
    make_contributor,
    make_photo,
    make_published,
    make_section,
    make_topic,
)

HOST = "https://paper.example"
OUT = datetime(2026, 3, 1, 9, tzinfo=UTC)
RENDITIONS = [
    {"name": "r/a/640.jpg", "format": "jpeg", "crop": "", "width": 640, "height": 427},
    {
        "name": "r/a/1280.jpg",
        "format": "jpeg",
        "crop": "",
        "width": 1280,
        "height": 853,
    },
    {"name": "r/a/640.webp", "format": "webp", "crop": "", "width": 640, "height": 427},
    {
        "name": "r/a/og.jpg",
        "format": "jpeg",
        "crop": "og",
        "width": 1200,
        "height": 630,
    },
]
LARGEST, CROP = f"{HOST}/media/r/a/1280.jpg", f"{HOST}/media/r/a/og.jpg"


@override_settings(NEWSROOM_BASE_URL=HOST, NEWSROOM_NAME="The Paper")
class PageTestCase(TestCase):
    def page(self, address):
        response = self.client.get(address)
        self.assertEqual(response.status_code, 200)
        return lxml.html.fromstring(response.content.decode())

    def things(self, address):
        """Return the JSON-LD of a page as {type: thing}."""
        scripts = self.page(address).findall(".//script[@type='application/ld+json']")
        things = [json.loads(script.text) for script in scripts]
        return {thing["@type"]: thing for thing in things}

    def story(self, **fields):
        """Return the NewsArticle, of whatever kind, on the page of a new story."""
        article = make_published(**fields)
        things = self.things(article.get_absolute_url())
        del things["BreadcrumbList"]
        [story] = things.values()
        return story

    def told(self, address, attribute="property"):
        """Return what the meta elements of a page say, as {name: [values]}."""
        told: dict[str, list[str]] = {}
        for meta in self.page(address).iterfind(f".//meta[@{attribute}]"):
            told.setdefault(meta.get(attribute), []).append(meta.get("content"))
        return told


class NewsArticleTests(PageTestCase):
    def test_says_what_the_story_says(self):
        article = make_published(
            headline="Tide comes in",
            slug="tide",
            standfirst="It came   at noon.",
            body="<p>One two three.</p><h2>Four</h2>",
            dateline="Port Sable",
            section=make_section(name="World", slug="world"),
            topics=["Tide"],
            published_at=OUT,
            materially_updated_at=OUT + timedelta(hours=2, microseconds=7),
        )
        address = article.get_absolute_url()
        story = self.things(address)["ReportageNewsArticle"]
        expected = {
            "@context": "https://schema.org",
            "url": HOST + address,
            "mainEntityOfPage": {"@type": "WebPage", "@id": HOST + address},
            "headline": "Tide comes in",
            "description": "It came at noon.",
            "datePublished": "2026-03-01T09:00:00+00:00",
            "dateModified": "2026-03-01T11:00:00+00:00",
            "articleSection": "World",
            "keywords": ["Tide"],
            "inLanguage": "en-GB",
            "wordCount": 4,
            "isAccessibleForFree": True,
            "dateline": "Port Sable",
        }
        self.assertEqual(expected, {name: story[name] for name in expected})

    @override_settings(TIME_ZONE="Asia/Tokyo")
    def test_times_are_those_of_the_page_in_the_papers_zone(self):
        article = make_published(published_at=OUT)
        address = article.get_absolute_url()
        published = self.things(address)["ReportageNewsArticle"]["datePublished"]
        self.assertEqual(published, "2026-03-01T18:00:00+09:00")
        times = [time.get("datetime") for time in self.page(address).iter("time")]
        self.assertIn(published, times)

    def test_what_is_not_known_is_not_said(self):
        story = self.story()
        unknown = (
            "image",
            "keywords",
            "dateline",
            "correction",
            "contributor",
            "editor",
        )
        for name in unknown:
            with self.subTest(name):
                self.assertNotIn(name, story)

    def test_every_genre_has_a_kind_of_work(self):
        self.assertEqual(set(jsonld.TYPES), set(Article.Genre.values))
        story = self.story(genre=Article.Genre.OPINION)
        self.assertEqual(story["@type"], "OpinionNewsArticle")

    def test_each_author_is_an_object_of_its_own_with_a_page(self):
        ana = make_contributor(name="Ana Marsh", slug="ana", job_title="Reporter")
        story = self.story(bylines=[ana, make_contributor(name="Bo Li", slug="bo")])
        self.assertEqual(
            story["author"],
            [
                {
                    "@type": "Person",
                    "name": "Ana Marsh",
                    "url": f"{HOST}/by/ana/",
                    "jobTitle": "Reporter",
                },
                {"@type": "Person", "name": "Bo Li", "url": f"{HOST}/by/bo/"},
            ],
        )

    def test_who_helped_is_named_apart_from_who_wrote(self):
        article = make_published(bylines=[make_contributor(name="Ana Marsh")])
        for name, role in (("Bo Li", "reporting"), ("Cy Rowe", "editing")):
            person = make_contributor(name=name)
            Byline.objects.create(article=article, contributor=person, role=role)
        story = self.things(article.get_absolute_url())["ReportageNewsArticle"]
        named = {
            role: [person["name"] for person in story[role]]
            for role in ("author", "contributor", "editor")
        }
        self.assertEqual(
            named,
            {"author": ["Ana Marsh"], "contributor": ["Bo Li"], "editor": ["Cy Rowe"]},
        )

    def test_a_picture_story_is_by_its_photographer(self):
        article = make_published()
        Byline.objects.create(
            article=article,
            contributor=make_contributor(name="Cy Rowe"),
            role=Byline.Role.PHOTOGRAPHS,
        )
        story = self.things(article.get_absolute_url())["ReportageNewsArticle"]
        self.assertEqual([author["name"] for author in story["author"]], ["Cy Rowe"])

    def test_wire_copy_is_by_the_agency_and_the_rest_by_the_paper(self):
        wire = self.story(agency_credit="Coast Wire")
        agency = {"@type": "Organization", "name": "Coast Wire"}
        self.assertEqual(
            (wire["author"], wire["sourceOrganization"]), ([agency], agency)
        )
        paper = {"@type": "Organization", "name": "The Paper", "url": f"{HOST}/"}
        self.assertEqual(self.story()["author"], [paper])

    def test_the_publisher_has_a_logo_large_enough(self):
        publisher = self.story()["publisher"]
        self.assertEqual(publisher["@type"], "NewsMediaOrganization")
        self.assertTrue(publisher["logo"]["url"].startswith(f"{HOST}/static/"))
        self.assertGreaterEqual(publisher["logo"]["width"], 112)

    def test_shows_the_lead_photo_whole_and_as_a_crop_with_its_rights(self):
        photo = make_photo(
            renditions=RENDITIONS,
            caption="Fog.",
            credit="Bo Li / Coast Wire",
            byline="Bo Li",
            copyright_notice="© Bo Li",
        )
        whole, crop = self.story(lead_photo=photo)["image"]
        self.assertEqual(
            whole,
            {
                "@type": "ImageObject",
                "contentUrl": LARGEST,
                "url": LARGEST,
                "width": 1280,
                "height": 853,
                "caption": "Fog.",
                "creditText": "Bo Li / Coast Wire",
                "creator": {"@type": "Person", "name": "Bo Li"},
                "copyrightNotice": "© Bo Li",
            },
        )
        self.assertEqual((crop["url"], crop["height"]), (CROP, 630))

    def test_without_a_lead_photo_shows_the_first_in_the_text(self):
        photo = make_photo(renditions=RENDITIONS)
        article = make_published()
        ArticlePhoto.objects.create(article=article, photo=photo)
        story = self.things(article.get_absolute_url())["ReportageNewsArticle"]
        self.assertEqual(story["image"][0]["url"], LARGEST)

    def test_corrections_are_told_with_their_date(self):
        article = make_published()
        Correction.objects.create(
            article=article, text="It was Monday.", corrected_at=OUT
        )
        story = self.things(article.get_absolute_url())["ReportageNewsArticle"]
        note = {
            "@type": "CorrectionComment",
            "text": "It was Monday.",
            "datePublished": "2026-03-01T09:00:00+00:00",
        }
        self.assertEqual(story["correction"], [note])

    def test_nothing_in_a_story_can_end_the_script(self):
        attack = "</script><script>alert(1)</script><!-- & \u2028"
        article = make_published(headline=attack, standfirst=attack)
        address = article.get_absolute_url()
        raw = self.client.get(address).content.decode()
        self.assertNotIn("<script>alert", raw)
        self.assertIn("\\u003c/script\\u003e", raw)
        things = self.things(address)
        self.assertEqual(things["ReportageNewsArticle"]["headline"], attack)


class BreadcrumbTests(PageTestCase):
    def steps(self, address):
        trail = self.things(address)["BreadcrumbList"]["itemListElement"]
        positions = [step["position"] for step in trail]
        self.assertEqual(positions, list(range(1, len(trail) + 1)))
        return [(step["name"], step.get("item", "")) for step in trail]

    def test_lead_from_home_through_the_sections_to_the_story(self):
        world = make_section(name="World", slug="world")
        asia = make_section(name="Asia", slug="asia", parent=world)
        article = make_published(headline="Tide", section=asia)
        above = [
            ("The Paper", f"{HOST}/"),
            ("World", f"{HOST}/world/"),
            ("Asia", f"{HOST}/asia/"),
        ]
        self.assertEqual(self.steps("/asia/"), above)
        story = [*above, ("Tide", "")]
        self.assertEqual(self.steps(article.get_absolute_url()), story)


class OtherPageTests(PageTestCase):
    def test_home_says_whose_site_it_is(self):
        things = self.things("/")
        self.assertCountEqual(things, ["NewsMediaOrganization", "WebSite"])
        paper = things["NewsMediaOrganization"]
        policy = f"{HOST}/corrections-policy/"
        self.assertEqual(paper["correctionsPolicy"], policy)
        StandingPage.objects.update(is_public=False)
        paper = self.things("/")["NewsMediaOrganization"]
        self.assertEqual(paper["correctionsPolicy"], f"{HOST}/corrections/")
        self.assertEqual((paper["name"], paper["url"]), ("The Paper", f"{HOST}/"))
        self.assertEqual(things["WebSite"]["url"], f"{HOST}/")

    def test_a_contributor_has_a_profile(self):
        ana = make_contributor(
            name="Ana Marsh",
            slug="ana",
            job_title="Reporter",
            biography="Ana writes.",
            portrait=make_photo(renditions=RENDITIONS),
        )
        person = self.things(ana.get_absolute_url())["ProfilePage"]["mainEntity"]
        self.assertEqual(person.pop("worksFor")["name"], "The Paper")
        self.assertEqual(
            person,
            {
                "@type": "Person",
                "name": "Ana Marsh",
                "url": f"{HOST}/by/ana/",
                "jobTitle": "Reporter",
                "description": "Ana writes.",
                "image": LARGEST,
            },
        )

    def test_lists_share_the_papers_own_picture(self):
        told = self.told(make_section(name="World", slug="world").get_absolute_url())
        self.assertEqual(told["og:title"], ["World"])
        self.assertEqual(told["og:type"], ["website"])
        self.assertEqual(told["og:url"], [f"{HOST}/world/"])
        [image] = told["og:image"]
        self.assertTrue(image.startswith(f"{HOST}/static/"))

    def test_lists_name_their_feed(self):
        make_published(
            section=make_section(slug="world"),
            topics=[make_topic("Tide")],
            bylines=[make_contributor(slug="ana")],
        )
        for page, feed in (
            ("/", "/feeds/rss.xml"),
            ("/world/", "/feeds/world.xml"),
            ("/topic/tide/", "/feeds/topic/tide.xml"),
            ("/by/ana/", "/feeds/by/ana.xml"),
        ):
            with self.subTest(page):
                links = self.page(page).iterfind(".//link[@rel='alternate']")
                feeds = [link.get("href") for link in links]
                self.assertIn(HOST + feed, feeds)
                self.assertEqual(len(feeds), len(set(feeds)))


class LinkPreviewTests(PageTestCase):
    def test_shows_the_story(self):
        photo = make_photo(renditions=RENDITIONS, alt_text="Fog on the quay")
        article = make_published(
            headline='The "tide"',
            standfirst="It came.",
            section=make_section(name="World"),
            lead_photo=photo,
            topics=["Tide", "Sea"],
            bylines=[make_contributor(slug="ana"), make_contributor(slug="bo")],
            published_at=OUT,
        )
        address = article.get_absolute_url()
        told = self.told(address)
        self.assertCountEqual(told.pop("article:tag"), ["Tide", "Sea"])
        self.assertEqual(
            told,
            {
                "og:type": ["article"],
                "og:title": ['The "tide"'],
                "og:description": ["It came."],
                "og:url": [HOST + address],
                "og:site_name": ["The Paper"],
                "og:locale": ["en_GB"],
                "og:image": [CROP],
                "og:image:width": ["1200"],
                "og:image:height": ["630"],
                "og:image:alt": ["Fog on the quay"],
                "article:published_time": ["2026-03-01T09:00:00+00:00"],
                "article:modified_time": ["2026-03-01T09:00:00+00:00"],
                "article:section": ["World"],
                "article:author": [f"{HOST}/by/ana/", f"{HOST}/by/bo/"],
            },
        )
        named = self.told(address, "name")
        self.assertEqual(named["twitter:card"], ["summary_large_image"])
        self.assertEqual(named["twitter:image"], [CROP])
        self.assertEqual(named["description"], ["It came."])
        self.assertIn("max-image-preview:large", named["robots"][0])

    def test_without_a_photo_shows_the_papers_own_picture(self):
        article = make_published(lead_photo=make_photo(), language="en")
        told = self.told(article.get_absolute_url())
        [image] = told["og:image"]
        self.assertTrue(image.startswith(f"{HOST}/static/"))
        self.assertEqual(told["og:image:alt"], ["The Paper"])
        self.assertNotIn("og:locale", told)

    def test_names_one_canonical_address_whatever_host_was_asked(self):
        article = make_published()
        address = article.get_absolute_url()
        with self.settings(ALLOWED_HOSTS=["*"]):
            response = self.client.get(address, headers={"host": "evil.example"})
        page = lxml.html.fromstring(response.content.decode())
        [link] = page.iterfind(".//link[@rel='canonical']")
        self.assertEqual(link.get("href"), HOST + address)
        self.assertNotIn(b"evil.example", response.content)


@override_settings(NEWSROOM_BASE_URL=HOST)
class CanonicalTests(SimpleTestCase):
    def canonical(self, address, own=""):
        template = Template("{% load machine %}{% canonical request own %}")
        request = RequestFactory().get(address)
        return template.render(Context({"request": request, "own": own}))

    def test_what_is_added_to_an_address_does_not_count(self):
        for query in ("", "?utm_source=x", "?page=2"):
            with self.subTest(query):
                self.assertEqual(self.canonical(f"/world/{query}"), f"{HOST}/world/")

    def test_a_page_may_name_another_than_was_asked(self):
        named = self.canonical("/world/?after=x", "/world/?before=y")
        self.assertEqual(named, f"{HOST}/world/?before=y")


class LanguageTests(SimpleTestCase):
    def test_open_graph_wants_a_country(self):
        locales = {
            code: og_locale(code) for code in ("en-gb", "pt-BR", "en", "zh-hans")
        }
        self.assertEqual(
            locales, {"en-gb": "en_GB", "pt-BR": "pt_BR", "en": "", "zh-hans": ""}
        )

    def test_news_sitemaps_want_none_but_for_chinese(self):
        codes = {
            code: news_language(code) for code in ("en-gb", "fil", "zh-CN", "zh-hk")
        }
        self.assertEqual(
            codes, {"en-gb": "en", "fil": "fil", "zh-CN": "zh-cn", "zh-hk": "zh"}
        )
