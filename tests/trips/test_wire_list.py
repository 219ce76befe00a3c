"""An editor works through the wire list by keys, and takes an item from it."""

import json
import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from articles.models import Article
from newsroom.wire import intake
from tests.browser import BrowserTestCase
from tests.factories import make_user
from tests.trips.test_accessible import RULES
from tests.wire.sampling import make_feed

PASSWORD = "a long enough sentence"
LIST = "/admin/wire/receipt/"


class WireListTests(BrowserTestCase):
    def send(self, number):
        message = {
            "uri": f"urn:{number}",
            "headline": f"Story {number}",
            "urgency": number,
            "body_text": f"Words of story {number}.",
        }
        content = json.dumps(message).encode()
        intake.take_in(content, self.feed, name=f"{number}.json")

    def test_an_editor_reads_and_takes_an_item_by_keys_alone(self):
        self.feed = make_feed(makes_drafts=False)
        for number in (1, 2, 3):
            self.send(number)
        intake.take_in(b"No\x00thing.", self.feed, name="broken.txt")
        editor = make_user("Editor", password=PASSWORD)
        page = self.new_page(viewport={"width": 1400, "height": 800})
        self.sign_in(page, editor, PASSWORD, path=LIST)
        self.assertEqual(page.evaluate("innerWidth - document.body.scrollWidth"), 0)

        for key in ["j", "j", "o"]:
            page.keyboard.press(key)
        pane = page.locator("#wire-pane")
        expect(pane).to_contain_text("Words of story 3.")
        page.keyboard.press("j")
        expect(pane).to_contain_text("Words of story 2.")
        page.keyboard.press("?")
        expect(page.locator("#wire-keys")).to_be_visible()
        page.keyboard.press("Escape")
        for scheme in ["light", "dark"]:
            page.emulate_media(color_scheme=scheme)
            self.assert_accessible(page)
        page.keyboard.press("Escape")
        expect(pane).to_be_hidden()

        self.send(4)
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(page.locator("#wire-news")).to_have_text("1 new item")
        self.assertEqual(self.faults, [])
        page.keyboard.press("t")
        page.wait_for_url(re.compile(r"/articles/article/\d+/change/"))
        self.assertEqual(Article.objects.get().headline, "Story 2")

        self.go(page, "/admin/wire/quarantined/")
        self.assert_accessible(page)

    def assert_accessible(self, page):
        # Colours that are on their way between two schemes are no fault.
        page.evaluate(
            "Promise.allSettled(document.getAnimations().map(a => a.finished))"
            ".then(() => true)"
        )
        found = Axe().run(page, options=RULES).response["violations"]
        faults = [(rule["id"], rule["nodes"][0]["html"]) for rule in found]
        self.assertEqual(faults, [], page.url)
