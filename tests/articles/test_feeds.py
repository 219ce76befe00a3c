"""RSS feeds, as feed readers get them."""

from datetime import UTC, datetime, timedelta

import lxml.etree
import lxml.html
from django.test import TestCase, override_settings
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date

from articles import publishing
from articles.models import Article, ArticlePhoto, Byline
from tests.factories import (
    make_article,
    make_contributor,
    make_photo,
    make_published,
    make_section,
    make_topic,
)

HOME = "/feeds/rss.xml"
NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
}
RENDITIONS = [
    {"name": "r/a/640.jpg", "format": "jpeg", "crop": "", "width": 640, "height": 427},
    {
        "name": "r/a/1280.jpg",
        "format": "jpeg",
        "crop": "",
        "width": 1280,
        "height": 853,
    },
    {
        "name": "r/a/1920.webp",
        "format": "webp",
        "crop": "",
        "width": 1920,
        "height": 1280,
    },
    {
        "name": "r/a/og.jpg",
        "format": "jpeg",
        "crop": "og",
        "width": 1200,
        "height": 630,
    },
]


class FeedTestCase(TestCase):
    def read(self, address=HOME):
        """Return the channel of a feed, parsed."""
        response = self.client.get(address)
        self.assertEqual(response.status_code, 200)
        return lxml.etree.fromstring(response.content).find("channel")

    def headlines(self, address=HOME):
        return [title.text for title in self.read(address).findall("item/title")]

    def item(self, **fields):
        """Return the only item of the home feed after publishing one story."""
        make_published(**fields)
        return self.read().find("item")

    def content(self, **fields):
        return self.item(**fields).findtext("content:encoded", namespaces=NAMES)


@override_settings(NEWSROOM_BASE_URL="https://paper.example", NEWSROOM_NAME="The Paper")
class ChannelTests(FeedTestCase):
    def test_is_served_as_rss(self):
        response = self.client.get(HOME)
        self.assertEqual(
            response.headers["Content-Type"], "application/rss+xml; charset=utf-8"
        )

    def test_says_whose_it_is(self):
        channel = self.read()
        self.assertEqual(channel.findtext("title"), "The Paper")
        self.assertEqual(channel.findtext("link"), "https://paper.example/")
        self.assertEqual(channel.findtext("language"), "en-gb")
        self.assertEqual(channel.findtext("copyright"), "© The Paper")
        self.assertEqual(channel.findtext("ttl"), "5")
        self.assertTrue(channel.findtext("description"))

    def test_names_its_own_address_whatever_host_was_asked(self):
        make_section(slug="world")
        for address in (HOME, "/feeds/world.xml"):
            with self.subTest(address), self.settings(ALLOWED_HOSTS=["*"]):
                response = self.client.get(address, headers={"host": "evil.example"})
                channel = lxml.etree.fromstring(response.content).find("channel")
                own = channel.find("atom:link[@rel='self']", NAMES).get("href")
                self.assertEqual(own, f"https://paper.example{address}")
                self.assertNotIn(b"evil.example", response.content)

    def test_carries_an_image_with_the_title_and_link_of_the_channel(self):
        channel = self.read()
        image = channel.find("image")
        self.assertEqual(image.findtext("title"), channel.findtext("title"))
        self.assertEqual(image.findtext("link"), channel.findtext("link"))
        self.assertTrue(image.findtext("url").startswith("https://paper.example/"))
        self.assertLessEqual(int(image.findtext("width")), 144)

    def test_was_built_when_its_newest_story_changed(self):
        out = datetime(2026, 3, 1, 9, tzinfo=UTC)
        make_published(published_at=out, materially_updated_at=out + timedelta(hours=2))
        built = self.read().findtext("lastBuildDate")
        self.assertEqual(built, "Sun, 01 Mar 2026 11:00:00 +0000")


class CachingTests(FeedTestCase):
    def test_caches_may_keep_it(self):
        response = self.client.get(HOME)
        self.assertIn("public", response.headers["Cache-Control"])
        self.assertIn("s-maxage=300", response.headers["Cache-Control"])
        self.assertNotIn("Cookie", response.headers.get("Vary", ""))

    def test_is_filed_under_itself_and_its_stories(self):
        article = make_published(section=make_section(slug="world"))
        keys = self.client.get("/feeds/world.xml").headers["Surrogate-Key"].split()
        self.assertEqual(
            keys, [f"section-{article.section_id}", f"article-{article.pk}"]
        )

    def test_who_has_it_is_told_so_in_a_few_bytes(self):
        make_published()
        tag = self.client.get(HOME).headers["ETag"]
        again = self.client.get(HOME, headers={"if-none-match": tag})
        self.assertEqual(again.status_code, 304)
        self.assertIn("Cache-Control", again.headers)

    def test_who_asks_by_date_learns_of_a_withdrawal(self):
        now = timezone.now()
        make_published(headline="old", published_at=now - timedelta(days=2))
        new = make_published(published_at=now - timedelta(days=1))
        publishing.withdraw(new)
        asked = http_date((now - timedelta(hours=1)).timestamp())
        response = self.client.get(HOME, headers={"if-modified-since": asked})
        self.assertEqual(response.status_code, 200)

    def test_cannot_be_posted_to(self):
        self.assertEqual(self.client.post(HOME).status_code, 405)


