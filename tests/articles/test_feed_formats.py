"""Atom and JSON Feed beside RSS: the same entries, each by its format's own rules."""

import gzip
import io
import json
import re
from datetime import UTC, datetime, timedelta

import feedparser
import lxml.etree
from django.test import TestCase, override_settings
from django.utils import timezone

from articles import publishing
from articles.models import Article, Correction
from tests.articles.test_feeds import NAMES, RENDITIONS
from tests.factories import (
    make_contributor,
    make_photo,
    make_published,
    make_section,
    make_topic,
)

FORMS = {"/feeds/rss.xml": "rss", "/feeds/atom.xml": "atom", "/feeds/feed.json": "json"}
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
ATOM = "{http://www.w3.org/2005/Atom}"
# What people write, and what attackers do.
HOSTILE = "A\x0bB ]]> <script>x</script> & \u202eabc\u202c 😀 \ufffe\x1b &amp; שלום"
HUB = "https://hub.example/"


def faults_of_rss(data: bytes) -> list[str]:
    """Return what the specification and its profile forbid; empty if nothing."""
    channel = lxml.etree.fromstring(data).find("channel")
    faults = missing(channel, "title", "link", "description", "language", "ttl")
    faults += missing(channel, "lastBuildDate", "copyright", "image")
    for item in channel.findall("item"):
        faults += missing(item, "title", "link", "guid", "pubDate", "description")
        faults += missing(item, f"{{{NAMES['dc']}}}creator")
        faults += [f"author {one.text}" for one in item.findall("author")]
        if len(item.findall("enclosure")) > 1:
            faults.append("two enclosures")
        for content in item.findall("media:content", NAMES):
            faults += missing(content, f"{{{NAMES['media']}}}credit")
    return faults + repeated([guid.text for guid in channel.iterfind("item/guid")])


def faults_of_atom(data: bytes) -> list[str]:
    """Return what RFC 4287 forbids; empty if nothing."""
    feed = lxml.etree.fromstring(data)
    faults = [] if feed.tag == f"{ATOM}feed" else [f"root {feed.tag}"]
    entries = feed.findall("atom:entry", NAMES)
    for one in (feed, *entries):
        for name in ("id", "title", "updated", "author"):
            count = len(one.findall(f"atom:{name}", NAMES))
            if count == 0 or (count > 1 and name != "author"):
                faults.append(f"{count} of {name}")
        alternates = [
            (link.get("type"), link.get("hreflang"))
            for link in one.findall("atom:link[@rel='alternate']", NAMES)
        ]
        faults += repeated(alternates)
        if not one.findall("atom:content", NAMES) and not alternates:
            faults.append("neither content nor a page")
        faults += missing(one.find("atom:author", NAMES), f"{ATOM}name")
    for name in ("updated", "published"):
        for moment in feed.iter(f"{ATOM}{name}"):
            if not RFC_3339.fullmatch(moment.text):
                faults.append(f"{name} {moment.text}")
    faults += [
        f"id {one.text}" for one in feed.iter(f"{ATOM}id") if ":" not in one.text
    ]
    return faults + repeated([one.findtext(f"{ATOM}id") for one in entries])


def faults_of_json(data: bytes) -> list[str]:
    """Return what JSON Feed 1.1 forbids; empty if nothing."""
    feed = json.loads(data)
    faults = [name for name in ("title", "items", "feed_url") if name not in feed]
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        faults.append(f"version {feed.get('version')}")
    for item in feed["items"]:
        if not isinstance(item.get("id"), str) or not item["id"]:
            faults.append(f"id {item.get('id')!r}")
        if ("content_html" in item) + ("content_text" in item) < 1:
            faults.append("no content")
        faults += ["author is of 1.0"] if "author" in item else []
        faults += ["null"] if None in item.values() else []
        for name in ("date_published", "date_modified"):
            if not RFC_3339.fullmatch(item.get(name, "")):
                faults.append(f"{name} {item.get(name)}")
        for attachment in item.get("attachments", []):
            faults += [n for n in ("url", "mime_type") if not attachment.get(n)]
    return faults + repeated([item.get("id") for item in feed["items"]])


def missing(element, *names):
    return [f"no {name}" for name in names if element.find(name) is None]


def repeated(values):
    return [f"twice: {value}" for value in {*values} if values.count(value) > 1]


FAULTS = {"rss": faults_of_rss, "atom": faults_of_atom, "json": faults_of_json}


