"""RSS 2.0 and the modules agencies use with it."""

from datetime import UTC, datetime

from django.test import SimpleTestCase

from articles import html
from newsroom.wire import formats
from newsroom.wire.items import MalformedItem, WirePicture
from tests.wire.sampling import data, read


class RSSTests(SimpleTestCase):
    def test_an_item_with_its_full_text(self):
        cafe, _boats = read("channel.rss")
        self.assertEqual(cafe.guid, "coastal-7")
        self.assertEqual(cafe.headline, "The café & the quay")
        self.assertEqual(cafe.standfirst, "A short summary.")
        self.assertEqual(cafe.byline, "Ana Ruiz")
        self.assertEqual(cafe.keywords, ("Food",))
        self.assertEqual(cafe.language, "en")
        self.assertEqual(cafe.version_created, datetime(2026, 3, 3, 16, 30, tzinfo=UTC))
        self.assertEqual(
            html.paragraphs(cafe.body), ["The café stays.", "See the quay."]
        )
        self.assertIn('href="https://coastal.example/quay"', cafe.body)

    def test_the_largest_picture_with_its_credit(self):
        cafe, _boats = read("channel.rss")
        self.assertEqual(
            cafe.pictures,
            (
                WirePicture(
                    caption="The café.",
                    credit="Ben Okoro",
                    href="https://p.example/l.jpg",
                    width=900,
                ),
            ),
        )

    def test_an_item_with_a_description_alone(self):
        _cafe, boats = read("channel.rss")
        self.assertEqual(boats.guid, "https://coastal.example/boats")
        self.assertEqual(
            html.paragraphs(boats.body),
            ["Boats stayed in port.", "Waves rose to four metres."],
        )
        self.assertEqual((boats.byline, boats.pictures, boats.standfirst), ("", (), ""))

    def test_a_name_beside_an_address_is_the_byline(self):
        text = data("channel.rss").replace(
            b"<author>desk@coastal.example",
            b"<author>desk@coastal.example (Mara Quill)",
        )
        self.assertEqual(formats.parse(text)[1][1].byline, "Mara Quill")

    def test_an_enclosure_that_is_a_picture_counts_as_one(self):
        text = data("channel.rss").replace(b"audio/mpeg", b"image/jpeg")
        [picture] = formats.parse(text)[1][1].pictures
        self.assertEqual(picture.href, "https://p.example/sound.mp3")

    def test_malformed_twins_are_refused_in_a_sentence(self):
        for broken, message in {
            data("channel-truncated.rss"): "It is not well-formed XML:",
            b"<rss version='2.0'><channel/></rss>": "The RSS channel holds no items.",
        }.items():
            with (
                self.subTest(message),
                self.assertRaisesMessage(MalformedItem, message),
            ):
                formats.parse(broken)
