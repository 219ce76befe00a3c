"""NewsML-G2: text items; other items are named."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.test import SimpleTestCase

from newsroom.wire import formats
from newsroom.wire.items import Kind, MalformedItem, WireItem, WirePicture
from tests.wire.sampling import data, read


class NewsMLG2Tests(SimpleTestCase):
    maxDiff = None

    def test_a_whole_story_with_free_prefixes_and_a_doctype(self):
        story = WireItem(
            guid="urn:newsml:coastal.example:20260303:council",
            version=3,
            version_created=datetime(2026, 3, 3, 16, 30, tzinfo=UTC),
            urgency=3,
            headline="Council keeps the night ferry",
            standfirst="A deck beneath",
            slugline="FERRY",
            byline="By Ana Ruiz",
            dateline="PORT SABLE",
            credit="Coastal",
            source="Coastal Press",
            language="en-GB",
            body=(
                "<p>PORT SABLE, Estuary (Coastal) - The council voted "
                "<strong>nine</strong> to four.</p>\n"
                "<h2>What it costs</h2>\n<p>It costs 400,000 crowns.</p>"
            ),
            keywords=("ferry",),
            subjects=("20000350",),
            places=("Port Sable",),
            editor_note="Updates with the vote.\nDesk: 555 0100",
            usage_terms="Not for use in Lisse.",
        )
        self.assertEqual(read("council.xml")[0], story)

    def test_a_picture_has_its_largest_rendition(self):
        picture = read("council.xml")[1]
        self.assertEqual(picture.kind, Kind.PICTURE)
        self.assertEqual(picture.byline, "Ben Okoro")
        self.assertEqual(
            picture.pictures,
            (
                WirePicture(
                    caption="The quay at night.",
                    credit="Coastal",
                    href="https://p.example/l.jpg",
                    width=900,
                    height=700,
                ),
            ),
        )

    def test_what_is_no_news_item_says_so(self):
        self.assertEqual(read("council.xml")[2].kind, Kind.OTHER)
        self.assertIn("no news", read("council.xml")[2].skip_reason)

    def test_nitf_inside_gives_headline_byline_and_body(self):
        _name, [item] = formats.parse(data("nitf-inside.xml"), ZoneInfo("Europe/Paris"))
        self.assertEqual(item.headline, "Boats stay in port")
        self.assertEqual(item.byline, "By Mara Quill, Shipping Writer")
        self.assertEqual(
            item.body,
            "<p>Boats stayed in port on Monday.</p>\n<h2>Waves</h2>\n"
            "<p>Waves rose to <em>four</em> metres.</p>",
        )

    def test_moments_without_a_zone_are_the_agencys(self):
        _name, [item] = formats.parse(data("nitf-inside.xml"), ZoneInfo("Europe/Paris"))
        self.assertEqual(item.version_created, datetime(2026, 3, 3, 17, 30, tzinfo=UTC))
        self.assertEqual(item.embargo_until, datetime(2026, 3, 4, 5, tzinfo=UTC))

    def test_the_production_desk_is_no_dateline(self):
        [item] = read("nitf-inside.xml")
        self.assertEqual(item.dateline, "")

    def test_an_embargo_without_a_moment_is_warned_of(self):
        stated = b"<embargoed>2026-03-04T06:00:00</embargoed>"
        [item] = formats.parse(
            data("nitf-inside.xml").replace(stated, b"<embargoed/>")
        )[1]
        self.assertIn("names no moment", item.warnings[0])

    def test_html_sent_as_plain_data_is_read_as_html(self):
        start = data("nitf-inside.xml").partition(b"<contentSet>")[0]
        item = start + (
            b'<contentSet><inlineData contenttype="text/plain">'
            b"&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</inlineData></contentSet></newsItem>"
        )
        [read_item] = formats.parse(item)[1]
        self.assertEqual(read_item.body, "<p>One.</p>\n<p>Two.</p>")

    def test_malformed_twins_are_refused_in_a_sentence(self):
        namespace = b'xmlns="http://iptc.org/std/nar/2006-10-01/"'
        for broken, message in {
            data("council-truncated.xml"): "It is not well-formed XML:",
            data("bomb.xml"): "It uses an entity of its own, &c;",
            b"<newsMessage " + namespace + b"/>": "holds no items",
            b"<newsItem " + namespace + b">" + b"<a>" * 100_000: "Excessive depth",
            b"<contentSet/>": "a fragment of NewsML-G2",
            b"<what/>": "XML with the root element 'what'",
            b"< ": "broken XML",
        }.items():
            with (
                self.subTest(message),
                self.assertRaisesMessage(MalformedItem, message),
            ):
                formats.parse(broken)

    def test_nothing_outside_the_file_is_loaded(self):
        secret = (
            b'<!DOCTYPE newsItem [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
            b'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="u">'
            b"<contentMeta><headline>&x;</headline></contentMeta></newsItem>"
        )
        with self.assertRaisesMessage(MalformedItem, "an entity of its own"):
            formats.parse(secret)
