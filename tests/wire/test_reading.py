"""Bytes, moments and mark-up from strangers."""

from datetime import UTC, datetime

from django.test import SimpleTestCase
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.wire import formats
from newsroom.wire.desk import stories
from newsroom.wire.formats.files import encoding, unsupported
from newsroom.wire.formats.phrases import moments
from newsroom.wire.formats.trees import markup
from newsroom.wire.items import MalformedItem
from tests.wire import sampling
from tests.wire.sampling import ODD, SAMPLES, make_item


class EncodingTests(SimpleTestCase):
    def test_a_mark_says_the_encoding(self):
        for name in ["utf-8-sig", "utf-16", "utf-32"]:
            with self.subTest(name):
                self.assertEqual(encoding.decode("Łódź".encode(name)), "Łódź")

    def test_utf8_is_believed_before_what_is_declared(self):
        self.assertEqual(encoding.decode("café".encode(), "iso-8859-1"), "café")
        self.assertEqual(encoding.decode("Łódź".encode("cp1250"), "cp1250"), "Łódź")

    def test_a_lie_about_the_encoding_is_refused(self):
        for data, declared in [
            (b"\xff\xfea", ""),
            (b"\xe9\xe9\xe9", "utf-16"),
            (b"\xe9", "x"),
        ]:
            with self.subTest(data), self.assertRaises(MalformedItem):
                encoding.decode(data, declared)

    def test_controls_go_and_hard_spaces_become_plain(self):
        self.assertEqual(encoding.line("a\x07\x85b\xa0 c\n"), "ab c")


class MomentTests(SimpleTestCase):
    def test_the_spellings_agencies_use(self):
        for words, hour in {
            "20260303T192751+1100": 8,
            "2026-03-03T12:27:51+03:00": 9,
            "2026-03-03 04:27:51+00:00": 4,
            "2026-03-03T04:27:51Z ": 4,
            "Tue, 03 Mar 2026 18:27:51 +1000": 8,
            "2026-03-03T04:27:51": 4,
            "20260303042751Z": 4,
            "2026.03.03 04:27:51": 4,
            "2026-03-03 04:27:51 GMT": 4,
            "2026-03-03 04:27:51 GMT+01:00": 3,
        }.items():
            with self.subTest(words):
                self.assertEqual(
                    moments.read(words), datetime(2026, 3, 3, hour, 27, 51, tzinfo=UTC)
                )

    def test_placeholders_are_no_moment(self):
        for words in [
            "",
            "YYYYMMDDTHHMMSS",
            "0001-01-01T00:00:00+14:00",
            "3 Okt, 2026",
        ]:
            with self.subTest(words):
                self.assertIsNone(moments.read(words))


class MarkupTests(SimpleTestCase):
    def test_hostile_markup_is_made_harmless(self):
        copy = markup.from_html(
            '<p onclick="x">a<script>x</script><a href="javascript:x">b</a></p>'
            '<figure data-photo="7"></figure><iframe src="//x"></iframe>'
        )
        self.assertEqual(copy.body, '<p>a<a rel="noopener noreferrer">b</a></p>')

    def test_many_unclosed_paragraphs_are_no_nesting(self):
        self.assertIn(
            "<p>last</p>", markup.from_html("<p>x<br>" * 500 + "<p>last").body
        )

    def test_a_text_longer_than_any_story_is_refused(self):
        for long in [
            b"word " * 110_000,
            b'{"uri": "u", "body_text": "' + b"w " * 300_000 + b'"}',
        ]:
            with self.assertRaisesMessage(MalformedItem, "no story is so long"):
                formats.parse(long)

    def test_a_headline_is_words_alone(self):
        self.assertEqual(
            markup.plain("A <b>b</b> &amp; <script>x</script>c"), "A b & c"
        )


class UnsupportedTests(SimpleTestCase):
    def test_says_what_a_file_seems_to_be(self):
        for data, words in {
            b"\x01ABC": "text transmission",
            b"^BC-Ferry": "ANPA 1312",
            b"Words \x05 and controls": "control characters",
            b"%PDF-1.7": "a PDF",
            b"<html><body>": "a web page",
        }.items():
            with self.subTest(words):
                self.assertIn(words, unsupported.reason(data))
                with self.assertRaisesMessage(MalformedItem, words):
                    formats.parse(data)

    def test_a_file_larger_than_the_wire_takes_is_refused(self):
        with self.assertRaisesMessage(MalformedItem, "It is larger than 32 MB."):
            formats.parse(b"a" * (formats.MAX_BYTES + 1))


class StoryTests(SimpleTestCase):
    def test_bylines_are_printed_without_by_and_shouting(self):
        for byline, printed in {
            "By ANA RUIZ": "Ana Ruiz",
            "By ANA O'HARA and BEN OKORO": "Ana O'Hara and Ben Okoro",
            "by Ana Ruiz, AP Writer": "Ana Ruiz, AP Writer",
            "MARA QUILL": "Mara Quill",
        }.items():
            with self.subTest(byline):
                self.assertEqual(stories.printed_byline(byline), printed)

    def test_the_first_sentence_is_suggested_as_headline(self):
        for body, headline in {
            "<p>U.S. boats met Gen. Ruiz. All left.</p>": "U.S. boats met Gen. Ruiz",
            "<p>LISSE (Coast) - Boats stayed in. Waves.</p>": "Boats stayed in",
            f"<p>{'word ' * 40}</p>": f"{'word ' * 17}word…".replace(
                "word word…", "word…"
            ),
        }.items():
            with self.subTest(headline):
                item = make_item(headline="", body=body)
                self.assertEqual(stories.suggestion(item), headline)


class FuzzTests(SimpleTestCase):
    """Whatever comes: items, or a sentence."""

    def read(self, data):
        try:
            _name, items = formats.parse(data)
        except MalformedItem as error:
            self.assertTrue(str(error))
        else:
            for item in items:
                str(item).encode()

    @settings(max_examples=60, deadline=None)
    @given(st.binary(max_size=200))
    def test_arbitrary_bytes(self, given_bytes):
        self.read(given_bytes)

    @settings(max_examples=60, deadline=None)
    @given(st.text(max_size=200))
    def test_arbitrary_words(self, text):
        self.read(text.encode(errors="replace"))

    @settings(max_examples=120, deadline=None)
    @given(
        st.sampled_from(sorted([*ODD, *(path.name for path in SAMPLES.iterdir())])),
        st.integers(0, 4000),
        st.binary(max_size=6),
    )
    def test_samples_with_a_hole(self, name, place, splinter):
        whole = sampling.data(name)
        self.read(whole[:place] + splinter + whole[place + len(splinter) + 1 :])
