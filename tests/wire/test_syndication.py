"""Atom and RSS 1.0, whose dialects feedparser reads."""

from datetime import UTC, datetime
from unittest import mock

from django.test import SimpleTestCase

from articles import html
from newsroom.wire import formats
from newsroom.wire.items import MalformedItem, PubStatus, UnreadItem
from tests.wire.sampling import data, read


class AtomTests(SimpleTestCase):
    def test_a_plain_entry(self):
        [ferry] = read("entries.atom")
        self.assertEqual(ferry.guid, "tag:coastal.example,2026:ferry")
        self.assertEqual(ferry.headline, "Night ferry is saved")
        self.assertEqual(ferry.dateline, "PORT SABLE")
        self.assertEqual(ferry.language, "en")
        self.assertEqual(ferry.version_created, datetime(2026, 3, 3, 8, 30, tzinfo=UTC))
        self.assertEqual(len(html.paragraphs(ferry.body)), 2)
        self.assertIn("https://coastal.example/ferry?page=2", ferry.editor_note)
        self.assertEqual(ferry.standfirst, "")

    def test_an_entry_without_authors_has_those_of_the_feed(self):
        [ferry] = read("entries.atom")
        self.assertEqual(ferry.byline, "Coastal Desk")

    def test_a_rich_entry(self):
        quay, _stub, _deleted = read("entries-rich.atom")
        self.assertEqual(quay.headline, "The café stays")
        self.assertEqual(quay.byline, "Ana Ruiz and Ben Okoro")
        self.assertEqual(quay.standfirst, "A short summary.")
        self.assertEqual(quay.keywords, ("Food", "04000000"))
        self.assertEqual(quay.subjects, ("04000000",))
        self.assertEqual(quay.usage_terms, "© Coastal")
        self.assertEqual(quay.version_created, datetime(2026, 3, 3, 8, tzinfo=UTC))
        [picture] = quay.pictures
        self.assertEqual((picture.caption, picture.credit), ("The café.", "Mara Quill"))
        self.assertEqual(
            (picture.href, picture.width), ("https://p.example/l.jpg", 900)
        )

    def test_links_are_whole_and_nothing_counts_or_runs(self):
        quay, _stub, _deleted = read("entries-rich.atom")
        self.assertIn('href="https://coastal.example/boats"', quay.body)
        for bad in ["javascript", "onclick", "feedburner", "Share", "p.gif", "<img"]:
            self.assertNotIn(bad, quay.body)

    def test_an_extension_holds_the_text_where_the_standard_has_a_stub(self):
        _quay, stub, _deleted = read("entries-rich.atom")
        self.assertEqual(
            html.paragraphs(stub.body),
            [
                "Boats stayed in port on Monday.",
                "Waves rose to four metres, the harbour master said.",
                "They fell in the evening.",
            ],
        )
        self.assertEqual(stub.pub_status, PubStatus.WITHHELD)
        self.assertEqual(
            stub.pictures[0].href, "https://coastal.example/news/waves.png"
        )

    def test_a_deleted_entry_is_a_kill(self):
        *_entries, deleted = read("entries-rich.atom")
        self.assertEqual(deleted.guid, "tag:coastal.example,2026:wrong")
        self.assertEqual(deleted.pub_status, PubStatus.CANCELED)
        self.assertEqual(deleted.editor_note, "Wrong man named.")

    def test_a_single_entry_in_an_odd_encoding(self):
        [cafe] = read("entry-cp1252.atom")
        self.assertEqual(cafe.headline, "“Café” am Kai")
        self.assertEqual(html.paragraphs(cafe.body), ["Das Café – es bleibt."])

    def test_angles_in_a_plain_title_are_no_markup(self):
        text = data("entries.atom").replace(b"Night ferry", b"1 &lt; 2 &amp;amp; ferry")
        self.assertEqual(
            formats.parse(text)[1][0].headline, "1 < 2 &amp; ferry is saved"
        )

    def test_an_entry_whose_text_is_too_long_stops_no_other(self):
        text = data("entries-rich.atom").replace(
            b"The caf\xc3\xa9 stays, ", b"w " * 300_000
        )
        unread, stub, _deleted = formats.parse(text)[1]
        self.assertIsInstance(unread, UnreadItem)
        self.assertEqual(stub.headline, "Boats stay in port")

    def test_an_identifier_is_never_made_whole_and_is_no_link(self):
        text = data("entries-rich.atom").replace(
            b"<a:id>tag:coastal.example,2026:stub</a:id>", b"<a:id>stub</a:id>"
        )
        _quay, stub, _deleted = formats.parse(text)[1]
        self.assertEqual((stub.guid, stub.editor_note), ("stub", ""))

    def test_the_drafts_of_atom_are_read_as_well(self):
        text = (
            b'<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><id>3</id>'
            b'<title mode="escaped" type="text/html">A &amp;amp; B</title>'
            b"<issued>2026-03-02T08:00:00Z</issued>"
            b"<modified>2026-03-03T08:00:00Z</modified>"
            b'<content mode="base64" type="text/html">PHA+U2FmZS48L3A+</content>'
            b"</entry></feed>"
        )
        [entry] = formats.parse(text)[1]
        self.assertEqual((entry.headline, entry.body), ("A & B", "<p>Safe.</p>"))
        self.assertEqual(entry.version_created, datetime(2026, 3, 3, 8, tzinfo=UTC))

    def test_an_extension_called_like_an_entry_is_none(self):
        text = data("entries-rich.atom").replace(
            b"<cw:first_line>", b"<cw:item><a:id>9</a:id></cw:item><cw:first_line>"
        )
        _quay, stub, _deleted = formats.parse(text)[1]
        self.assertEqual(
            stub.pictures[0].href, "https://coastal.example/news/waves.png"
        )

    def test_nothing_is_fetched_and_nothing_guessed(self):
        for name in ["entries-rich.atom", "items-rich.rdf"]:
            with (
                self.subTest(name),
                mock.patch("feedparser.http.get", side_effect=AssertionError),
                mock.patch(
                    "feedparser.api.LooseFeedParser", side_effect=AssertionError
                ),
            ):
                self.assertTrue(read(name))

    def test_malformed_twins_are_refused_in_a_sentence(self):
        for broken, message in {
            data("entries-truncated.atom"): "It is not well-formed XML:",
            b"<feed xmlns='http://www.w3.org/2005/Atom'/>": "holds no entries",
            b'<!DOCTYPE f [<!ENTITY a "b">]><feed><entry>&a;</entry></feed>': "entity",
        }.items():
            with (
                self.subTest(message),
                self.assertRaisesMessage(MalformedItem, message),
            ):
                formats.parse(broken)


