"""The public pages, held against WCAG by axe-core in a real browser."""

from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from articles import publishing
from tests.articles.test_pages_article import shown
from tests.browser import BrowserTestCase
from tests.factories import (
    make_contributor,
    make_photo,
    make_published,
    make_section,
    make_topic,
)

SCREENS = [
    {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light"},
    {"viewport": {"width": 390, "height": 800}, "color_scheme": "dark"},
]
# The levels this site promises: WCAG 2.2 AA and what it builds on.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}


class AccessibleTests(BrowserTestCase):
    def setUp(self):
        self.section = make_section(name="World", slug="world")
        self.topic = make_topic("Harbour")
        self.person = make_contributor(name="Ana Marsh", slug="ana-marsh")
        for genre in ["news", "opinion", "news", "analysis"] * 3:
            self.story = make_published(
                section=self.section,
                genre=genre,
                kicker="Sea wall",
                standfirst="By 31 to 20 the council chose to build.",
                dateline="Port Sable",
                bylines=[self.person],
                topics=[self.topic],
                lead_photo=make_photo(),
                body="<p>One.</p><h2>Two</h2><ul><li>Three</li></ul>"
                "<blockquote><p>Four</p></blockquote>",
            )
        self.add_gallery(self.story)
        self.story.corrections.create(text="It was 4.3 metres.")
        gone = make_published(section=self.section)
        self.gone = gone.get_absolute_url()
        publishing.kill(gone, note="It was wrong.")

    def add_gallery(self, story):
        """Give a story two photos, one of them made by AI under a public licence."""
        photos = [
            shown(),
            shown(
                digital_source="trainedAlgorithmicMedia",
                category="creative-commons",
                licence="by/4.0",
            ),
        ]
        story.body += f'<figure data-gallery="{photos[0].pk} {photos[1].pk}"></figure>'
        story.save()
        publishing.place_photos(story)

    def test_no_public_page_has_a_fault_that_axe_can_find(self):
        pages = [
            "/",
            self.section.get_absolute_url(),
            self.story.get_absolute_url(),
            f"{self.story.get_absolute_url()}photos/1/",
            self.topic.get_absolute_url(),
            self.person.get_absolute_url(),
            reverse("articles:corrections"),
            reverse("notes:report", args=[self.story.pk]),
            reverse("search:search") + "?q=sea",
            self.gone,
            "/nothing/here/",
            "/admin/login/",
        ]
        for screen in SCREENS:
            page = self.new_page(**screen)
            for path in pages:
                with self.subTest(path, width=screen["viewport"]["width"]):
                    self.go(page, path)
                    found = Axe().run(page, options=RULES)
                    self.assertEqual(found.violations_count, 0, found.generate_report())
