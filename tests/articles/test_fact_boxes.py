"""Fact boxes in a text: what they may hold, and how everything reads them."""

from django.test import SimpleTestCase, TestCase

from articles import html, live
from articles.portable import portable_body
from newsroom.demo import texts
from tests.factories import make_published

BOX = (
    "<aside><h3>In short</h3> <p>A <em>wall</em>.</p> "
    "<ul><li>1.2 m</li><li>214m</li></ul></aside>"
)


class CleanBoxTests(SimpleTestCase):
    def assertCleans(self, dirty, clean):
        self.assertEqual(html.clean(dirty), clean)
        self.assertEqual(html.clean(str(html.clean(dirty))), clean, "cleaned twice")

    def test_a_box_keeps_its_heading_paragraphs_and_lists_on_one_line(self):
        self.assertCleans(f"<p>a</p>\n{BOX}\n<p>b</p>", f"<p>a</p>\n{BOX}\n<p>b</p>")
        self.assertCleans(
            "<aside class=x>\n<h2>A</h2>\nloose <b>words</b><ul>\n<li>1</ul></aside>",
            "<aside><h3>A</h3> <p> loose <strong>words</strong></p> "
            "<ul> <li>1</li></ul></aside>",
        )

    def test_no_box_stands_in_another_nor_a_quotation_in_it(self):
        self.assertCleans(
            "<aside><p>a</p><aside>b<blockquote>c</blockquote></aside>d</aside>",
            "<aside><p>a</p> <p>b</p> <p>c</p> <p>d</p></aside>",
        )

    def test_pictures_and_tables_stand_after_their_box(self):
        self.assertCleans(
            "<aside><p>a</p><figure data-photo=3></figure>"
            "<ul><li>b<table><tr><td>1</table></ul></aside>",
            '<aside><p>a</p> <ul><li>b</li></ul></aside>\n<figure data-photo="3">'
            "</figure>\n<table><tbody><tr><td>1</td></tr></tbody></table>",
        )

    def test_a_box_in_another_block_stands_after_it(self):
        self.assertCleans(
            "<ul><li>a<aside>b</aside></ul><blockquote><p>c</p><aside>d</aside>",
            "<ul><li>a</li></ul>\n<aside><p>b</p></aside>\n"
            "<blockquote><p>c</p></blockquote>\n<aside><p>d</p></aside>",
        )

    def test_a_box_without_words_goes(self):
        self.assertCleans("<p>a</p><aside><ul><li> </ul></aside>", "<p>a</p>")

    def test_boxes_are_read_block_by_block_and_merged_as_one(self):
        self.assertEqual(html.paragraphs(BOX), ["In short", "A wall.", "1.2 m", "214m"])
        self.assertEqual(html.word_count(BOX), 7)
        self.assertEqual(html.blocks(f"<p>a</p>\n{BOX}"), ["<p>a</p>", BOX])

    def test_boxes_within_boxes_end_somewhere(self):
        deep = html.clean("<aside><ul><li><table><td>x" * 200)
        self.assertEqual(html.clean(str(deep)), deep)
        self.assertEqual(html.word_count(deep), 200)

    def test_the_demo_edition_writes_one(self):
        text = "[box]\n\n### In short\n\n- One\n\n[end of box]"
        self.assertEqual(
            texts.as_html(text),
            "<aside><h3>In short</h3> <ul><li>One</li></ul></aside>",
        )


class PrintedBoxTests(TestCase):
    def page(self, **fields):
        story = make_published(**fields)
        return self.client.get(story.get_absolute_url()).content.decode()

    def test_each_box_is_named_by_its_heading_below_the_headline(self):
        page = self.page(body=f"<p>a</p>\n{BOX}\n<p>b</p>\n{BOX}")
        for name in ("facts-1", "facts-2"):
            self.assertInHTML(
                f'<aside class="keys facts" aria-labelledby="{name}">'
                f'<h2 id="{name}">In short</h2><p>A <em>wall</em>.</p>'
                "<ul><li>1.2 m</li><li>214m</li></ul></aside>",
                page,
            )

    def test_a_box_without_a_heading_is_no_landmark(self):
        page = self.page(body="<aside><p>k</p></aside>")
        self.assertIn('<aside class="keys facts"><p>k</p></aside>', page)

    def test_a_dateline_opens_the_text_and_no_box(self):
        page = self.page(body=f"{BOX}\n<p>It rained.</p>", dateline="QUITO")
        self.assertIn('<p><span class="dateline">QUITO —</span> It rained.', page)

    def test_bold_words_in_a_box_are_no_question_of_an_interview(self):
        asked = "<p><strong>Why?</strong></p>"
        page = self.page(body=f"{asked}\n<aside>{asked}</aside>", genre="interview")
        self.assertEqual(page.count('<strong class="q">'), 1)

    def test_a_clock_in_a_box_begins_no_update_of_live_coverage(self):
        box = "<aside><h3>17.31 High water</h3> <p>x</p></aside>"
        body = f"<h3>18.00 Calm</h3>\n{box}"
        [update] = live.updates(make_published(genre="live", body=body))
        self.assertEqual(update.html, box)

    def test_feeds_carry_the_box_whole(self):
        story = make_published(body=f"<p>a</p>\n{BOX}", dateline="QUITO")
        self.assertIn(BOX, portable_body(story))
