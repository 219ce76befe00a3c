"""Files made to harm: each is refused in a sentence, or made harmless."""

import base64
import json
from textwrap import dedent
from unittest import mock

from django.test import SimpleTestCase

from articles import html
from newsroom.wire import formats
from newsroom.wire.formats.files import bounds, encoding
from newsroom.wire.formats.mails import mailfiles
from newsroom.wire.items import MalformedItem
from tests.wire.sampling import data

RSS = '<rss version="2.0"><channel><title>C</title>{}</channel></rss>'
FEED = '{{"version": "https://jsonfeed.org/version/1.1", "items": [{}]}}'
G2 = (
    '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{}</itemSet>'
    "</newsMessage>"
)
WXR = (
    '<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel>'
    "<wp:wxr_version>1.2</wp:wxr_version>{}</channel></rss>"
)
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom">{}</feed>'


def ninjs(**fields):
    return json.dumps({"uri": "urn:coastal:hostile", "type": "text"} | fields).encode()


def mail_with(file, name="file.bin", kind="application/octet-stream"):
    lines = base64.encodebytes(file).decode()
    return (
        dedent(
            f"""\
        From: a@coastal.example
        Subject: Quay
        Message-ID: <hostile@coastal.example>
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="b"

        --b
        Content-Type: text/plain

        The council voted on Tuesday.
        --b
        Content-Type: {kind}
        Content-Disposition: attachment; filename="{name}"
        Content-Transfer-Encoding: base64

        LINES--b--
        """
        )
        .replace("LINES", lines)
        .encode()
    )


class CrowdTests(SimpleTestCase):
    def refusal(self, text):
        with self.assertRaises(MalformedItem) as caught:
            formats.parse(text if isinstance(text, bytes) else text.encode())
        return str(caught.exception)

    def test_a_file_of_more_items_than_news_has_is_refused(self):
        for around, item in [
            (RSS, "<item><guid>1</guid></item>"),
            (ATOM, "<entry/>"),
            (G2, "<newsItem/>"),
            (WXR.replace("wordpress", "press"), "<item/>"),
        ]:
            with self.subTest(around):
                text = around.format(item * (bounds.MAX_ITEMS + 1))
                self.assertEqual(
                    self.refusal(text),
                    "It holds 2,001 items; at most 2,000 are read.",
                )
        many = ", ".join('{"uri": "1"}' for _one in range(bounds.MAX_ITEMS + 1))
        self.assertIn("2,001 items", self.refusal(FEED.format(many)))
        self.assertIn("2,001 items", self.refusal(f'{{"item": [{many}]}}'))

    def test_the_export_of_a_site_may_hold_more(self):
        text = WXR.format("<item/>" * (bounds.MAX_EXPORTED + 1))
        self.assertIn("at most 20,000", self.refusal(text))

    def test_more_parts_than_any_copy_has_are_refused(self):
        for text, what in [
            ("[" + "{}, " * bounds.MAX_OBJECTS + "{}]", "objects"),
            ("[" + "1, " * bounds.MAX_VALUES + "1, 1]", "values"),
            ("<nitf>" + "<p/>" * bounds.MAX_TAGS + "</nitf>", "tags"),
            ("ZCZC " * (3 * bounds.MAX_ITEMS + 1), "marks of a transmission"),
        ]:
            with self.subTest(what):
                self.assertIn(what, self.refusal(text))

    def test_of_endless_lists_the_first_are_kept_and_the_desk_is_told(self):
        one = {"type": "picture", "renditions": {"a": {"href": "https://p.example/a"}}}
        content = ninjs(
            headline="Quay",
            keywords=[f"word {number}" for number in range(2_000)],
            associations={str(number): one for number in range(500)},
        )
        [item] = formats.parse(content)[1]
        self.assertEqual(len(item.pictures), bounds.MAX_PICTURES)
        self.assertEqual(len(item.keywords), bounds.MAX_WORDS)
        self.assertIn("It names 500 pictures; the first 200 are kept.", item.warnings)
        self.assertIn("It names 2000 keywords; the first 500 are kept.", item.warnings)


class LargeMailTests(SimpleTestCase):
    def test_what_is_taken_apart_does_not_grow_with_the_files(self):
        files = mailfiles.Files(mail_with(bytes(1_000_000)))
        self.assertLess(len(files.mail), 1_000)

    def test_a_large_file_comes_out_of_a_mail_as_it_went_in(self):
        picture = data("photo-without-extension")
        for file in (bytes(range(256)) * 400, picture + bytes(100_000), b"small"):
            with self.subTest(len(file)):
                [item] = formats.parse(mail_with(file))[1]
                self.assertEqual(item.body, "<p>The council voted on Tuesday.</p>")
                if not file.startswith(b"\xff\xd8"):
                    self.assertIn(f"{len(file):,} bytes", item.editor_note)

    def test_lines_of_odd_length_are_left_to_the_package(self):
        letters = base64.b64encode(bytes(100_001)).decode()
        lines = [letters[at : at + 75] for at in range(0, len(letters), 75)]
        content = mail_with(b"").replace(
            b"\n--b--", "\n".join(lines).encode() + b"\n--b--"
        )
        [item] = formats.parse(content)[1]
        self.assertIn("100,001 bytes", item.editor_note)

    def test_a_zip_in_a_mail_is_named_and_never_opened(self):
        content = mail_with(
            b"PK\x03\x04" + bytes(100_000), "copy.zip", "application/zip"
        )
        [item] = formats.parse(content)[1]
        self.assertIn("copy.zip (application/zip, 100,004 bytes)", item.editor_note)
        self.assertEqual(item.pictures, ())


class HarmlessTests(SimpleTestCase):
    def test_script_is_words_or_nothing_wherever_it_stands(self):
        script = "<script>alert(1)</script>"
        [item] = formats.parse(
            ninjs(
                headline=f"Quay {script}",
                description_text=f"A deck {script}",
                body_html=f'<p onclick="x()">Words. <a href="javascript:x()">Link</a>'
                f"{script}</p>",
                associations={
                    "main": {
                        "type": "picture",
                        "description_text": f"The quay {script}",
                        "renditions": {
                            "a": {"href": "https://p.example/a", "width": 9}
                        },
                    }
                },
            )
        )[1]
        captions = [picture.caption for picture in item.pictures]
        printed = [item.headline, item.standfirst, item.body, *captions]
        for words in printed:
            self.assertNotIn("<script", words)
            self.assertNotIn("javascript:", words)
            self.assertNotIn("onclick", words)

    def test_half_a_million_halves_are_words_like_any(self):
        halves = "½ ¾\xa0" * 3_000
        few, many = (f"<p>{text}<b>x</b></p>" for text in (halves[:400], halves))
        with mock.patch.object(html, "MANY", 10**9):
            as_any = [html.clean(few), html.clean(many)]
        self.assertEqual([html.clean(few), html.clean(many)], as_any)


class TagTests(SimpleTestCase):
    def test_a_text_of_tags_alone_is_refused(self):
        with self.assertRaisesMessage(MalformedItem, "no story has so many"):
            encoding.refuse_long("<ul>" * 20_001)
