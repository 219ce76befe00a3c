"""The export of a WordPress blog."""

from datetime import UTC, datetime

from django.test import SimpleTestCase

from articles import html
from newsroom.wire import formats
from newsroom.wire.items import Kind, MalformedItem, PubStatus, UnreadItem
from tests.wire.sampling import data, read


class WXRTests(SimpleTestCase):
    def test_text_without_paragraphs_has_those_that_wordpress_prints(self):
        [ferry] = read("export.wxr")
        self.assertEqual(formats.format_name(data("export.wxr")), "WordPress WXR")
        self.assertEqual(
            html.paragraphs(ferry.body),
            [
                "The council voted nine to four.",
                "It will vote again in May.",
                "The ferry sails on.",
            ],
        )
        self.assertEqual((ferry.byline, ferry.language), ("ana", "en-US"))
        self.assertEqual(ferry.version_created, datetime(2026, 3, 3, 9, 30, tzinfo=UTC))
        self.assertEqual(ferry.pub_status, PubStatus.USABLE)

    def test_a_rich_post_with_its_author_picture_and_tags(self):
        _picture, cafe, *_others = read("export-rich.wxr")
        self.assertEqual(cafe.byline, "Mara Quill")
        self.assertEqual(cafe.keywords, ("Food",))
        self.assertEqual(cafe.standfirst, "A short summary.")
        self.assertEqual(cafe.version_created, datetime(2026, 3, 4, 10, tzinfo=UTC))
        [picture] = cafe.pictures
        self.assertEqual(picture.href, "https://quay.example/c.jpg")
        self.assertEqual(picture.caption, "The café in May.")
        self.assertIn('href="https://quay.example/boats"', cafe.body)
        self.assertEqual(
            html.paragraphs(cafe.body),
            [
                "The café stays [sic], as the boats do.",
                "Boats",
                "Waves rose.",
                "We stay.",
            ],
        )

    def test_the_block_editor_writes_its_paragraphs_itself(self):
        blocks = read("export-rich.wxr")[2]
        self.assertEqual(
            (blocks.byline, blocks.dateline), ("By Ana Ruiz", "PORT SABLE")
        )
        self.assertEqual(len(html.paragraphs(blocks.body)), 2)

    def test_what_the_blog_did_not_publish_is_withheld(self):
        _picture, _cafe, locked, draft, page, *_others = read("export-rich.wxr")
        for post, words in {locked: "password", draft: "“draft”"}.items():
            self.assertEqual(post.pub_status, PubStatus.WITHHELD)
            self.assertIn(words, post.warnings[0])
        self.assertIsNone(draft.version_created)
        self.assertEqual(page.pub_status, PubStatus.USABLE)
        self.assertIn("a page of the blog", page.warnings[0])

    def test_an_attachment_is_a_picture_and_machinery_is_no_news(self):
        picture, *_posts, menu, minutes = read("export-rich.wxr")
        self.assertEqual(picture.kind, Kind.PICTURE)
        self.assertEqual(picture.headline, "The café")
        self.assertEqual({menu.kind, minutes.kind}, {Kind.OTHER})

    def test_an_odd_encoding(self):
        [ferry] = read("export-cp1252.wxr")
        self.assertIn("“The ferry sails on” – for now.", ferry.body)

    def test_a_post_that_is_too_long_stops_no_other(self):
        text = data("export-rich.wxr").replace(b"Waves", b"waves " * 100_000)
        items = formats.parse(text)[1]
        self.assertIsInstance(items[1], UnreadItem)
        self.assertEqual(items[2].headline, "Blocks")

    def test_malformed_twins_are_refused_in_a_sentence(self):
        empty = data("export.wxr").partition(b"<item>")[0] + b"</channel></rss>"
        for broken, message in {
            data("export-truncated.wxr"): "It is not well-formed XML:",
            empty: "The export holds no posts.",
        }.items():
            with (
                self.subTest(message),
                self.assertRaisesMessage(MalformedItem, message),
            ):
                formats.parse(broken)
