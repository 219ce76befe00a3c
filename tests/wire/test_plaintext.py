"""Plain text: what is a caption, a byline, a dateline, a subhead, and furniture."""

from datetime import UTC, datetime

from django.test import SimpleTestCase

from articles import html
from newsroom.wire import formats
from newsroom.wire.items import MalformedItem, WirePicture
from tests.wire.sampling import data, read, read_text

LONG = "The harbour council voted on Tuesday to keep the night ferry to Lisse running."


class PlainTextTests(SimpleTestCase):
    def test_a_whole_story_with_wrapped_lines(self):
        [item] = read("harbour.txt")
        self.assertEqual(item.headline, "Harbour council votes to keep the night ferry")
        self.assertEqual(item.byline, "By ANA RUIZ")
        self.assertEqual(item.dateline, "PORT SABLE")
        self.assertEqual(item.credit, "Coastal")
        self.assertEqual(
            [text[:30] for text in html.paragraphs(item.body)],
            [
                "PORT SABLE (Coastal) -- The ha",
                'The vote was nine to four. "No',
                "What the Ferry Costs",
                "Running the boat costs 400,000",
            ],
        )
        self.assertIn("<h2>What the Ferry Costs</h2>", item.body)

    def test_a_caption_before_the_story_is_set_apart(self):
        [item] = read("caption.txt")
        caption = (
            "Mara Quill is seen leaving the council chamber in Port Sable on Tuesday."
        )
        self.assertEqual(
            item.pictures, (WirePicture(caption=caption, credit="Ben Okoro/Coastal"),)
        )
        self.assertEqual(len(html.paragraphs(item.body)), 3)
        self.assertEqual(item.headline, "")
        self.assertEqual(item.credit, "Coastal")

    def test_a_picture_described_anywhere_is_a_caption(self):
        text = f"{LONG}\n\nWaves break in this file photo. (Ben Okoro)\n\n{LONG}"
        item = read_text(text)
        self.assertEqual(item.pictures[0].credit, "Ben Okoro")
        self.assertEqual(len(html.paragraphs(item.body)), 2)

    def test_a_source_in_brackets_makes_no_caption(self):
        item = read_text(f"{LONG}\n{LONG}\nShe is seen as a reformer. (Coastal)")
        self.assertEqual(item.pictures, ())
        self.assertEqual(item.credit, "Coastal")

    def test_brackets_that_name_no_agency_stay(self):
        last = (
            "The boat carries many people (about ninety a night in the winter months)."
        )
        item = read_text(f"{LONG}\n{LONG}\n{last}")
        self.assertEqual(html.paragraphs(item.body)[-1], last)
        self.assertEqual(item.credit, "")

    def test_the_agency_alone_at_the_end_is_the_credit(self):
        item = read_text(f"{LONG}\n\n{LONG}\n\n(Coastal Press)")
        self.assertEqual(item.credit, "Coastal Press")
        self.assertEqual(len(html.paragraphs(item.body)), 2)

    def test_furniture_of_a_page_goes_and_prose_after_it_stays(self):
        text = f"{LONG}\nSHARE\n{LONG}\nREAD MORE\n{LONG}\nRelated articles:\nWalks"
        item = read_text(text)
        self.assertEqual(html.paragraphs(item.body), [LONG] * 3)

    def test_a_copyright_line_becomes_a_note_to_the_desk(self):
        item = read_text(
            f"{LONG}\n{LONG}\nCopyright 2026 Coastal. All rights reserved."
        )
        self.assertEqual(
            item.editor_note, "Copyright 2026 Coastal. All rights reserved."
        )

    def test_datelines_of_several_shapes(self):
        for opening, city in {
            "PARIS (AFP) — ": "PARIS",
            "Lisse, Estuary (Coastal) - ": "Lisse",
            "LISSE, March 3 (Coastal) _ ": "LISSE",
            "(COAST) - Lisse, March 3 - ": "Lisse",
            "(Lisse, ES - March 3) ": "Lisse",
            "PORT SABLE -- ": "PORT SABLE",
            "LISSE 13/01 (COAST) = ": "LISSE",
            "Lisse, 3 mar. (Coastal) - ": "Lisse",
            "SAINT-MALO, France, Aug. 29, 2026 (Coastal) -- ": "SAINT-MALO",
        }.items():
            with self.subTest(opening):
                self.assertEqual(read_text(opening + LONG).dateline, city)

    def test_what_only_looks_like_a_dateline_is_none(self):
        for text in [
            "NATO -- the alliance -- met in Lisse and decided nothing at all.",
            "Ruiz (Coastal) said nothing about it in the end, nor did anybody else.",
            "The vote — nine to four — surprised its own chair on Tuesday evening.",
        ]:
            with self.subTest(text):
                self.assertEqual(read_text(text).dateline, "")

    def test_an_embargo_in_words_is_read_or_holds_the_story(self):
        read_one = read_text(f"EMBARGOED UNTIL 2026-03-04T06:00Z\n\n{LONG}\n\n{LONG}")
        self.assertEqual(read_one.embargo_until, datetime(2026, 3, 4, 6, tzinfo=UTC))
        unclear = read_text(f"HOLD FOR RELEASE Friday at dawn\n\n{LONG}\n\n{LONG}")
        self.assertIsNone(unclear.embargo_until)
        self.assertEqual(unclear.embargo_unclear, "Friday at dawn")
        self.assertNotIn("RELEASE", unclear.body)

    def test_indented_lines_begin_paragraphs(self):
        item = read_text(
            "   First line of one\nwhich goes on here.\n   Second one is here.\n"
        )
        self.assertEqual(len(html.paragraphs(item.body)), 2)

    def test_old_western_encoding_keeps_its_quotes_and_dashes(self):
        [item] = read("curly-cp1252.txt")
        self.assertIn(
            "council’s chair said “nobody” would lose a berth – not", item.body
        )
        self.assertIn("café", item.body)

    def test_what_cannot_be_read_is_refused_in_a_sentence(self):
        for name, message in {
            "nul.txt": "It holds a NUL character after 23 characters.",
            "mixed.txt": "It mixes UTF-8 with another encoding (first at byte",
            "empty.txt": "It is empty.",
            "photo-without-extension": "It begins like a photograph but",
        }.items():
            with self.subTest(name), self.assertRaisesMessage(MalformedItem, message):
                formats.parse(data(name))

    def test_furniture_alone_is_no_story(self):
        with self.assertRaisesMessage(MalformedItem, "It holds no words of a story."):
            formats.parse(b"MOST POPULAR\n\nSHARE\n")
