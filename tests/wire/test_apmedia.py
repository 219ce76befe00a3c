"""AP Media API: items and feeds as JSON."""

from datetime import UTC, datetime

from django.test import SimpleTestCase, TestCase

from newsroom.wire import formats, intake
from newsroom.wire.items import Kind, MalformedItem, PubStatus, UnreadItem
from newsroom.wire.models import Decision
from tests.wire.sampling import data, make_feed, read

SEARCH = data("media-feed.json").replace(b"/content/feed", b"/content/search")


class ItemTests(SimpleTestCase):
    def test_one_item(self):
        [ferry] = read("media-item.json")
        self.assertEqual(formats.format_name(data("media-item.json")), "AP Media API")
        self.assertEqual((ferry.guid, ferry.version), ("c0a57a1", 3))
        self.assertEqual(ferry.version_created, datetime(2026, 3, 3, 9, 30, tzinfo=UTC))
        self.assertEqual(ferry.byline, "By ANA RUIZ, Coastal Writer")
        self.assertEqual(ferry.dateline, "Port Sable")
        self.assertEqual((ferry.source, ferry.urgency), ("AP", 3))
        self.assertIn("comes as a file of its own", ferry.warnings[0])

    def test_an_item_alone_and_a_list_of_them_are_read_as_well(self):
        bare = (
            b'{"altids": {"itemid": "1"}, "signals": ["newscontent"], "headline": "A"}'
        )
        for document in [bare, b"[" + bare + b"]", b'{"item": ' + bare + b"}"]:
            with self.subTest(document[:9]):
                [item] = formats.parse(document)[1]
                self.assertEqual((item.guid, item.headline), ("1", "A"))

    def test_an_odd_encoding(self):
        [ferry] = read("media-item-cp1252.json")
        self.assertEqual(ferry.headline, "Night ferry is saved – “for now”")

    def test_malformed_twins_are_refused_in_a_sentence(self):
        for broken, message in {
            data("media-item-truncated.json"): "It is not whole JSON:",
            b'{"data": {"item": {"altids": 1}}}': "It is JSON, but not ninjs",
            b'{"data": ' * 50_000: "It is nested too deeply.",
        }.items():
            with (
                self.subTest(message),
                self.assertRaisesMessage(MalformedItem, message),
            ):
                formats.parse(broken)


class FeedTests(SimpleTestCase):
    def test_a_picture_with_its_main_rendition(self):
        quay, *_others = read("media-feed.json")
        self.assertEqual((quay.kind, quay.byline), (Kind.PICTURE, "Ben Okoro"))
        self.assertEqual(
            (quay.credit, quay.places), ("Coastal/Ben Okoro", ("Port Sable",))
        )
        self.assertEqual(quay.usage_terms, "One time use only.")
        [picture] = quay.pictures
        self.assertEqual(picture.href, "https://ap.example/m.jpg")
        self.assertEqual((picture.width, picture.height), (800, 600))
        self.assertEqual(picture.caption, "The quay on Monday. NO ARCHIVES.")

    def test_what_is_not_for_publication_waits_for_an_editor(self):
        _quay, advisory, _kill, unsigned, _unread = read("media-feed.json")
        self.assertIn("as advisory", advisory.hold_reason)
        self.assertIn("does not mark it as news content", unsigned.hold_reason)
        self.assertIn("speaks of an embargo", unsigned.warnings[0])

    def test_a_kill_may_stand_in_the_role_alone(self):
        self.assertEqual(read("media-feed.json")[2].pub_status, PubStatus.CANCELED)

    def test_names_are_joined_and_linked_pictures_named(self):
        item = read("media-feed.json")[3]
        self.assertEqual(item.byline, "Ana Ruiz and Ben Okoro")
        self.assertEqual((item.source, item.dateline), ("Coastal", "PORT SABLE"))
        self.assertEqual(item.pictures[0].guid, "c0a57a2")

    def test_an_entry_without_a_name_stops_no_other(self):
        self.assertIsInstance(read("media-feed.json")[-1], UnreadItem)

    def test_a_withholding_role_withholds(self):
        text = data("media-feed.json").replace(b'["Kill"]', b'["Withhold"]')
        self.assertEqual(formats.parse(text)[1][2].pub_status, PubStatus.WITHHELD)


class DecisionTests(TestCase):
    def test_a_search_is_passed_over_with_a_reason(self):
        [outcome] = intake.take_in(SEARCH, make_feed(), name="search.json")
        self.assertEqual(outcome.ruling.decision, Decision.SKIPPED)
        self.assertIn("what a search of AP found", outcome.ruling.reason)

    def test_a_feed_is_decided_item_by_item(self):
        outcomes = intake.take_in(data("media-feed.json"), make_feed(), name="feed")
        self.assertEqual(
            [outcome.ruling.decision for outcome in outcomes],
            [
                Decision.RECEIVED,
                Decision.HELD,
                Decision.KILLED,
                Decision.HELD,
                Decision.QUARANTINED,
            ],
        )
        picture = outcomes[0].ruling
        self.assertIsNone(picture.article)
        self.assertIn("Restrictions: One time use only; NO ARCHIVES.", picture.reason)
        self.assertIn("file did not come along", picture.reason)
