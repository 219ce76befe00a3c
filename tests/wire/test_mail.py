"""Mail: which part is the text, what becomes of pictures and files, and the limits."""

import json
from datetime import UTC, datetime

from django.test import SimpleTestCase
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import html
from newsroom.wire import formats
from newsroom.wire.items import MalformedItem
from tests.wire.sampling import data, read

HEADERS = "From: ana@coastal.example\nSubject: Night ferry\nMessage-ID: <1@coastal>\n"


def letter(body, headers="", subject="Night ferry"):
    """Return the item of a mail with this body."""
    start = HEADERS.replace("Night ferry", subject)
    [item] = formats.parse(f"{start}{headers}\n{body}".encode())[1]
    return item


def form(fields):
    return letter(json.dumps(fields))


def mixed(*parts):
    """Return the item of a mail with these parts, headers and all."""
    inside = "".join(f"--b\n{part}\n" for part in parts)
    return letter(f"{inside}--b--\n", 'Content-Type: multipart/mixed; boundary="b"\n')


class LetterTests(SimpleTestCase):
    def test_a_plain_letter(self):
        name, [item] = formats.parse(data("letter.eml"))
        self.assertEqual(name, "RFC 822 mail")
        self.assertEqual(item.guid, "<ferry-1@coastal.example>")
        self.assertEqual(item.headline, "Council keeps the night ferry")
        self.assertEqual(item.version_created, datetime(2026, 3, 3, 17, 12, tzinfo=UTC))
        self.assertEqual(item.byline, "By Ana Ruiz")
        self.assertEqual((item.dateline, item.credit), ("LISSE", "Coastal"))
        self.assertEqual(item.keywords, ("ferry", "harbour"))
        self.assertEqual(len(html.paragraphs(item.body)), 2)
        self.assertNotIn("555", item.body)
        self.assertIn("555 0100", item.editor_note)
        self.assertIn("From: Ana Ruiz <ana@coastal.example>", item.editor_note)

    def test_a_rich_letter_with_pictures_and_files(self):
        [item] = read("letter-rich.eml")
        self.assertEqual(item.headline, "Night ferry – café stays")
        self.assertEqual(
            item.version_created, datetime(2026, 3, 3, 17, 13, 1, tzinfo=UTC)
        )
        texts = html.paragraphs(item.body)
        self.assertEqual(len(texts), 2)
        self.assertIn("The café on the quay stays, said Mara Quill", texts[0])
        self.assertIn("<strong>", item.body)
        self.assertNotIn("alert", item.body)
        [picture] = item.pictures
        self.assertEqual(picture.href, "quay.png")
        self.assertEqual((picture.width, picture.height), (640, 480))
        self.assertEqual(picture.caption, "The quay at Lisse.")
        self.assertTrue(picture.data.startswith(b"\x89PNG"))
        self.assertIn("A file came along: figures.txt", item.editor_note)
        self.assertIn("A file came along: more.zip", item.editor_note)
        self.assertIn("cannot be read: broken.jpg", item.editor_note)
        self.assertNotIn("Only for those who count", item.body)
        self.assertNotIn("attachment-", item.editor_note)

    def test_odd_and_broken_encodings_never_fail(self):
        [item] = read("letter-odd.eml")
        self.assertEqual(item.headline, "café staysé")
        self.assertIn("The café — that on the quay — stays", item.body)
        self.assertIn("cafés", item.body)
        item = letter("Hello there.", subject="=?utf-8?B?a?= and =?nowhere?Q?=E9?=")
        self.assertIn("and", item.headline)
        japanese = "港の渡し船は残る".encode("iso-2022-jp").decode("ascii")
        item = letter(japanese, "Content-Type: text/plain; charset=iso-2022-jp\n")
        self.assertEqual(html.paragraphs(item.body), ["港の渡し船は残る"])

    def test_a_letter_without_anything_is_refused(self):
        with self.assertRaisesMessage(MalformedItem, "neither a subject, nor text"):
            formats.parse(data("letter-empty.eml"))

    def test_a_subject_alone_is_a_story_without_a_text(self):
        item = letter("")
        self.assertEqual((item.headline, item.body), ("Night ferry", ""))

    def test_an_embargo_in_the_subject_or_the_text_holds(self):
        item = letter("Text.", subject="EMBARGOED Friday: Night ferry stays")
        self.assertEqual(item.embargo_unclear, "EMBARGOED Friday: Night ferry stays")
        item = letter("Embargoed until 2030-03-04T06:00Z\n\nText here.\n")
        self.assertEqual(item.embargo_until, datetime(2030, 3, 4, 6, tzinfo=UTC))
        item = letter("Text.", subject="Embargo against Lisse is lifted")
        self.assertEqual(item.embargo_unclear, "")

    def test_the_plain_text_wins_over_markup_that_says_the_same(self):
        item = mixed(
            "Content-Type: text/plain\n\nThe ferry stays, said the council.\n",
            "Content-Type: text/html\n\n<div>The ferry <font>stays, said the council",
        )
        self.assertEqual(
            html.paragraphs(item.body), ["The ferry stays, said the council."]
        )

    def test_markup_alone_is_cleaned(self):
        item = letter(
            "<p>By Ana Ruiz</p><p onclick='x'>LISSE (Coastal) -- It stays.</p>",
            "Content-Type: text/html\n",
        )
        self.assertEqual(item.byline, "By Ana Ruiz")
        self.assertNotIn("onclick", item.body)

    def test_flowed_lines_are_joined(self):
        kind = "Content-Type: text/plain; format=flowed; delsp={}\n"
        item = letter("The night \nferry stays.\n", kind.format("no"))
        self.assertEqual(html.paragraphs(item.body), ["The night ferry stays."])
        item = letter("The nig \nht ferry stays.\n", kind.format("yes"))
        self.assertEqual(html.paragraphs(item.body), ["The night ferry stays."])

    def test_the_text_of_a_forwarded_letter_is_found(self):
        item = mixed(
            "Content-Type: message/rfc822\n\nFrom: ben@coastal.example\n"
            "Subject: Inside\n\nThe ferry stays, said the council.\n"
        )
        self.assertIn("The ferry stays", item.body)

    def test_a_comment_wins_over_the_letter_it_forwards(self):
        item = mixed(
            "Content-Type: text/plain\n\nThe gale nears, said the harbour master.\n",
            "Content-Type: message/rfc822\n\nFrom: ben@coastal.example\n"
            "Subject: Inside\n\nThe ferry stays, said the council.\n",
        )
        self.assertIn("The gale nears", item.body)
        self.assertNotIn("The ferry stays", item.body)

    def test_a_text_in_several_parts_is_whole(self):
        item = mixed(
            "Content-Type: text/plain\n\nThe ferry stays for now, I hear.\n-- \nAna\n",
            "Content-Type: text/plain\n\nIt stays for a year, and nobody minds.\n",
        )
        self.assertEqual(len(html.paragraphs(item.body)), 2)
        self.assertIn("Ana", item.editor_note)
        self.assertNotIn("Ana", item.body)

    def test_names_of_files_lead_nowhere(self):
        item = mixed(
            "Content-Type: application/pdf\nContent-Disposition: attachment; "
            'filename="..\\\\..\\\\etc/<b>plan</b>.pdf"\n\nx\n',
            "Content-Type: application/pdf\n\ny\n",
        )
        self.assertIn("came along: b_.pdf (", item.editor_note)
        self.assertIn("attachment-2", item.editor_note)

    def test_more_files_than_anybody_reads_are_counted(self):
        parts = [f"Content-Type: application/pdf\n\nfile {n}\n" for n in range(70)]
        self.assertIn("It carries more files", mixed(*parts).editor_note)


