"""JSON Feed 1.0 and 1.1."""

from datetime import UTC, datetime

from django.test import SimpleTestCase

from articles import html
from newsroom.wire import formats
from newsroom.wire.items import MalformedItem, UnreadItem
from tests.wire.sampling import data, read


class JSONFeedTests(SimpleTestCase):
    def test_a_plain_item(self):
        [ferry] = read("feed.json")
        self.assertEqual(formats.format_name(data("feed.json")), "JSON Feed")
        self.assertEqual((ferry.guid, ferry.language), ("7", "en"))
        self.assertEqual(ferry.headline, "Night ferry is saved")
        self.assertEqual(ferry.dateline, "PORT SABLE")
        self.assertEqual(ferry.version_created, datetime(2026, 3, 3, 8, 30, tzinfo=UTC))
        self.assertEqual(len(html.paragraphs(ferry.body)), 2)
        self.assertEqual(ferry.editor_note, "Source: https://coastal.example/ferry")

    def test_a_rich_item(self):
        cafe, _unread, boats = read("feed-rich.json")
        self.assertEqual(cafe.headline, "The café & the quay")
        self.assertEqual(cafe.byline, "Ana Ruiz and Ben Okoro")
        self.assertEqual(cafe.standfirst, "A short summary.")
        self.assertEqual(cafe.keywords, ("Food", "Harbour"))
        self.assertEqual(cafe.version_created, datetime(2026, 3, 3, 8, tzinfo=UTC))
        self.assertIn('href="https://coastal.example/map"', cafe.body)
        self.assertNotIn("script", cafe.body)
        self.assertEqual(cafe.pictures[0].href, "https://coastal.example/banner.jpg")
        self.assertEqual(boats.pictures[0].href, "https://p.example/w.jpg")

    def test_an_item_without_authors_or_text_has_the_feeds_and_the_summary(self):
        *_others, boats = read("feed-rich.json")
        self.assertEqual((boats.byline, boats.standfirst), ("Coastal Desk", ""))
        self.assertEqual(html.paragraphs(boats.body), ["Boats stayed in port."])

    def test_an_item_without_a_name_stops_no_other(self):
        _cafe, unread, _boats = read("feed-rich.json")
        self.assertIsInstance(unread, UnreadItem)
        self.assertIn("neither an id nor a url", unread.reason)

    def test_an_odd_encoding(self):
        [ferry] = read("feed-cp1252.json")
        self.assertEqual(ferry.headline, "Night ferry is saved – “for now”")

    def test_malformed_twins_are_refused_in_a_sentence(self):
        version = b'{"version": "https://jsonfeed.org/version/1"'
        for broken, message in {
            data("feed-truncated.json"): "It is not whole JSON:",
            version + b"}": "The feed holds no items.",
            version + b', "items": {"a": 1}}': "The feed holds no items.",
            version + b', "items": ' + b"[" * 100_000: "It is nested too deeply.",
        }.items():
            with (
                self.subTest(message),
                self.assertRaisesMessage(MalformedItem, message),
            ):
                formats.parse(broken)
