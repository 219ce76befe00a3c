"""ANPA 1312, IPTC 7901 and ZCZC: what the lines and control characters stand for."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.test import SimpleTestCase
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import html
from newsroom.wire import formats
from newsroom.wire.formats.textwires import transmissions, typed
from newsroom.wire.items import MalformedItem, PubStatus, UnreadItem, WireItem
from tests.wire import sampling
from tests.wire.sampling import data, read

ANPA = "\x16\x16\x01C2870\x1fcoast\nr d\x13\x11 BC-Ferry     03-03 0210\n\x02"
IPTC = "\x01coa0062 4 i 80 ccccb   coa 061\r\n\r\nEstuary/\r\n\x02"


def anpa(text):
    """Return the item of an ANPA transmission with these lines."""
    [item] = formats.parse(f"{ANPA}{text}\x03COA-ES-03-03-26 1812GMT<".encode())[1]
    return item


def iptc(text, trailer="031812 GMT Mar 26"):
    """Return the item of an IPTC 7901 transmission with these lines."""
    [item] = formats.parse(f"{IPTC}{text}\x03{trailer}".encode())[1]
    return item


class AnpaTests(SimpleTestCase):
    def test_a_plain_story(self):
        [item] = read("caret.anpa")
        self.assertEqual(formats.parse(data("caret.anpa"))[0], "ANPA 1312")
        self.assertEqual(item.guid, "")
        self.assertEqual(item.headline, "Council keeps the night ferry")
        self.assertEqual(item.slugline, "Night Ferry")
        self.assertEqual(item.byline, "By ANA RUIZ, Coastal Press")
        self.assertEqual((item.dateline, item.credit), ("PORT SABLE", "COA"))
        self.assertEqual(item.source, "COA")
        self.assertEqual(item.urgency, 4)
        self.assertEqual(item.version_created, datetime(2026, 3, 3, 18, 12, tzinfo=UTC))
        texts = html.paragraphs(item.body)
        self.assertEqual(len(texts), 3)
        self.assertTrue(texts[0].startswith("PORT SABLE (COA) — The harbour"))
        self.assertIn("ferry to Lisse", texts[0])
        self.assertEqual(
            texts[1], "“Nobody loses a berth,” said Mara Quill, who leads it."
        )
        self.assertNotIn("___", item.body)
        self.assertEqual(item.editor_note, "Routing: C2870, priority r, category d")

    def test_a_rich_file_of_two_transmissions(self):
        story, alert = read("caret-rich.anpa")
        self.assertEqual(story.headline, "Quill wins by 3½ lengths")
        self.assertEqual(story.standfirst, "A gale kept half of the boats in port")
        self.assertEqual(story.byline, "By ANA RUIZ and BEN OKORO, COA Sports Writers")
        self.assertEqual(story.slugline, "Regatta")
        self.assertEqual(story.signals, ("2nd Ld-Writethru",))
        self.assertEqual(
            story.version_created, datetime(2026, 3, 3, 23, 31, tzinfo=UTC)
        )
        self.assertIn("<h2>At the finish</h2>", story.body)
        self.assertIn("COA Photo CQ101, CQ102", story.editor_note)
        self.assertIn("Eds: The next lead comes at 8 p.m.", story.editor_note)
        self.assertIn("speaks of an embargo", story.warnings[0])
        for words in ("Eds", "Photo", "^", "<<", "\t"):
            self.assertNotIn(words, story.body)
        self.assertEqual(alert.headline, "")
        self.assertEqual(alert.urgency, 2)
        self.assertEqual(len(html.paragraphs(alert.body)), 1)

    def test_tabular_copy_keeps_its_columns_and_lines(self):
        [item] = read("caret-table.anpa")
        self.assertIn("<td>Lisse</td><td>3</td><td>1</td>", item.body)
        self.assertIn("<td>2</td><td>2½</td>", item.body)
        self.assertIn("x - boat withdrawn<br>\ny - not seen", item.body)
        self.assertNotIn("nothing below", item.body)
        table = anpa("\tLisse   3  5\n\tSable   2  1\n").body
        self.assertNotIn("<table>", table)
        spaced = ANPA.replace("\x13\x11", "\x14\x12") + "\tLisse   3  5<\n\tSable  2 1<"
        [item] = formats.parse(spaced.encode())[1]
        self.assertIn("<td>Lisse</td><td>3</td><td>5</td>", item.body)
        long = ANPA.replace("\x13\x11", "\x14\x12") + "\t" + "word " * 30
        [item] = formats.parse(long.encode())[1]
        self.assertEqual(html.paragraphs(item.body), [("word " * 30).strip()])

    def test_blanks_indent_and_another_clock(self):
        zone = ZoneInfo("Asia/Tokyo")
        [item] = formats.parse(data("caret-cp1252.anpa"), zone)[1]
        self.assertEqual(item.headline, "Café on the quay stays – for now")
        self.assertEqual(item.dateline, "LISSE")
        self.assertEqual(len(html.paragraphs(item.body)), 2)
        self.assertIn("said the “harbour's” council, and it pays", item.body)
        self.assertEqual(item.version_created, datetime(2026, 3, 3, 9, 12, tzinfo=UTC))
        self.assertIn("==Coastal", item.editor_note)

    def test_a_digest_of_caret_lines_is_its_text(self):
        item = anpa("^BC-News Digest,12<\n^Top stories<\n^FERRY STAYS<\n^GALE NEARS<\n")
        self.assertEqual(item.headline, "Top stories")
        self.assertEqual(html.paragraphs(item.body), ["FERRY STAYS", "GALE NEARS"])

    def test_a_slug_only_above_serves_too(self):
        item = anpa("URGENT: Ferry stays\n   LISSE (COA) _ It stays.\n")
        self.assertEqual(item.slugline, "Ferry")
        self.assertEqual(item.headline, "URGENT: Ferry stays")

    def test_a_title_below_the_byline_is_set_apart(self):
        item = anpa("^BC-Cup<\n^Head<\n^By ANA RUIZ\nCoastal Writer=\n\tText.\n")
        self.assertEqual(item.byline, "By ANA RUIZ, Coastal Writer")
        item = anpa("^BC-Cup<\n^Head<\n^By ANA RUIZ and\nBEN OKORO=\n\tText.\n")
        self.assertEqual(item.byline, "By ANA RUIZ and BEN OKORO")

    def test_asides_to_editors_leave_the_paragraph(self):
        item = anpa("^BC-Cup<\n^Head<\n\tLISSE (COA) _ (EDS: ADDS QUOTES) It stays.\n")
        self.assertEqual(html.paragraphs(item.body), ["LISSE (COA) — It stays."])
        self.assertIn("(EDS: ADDS QUOTES)", item.editor_note)

    def test_a_title_without_by_is_the_byline(self):
        item = anpa(
            "^BC-EU-SOC--Cup, 1st Ld,9<\n^Head<\n^The Coastal Press=\n\tText.\n"
        )
        self.assertEqual((item.slugline, item.headline), ("Cup", "Head"))
        self.assertEqual(item.byline, "The Coastal Press")

    def test_a_kill_is_a_kill_and_says_so(self):
        for text in [
            "^BC-Ferry, KILL,10<\n^EDITORS: Kill it.<\n\tIt is wrong.\n",
            "^BC-Ferry<\n^MANDATORY KILL<\n\tIt is wrong.\n",
        ]:
            item = anpa(text)
            self.assertEqual(item.pub_status, PubStatus.CANCELED)
            self.assertIn("by the slugline alone", item.warnings[0])
        verb = anpa("^BC-Ferry<\n^Kill the ferry, says council<\n\tIt said so.\n")
        self.assertEqual(verb.pub_status, PubStatus.USABLE)

    def test_an_embargo_line_is_read_or_holds_the_story(self):
        item = anpa("^BC-X<\n^Embargoed until 2030-03-04T06:00Z<\n^A head<\n\tText.\n")
        self.assertEqual(item.embargo_until, datetime(2030, 3, 4, 6, tzinfo=UTC))
        self.assertEqual(item.headline, "A head")
        item = anpa("^BC-X<\n^HOLD FOR RELEASE Friday at dawn<\n^A head<\n\tText.\n")
        self.assertEqual(item.embargo_unclear, "Friday at dawn")

    def test_letters_of_priority(self):
        for letter, urgency in {"f": 1, "b": 2, "u": 3, "d": 5, "s": 6}.items():
            text = f"{ANPA}\tText here.\n".replace("r d\x13", f"{letter} d\x13")
            [item] = formats.parse(text.encode())[1]
            self.assertEqual(item.urgency, urgency)
        feature = ANPA.replace("r d\x13", "f l\x13") + "\t" + "word " * 80
        self.assertEqual(formats.parse(feature.encode())[1][0].urgency, 6)

    def test_control_characters_may_be_missing(self):
        text = "C2870 coast\nr d  BC-Ferry  03-03 0210\n^BC-Ferry,9<\n^Head<\n\tText.\n"
        name, [item] = formats.parse(text.encode())
        self.assertEqual((name, item.headline), ("ANPA 1312", "Head"))
        name, [item] = formats.parse(b"^BC-Ferry,9<\n^Head<\nText here.\n")
        self.assertEqual((name, item.headline), ("ANPA 1312", "Head"))
        self.assertEqual(item.urgency, None)


class Iptc7901Tests(SimpleTestCase):
    def test_a_plain_story(self):
        name, [item] = formats.parse(data("slug.7901"))
        self.assertEqual(name, "IPTC 7901")
        self.assertEqual(item.headline, "Council keeps the night ferry")
        self.assertEqual(item.slugline, "Estuary/ferry")
        self.assertEqual((item.urgency, item.source), (4, "coa"))
        self.assertEqual((item.dateline, item.credit), ("Lisse", "coa"))
        self.assertEqual(item.version_created, datetime(2026, 3, 3, 18, 12, tzinfo=UTC))
        self.assertEqual(len(html.paragraphs(item.body)), 2)
        self.assertIn("the night ferry running", item.body)

    def test_a_rich_file_with_versions_embargo_and_notebook(self):
        story, kill = read("slug-rich.7901")
        self.assertEqual(
            story.headline,
            "Quill wins the regatta as a gale keeps half of the boats in port",
        )
        self.assertEqual(story.byline, "By coastal correspondents")
        self.assertEqual(story.signals, ("REFILE", "2ND LEAD", "Achtung"))
        self.assertEqual(story.embargo_until, datetime(2030, 3, 4, 6, tzinfo=UTC))
        self.assertEqual(
            story.version_created, datetime(2026, 3, 3, 18, 12, tzinfo=UTC)
        )
        self.assertEqual(len(html.paragraphs(story.body)), 2)
        for words in ("NOTEBOOK", "not for publication", "desk@", "coa rui", "marks"):
            self.assertNotIn(words, story.body)
            self.assertIn(words, story.editor_note)
        self.assertEqual(kill.pub_status, PubStatus.CANCELED)

    def test_latin_letters_and_no_zone(self):
        [item] = formats.parse(data("slug-latin1.7901"), ZoneInfo("Europe/Berlin"))[1]
        self.assertEqual(item.headline, "Rat stimmt für Café")
        self.assertEqual((item.dateline, item.source), ("Inselstadt", "Küste"))
        self.assertIn("Café am Hafen.", item.body)
        self.assertEqual(
            item.version_created, datetime(2025, 10, 3, 16, 12, tzinfo=UTC)
        )

    def test_a_file_without_control_characters(self):
        name, [item] = formats.parse(data("slug-bare.7901"))
        self.assertEqual(name, "IPTC 7901")
        self.assertEqual(item.slugline, "Estuary/ferry")
        self.assertEqual(item.headline, "Council keeps the night ferry")
        self.assertEqual(len(html.paragraphs(item.body)), 1)
        self.assertEqual(item.version_created, datetime(2026, 3, 3, 18, 12, tzinfo=UTC))

    def test_headlines_without_the_mark_and_in_other_languages(self):
        item = iptc("Ferry stays\n\nLisse (coa) - It stays.\n")
        self.assertEqual(item.headline, "Ferry stays")
        self.assertEqual(iptc("Lisse (coa) - It stays.\n").headline, "")
        item = iptc("Fähre bleibt\nVon der Leyen freut sich =\n\nText.\n")
        self.assertEqual(item.headline, "Fähre bleibt Von der Leyen freut sich")
        item = iptc("Fähre bleibt\nVon Anna Ruiz, coa =\n\nText.\n")
        self.assertEqual(item.byline, "Von Anna Ruiz, coa")

    def test_an_embargo_that_names_no_moment_holds(self):
        item = iptc("Sperrfrist Freitag früh\nFähre bleibt =\n\nText.\n")
        self.assertEqual(item.embargo_unclear, "Freitag früh")
        self.assertEqual(item.headline, "Fähre bleibt")

    def test_a_headline_about_an_embargo_is_none(self):
        item = iptc("Embargo against Lisse is lifted =\n\nText.\n")
        self.assertEqual((item.embargo_unclear, item.embargo_until), ("", None))


class ZczcTests(SimpleTestCase):
    def test_a_plain_story_below_its_codes(self):
        name, [item] = formats.parse(data("zczc.txt"))
        self.assertEqual(name, "ZCZC text")
        self.assertEqual(item.headline, "Council keeps the night ferry")
        self.assertEqual((item.dateline, item.credit), ("LISSE", "COA"))
        self.assertEqual(item.version_created, datetime(2026, 3, 3, 18, 12, tzinfo=UTC))
        self.assertEqual(len(html.paragraphs(item.body)), 1)
        for words in ("QBXB", "RUI", "NNNN"):
            self.assertNotIn(words, item.body)

    def test_several_messages_of_which_one_is_empty(self):
        story, held, unread = read("zczc-several.txt")
        self.assertEqual(story.headline, "COUNCIL KEEPS THE FERRY")
        self.assertEqual(story.byline, "By Ana Ruiz")
        self.assertEqual(len(html.paragraphs(story.body)), 2)
        self.assertIn("ISSN 1234 - 5678", story.editor_note)
        self.assertEqual(held.embargo_unclear, "Friday at dawn")
        self.assertEqual(held.signals, ("1ST LEAD",))
        self.assertEqual(
            unread,
            UnreadItem(reason="The text transmission (ZCZC) holds no text."),
        )

    def test_old_bytes_and_no_end(self):
        [item] = read("zczc-cp1252.txt")
        self.assertEqual(item.headline, "Café stays on the quay")
        self.assertIn("the harbour’s council", item.body)

    def test_headers_of_other_formats_and_kills(self):
        text = "ZCZC\ncoa0062 4 i 80 ccccb coa 061\nKILL\nFerry stays =\nText.\nNNNN"
        [item] = formats.parse(text.encode())[1]
        self.assertEqual(item.pub_status, PubStatus.CANCELED)
        self.assertEqual(item.headline, "Ferry stays")


class TransmissionTests(SimpleTestCase):
    def test_paragraphs_that_speak_to_editors_become_notes(self):
        below = "Eds: Call the desk.\n\n(Achtung: Foto folgt)\n\nText here.\n"
        zczc = formats.parse(f"ZCZC A1\nHead =\n\n{below}NNNN".encode())[1][0]
        for item in [iptc(f"Head =\n\n{below}"), zczc]:
            self.assertEqual(html.paragraphs(item.body), ["Text here."])
            self.assertIn(
                "Eds: Call the desk.\n(Achtung: Foto folgt)", item.editor_note
            )

    def test_mixed_encodings_are_read_all_the_same(self):
        text = f"{IPTC}Café stays =\n\nThe café – ".encode() + b"l\xe9t\xe9.\x03"
        [item] = formats.parse(text)[1]
        self.assertEqual(item.headline, "Café stays")
        self.assertEqual(html.paragraphs(item.body), ["The café – lété."])

    def test_filing_times(self):
        for words, moment in {
            "131137 GMT Nov 13": datetime(2013, 11, 13, 11, 37, tzinfo=UTC),
            "131137 okt 2013": datetime(2013, 10, 13, 11, 37, tzinfo=UTC),
            "131137 MESZ M?r 14": datetime(2014, 3, 13, 9, 37, tzinfo=UTC),
            "131137 déc 13": datetime(2013, 12, 13, 11, 37, tzinfo=UTC),
            "COA-WF-11-13-13 1509EST<": datetime(2013, 11, 13, 20, 9, tzinfo=UTC),
            "15:09-13-11-13": datetime(2013, 11, 13, 15, 9, tzinfo=UTC),
            "13-GEN-15 12:34": datetime(2015, 1, 13, 12, 34, tzinfo=UTC),
            "991137 GMT Nov 13": None,
            "131137 GMT Foo 13": None,
            "131137 GMT Nov 99": None,
            "nothing": None,
        }.items():
            with self.subTest(words):
                self.assertEqual(transmissions.filed(words), moment)

    def test_what_holds_no_text_is_refused_in_a_sentence(self):
        for given_bytes in [
            data("caret-empty.anpa"),
            data("slug-empty.7901"),
            data("zczc-empty.txt"),
            b"\x01\x01\x01",
            b"\x02 \x03",
            b"\x01C2870\x1f\n\x02\x03",
            b"ZCZC",
            b"\x01\x02" + bytes(range(1, 32)) * 9,
        ]:
            with (
                self.subTest(given_bytes[:20]),
                self.assertRaisesMessage(MalformedItem, "text transmission"),
            ):
                formats.parse(given_bytes)

    def test_a_day_of_transmissions_in_one_file_is_too_many(self):
        one = f"{IPTC}Head =\n\nText.\n\x03"
        with self.assertRaisesMessage(MalformedItem, "more than 500 transmissions"):
            formats.parse((one * 501).encode())
        lines = "line\n" * (typed.MAX_LINES + 2)
        with self.assertRaisesMessage(MalformedItem, "more than 10,000 lines"):
            formats.parse(f"{IPTC}{lines}".encode())

    def test_hostile_markup_stays_words(self):
        script = "<script>alert(1)</script>"
        for item in [
            anpa(f"^BC-{script}<\n^Head {script}<\n\tText {script} <b>here</b>.\n"),
            iptc(f"Head {script} =\n\nText {script}.\n"),
        ]:
            self.assertNotIn("<script", item.body)
            self.assertIn("&lt;script&gt;", item.body)


NAMES = [
    "caret.anpa", "caret-rich.anpa", "caret-table.anpa", "caret-cp1252.anpa",
    "slug.7901", "slug-rich.7901", "slug-bare.7901", "zczc.txt", "zczc-several.txt",
]  # fmt: skip


class FuzzTests(SimpleTestCase):
    """Whatever comes: items, or a sentence."""

    def read(self, given_bytes):
        try:
            _name, items = formats.parse(given_bytes)
        except MalformedItem as error:
            self.assertTrue(str(error))
        else:
            for item in items:
                self.assertIsInstance(item, WireItem | UnreadItem)
                str(item).encode()

    @settings(max_examples=150, deadline=None)
    @given(st.sampled_from(NAMES), st.integers(0, 1200), st.binary(max_size=8))
    def test_a_splinter_in_a_sample(self, name, place, splinter):
        whole = sampling.data(name)
        self.read(whole[:place] + splinter + whole[place + len(splinter) :])

    @settings(max_examples=100, deadline=None)
    @given(
        st.sampled_from([ANPA, IPTC, "ZCZC A1\n", "\x01", "\x02", "^", ""]),
        st.lists(
            st.sampled_from(
                ["^", "<\n", "=\n", "\t", "\n", "\x02", "\x03", "\x01", "By Ana Ruiz",
                 "BC-", ",12", "LISSE (COA) - ", "Word. ", "* * * *\n", "EMBARGO ", "{",
                 "NNNN\n", "ZCZC ", "131137 GMT Nov 13", "\x1f", "   ", "(a)", "KILL"]
            ),
            max_size=30,
        ),
    )  # fmt: skip
    def test_marks_in_any_order(self, head, pieces):
        self.read((head + "".join(pieces)).encode())

    @settings(max_examples=100, deadline=None)
    @given(st.sampled_from([b"\x01", b"\x16\x01A1\x1f\n", b"ZCZC "]), st.binary())
    def test_arbitrary_bytes_after_a_mark(self, mark, given_bytes):
        self.read(mark + given_bytes)
