"""What a body may hold, and how it is read."""

from django.test import SimpleTestCase

from articles import html


class CleanTests(SimpleTestCase):
    def assertCleans(self, dirty, clean):
        self.assertEqual(html.clean(dirty), clean)
        self.assertEqual(html.clean(str(html.clean(dirty))), clean, "cleaned twice")

    def test_keeps_what_a_story_needs(self):
        body = (
            "<p>A <strong>b</strong> <em>c</em></p>\n<h2>Sub</h2>\n<h3>Subsub</h3>\n"
            "<blockquote><p>Q</p></blockquote>\n<ul><li>1</li></ul>\n<ol><li>2</li></ol>"
        )
        self.assertCleans(body, body)

    def test_drops_scripts_styles_and_handlers_but_keeps_the_words(self):
        self.assertCleans(
            '<p style="x" onclick="y" class="z">Kept</p><script>alert(1)</script>'
            "<style>p{}</style><iframe src=//x></iframe><svg><script>1</script></svg>",
            "<p>Kept</p>",
        )

    def test_drops_links_that_run_or_hide_where_they_go(self):
        for address in [
            "javascript:x",
            "//evil.example",
            "data:text/html,x",
            "vbscript:x",
        ]:
            with self.subTest(address):
                self.assertNotIn(
                    "href", html.clean(f'<p><a href="{address}">a</a></p>')
                )

    def test_keeps_links_to_the_web_mail_and_the_site_itself(self):
        for address in [
            "https://ok.example/?a=1",
            "mailto:a@ok.example",
            "/world/",
            "#top",
        ]:
            with self.subTest(address):
                self.assertIn(
                    f'href="{address}"', html.clean(f'<a href="{address}">a</a>')
                )

    def test_headings_come_down_to_two_levels(self):
        self.assertCleans("<h1>A</h1><h5>B</h5>", "<h2>A</h2>\n<h3>B</h3>")

    def test_bold_and_italics_become_stress(self):
        self.assertCleans(
            "<p><b>a</b><i>b</i></p>", "<p><strong>a</strong><em>b</em></p>"
        )

    def test_loose_words_stay_together_in_one_paragraph(self):
        self.assertCleans(
            "one <em>two</em> three<p>x</p>four",
            "<p>one <em>two</em> three</p>\n<p>x</p>\n<p>four</p>",
        )

    def test_empty_paragraphs_go(self):
        self.assertCleans("<p></p><p>&nbsp;</p><p><br></p><p>a</p>", "<p>a</p>")

    def test_a_photo_is_placed_by_its_id_alone(self):
        self.assertCleans(
            '<figure data-photo="12" class="x"><img src="y" onerror="z">w</figure>',
            '<figure data-photo="12"></figure>',
        )

    def test_a_figure_that_places_nothing_goes(self):
        self.assertCleans(
            '<figure data-photo="12x"></figure><figure><img></figure>', ""
        )

    def test_a_figure_inside_a_block_is_lifted_out_and_no_word_is_lost(self):
        self.assertCleans(
            '<ul><li>a<figure data-photo="1"></figure>b</li></ul>',
            '<ul><li>ab</li></ul>\n<figure data-photo="1"></figure>',
        )

    def test_a_gallery_holds_ids_alone_each_once_and_sixty_at_most(self):
        many = " ".join(str(number) for number in range(1, 80))
        sixty = " ".join(str(number) for number in range(1, 61))
        for written, kept in {
            "12 15  18": "12 15 18",
            "12,15 x <b> 18 -3": "18",
            "7 7 8": "7 8",
            many: sixty,
        }.items():
            with self.subTest(written):
                self.assertCleans(
                    f'<figure data-gallery="{written}" id="x"><p>a</p></figure>',
                    f'<figure data-gallery="{kept}"></figure>',
                )
        for nothing in ("", "a b", "9" * 30):
            self.assertCleans(f'<figure data-gallery="{nothing}"></figure>', "")

    def test_what_a_gallery_shows_stands_nowhere_else(self):
        self.assertCleans(
            '<figure data-photo="1"></figure><figure data-gallery="1 2 3"></figure>'
            '<figure data-gallery="3 4"></figure><figure data-photo="2"></figure>'
            '<figure data-gallery="4 1"></figure>',
            '<figure data-photo="1"></figure>\n<figure data-gallery="2 3"></figure>\n'
            '<figure data-gallery="4"></figure>',
        )

    def test_an_embed_comes_from_a_provider_of_the_list_over_https(self):
        video = "https://www.youtube.com/watch?v=1"
        body = f'<figure data-embed="{video}"></figure>'
        self.assertCleans(body, body)
        for other in [
            "https://evil.example/x",
            "http://www.youtube.com/x",
            "https://www.youtube.com@evil.example/",
        ]:
            with self.subTest(other):
                self.assertCleans(f'<figure data-embed="{other}"></figure>', "")

    def test_a_null_byte_and_broken_markup_are_survived(self):
        self.assertCleans("<p>a\x00b<p>c</div></body>", "<p>ab</p>\n<p>c</p>")

    def test_words_that_look_like_markup_stay_words(self):
        self.assertCleans(
            "<p>1 &lt; 2 &amp;&amp; 3</p>", "<p>1 &lt; 2 &amp;&amp; 3</p>"
        )

    def test_tables_keep_rows_and_cells(self):
        body = "<table><tbody><tr><th>a</th></tr><tr><td>1</td></tr></tbody></table>"
        self.assertCleans(body, body)