class WebFormTests(SimpleTestCase):
    def test_the_fields_of_a_form_win_over_the_mail(self):
        [item] = read("letter-form.eml")
        self.assertEqual(item.guid, "<form-1@estuary.example>")
        self.assertEqual(item.headline, "Night ferry stays")
        self.assertEqual(item.byline, "Ana Ruiz")
        self.assertEqual(item.keywords, ("ferry", "harbour"))
        self.assertEqual((item.urgency, item.dateline), (3, "LISSE"))
        self.assertEqual(item.embargo_until, datetime(2030, 3, 4, 6, tzinfo=UTC))
        self.assertEqual(len(html.paragraphs(item.body)), 2)
        self.assertNotIn("onclick", item.body)
        self.assertIn("phone_number: 555 0100", item.editor_note)
        self.assertIn("Ask first.", item.editor_note)

    def test_questions_with_answers_are_fields_too(self):
        item = form(
            [
                {"question": "Title", "answer": "It stays"},
                {"question": "Story", "answer": "First.\n\nSecond."},
                {"question": "Tags", "answer": ["ferry", "harbour"]},
                {"question": "Count", "answer": 3},
                {"question": "Sure", "answer": True},
            ]
        )
        self.assertEqual(item.headline, "It stays")
        self.assertEqual(html.paragraphs(item.body), ["First.", "Second."])
        self.assertEqual(item.keywords, ("ferry", "harbour"))
        self.assertIn("count: 3", item.editor_note)

    def test_questions_name_the_field_somewhere(self):
        text = (
            '{"What is your headline?": "It stays", "Your story": "One\\ntwo.\nYes."}'
        )
        item = letter(text.replace("\\n", "\n"))
        self.assertEqual(item.headline, "It stays")
        self.assertIn("Yes.", item.body)

    def test_other_json_is_text(self):
        for text in ['{"a": 1}', "{not json", "[1, 2]", '{"headline": 1e999999}']:
            with self.subTest(text):
                self.assertTrue(letter(text).headline)

    def test_an_embargo_without_an_hour_holds(self):
        item = form({"headline": "x", "body": "y", "embargo": "Friday"})
        self.assertEqual(item.embargo_unclear, "Friday")