@override_settings(
    NEWSROOM_BASE_URL="https://paper.example", NEWSROOM_TAG_AUTHORITY="old.example"
)
class ItemTests(FeedTestCase):
    def test_tells_the_story_in_short(self):
        out = datetime(2026, 3, 1, 9, tzinfo=UTC)
        section = make_section(name="World", slug="world")
        item = self.item(
            headline="Fish & chips < bread",
            slug="fish",
            standfirst="Cod & <salt>.",
            section=section,
            published_at=out,
            topics=["Food"],
        )
        pk = Article.objects.get().pk
        self.assertEqual(item.findtext("title"), "Fish & chips < bread")
        self.assertEqual(item.findtext("description"), "Cod &amp; &lt;salt&gt;.")
        self.assertEqual(
            item.findtext("link"), f"https://paper.example/world/2026/mar/01/fish-{pk}/"
        )
        self.assertEqual(item.findtext("pubDate"), "Sun, 01 Mar 2026 09:00:00 +0000")
        categories = [category.text for category in item.findall("category")]
        self.assertEqual(categories, ["World", "Food"])

    def test_without_a_standfirst_says_how_the_story_begins(self):
        item = self.item(body="<p>The tide came in.</p><p>And out.</p>")
        self.assertEqual(item.findtext("description"), "The tide came in.")

    def test_keeps_its_name_through_a_new_slug_and_section(self):
        before = self.item()
        guid = before.find("guid")
        self.assertEqual(guid.get("isPermaLink"), "false")
        self.assertRegex(guid.text, r"^tag:old\.example,\d{4}-\d\d-\d\d:article/\d+$")
        Article.objects.update(slug="another", section=make_section())
        after = self.read().find("item")
        self.assertNotEqual(after.findtext("link"), before.findtext("link"))
        self.assertEqual(after.findtext("guid"), guid.text)

    def test_names_each_writer_by_itself_and_no_photographer(self):
        article = make_published(
            bylines=[make_contributor(name="Ana Marsh"), make_contributor(name="Bo Li")]
        )
        Byline.objects.create(
            article=article,
            contributor=make_contributor(name="Cy Rowe"),
            role=Byline.Role.PHOTOGRAPHS,
        )
        names = self.read().findall("item/dc:creator", NAMES)
        self.assertEqual([name.text for name in names], ["Ana Marsh", "Bo Li"])

    def test_without_a_writer_names_the_agency_else_the_paper(self):
        make_published(agency_credit="Coast Wire", headline="b")
        with override_settings(NEWSROOM_NAME="The Paper"):
            make_published(headline="a", published_at=timezone.now())
            names = self.read().findall("item/dc:creator", NAMES)
        self.assertCountEqual(
            [name.text for name in names], ["Coast Wire", "The Paper"]
        )

    def test_shows_the_lead_photo_with_its_credit(self):
        photo = make_photo(
            renditions=RENDITIONS, credit="Ana Marsh", caption="Fog & sea."
        )
        content = self.item(lead_photo=photo).find("media:content", NAMES)
        self.assertEqual(
            dict(content.attrib),
            {
                "url": "https://paper.example/media/r/a/1280.jpg",
                "medium": "image",
                "type": "image/jpeg",
                "width": "1280",
                "height": "853",
            },
        )
        credit = content.find("media:credit", NAMES)
        self.assertEqual(
            (credit.text, credit.get("role")), ("Ana Marsh", "photographer")
        )
        self.assertEqual(
            content.findtext("media:description", namespaces=NAMES), "Fog & sea."
        )

    def test_a_photo_without_renditions_is_left_out(self):
        item = self.item(lead_photo=make_photo())
        self.assertIsNone(item.find("media:content", NAMES))
        self.assertNotIn("<img", item.findtext("content:encoded", namespaces=NAMES))

    def test_a_photo_nobody_described_is_shown_without_words(self):
        photo = make_photo(renditions=RENDITIONS, caption="", credit="")
        content = self.item(lead_photo=photo).find("media:content", NAMES)
        self.assertEqual([one.tag.rpartition("}")[2] for one in content], ["thumbnail"])

    def test_says_who_made_a_photo_whose_it_is_and_how_to_use_it(self):
        photo = make_photo(
            renditions=RENDITIONS,
            caption="Fog & sea.",
            credit="Coast Wire",
            byline="Bo Li",
            copyright_notice="© Bo Li",
            category="creative-commons",
            licence="by/4.0",
            digital_source="compositeWithTrainedAlgorithmicMedia",
        )
        content = self.item(lead_photo=photo).find("media:content", NAMES)
        self.assertEqual(
            [
                (one.tag.rpartition("}")[2], one.text, dict(one.attrib))
                for one in content
            ],
            [
                (
                    "description",
                    "[Image altered with AI] Fog & sea.",
                    {"type": "plain"},
                ),
                ("credit", "Coast Wire", {"role": "photographer"}),
                ("credit", "Bo Li", {"role": "photographer"}),
                ("copyright", "© Bo Li", {}),
                (
                    "license",
                    "CC BY 4.0",
                    {
                        "type": "text/html",
                        "href": "https://creativecommons.org/licenses/by/4.0/",
                    },
                ),
                (
                    "thumbnail",
                    None,
                    {
                        "url": "https://paper.example/media/r/a/640.jpg",
                        "width": "640",
                        "height": "427",
                    },
                ),
            ],
        )

    def test_the_photos_of_the_text_follow_the_lead_each_with_its_credit(self):
        lead, inner = (
            make_photo(renditions=RENDITIONS, credit=name) for name in ("Ana", "Bo")
        )
        article = make_published(
            lead_photo=lead,
            body=f'<p>a</p><figure data-photo="{inner.pk}"></figure>',
        )
        publishing.place_photos(article)

        def credits():
            found = self.read().iterfind("item/media:content/media:credit", NAMES)
            return [credit.text for credit in found]

        self.assertEqual(credits(), ["Ana", "Bo"])
        with override_settings(NEWSROOM_FEED_FULL_TEXT=False):
            self.assertEqual(credits(), ["Ana"])

    def test_characters_that_xml_cannot_write_do_not_break_the_feed(self):
        item = self.item(
            headline="A\x0bB",
            standfirst="C\x02D",
            body="<p>E\x0cF \ufffe</p>",
            topics=["G\x08H"],
            agency_credit="I\x02J",
        )
        self.assertEqual(item.findtext("title"), "AB")
        self.assertEqual(item.findtext("description"), "CD")


