"""Whole files as imaginary agencies send them, and what their machines do to them."""

import base64
import json

from django.test import SimpleTestCase

from articles import html
from newsroom.wire import formats
from newsroom.wire.formats.phrases import datelines
from newsroom.wire.items import MalformedItem

G2 = """<n:newsItem xmlns:n="http://iptc.org/std/nar/2006-10-01/" guid="urn:kna:1"
 version="12" xml:lang="de"><n:rightsInfo>
 <n:usageTerms>NONE</n:usageTerms></n:rightsInfo>
 <n:itemMeta><n:itemClass qcode="ninat:text"/><n:provider literal="kna"><n:name>
 Küsten-Agentur</n:name></n:provider><n:versionCreated>2026-03-04T09:12:00+01:00
 </n:versionCreated><n:embargoed>2026-03-05T06:00:00+01:00</n:embargoed>
 <n:pubStatus qcode="stat:usable"/></n:itemMeta><n:contentMeta><n:urgency>4</n:urgency>
 <n:language tag="de"/><n:headline role="hld:overline">Verkehr</n:headline>
 <n:headline role="hld:main">Hafen bleibt offen</n:headline><n:by/>
 <n:subject type="cpnat:geoArea" qcode="x:1"><n:name xml:lang="en">Lisse Port</n:name>
 <n:name xml:lang="de">Lisser Hafen</n:name></n:subject></n:contentMeta>
 <n:contentSet><n:inlineXML><nitf><body><body.head/><body.content><block>
 <p>Lisse (kna) - Der Hafen bleibt offen.</p><hl2>Kosten</hl2><p>Niemand weiß es.</p>
 <hl2># Notizblock</hl2><p>## Orte</p><p>Kontakt: 030 000</p><p>kna am xx n1</p>
 </block></body.content></body></nitf></n:inlineXML></n:contentSet></n:newsItem>"""
PACKED = base64.b64encode("<p>Ένα.</p><p>Δύο.</p>".encode()).decode()
NEWSML = (
    "<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>a.example"
    "</ProviderId><DateId>20260304</DateId><NewsItemId>1</NewsItemId></NewsIdentifier>"
    "</Identification><NewsManagement/><NewsComponent><NewsLines><HeadLine>Τίτλος"
    "</HeadLine></NewsLines><ContentItem>{}</ContentItem></NewsComponent></NewsItem>"
    "</NewsML>"
)
IN_BASE64 = [
    NEWSML.format(
        f'<Encoding Notation="Base64"><DataContent>{PACKED}</DataContent></Encoding>'
    ),
    NEWSML.format(
        f'<Encoding Notation="x:base64"/><DataContent>{PACKED}</DataContent>'
    ),
    '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="u"><contentSet>'
    f'<inlineData encoding="http://x.example/encoding/base64">{PACKED}</inlineData>'
    "</contentSet></newsItem>",
]
LABELLED = """Headline: Night ferry is saved
Byline: By Ana Ruiz
Dateline: PORT SABLE, Maine
Slug: FERRY-COUNCIL
Category: Local
Embargo: 2026-03-05 06:00 GMT

The council kept the night ferry on Monday after a long debate in the hall.

It sails at ten each night, as it has for years and years.
"""
# A paragraph → the city that opens it; what the item names is “Lisse”.
OPENINGS = {
    "Berlin - Der Rat hat am Montag entschieden.": "Berlin",
    "Lisse - The council met on Monday.": "Lisse",
    "Washington/Lisse – The council met.": "Washington/Lisse",
    "(Nairobi) – The government should act.": "Nairobi",
    "Council - A meeting was held.": "",
    "FC Barcelona - Ein Spiel in der Stadt.": "",
    "(Update) – The council met.": "",
    "Berlin: Der Rat hat entschieden.": "",
    "Ana Ruiz (Labour) - The member spoke.": "",
    "Ana Ruiz (SPD) - Die Ministerin sprach.": "",
    "Ana Ruiz (34) - The keeper spoke.": "",
    "The European Union (EU) - It is large.": "",
    "The Hague (Coastal) - The court sat.": "The Hague",
}
# HTML → its paragraphs.
BROKEN_LINES = {
    "<p>One.<br><br>Two <b>and</b>.</p>": ["One.", "Two and."],
    "<div>One.<br/> <br/>Two.</div>": ["One.", "Two."],
    "<p>Roses<br>Violets</p>": ["Roses Violets"],
    f"<p>{'Many words of the council. ' * 3}<br>{'And more of them. ' * 5}</p>": [
        ("Many words of the council. " * 3).strip(),
        ("And more of them. " * 5).strip(),
    ],
}
# Bytes → what the reason calls them.
FOREIGN = {
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n": "a calendar",
    b"-- dump\nCREATE TABLE `a` (id int);\n": "a dump of a database",
    b"id,headline,body\n1,Night ferry,The council met\n2,x,y\n": "a table",
    b"a\tb\tc\n1\t2\t3\n": "a table",
    b"\0\0\0\x18ftypmp42" + b"\0" * 20: "a film",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 90: "an old office document",
    b"ID3\x03\0": "a sound file",
}