class ReadingTests(SimpleTestCase):
    def test_paragraphs_are_the_blocks_in_order(self):
        body = (
            "<p>a</p><h2>b</h2><ul><li>c<ul><li>d</li></ul></li></ul>"
            "<blockquote><p>e</p></blockquote>"
        )
        self.assertEqual(html.paragraphs(body), ["a", "b", "c", "d", "e"])

    def test_words_are_counted_without_markup(self):
        self.assertEqual(html.word_count("<p>one <em>two</em></p><p>three</p>"), 3)

    def test_photo_ids_are_in_order_and_once(self):
        body = "".join(f'<figure data-photo="{n}"></figure>' for n in (3, 1, 3))
        self.assertEqual(html.photo_ids(body), [3, 1])

    def test_photos_of_a_gallery_count_where_it_stands(self):
        body = (
            '<figure data-photo="9"></figure><figure data-gallery="3 1"></figure>'
            '<p>data-gallery="5"</p><figure data-photo="4"></figure>'
        )
        self.assertEqual(html.photo_ids(body), [9, 3, 1, 4])

    def test_plain_text_becomes_paragraphs_by_blank_lines_or_by_lines(self):
        self.assertEqual(html.from_text("a\nb\n\nc"), "<p>a b</p>\n<p>c</p>")
        self.assertEqual(html.from_text("a <\nb"), "<p>a &lt;</p>\n<p>b</p>")


class OddMarkupTests(SimpleTestCase):
    """What office programs and strangers send: no word may be lost on the way."""

    def cleaned_twice(self, dirty):
        once = html.clean(dirty)
        self.assertEqual(html.clean(str(once)), once)
        return once

    def test_a_wrapper_round_the_whole_text_is_no_stress(self):
        dirty = '<b style="font-weight:normal"><p>one</p><p>t <b>two</b></p></b> three'
        clean = "<p>one</p>\n<p>t <strong>two</strong></p>\n<p> three</p>"
        self.assertEqual(self.cleaned_twice(dirty), clean)

    def test_blocks_that_no_story_has_become_paragraphs(self):
        dirty = "<dl><dt>t</dt><dd>d</dd></dl><section><p>a</p>b</section><pre>c</pre>"
        found = html.paragraphs(self.cleaned_twice(dirty))
        self.assertEqual(found, ["t", "d", "a", "b", "c"])

    def test_words_nested_beyond_reason_are_kept_as_words(self):
        for tag in ["em", "blockquote", "ul"]:
            with self.subTest(tag):
                dirty = f"<{tag}>" * 3000 + "kept" + f"</{tag}>" * 3000
                self.assertIn("kept", html.to_text(self.cleaned_twice(dirty)))

    def test_elements_that_are_never_closed_lose_no_words_and_no_paragraphs(self):
        for tag in ["blockquote", "b", "ul", "font"]:
            with self.subTest(tag):
                words = "kept<p>one</p><p>two <a href='/x'>x</a></p>"
                dirty = f"<{tag}>" * 5000 + words
                clean = self.cleaned_twice(dirty)
                self.assertEqual(html.paragraphs(clean), ["kept", "one", "two x"])
                self.assertIn('<a href="/x"', clean)
                self.assertLess(clean.count("<"), 100)

    def test_what_needs_no_end_may_come_as_often_as_it_likes(self):
        items = "".join(f"<li>{number}" for number in range(200))
        clean = self.cleaned_twice(f"<p>a<p>b<ul>{items}</ul><p><a name=x>c<p>d")
        self.assertEqual(clean.count("<li>"), 200)
        links = "".join(f"<a href='/{number}'>n " for number in range(200))
        self.assertEqual(self.cleaned_twice(f"<p>{links}").count("<a "), 200)

    def test_quotations_within_quotations_stay_as_they_are(self):
        deep = "<blockquote>" * 12 + "<p>said</p>" + "</blockquote>" * 12
        clean = self.cleaned_twice(deep + "<p>b</p>" * 200)
        self.assertEqual(clean.count("<blockquote>"), 12)
        deeper = "<blockquote>" * 40 + "<p>said</p>" + "</blockquote>" * 40
        clean = self.cleaned_twice(f"{deeper}<p>and</p>{deeper}")
        self.assertEqual(clean.count("<blockquote>"), 60)
        self.assertIn("</blockquote>\n<p>and</p>\n<blockquote>", clean)

    def test_an_address_that_is_none_embeds_nothing(self):
        self.assertEqual(html.clean('<figure data-embed="https://[x"></figure>'), "")
