"""ninjs 1.x, and the spellings of 2.x and 3.x."""

import json
from datetime import UTC, datetime

from django.test import SimpleTestCase

from newsroom.wire import formats
from newsroom.wire.desk.pictures import Words
from newsroom.wire.formats import ninjs
from newsroom.wire.items import (
    Kind,
    MalformedItem,
    PubStatus,
    UnreadItem,
    WireItem,
    WirePicture,
)
from tests.wire.sampling import data, read


class NinjsTests(SimpleTestCase):
    maxDiff = None

    def test_a_whole_story(self):
        story = WireItem(
            guid="urn:coastal:20260303:night-ferry",
            version=2,
            version_created=datetime(2026, 3, 3, 16, 30, tzinfo=UTC),
            urgency=4,
            headline="Night ferry to Lisse is saved",
            standfirst="The council keeps the boat through the winter.",
            slugline="FERRY-COUNCIL",
            byline="By ANA RUIZ and BEN OKORO",
            dateline="Port Sable",
            language="en",
            body=(
                "<p>The harbour council voted nine to four.</p>\n"
                "<h2>What it costs</h2>\n"
                "<p>It costs <strong>400,000</strong> crowns. </p>"
            ),
            keywords=("ferry", "council"),
            subjects=("04000000",),
            places=("Port Sable",),
            pictures=(
                WirePicture(
                    caption="The night ferry at the quay.",
                    credit="Ben Okoro",
                    href="https://pictures.example/l.jpg",
                    width=1920,
                    height=1200,
                    guid="urn:coastal:20260303:picture",
                ),
            ),
            editor_note="Adds the cost in the second paragraph.",
        )
        self.assertEqual(read("ferry.json"), [story])

    def test_a_wrapped_list_with_later_spellings(self):
        first, event, broken = read("camel.json")
        self.assertEqual(first.headline, "Two boats & a quay")
        self.assertEqual(first.body, "<p>One <em>line</em>.</p>\n<p>Two.</p>")
        self.assertEqual(first.byline, "Ana Ruiz")
        self.assertEqual(event.kind, Kind.OTHER)
        self.assertIsInstance(broken, UnreadItem)

    def test_a_kill_is_read_whatever_its_body(self):
        [item] = read("ferry-kill.json")
        self.assertEqual(item.pub_status, PubStatus.CANCELED)

    def test_an_unknown_status_is_withheld(self):
        for status, read_as in {
            "usable": PubStatus.USABLE,
            "cancelled": PubStatus.CANCELED,
            "withheld": PubStatus.WITHHELD,
            "nobody knows": PubStatus.WITHHELD,
        }.items():
            with self.subTest(status):
                [item] = formats.parse(
                    f'{{"uri": "u", "pubstatus": "{status}"}}'.encode()
                )[1]
                self.assertEqual(item.pub_status, read_as)

    def test_an_embargoed_status_with_a_moment_is_an_embargo(self):
        [item] = formats.parse(
            b'{"uri": "u", "pubstatus": "embargoed", "embargoed": "2026-03-04T06:00Z"}'
        )[1]
        self.assertEqual(item.pub_status, PubStatus.USABLE)
        self.assertEqual(item.embargo_until, datetime(2026, 3, 4, 6, tzinfo=UTC))

    def test_an_embargo_that_names_no_hour_is_unclear(self):
        for stated in ["2026-03-04", "Friday", "soon 12:00"]:
            with self.subTest(stated):
                [item] = formats.parse(
                    f'{{"uri": "u", "embargoed": "{stated}"}}'.encode()
                )[1]
                self.assertIsNone(item.embargo_until)
                self.assertEqual(item.embargo_unclear, stated)

    def test_a_note_that_speaks_of_an_embargo_warns(self):
        [item] = formats.parse(b'{"uri": "u", "ednote": "HOLD FOR RELEASE"}')[1]
        self.assertIn("speaks of an embargo", item.warnings[0])

    def test_a_date_in_the_far_future_is_no_date(self):
        [item] = formats.parse(
            b'{"uri": "u", "versioncreated": "3013-07-07T00:00:00Z"}'
        )[1]
        self.assertIsNone(item.version_created)

    def test_characters_no_database_takes_are_dropped(self):
        [item] = formats.parse(
            b'{"uri": "u", "headline": "A\\u0000B\\ud800C\\u0007D"}'
        )[1]
        self.assertEqual(item.headline, "ABCD")

    def test_malformed_twins_are_refused_in_a_sentence(self):
        for broken, message in {
            data("ferry-truncated.json"): "It is not whole JSON:",
            b'{"title": "No story"}': "It is JSON, but not ninjs",
            b'[{"guid": "1", "name": "A", "colour": "red"}]': "not ninjs: no",
            b'{"data": {"item": {}}}': "It is JSON, but not ninjs",
            b"[" * 100_000: "It is nested too deeply.",
            b'[{"uri": ' + b"1" * 5000 + b"}]": "a number too long",
        }.items():
            with (
                self.subTest(message),
                self.assertRaisesMessage(MalformedItem, message),
            ):
                formats.parse(broken)

    def test_markup_nested_without_end_is_refused(self):
        deep = b'{"uri": "u", "body_html": "' + b"<div>" * 15_000 + b'"}'
        with self.assertRaisesMessage(MalformedItem, "nested more than 200 deep"):
            formats.parse(deep)


class TermsOfPicturesTests(SimpleTestCase):
    def test_a_picture_that_hangs_on_a_story_keeps_its_own_terms(self):
        terms = "NO ARCHIVES. Not for use after 30 November 2026"
        picture = {
            "type": "picture",
            "uri": "urn:coastal:roof",
            "usageterms": terms,
            "renditions": {"main": {"href": "https://example.org/roof.jpg"}},
        }
        story = {
            "uri": "urn:coastal:storm",
            "type": "text",
            "headline": "Storm takes a roof",
            "usageterms": "NO SALES",
            "body_text": "It lies on the road.",
            "associations": {"main": picture},
        }
        [item] = ninjs.parse(json.dumps(story).encode())
        words = Words.of(item.pictures[0], item)
        self.assertEqual(words.fields["usage_terms"], f"NO SALES\n{terms}")
        self.assertIn(terms, words.forbids[0])