@override_settings(NEWSROOM_BASE_URL="https://paper.example")
class ContentTests(FeedTestCase):
    def test_holds_the_whole_text(self):
        text = self.content(body="<p>One &lt; two.</p><h2>Later</h2><p>Three.</p>")
        self.assertEqual(text, "<p>One &lt; two.</p>\n<h2>Later</h2>\n<p>Three.</p>")

    def test_is_written_as_cdata_even_where_the_text_ends_one(self):
        make_published(body="<p>a ]]&gt; b</p>", standfirst="x")
        raw = self.client.get(HOME).content.decode()
        self.assertIn("<content:encoded><![CDATA[<p>a ]]", raw)
        text = self.read().findtext("item/content:encoded", namespaces=NAMES)
        self.assertEqual(text, "<p>a ]]&gt; b</p>")

    def test_every_address_is_whole(self):
        text = self.content(
            slug="s",
            body=(
                '<p><a href="/corrections/">a</a> <a href="#note">b</a> '
                '<a href="https://other.example/x">c</a></p>'
            ),
        )
        self.assertIn('href="https://paper.example/corrections/"', text)
        own = f"https://paper.example{Article.objects.get().get_absolute_url()}#note"
        self.assertIn(f'href="{own}"', text)
        self.assertIn('href="https://other.example/x"', text)

    def test_draws_the_photos_of_the_text_with_caption_and_credit(self):
        photo = make_photo(renditions=RENDITIONS, alt_text='A "quay"', credit="Bo Li")
        article = make_published(
            body=f'<p>One.</p><figure data-photo="{photo.pk}"></figure><p>Two.</p>'
        )
        ArticlePhoto.objects.create(
            article=article, photo=photo, caption="Here <only>."
        )
        text = self.read().findtext("item/content:encoded", namespaces=NAMES)
        self.assertIn('src="https://paper.example/media/r/a/1280.jpg"', text)
        [image] = lxml.html.fromstring(f"<div>{text}</div>").iter("img")
        self.assertEqual(image.get("alt"), 'A "quay"')
        self.assertIn("<figcaption>Here &lt;only&gt;. Bo Li</figcaption>", text)
        self.assertNotIn("data-photo", text)
        self.assertIn("<p>Two.</p>", text)

    def test_a_feed_without_stories_is_the_same_from_second_to_second(self):
        built = self.read().findtext("lastBuildDate")
        self.assertIn(" 00:00:00 +0000", built)

    def test_a_photo_that_is_gone_leaves_nothing(self):
        text = self.content(
            body='<p>One.</p><figure data-photo="999999"></figure><p>Two.</p>'
        )
        self.assertEqual(text, "<p>One.</p>\n<p>Two.</p>")

    def test_an_embed_becomes_a_link(self):
        text = self.content(
            body='<p>One.</p><figure data-embed="https://vimeo.com/1?a=1&amp;b=2"></figure>'
        )
        self.assertIn(
            '<p><a href="https://vimeo.com/1?a=1&amp;b=2">'
            "Vimeo: https://vimeo.com/1?a=1&amp;b=2</a></p>",
            text,
        )

    def test_opens_with_the_lead_photo_and_the_dateline(self):
        photo = make_photo(renditions=RENDITIONS, caption="The photo’s.")
        text = self.content(
            body="<p>Rain <em>fell</em>.</p>",
            dateline="Port Sable",
            lead_photo=photo,
            lead_caption="The story’s.",
            agency_credit="Coast Wire",
        )
        first, second, last = text.split("\n")
        self.assertTrue(first.startswith("<figure><img"))
        self.assertIn("The story’s.", first)
        self.assertEqual(second, "<p>Port Sable — Rain <em>fell</em>.</p>")
        self.assertEqual(last, "<p>Coast Wire</p>")

    @override_settings(NEWSROOM_FEED_FULL_TEXT=False)
    def test_the_paper_may_keep_the_text_to_itself(self):
        self.assertIsNone(self.content(body="<p>Secret.</p>"))