@override_settings(NEWSROOM_BASE_URL="https://paper.example", NEWSROOM_NAME="The Paper")
class FormatsTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.out = datetime(2026, 3, 1, 9, tzinfo=UTC)
        cls.world = make_section(name="World", slug="world")
        cls.asia = make_section(name="Asia", slug="asia", parent=cls.world)
        cls.ana = make_contributor(name="Ana Marsh", slug="ana-marsh")
        cls.topic = make_topic("Sea walls")
        photo = make_photo(
            renditions=RENDITIONS, caption=f"Fog {HOSTILE}", credit="Bo Li"
        )
        cls.story = make_published(
            headline=f"Headline {HOSTILE}",
            standfirst=f"Standfirst {HOSTILE}",
            body="<p>One ]]&gt; <em>two</em> 😀.</p>",
            slug="fog",
            section=cls.asia,
            bylines=[cls.ana],
            topics=[cls.topic],
            lead_photo=photo,
            language="pt-br",
            published_at=cls.out,
            materially_updated_at=cls.out + timedelta(hours=1),
        )
        cls.other = make_published(
            section=cls.world,
            agency_credit=f"Wire {HOSTILE}",
            published_at=cls.out - timedelta(days=1),
        )
        cls.note = Correction.objects.create(
            article=cls.other,
            text=f"It was {HOSTILE}\n\nnot so.",
            corrected_at=cls.out - timedelta(hours=3),
        )

    def read(self, address):
        answer = self.client.get(address)
        self.assertEqual(answer.status_code, 200, address)
        return answer.content

    def entries(self, address):
        feed = lxml.etree.fromstring(self.read(address))
        return feed.findall("atom:entry", NAMES)

    def items(self, address="/feeds/feed.json"):
        return json.loads(self.read(address))["items"]


class ValidityTests(FormatsTestCase):
    def addresses(self):
        slugs = ["world", "topic/sea-walls", "by/ana-marsh", "corrections"]
        lists = [f"/feeds/{slug}.{end}" for slug in slugs for end in ("xml", "atom")]
        yield from ((one, FORMS[one]) for one in FORMS)
        yield from ((one, "rss" if one.endswith("xml") else "atom") for one in lists)
        yield from ((f"/feeds/{slug}.json", "json") for slug in slugs)

    def test_every_feed_keeps_the_rules_of_its_format_whatever_the_words_hold(self):
        for address, form in self.addresses():
            for full in (True, False):
                with (
                    self.subTest(address, full=full),
                    self.settings(
                        NEWSROOM_FEED_FULL_TEXT=full, NEWSROOM_WEBSUB_HUB=HUB
                    ),
                ):
                    data = self.read(address)
                    self.assertEqual(FAULTS[form](data), [])
                    if form != "json":
                        parsed = feedparser.parse(data)
                        self.assertFalse(parsed.bozo, parsed.get("bozo_exception"))
                        self.assertTrue(parsed.entries)

    def test_the_rules_do_find_faults(self):
        """Else the test above would pass on anything; each format has a bad twin."""
        rss = self.read("/feeds/rss.xml").replace(b"dc:creator>", b"author>")
        self.assertIn(
            "no {http://purl.org/dc/elements/1.1/}creator", faults_of_rss(rss)
        )
        atom = self.read("/feeds/atom.xml").decode()
        atom = re.sub(r"<updated>[^<]+", "<updated>yesterday", atom)
        self.assertIn("updated yesterday", faults_of_atom(atom.encode()))
        feed = json.loads(self.read("/feeds/feed.json"))
        feed["items"][0] = feed["items"][1] | {"author": {}}
        faults = faults_of_json(json.dumps(feed).encode())
        self.assertIn("author is of 1.0", faults)
        self.assertTrue([fault for fault in faults if fault.startswith("twice")])

    def test_an_empty_list_is_valid_and_the_same_from_second_to_second(self):
        make_section(slug="empty")
        for end, form in (("xml", "rss"), ("atom", "atom"), ("json", "json")):
            with self.subTest(form):
                data = self.read(f"/feeds/empty.{end}")
                self.assertEqual(FAULTS[form](data), [])
        updated = re.search(r"<updated>(.+?)<", self.read("/feeds/empty.atom").decode())
        self.assertTrue(updated[1].endswith("T00:00:00+00:00"))


