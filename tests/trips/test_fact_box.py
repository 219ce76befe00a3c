"""A fact box written, kept and left by keyboard alone. In a real browser."""

from articles.models import Article
from tests.browser import BrowserTestCase
from tests.factories import make_user


class FactBoxTests(BrowserTestCase):
    def test_it_is_written_and_saved_by_keyboard_and_kept_by_a_second_save(self):
        page = self.new_page()
        editor = make_user("Editor", username="editor", password="typed-here")
        self.sign_in(page, editor, "typed-here", "/admin/articles/article/add/")
        page.fill("#id_headline", "A box")
        page.locator(".field-body [contenteditable=true]").focus()
        for text, *keys in (
            ("Before.", "Enter", "Control+Alt+f"),
            ("In short", "Enter"),
            ("A wall.", "Enter", "Enter"),
            ("After.",),
        ):
            page.keyboard.type(text)
            for key in keys:
                page.keyboard.press(key)
        self.assertTrue(page.get_by_role("group", name="Fact box").is_visible())
        body = (
            "<p>Before.</p>\n<aside><h3>In short</h3> <p>A wall.</p></aside>\n"
            "<p>After.</p>"
        )
        for _save in range(2):
            page.click("[name=_continue]")
            page.locator("ul.messagelist .success").wait_for()
            self.assertEqual(Article.objects.get().body, body)
            page.locator(".field-body [contenteditable=true]").press("End")
        self.assertEqual(self.faults, [])
