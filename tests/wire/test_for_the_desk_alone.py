"""What agencies tell desks stays at the desk: in every format, and on every page."""

import re

from django.test import SimpleTestCase, TestCase
from django.urls import reverse

from articles import html
from newsroom.wire import formats
from newsroom.wire.desk import stories
from newsroom.wire.items import MalformedItem, WireItem
from newsroom.wire.models import Feed
from tests.factories import make_published, make_user
from tests.wire.sampling import SAMPLES, data

FOR_READERS = ["headline", "standfirst", "body", "byline_text", "dateline"]
# Of each format: a sample, and what in it is for the desk.
ALONE = {
    "caret-rich.anpa": ["Routing: C2871", "COA Photo CQ101", "Eds:"],
    "council.xml": ["Updates with the vote.", "Desk: 555 0100"],
    "entries-rich.atom": ["Wrong man named."],
    "ferry.json": ["Adds the cost in the second paragraph."],
    "letter.eml": ["ana@coastal.example", "Ana Ruiz, Coastal, 555 0100"],
    "letter-form.eml": ["form@estuary.example", "Ask first.", "555 0100"],
    "media-feed.json": ["Embargoed to Friday"],
    "newsml1-plain.xml": ["ar/bo"],
    "newsml1-rich.xml": ["Picture to follow.", "AdvisoryLine"],
    "nitf-plain.xml": ["ends"],
    "nitf-rich.xml": ["Map to follow at noon.", "Check the height.", "COA RTV ar"],
    "slug-rich.7901": ["Routing: coa0063", "REFILE", "(Achtung)", "NOTEBOOK"],
    "zczc.txt": ["0112/COA", "XCO92212", "RUI", "(COA)."],
    "zczc-several.txt": ["(Rui/Coastal)", "ISSN 1234 - 5678"],
    "channel.rss": ["Source: https://coastal.example/cafe?id=7"],
}
CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.\w|\b(?:tel|phone|fax)\b[:. ]*[\d(+]|\b555 \d{4}\b"
    r"|\bnotebook\b|\beds:|not for publication",
    re.I,
)


def told(name):
    """Return what the items of a sample say to readers, and what to the desk."""
    readers, desk = [], []
    for item in formats.parse(data(name))[1]:
        if isinstance(item, WireItem):
            fields = stories.fields(item, Feed(slug="coastal", name="Coastal"))
            body = fields["body"]
            shown = fields | {"body": "\n".join(html.paragraphs(body) if body else [])}
            readers += [str(shown[field]) for field in FOR_READERS]
            desk.append(fields["editor_note"])
    return "\n".join(readers), "\n".join(desk)


class EveryFormatTests(SimpleTestCase):
    def test_what_is_for_the_desk_is_in_its_note_and_nowhere_else(self):
        for name, all_words in ALONE.items():
            readers, desk = told(name)
            lines = readers.split("\n")
            for words in all_words:
                with self.subTest(name, words=words):
                    self.assertIn(words, desk)
                    if words.isalpha():  # “ends” may stand within a sentence
                        self.assertNotIn(words, lines)
                    else:
                        self.assertNotIn(words, readers)

    def test_no_sample_gives_readers_a_contact_or_a_notebook(self):
        for path in sorted(SAMPLES.iterdir()):
            try:
                readers, _desk = told(path.name)
            except MalformedItem:
                continue
            with self.subTest(path.name):
                self.assertIsNone(CONTACT.search(readers))


class PageTests(TestCase):
    def test_the_note_stands_on_top_of_the_form_and_on_no_page(self):
        article = make_published(editor_note="Desk: 555 0100\nCall <b>before</b> noon.")
        public = self.client.get(article.get_absolute_url())
        self.assertNotContains(public, "555 0100")
        self.client.force_login(make_user("Publisher"))
        form = reverse("admin:articles_article_change", args=[article.pk])
        page = self.client.get(form).content.decode()
        self.assertIn("Call &lt;b&gt;before&lt;/b&gt; noon.", page)
        self.assertLess(page.index("desk-note"), page.index('id="id_headline"'))

    def test_without_a_note_nothing_stands_there(self):
        article = make_published()
        self.client.force_login(make_user("Publisher"))
        form = reverse("admin:articles_article_change", args=[article.pk])
        self.assertNotContains(self.client.get(form), "desk-note")