class AgreementTests(FormatsTestCase):
    def test_all_formats_know_a_story_by_the_same_name(self):
        rss = lxml.etree.fromstring(self.read("/feeds/rss.xml"))
        names = [guid.text for guid in rss.iterfind("channel/item/guid")]
        atom = [
            entry.findtext(f"{ATOM}id") for entry in self.entries("/feeds/atom.xml")
        ]
        self.assertEqual(names, atom)
        self.assertEqual(names, [item["id"] for item in self.items()])
        self.assertTrue(names[0].startswith("tag:127.0.0.1,"))

    def test_a_story_speaks_its_own_language_in_each(self):
        rss = lxml.etree.fromstring(self.read("/feeds/rss.xml"))
        self.assertEqual(rss.findtext("channel/item/dc:language", None, NAMES), "pt-BR")
        [entry, *_] = self.entries("/feeds/atom.xml")
        self.assertEqual(
            entry.get("{http://www.w3.org/XML/1998/namespace}lang"), "pt-BR"
        )
        self.assertEqual(self.items()[0]["language"], "pt-BR")

    def test_a_material_change_is_told_and_no_other(self):
        Article.objects.filter(pk=self.story.pk).update(edited_at=timezone.now())
        changed = "2026-03-01T10:00:00+00:00"
        [entry, *_] = self.entries("/feeds/atom.xml")
        self.assertEqual(entry.findtext(f"{ATOM}updated"), changed)
        self.assertEqual(
            entry.findtext(f"{ATOM}published"), "2026-03-01T09:00:00+00:00"
        )
        self.assertEqual(self.items()[0]["date_modified"], changed)
        rss = lxml.etree.fromstring(self.read("/feeds/rss.xml"))
        told = rss.findall("channel/item/atom:updated", NAMES)
        self.assertEqual(told[0].text, changed)

    def test_a_correction_stands_in_the_text_and_is_a_change(self):
        item = self.items()[1]
        self.assertIn(
            "<p><strong>Correction, 1 March 2026:</strong> It", item["content_html"]
        )
        self.assertEqual(item["date_modified"], "2026-03-01T06:00:00+00:00")
        self.assertNotIn("<script", item["content_html"])

    def test_what_stands_around_a_story_speaks_its_language(self):
        Article.objects.filter(pk=self.other.pk).update(language="fr")
        self.assertIn("1 mars 2026", self.items()[1]["content_html"])

    def test_a_story_that_is_killed_leaves_every_format_at_once(self):
        publishing.kill(self.story)
        for address in ("/feeds/atom.xml", "/feeds/world.json", "/feeds/asia.xml"):
            with self.subTest(address):
                self.assertNotIn("/fog-", self.read(address).decode())


class AtomTests(FormatsTestCase):
    def test_has_a_name_that_is_no_address_and_says_whose_it_is(self):
        feed = lxml.etree.fromstring(self.read("/feeds/world.atom"))
        self.assertEqual(
            feed.findtext(f"{ATOM}id"),
            f"tag:127.0.0.1,2026-01-01:feed/section-{self.world.pk}",
        )
        self.assertEqual(feed.findtext(f"{ATOM}title"), "The Paper: World")
        self.assertEqual(feed.findtext(f"{ATOM}rights"), "© The Paper")
        links = {
            link.get("rel"): link.get("href") for link in feed.iterfind(f"{ATOM}link")
        }
        self.assertEqual(
            links,
            {
                "self": "https://paper.example/feeds/world.atom",
                "alternate": "https://paper.example/world/",
            },
        )

    def test_an_entry_has_its_authors_topics_text_and_pictures(self):
        entry, other = self.entries("/feeds/atom.xml")
        [author] = entry.findall("atom:author", NAMES)
        self.assertEqual(author.findtext(f"{ATOM}name"), "Ana Marsh")
        self.assertEqual(
            author.findtext(f"{ATOM}uri"), "https://paper.example/by/ana-marsh/"
        )
        terms = [one.get("term") for one in entry.iterfind(f"{ATOM}category")]
        self.assertEqual(terms, ["Asia", "Sea walls"])
        content = entry.find(f"{ATOM}content")
        self.assertEqual(content.get("type"), "html")
        self.assertIn("<p>One ]]&gt; <em>two</em> 😀.</p>", content.text)
        self.assertIn("Standfirst A B ]]> <script>", entry.findtext(f"{ATOM}summary"))
        credit = entry.findtext("media:content/media:credit", None, NAMES)
        self.assertEqual(credit, "Bo Li")
        name = other.findtext("atom:author/atom:name", None, NAMES)
        self.assertTrue(name.startswith("Wire AB"))


