"""NITF: the head's housekeeping, and a text with pictures, notes and tables in it."""

from datetime import UTC, datetime, timedelta

from django.test import SimpleTestCase

from newsroom.wire import formats
from newsroom.wire.items import MalformedItem, PubStatus, WireItem, WirePicture
from tests.wire.sampling import data, read


def parsed(text):
    """Return the one item of a document."""
    return formats.parse(text if isinstance(text, bytes) else text.encode())[1][0]


def document(head="", body="", content="<p>The council voted nine to four.</p>"):
    """Return an NITF document with these elements in its parts."""
    return (
        f"<nitf><head><docdata>{head}</docdata></head><body><body.head>{body}"
        f"</body.head><body.content>{content}</body.content></body></nitf>"
    )


class NITFTests(SimpleTestCase):
    maxDiff = None

    def test_a_plain_story(self):
        story = WireItem(
            guid="coastal.4711",
            version_created=datetime(2026, 3, 3, 16, 30, tzinfo=UTC),
            headline="Council keeps the night ferry",
            dateline="PORT SABLE",
            body=(
                "<p>PORT SABLE (Coastal) - The council voted nine to four.</p>\n"
                "<p>It costs 400,000 crowns.</p>"
            ),
            editor_note="ends",
        )
        self.assertEqual(read("nitf-plain.xml"), [story])

    def test_a_whole_story_with_a_prefix_and_a_doctype(self):
        story = WireItem(
            guid="coastal.tides-2026_2",
            story_id="coastal.tides-2026",
            version=2,
            version_created=datetime(2026, 3, 3, 12, tzinfo=UTC),
            urgency=4,
            headline="Spring tides reach the quay",
            standfirst="Two streets under water",
            slugline="TIDES",
            byline="By ANA RUIZ, Shipping Writer and Ben Okoro",
            dateline="Lisse",
            source="Coastal Press",
            language="en-GB",
            body=(
                "<p>Spring tides reached the Harbour quay, 2 1/2 metres up.</p>\n"
                "<h2>The table</h2>\n"
                "<table><tbody><tr><td>Monday</td><td>2.5</td></tr></tbody></table>\n"
                "<p>Lisse   2<br>Sable   3</p>\n"
                "<p>Spring tide</p>\n<p>A high one.</p>\n"
                "<p>Mara Quill contributed to this report.</p>"
            ),
            keywords=("tides", "harbour"),
            subjects=("17000000",),
            places=("Lisse", "Sable Bay"),
            pictures=(
                WirePicture(
                    caption="The quay at Lisse.",
                    credit="Ben Okoro",
                    href="large.jpg",
                    width=900,
                    height=700,
                ),
            ),
            editor_note=(
                "Adds the table.\nMap to follow at noon.\nCheck the height.\nCOA RTV ar"
            ),
            usage_terms=(
                "Online only; Territory: Estuary; "
                "Not for use after 2026-04-03 12:00 UTC"
            ),
            supersedes=("coastal.tides_1",),
            kills=("coastal.tides_1",),
            signals=("update",),
            copyright="© 2026 Coastal Press",
        )
        self.assertEqual(read("nitf-rich.xml"), [story])

    def test_versions_of_one_story_have_one_identity(self):
        later = data("nitf-rich.xml").replace(b"tides-2026_2", b"tides-2026_3")
        self.assertEqual(parsed(later).identity, read("nitf-rich.xml")[0].identity)

    def test_a_key_used_for_every_story_of_a_slug_is_no_identity(self):
        head = '<doc-id id-string="coastal.1"/><du-key key="COA-HHH-POLITICS"/>'
        self.assertEqual(parsed(document(head)).identity, "coastal.1")

    def test_odd_bytes_are_read_as_what_they_are(self):
        text = data("nitf-plain.xml").decode().replace("council", "café council’s")
        latin = text.replace("UTF-8", "iso-8859-1")
        for encoded in (latin.encode("cp1252"), latin.encode(), text.encode("utf-16")):
            with self.subTest(encoded[:30]):
                if encoded[:2] in (b"\xff\xfe", b"\xfe\xff"):
                    encoded = encoded.replace(
                        b"U\0T\0F\0-\0008\0", b"U\0T\0F\0-\0001\0006\0"
                    )
                self.assertIn("café council’s", parsed(encoded).body)

    def test_a_release_after_the_issue_is_an_embargo(self):
        issue = '<date.issue norm="20260303T120000Z"/>'
        released = datetime(2026, 3, 4, 6, tzinfo=UTC)
        for head, until, unclear in [
            (f'{issue}<date.release norm="20260304T060000Z"/>', released, ""),
            (f'{issue}<date.release norm="20260303T120200Z"/>', None, ""),
            (f'{issue}<date.release norm="20260303"/>', None, ""),
            (f'{issue}<date.release norm="20260305"/>', None, "20260305"),
            (f'{issue}<date.release norm="YYYYMMDDTHHMMSS"/>', None, ""),
            ('<date.release norm="20100304T060000Z"/>', None, ""),
        ]:
            with self.subTest(head):
                item = parsed(document(head))
                self.assertEqual(
                    (item.embargo_until, item.embargo_unclear), (until, unclear)
                )

    def test_an_embargoed_story_without_a_moment_is_held(self):
        text = document().replace(
            "<docdata>", '<docdata management-status="embargoed">'
        )
        self.assertEqual(parsed(text).embargo_unclear, "embargoed")
        self.assertEqual(parsed(text).pub_status, PubStatus.USABLE)
        dated = text.replace("<docdata ", "<docdata x='' ").replace(
            "</docdata>", '<date.release norm="20260304T060000Z"/></docdata>'
        )
        self.assertEqual(
            parsed(dated).embargo_until, datetime(2026, 3, 4, 6, tzinfo=UTC)
        )

    def test_a_release_to_come_is_an_embargo_even_without_an_issue(self):
        tomorrow = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)
        head = f'<date.release norm="{tomorrow:%Y%m%dT%H%M%SZ}"/>'
        self.assertEqual(parsed(document(head)).embargo_until, tomorrow)

    def test_words_of_an_embargo_or_a_correction_are_warned_of(self):
        head = '<ed-msg info="Embargoed to 0001 Friday" msg-type="correction"/>'
        self.assertEqual(len(parsed(document(head)).warnings), 2)

    def test_a_kill_is_one_by_status_or_by_message(self):
        killed = document().replace(
            "<docdata>", '<docdata management-status="canceled">'
        )
        for text in (killed, document('<ed-msg msg-type="KILL"/>')):
            self.assertEqual(parsed(text).pub_status, PubStatus.CANCELED)

    def test_a_headline_comes_from_the_title_where_the_text_has_none(self):
        text = document().replace("<head>", "<head><title>Night ferry</title>")
        self.assertEqual(parsed(text).headline, "Night ferry")

    def test_keywords_may_be_listed_as_web_pages_do(self):
        text = document().replace(
            "<head>", '<head><meta name="Keywords" content="tides, harbour,"/>'
        )
        self.assertEqual(parsed(text).keywords, ("tides", "harbour"))

    def test_a_dateline_that_holds_a_moment_is_none(self):
        for stated, city in {
            "<dateline>Lisse</dateline>": "Lisse",
            "<dateline><location>LISSE (Coastal)</location></dateline>": "LISSE",
            "<dateline>2026-03-03 12:00</dateline>": "",
        }.items():
            self.assertEqual(parsed(document(body=stated)).dateline, city)

    def test_a_tagline_of_initials_is_for_the_desk(self):
        end = "</body.content><body.end><tagline>ar/bo</tagline></body.end>"
        item = parsed(document().replace("</body.content>", end))
        self.assertNotIn("ar/bo", item.body)
        self.assertEqual(item.editor_note, "ar/bo")

    def test_preformatted_prose_is_paragraphs_and_a_table_keeps_its_lines(self):
        content = (
            "<pre>\n  The council of Port Sable voted nine to four on Tuesday\n"
            "to keep the night ferry.\n\n  It costs 400,000 crowns.\n\n"
            "Lisse      2\nSable      3\n</pre><p>After.</p>"
        )
        self.assertEqual(
            parsed(document(content=content)).body,
            "<p>The council of Port Sable voted nine to four on Tuesday to keep "
            "the night ferry.</p>\n<p>It costs 400,000 crowns.</p>\n"
            "<p>Lisse      2<br>Sable      3</p>\n<p>After.</p>",
        )

    def test_sign_offs_go_to_the_note_and_sentences_stay(self):
        for last, kept in {
            "(Coastal)": False,
            "(© Coastal Press)": False,
            "© 2026 Coastal Press. All rights reserved.": False,
            "Copyright 2026 Coastal Press": False,
            "coa abc npr": False,
            "hh/ph/ts": False,
            "-ENDS-": False,
            "(Reporting by Ana Ruiz)": True,
            "Copyright reform is dead, she said.": True,
            "He will be 30": True,
        }.items():
            with self.subTest(last):
                item = parsed(document(content=f"<p>Text.</p><p>{last}</p>"))
                self.assertEqual(last in item.body, kept)
                self.assertEqual(last in item.editor_note, not kept)

    def test_a_byline_without_a_name_is_none(self):
        item = parsed(document(body="<byline>By <person/></byline>"))
        self.assertEqual(item.byline, "")

    def test_code_of_a_widget_goes_with_its_subhead(self):
        widget = "<hl2>Embed</hl2><p>&lt;iframe src='https://w.example/'&gt;&lt;/iframe&gt;</p>"
        item = parsed(
            document(content=f"<p>Text.</p>{widget}<p>&lt;Three&gt; is words</p>")
        )
        self.assertEqual(item.body, "<p>Text.</p>\n<p>&lt;Three&gt; is words</p>")

    def test_scripts_and_handlers_never_come_through(self):
        content = (
            '<p onclick="x()">Text <a href="javascript:x()">link</a></p>'
            "<script>alert(1)</script>"
        )
        body = parsed(document(content=content)).body
        self.assertIn("Text <a", body)
        for unwanted in ("javascript", "onclick", "alert"):
            self.assertNotIn(unwanted, body)

    def test_a_credit_of_a_picture_stands_in_one_of_three_places(self):
        for stated in (
            "<media-producer>Ben</media-producer>",
            '<media-metadata name="Credit" value="Ben"/>',
            '<media-reference source="b.jpg" source-credit="Ben"/>',
        ):
            media = f"<media><media-caption>The quay.</media-caption>{stated}</media>"
            [picture] = parsed(document(content=f"<p>Text.</p>{media}")).pictures
            self.assertEqual((picture.caption, picture.credit), ("The quay.", "Ben"))

    def test_malformed_twins_are_refused_in_a_sentence(self):
        for broken, message in {
            data("nitf-truncated.xml"): "It is not well-formed XML:",
            b"<nitf/>": "The NITF document has no body.",
            b"<nitf><body>" + b"<block>" * 100_000: "Excessive depth",
        }.items():
            with (
                self.subTest(message),
                self.assertRaisesMessage(MalformedItem, message),
            ):
                formats.parse(broken)