def only(data):
    [item] = formats.parse(data.encode() if isinstance(data, str) else data)[1]
    return item


class AgencyFileTests(SimpleTestCase):
    def test_a_german_item_keeps_its_notebook_for_the_desk(self):
        item = only(G2)
        self.assertEqual(
            html.paragraphs(item.body),
            ["Lisse (kna) - Der Hafen bleibt offen.", "Kosten", "Niemand weiß es."],
        )
        self.assertIn("Kontakt: 030 000", item.editor_note)
        self.assertEqual(item.embargo_until.isoformat(), "2026-03-05T05:00:00+00:00")
        self.assertEqual(
            (item.headline, item.dateline, item.source, item.language, item.places),
            ("Hafen bleibt offen", "Lisse", "Küsten-Agentur", "de", ("Lisser Hafen",)),
        )
        self.assertEqual((item.byline, item.usage_terms), ("", ""))

    def test_text_in_base64_is_read(self):
        for data in IN_BASE64:
            with self.subTest(data[-150:-100]):
                self.assertEqual(html.paragraphs(only(data).body), ["Ένα.", "Δύο."])

    def test_what_is_no_base64_is_refused(self):
        with self.assertRaisesMessage(MalformedItem, "said to be Base64"):
            formats.parse(IN_BASE64[2].replace(PACKED, "<![CDATA[é!]]>").encode())

    def test_lines_that_say_what_they_are(self):
        item = only(LABELLED)
        self.assertEqual(
            (item.headline, item.byline, item.dateline, item.slugline),
            ("Night ferry is saved", "By Ana Ruiz", "PORT SABLE", "FERRY-COUNCIL"),
        )
        self.assertEqual(item.embargo_until.isoformat(), "2026-03-05T06:00:00+00:00")
        self.assertIn("Category: Local", item.editor_note)
        self.assertEqual(len(html.paragraphs(item.body)), 2)

    def test_one_label_alone_begins_a_story(self):
        item = only("Story: a long one of the sea.\n\nIt was told on the quay.")
        self.assertIn("Story: a long one", item.body)

    def test_a_picture_in_ninjs_has_its_text_for_a_caption(self):
        picture = {"uri": "u", "type": "picture", "body_text": "The ferry leaves."}
        picture |= {"copyrightholder": "Coastal", "renditions": {}}
        [found] = only(json.dumps(picture)).pictures
        self.assertEqual(
            (found.caption, found.credit), ("The ferry leaves.", "Coastal")
        )

    def test_the_desk_that_signs_is_no_text(self):
        item = only("The council met on Monday.\n\nIt voted.\n\nkna am xx n1\n")
        self.assertEqual(len(html.paragraphs(item.body)), 2)
        self.assertIn("kna am xx n1", item.editor_note)

    def test_a_break_in_a_headline_is_a_space(self):
        head = "<hedline><hl1>Ferry saved<br/>for a year</hl1></hedline>"
        item = only(f"<nitf><body><body.head>{head}</body.head></body></nitf>")
        self.assertEqual(item.headline, "Ferry saved for a year")


class OpeningTests(SimpleTestCase):
    def test_cities_before_a_dash(self):
        for paragraph, city in OPENINGS.items():
            with self.subTest(paragraph):
                found = datelines.read(paragraph, ["Lisse"])
                self.assertEqual(found.city if found else "", city)

    def test_broken_lines(self):
        for marked_up, paragraphs in BROKEN_LINES.items():
            with self.subTest(marked_up[:40]):
                item = only(json.dumps({"uri": "u", "body_html": marked_up}))
                self.assertEqual(html.paragraphs(item.body), paragraphs)


class ForeignFileTests(SimpleTestCase):
    def test_the_reason_says_what_a_file_is(self):
        for data, words in FOREIGN.items():
            with (
                self.subTest(words),
                self.assertRaisesMessage(MalformedItem, f"It seems to be {words}"),
            ):
                formats.parse(data)

    def test_commas_in_prose_make_no_table(self):
        item = only("In Lisse, on Monday, it rained.\nIn May, again, it did.\n")
        self.assertIn("it rained", item.body)

    def test_what_stands_below_the_end_of_xml_is_passed_over(self):
        for tail in (b"\n\x00\x00\n", b"\nNNNN\n", b"\x00\x1a"):
            with self.subTest(tail):
                self.assertEqual(only(G2.encode() + tail).guid, "urn:kna:1")

    def test_a_second_document_below_it_is_refused(self):
        with self.assertRaisesMessage(MalformedItem, "It is not well-formed XML"):
            formats.parse((G2 + G2).encode())