class JsonTests(FormatsTestCase):
    def test_says_whose_it_is(self):
        feed = json.loads(self.read("/feeds/topic/sea-walls.json"))
        del feed["items"]
        self.assertEqual(feed.pop("icon")[:22], "https://paper.example/")
        self.assertEqual(
            feed,
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": "The Paper: Sea walls",
                "home_page_url": "https://paper.example/topic/sea-walls/",
                "feed_url": "https://paper.example/feeds/topic/sea-walls.json",
                "description": "Independent news from Port Sable and the coast",
                "authors": [{"name": "The Paper", "url": "https://paper.example/"}],
                "language": "en-GB",
                "_rights": {"copyright": "© The Paper"},
            },
        )

    def test_an_item_has_its_authors_topics_text_and_pictures(self):
        item = self.items()[0]
        self.assertEqual(
            item["authors"],
            [{"name": "Ana Marsh", "url": "https://paper.example/by/ana-marsh/"}],
        )
        self.assertEqual(item["tags"], ["Asia", "Sea walls"])
        self.assertIn("<em>two</em>", item["content_html"])
        self.assertEqual(item["image"], "https://paper.example/media/r/a/1280.jpg")
        [picture] = item["attachments"]
        self.assertEqual(picture["mime_type"], "image/jpeg")
        self.assertTrue(picture["title"].endswith("Bo Li"))

    def test_who_gets_no_text_gets_the_summary(self):
        with self.settings(NEWSROOM_FEED_FULL_TEXT=False):
            item = self.items()[0]
        self.assertNotIn("content_html", item)
        self.assertEqual(item["content_text"], item["summary"])


class CorrectionsTests(FormatsTestCase):
    def test_each_correction_is_an_entry_by_the_paper(self):
        [item] = self.items("/feeds/corrections.json")
        self.assertTrue(item["title"].startswith("Correction: Headline"))
        self.assertRegex(item["id"], rf":article/{self.other.pk}/correction/\d+$")
        self.assertEqual(item["authors"], [{"name": "The Paper"}])
        self.assertEqual(item["date_published"], "2026-03-01T06:00:00+00:00")
        self.assertIn("<p>not so.</p>", item["content_html"])
        self.assertIn(self.other.get_absolute_url(), item["content_html"])
        self.assertNotIn("<script", item["content_html"])

    def test_one_that_is_dated_to_come_is_not_told(self):
        Correction.objects.update(corrected_at=timezone.now() + timedelta(hours=1))
        self.assertEqual(self.items("/feeds/corrections.json"), [])
        self.assertNotIn("Correction,", self.items()[1]["content_html"])


class HttpTests(FormatsTestCase):
    def test_says_what_it_is_where_it_is_and_that_any_site_may_read_it(self):
        kinds = {
            "rss": "application/rss+xml; charset=utf-8",
            "atom": "application/atom+xml; charset=utf-8",
            "json": "application/feed+json; charset=utf-8",
        }
        for address, form in FORMS.items():
            with self.subTest(form):
                headers = self.client.get(address).headers
                self.assertEqual(headers["Content-Type"], kinds[form])
                self.assertEqual(
                    headers["Link"], f'<https://paper.example{address}>; rel="self"'
                )
                self.assertEqual(headers["Access-Control-Allow-Origin"], "*")
                self.assertEqual(
                    headers["Cross-Origin-Resource-Policy"], "cross-origin"
                )
                self.assertIn("s-maxage=300", headers["Cache-Control"])

    @override_settings(NEWSROOM_WEBSUB_HUB=HUB)
    def test_names_its_hub_in_the_headers_and_in_the_document(self):
        for address, form in FORMS.items():
            with self.subTest(form):
                answer = self.client.get(address)
                self.assertIn(f'<{HUB}>; rel="hub"', answer.headers["Link"])
                parsed = feedparser.parse(answer.content)
                hubs = [
                    link.href
                    for link in parsed.feed.get("links", [])
                    if link.rel == "hub"
                ]
                if form == "json":
                    hubs = [one["url"] for one in json.loads(answer.content)["hubs"]]
                self.assertEqual(hubs, [HUB])

    def test_travels_compressed(self):
        for address in FORMS:
            with self.subTest(address):
                packed = self.client.get(address, headers={"accept-encoding": "gzip"})
                self.assertEqual(packed.headers["Content-Encoding"], "gzip")
                unpacked = gzip.GzipFile(fileobj=io.BytesIO(packed.content)).read()
                self.assertEqual(unpacked, self.read(address))

    def test_who_has_it_is_told_so_until_a_story_leaves(self):
        for address in ("/feeds/atom.xml", "/feeds/feed.json"):
            tag = self.client.get(address).headers["ETag"]
            again = self.client.get(address, headers={"if-none-match": tag})
            self.assertEqual((again.status_code, again.content), (304, b""))
        publishing.withdraw(self.story)
        after = self.client.get(address, headers={"if-none-match": tag})
        self.assertEqual(after.status_code, 200)

    def test_each_costs_as_many_queries_as_rss(self):
        for end in ("xml", "atom", "json"):
            for slug, queries in (("world", 6), ("corrections", 1)):
                with self.subTest(slug, end=end), self.assertNumQueries(queries):
                    self.client.get(f"/feeds/{slug}.{end}")