class LimitTests(SimpleTestCase):
    def test_what_is_no_letter_is_refused_at_once(self):
        nested = "".join(
            f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n'
            for n in range(30)
        )
        for body, message in {
            nested: "nests its parts more than 20 deep",
            "--b\n" * 1_100: "more than 1,000 parts",
            "a" * 1_000_001: "a line of more than 1,000,000 bytes",
            "\n" * 1_200_001: "more than 600,000 lines",
        }.items():
            with (
                self.subTest(message),
                self.assertRaisesMessage(MalformedItem, message),
            ):
                formats.parse(f"{HEADERS}{body}".encode())

    def test_endless_markup_is_refused(self):
        with self.assertRaisesMessage(MalformedItem, "more than 20,000 tags"):
            letter("<p>" * 20_001, "Content-Type: text/html\n")

    def test_endless_headers_are_cut(self):
        item = letter("Text.", subject="=?a?q?" * 100_000)
        self.assertLess(len(item.headline), 2_001)
        item = letter("Text.", f"Content-Type: text/plain{';a=%22' * 100_000}\n")
        self.assertEqual(html.paragraphs(item.body), ["Text."])

    @settings(max_examples=150, deadline=None)
    @given(
        st.sampled_from(["letter.eml", "letter-rich.eml", "letter-form.eml"]),
        st.integers(0, 2500),
        st.binary(max_size=8),
    )
    def test_a_splinter_in_a_letter(self, name, place, splinter):
        whole = data(name)
        try:
            formats.parse(whole[:place] + splinter + whole[place + len(splinter) :])
        except MalformedItem as error:
            self.assertTrue(str(error))

    @settings(max_examples=100, deadline=None)
    @given(st.binary(max_size=300), st.binary(max_size=300))
    def test_arbitrary_headers_and_bodies(self, headers, body):
        start = HEADERS.encode() + b"Content-Type: "
        try:
            formats.parse(start + headers + b"\n\n" + body)
        except MalformedItem as error:
            self.assertTrue(str(error))