class SelectionTests(FeedTestCase):
    def test_newest_first_and_thirty_at_most(self):
        section = make_section()
        now = timezone.now()
        for number in range(32):
            make_published(
                headline=f"{number}",
                section=section,
                published_at=now - timedelta(minutes=number),
            )
        self.assertEqual(self.headlines(), [f"{number}" for number in range(30)])

    def test_a_section_holds_its_sub_sections(self):
        world = make_section(slug="world")
        make_published(headline="above", section=world)
        make_published(
            headline="below", section=make_section(slug="asia", parent=world)
        )
        make_published(headline="beside")
        self.assertCountEqual(self.headlines("/feeds/world.xml"), ["above", "below"])
        self.assertEqual(self.headlines("/feeds/asia.xml"), ["below"])

    def test_a_topic_and_a_contributor_have_theirs(self):
        topic, ana = make_topic("Sea walls"), make_contributor(slug="ana-marsh")
        make_published(headline="topic", topics=[topic])
        make_published(headline="ana", bylines=[ana])
        self.assertEqual(self.headlines("/feeds/topic/sea-walls.xml"), ["topic"])
        self.assertEqual(self.headlines("/feeds/by/ana-marsh.xml"), ["ana"])

    def test_a_topic_that_readers_see_no_story_of_has_no_feed(self):
        topic = make_topic("Secret matter")
        make_article(topics=[topic])
        response = self.client.get(f"/feeds/topic/{topic.slug}.xml")
        self.assertEqual(response.status_code, 404)

    def test_of_nothing_known_there_is_no_feed(self):
        for name in ("section", "topic", "contributor"):
            with self.subTest(name):
                address = reverse(f"articles:feed_{name}", args=["nobody"])
                self.assertEqual(self.client.get(address).status_code, 404)

    def test_only_what_readers_may_see(self):
        section, topic, ana = make_section(), make_topic(), make_contributor()
        hour = timedelta(hours=1)
        now = timezone.now()
        common = {"section": section, "topics": [topic], "bylines": [ana]}
        scheduled = Article.Status.SCHEDULED
        make_article(**common)
        make_published(embargo_until=now + hour, **common)
        make_article(status=scheduled, published_at=now + hour, **common)
        make_article(
            headline="out", status=scheduled, published_at=now - hour, **common
        )
        publishing.kill(make_published(**common))
        publishing.withdraw(make_published(**common))
        for address in (
            HOME,
            f"/feeds/{section.slug}.xml",
            f"/feeds/topic/{topic.slug}.xml",
            f"/feeds/by/{ana.slug}.xml",
        ):
            with self.subTest(address):
                self.assertEqual(self.headlines(address), ["out"])

    def test_costs_six_queries_however_many_stories(self):
        section, topic, ana = make_section(), make_topic(), make_contributor()
        for count in (1, 5):
            for _ in range(count):
                photo = make_photo(renditions=RENDITIONS)
                article = make_published(
                    section=section, topics=[topic], bylines=[ana], lead_photo=photo
                )
                ArticlePhoto.objects.create(article=article, photo=photo)
            for queries, address in (
                (5, HOME),
                (6, f"/feeds/{section.slug}.xml"),
                (6, f"/feeds/topic/{topic.slug}.xml"),
                (6, f"/feeds/by/{ana.slug}.xml"),
            ):
                with self.subTest(address, count=count), self.assertNumQueries(queries):
                    self.client.get(address)
