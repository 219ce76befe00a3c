"""Bodies that are read without a parser are read as a parser reads them."""

import random
from unittest import mock

from django.test import SimpleTestCase

from articles import html, prose

PIECES = [
    "a", "Two words", " ", "\n", "\t", "&amp;", "&lt;", "&gt;", "&amp;amp;", "'", '"',
    "\xa0", "\u2028", "\u3000", "½", "é", "😀", "\u200b", "\ufeff", "&nbsp;", "&",
    "<br>", "<em>a</em>", "\x0b", "\x85",
]  # fmt: skip


def parsed(read, body):
    """Return what a function makes of a body if every body is parsed."""
    html._paragraphs.cache_clear()
    with mock.patch.object(prose, "blocks", return_value=None):
        made = read(body)
    html._paragraphs.cache_clear()
    return made


class ProseTests(SimpleTestCase):
    def test_paragraphs_and_headings_are_cleaned_and_read_as_by_a_parser(self):
        chance = random.Random(7)
        for _number in range(300):
            body = ""
            for _block in range(chance.randint(1, 4)):
                tag = chance.choice(["p", "p", "h2", "h3", "blockquote"])
                words = "".join(chance.choices(PIECES, k=chance.randint(0, 4)))
                body += f"<{tag}>{words}</{tag}>" + chance.choice(["\n", "", " \n\n"])
            for read in (html.clean, html.paragraphs):
                with self.subTest(body, read=read.__name__):
                    self.assertEqual(read(body), parsed(read, body))

    def test_plain_bodies_need_no_parser(self):
        body = "<p>R&amp;D &lt; “a”</p>\n<h2>Ferry</h2>\n\n<p>\xa0</p><p>b</p>"
        with mock.patch.object(html, "_fragment") as parser:
            self.assertEqual(html.paragraphs(body), ["R&D < “a”", "Ferry", "b"])
            html.clean(body)
        parser.assert_not_called()

    def test_anything_else_is_left_to_the_parser(self):
        for body in [
            "loose", "<p>a", "<p>a</h2>", "<p lang=de>a</p>", "<P>a</P>", "a<p>b</p>",
            "<p>a</p>b", "<p>&nbsp;</p>", "<p>a\x00</p>", "<p>a & b</p>",
            "<p><script>x</script></p>", "<p>a</p><script>x</script>",
            "<ul><li>a</li></ul>", '<figure data-photo="1"></figure>',
        ]:  # fmt: skip
            with self.subTest(body):
                self.assertIsNone(prose.blocks(body))
