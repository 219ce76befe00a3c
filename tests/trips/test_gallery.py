"""A gallery made, ordered and captioned by keyboard alone. In a real browser."""

from articles.models import Article
from tests.browser import BrowserTestCase
from tests.factories import make_article, make_photo, make_user


class GalleryTests(BrowserTestCase):
    def setUp(self):
        names = ("Third", "Second", "First")  # the picker shows the newest first
        self.photos = [make_photo(caption=f"{name} picture.") for name in names]
        self.editor = make_user("Editor", username="editor", password="typed-here")

    def caption(self, page, name):
        return page.get_by_label(f"Caption here of {name} picture.")

    def test_its_order_and_its_words_survive_a_save_that_is_refused(self):
        page, keys = self.new_page(), []
        address = "/admin/articles/article/add/"
        self.sign_in(page, self.editor, "typed-here", address)

        def press(*names):
            keys.extend(names)
            for name in names:
                page.keyboard.press(name)

        page.locator(".field-body [contenteditable=true]").focus()
        page.keyboard.type("Before.")
        press("Control+Alt+g")
        page.locator(".desk-picker__list button").nth(2).wait_for()
        press("ArrowDown", *["Enter", "ArrowRight"] * 2, "Enter", "Control+Enter")
        self.caption(page, "Third").wait_for()
        # The cursor stands in the first caption; the picture goes to the end.
        press("Alt+ArrowDown", "Alt+ArrowDown", "Control+a")
        page.keyboard.type("As told here.")
        press("Escape", "ArrowDown")
        page.keyboard.type("After.")
        page.click("[name=_save]")
        page.locator(".errornote").wait_for()

        written = self.caption(page, "First")
        written.wait_for()
        self.assertEqual(written.input_value(), "As told here.")
        page.fill("#id_headline", "A day in pictures")
        self.caption(page, "Third").focus()
        press("Alt+Delete")
        page.click("[name=_save]")
        page.get_by_text("was added successfully").wait_for()

        story = Article.objects.get()
        _third, second, first = (photo.pk for photo in self.photos)
        figure = f'<figure data-gallery="{second} {first}"></figure>'
        self.assertEqual(story.body, f"<p>Before.</p>\n{figure}\n<p>After.</p>")
        uses = story.article_photos.values_list("photo", "caption")
        self.assertEqual(list(uses), [(second, ""), (first, "As told here.")])
        self.assertEqual(self.faults, [])

    def test_a_body_of_one_gallery_alone_keeps_it(self):
        keys = [photo.pk for photo in self.photos]
        figure = f'<figure data-gallery="{keys[0]} {keys[1]}"></figure>'
        story = make_article(body=figure)
        page = self.new_page()
        address = f"/admin/articles/article/{story.pk}/change/"
        self.sign_in(page, self.editor, "typed-here", address)
        self.caption(page, "Third").fill("As told here.")
        page.keyboard.press("Alt+ArrowDown")
        page.click("[name=_save]")
        page.get_by_text("was changed successfully").wait_for()
        story.refresh_from_db()
        moved = f'<figure data-gallery="{keys[1]} {keys[0]}"></figure>'
        self.assertEqual(story.body, moved)
        use = story.article_photos.get(photo=keys[0])
        self.assertEqual(use.caption, "As told here.")