class RSS1Tests(SimpleTestCase):
    def test_a_plain_item(self):
        [ferry] = read("items.rdf")
        self.assertEqual(formats.format_name(data("items.rdf")), "RSS 1.0")
        self.assertEqual(ferry.guid, "https://coastal.example/ferry")
        self.assertEqual(
            html.paragraphs(ferry.body), ["The council voted nine to four."]
        )
        self.assertIsNone(ferry.version_created)

    def test_a_rich_item_with_its_modules(self):
        cafe, boats = read("items-rich.rdf")
        self.assertEqual(cafe.guid, "urn:coastal:7")
        self.assertEqual(cafe.headline, "The café & the quay")
        self.assertEqual((cafe.byline, cafe.language), ("Mara Quill", "en-GB"))
        self.assertEqual(cafe.keywords, ("Food",))
        self.assertEqual(cafe.version_created, datetime(2026, 3, 3, 9, tzinfo=UTC))
        self.assertIn('href="https://coastal.example/map"', cafe.body)
        self.assertEqual(cafe.standfirst, "A short summary.")
        self.assertEqual(cafe.pictures[0].caption, "The café.")
        self.assertEqual(cafe.usage_terms, "Coastal, for its clients")
        self.assertEqual(
            html.paragraphs(boats.body), ["Boats stayed in port.", "Waves rose."]
        )

    def test_an_odd_encoding(self):
        [ferry] = read("items-utf16.rdf")
        self.assertEqual(ferry.headline, "Night ferry is safe – for now")

    def test_malformed_twins_are_refused_in_a_sentence(self):
        for broken, message in {
            data("items-truncated.rdf"): "It is not well-formed XML:",
            b"<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>": "holds",
        }.items():
            with (
                self.subTest(message),
                self.assertRaisesMessage(MalformedItem, message),
            ):
                formats.parse(broken)
