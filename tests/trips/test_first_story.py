"""A new editor's first story: typed, captioned, published, read. In a real browser."""

import io
import re

from PIL import Image

from articles.models import Article, Photo
from tests.browser import BrowserTestCase
from tests.factories import make_contributor, make_section, make_topic, make_user

BULLET = '<span style="mso-list:Ignore">·</span>'
WORD_LIST = f"""<meta charset="utf-8"><h1 style="mso-x:y">From the desk</h1>
<p class="MsoNormal" style="margin:0"><span style="color:red">Pasted</span>
<b>words</b>.</p>
<p class="MsoListParagraphCxSpFirst">{BULLET}First point</p>
<p class="MsoListParagraphCxSpLast">{BULLET}Second point</p>"""


def picture():
    buffer = io.BytesIO()
    Image.new("RGB", (900, 600), "#456").save(buffer, "JPEG")
    return {"name": "quay.jpg", "mimeType": "image/jpeg", "buffer": buffer.getvalue()}


class FirstStoryTests(BrowserTestCase):
    def setUp(self):
        make_section(name="World", slug="world")
        make_contributor(name="Ana Marsh", slug="ana-marsh")
        make_topic("Harbour")
        self.editor = make_user("Publisher", username="editor", password="typed-here")

    def choose(self, page, field, words):
        """Choose in one of the admin's search fields, by keyboard."""
        page.click(f"{field} .select2-selection")
        page.keyboard.type(words)
        page.locator(".select2-results__option--highlighted", has_text=words).wait_for()
        page.keyboard.press("Enter")

    def paste(self, page, markup):
        page.evaluate(
            """markup => {
                const data = new DataTransfer()
                data.setData("text/html", markup)
                document.activeElement.dispatchEvent(new ClipboardEvent(
                    "paste", {clipboardData: data, bubbles: true, cancelable: true}))
            }""",
            markup,
        )

    def test_from_the_sign_in_to_the_front_page(self):
        page = self.new_page()
        self.sign_in(page, self.editor, "typed-here", "/admin/articles/photo/add/")
        page.set_input_files("#id_original", files=[picture()])
        page.fill("#id_caption", "The Old Quay at dusk.")
        page.fill("#id_credit", "Ana Marsh")
        page.fill("#id_alt_text", "A long stone quay under a grey sky")
        page.select_option("#id_category", "staff")
        page.click("[name=_save]")
        page.get_by_text("was added successfully").wait_for()

        self.go(page, "/admin/articles/article/add/")
        page.fill("#id_headline", "Council votes for the sea wall")
        body = page.locator(".field-body [contenteditable=true]")
        body.click()
        page.keyboard.type("The vote came at ten past two.")
        page.keyboard.press("Enter")
        self.paste(page, WORD_LIST)
        page.click("[title='Insert a photo']")
        page.locator(".desk-picker__list button").first.click()
        page.get_by_label("Caption here of The Old Quay at dusk.").wait_for()
        self.choose(page, ".field-lead_photo", "The Old Quay")
        page.select_option("#id_section", label="World")
        self.choose(page, ".field-tags", "Harbour")
        page.click("text=Add another Byline")
        self.choose(page, "#bylines-0", "Ana Marsh")
        page.click("[name=_do_publish]")
        page.get_by_text("is out.").wait_for()

        story = Article.objects.get()
        photo = Photo.objects.get()
        self.assertEqual(
            story.body,
            "<p>The vote came at ten past two.</p>\n<h2>From the desk</h2>\n"
            "<p>Pasted <strong>words</strong>.</p>\n"
            "<ul><li><p>First point</p></li><li><p>Second point</p></li></ul>\n"
            f'<figure data-photo="{photo.pk}"></figure>',
        )
        self.assertEqual([topic.name for topic in story.tags.all()], ["Harbour"])

        reader = self.new_page()
        self.go(reader, "/")
        reader.get_by_role("link", name="Council votes for the sea wall").first.click()
        reader.wait_for_url(re.compile(f"-{story.pk}/$"))
        self.assertEqual(reader.locator("h1").inner_text(), story.headline)
        for words in ["Ana Marsh", "The Old Quay at dusk.", "First point", "Harbour"]:
            self.assertGreater(reader.get_by_text(words).count(), 0, words)
        self.assertEqual(self.faults, [])
