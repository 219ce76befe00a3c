"""The reading script in a real browser, on a real page, by a clock the test moves."""

import os
from pathlib import Path
from unittest import mock

import pytest
from django.conf import settings
from django.contrib.staticfiles.testing import StaticLiveServerTestCase
from django.test import SimpleTestCase
from playwright.sync_api import sync_playwright

from newsroom.popular.models import ReadBucket
from tests.chromium import chromium
from tests.factories import make_published
from tests.popular.beacons import reads

READER = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Safari/537.36"
)
HIDDEN = "Object.defineProperty(document, 'visibilityState', {get: () => window.seen})"


@pytest.mark.browser
class BeaconTests(StaticLiveServerTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Playwright's own loop makes Django believe that it runs in one.
        unsafe = mock.patch.dict(os.environ, DJANGO_ALLOW_ASYNC_UNSAFE="true")
        cls.enterClassContext(unsafe)
        cls.playwright = cls.enterClassContext(sync_playwright())
        # Otherwise the browser says of itself that a program drives it.
        cls.browser = cls.launch("--disable-blink-features=AutomationControlled")

    @classmethod
    def launch(cls, *arguments):
        browser = cls.playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", *arguments]
        )
        cls.addClassCleanup(browser.close)
        return browser

    def setUp(self):
        self.story = make_published(body="<p>A long paragraph.</p>" * 200)

    def open_story(self, *, browser=None, script=""):
        """Open the story as a reader does, the page's clock standing still."""
        context = (browser or self.browser).new_context(user_agent=READER)
        self.addCleanup(context.close)
        self.page = context.new_page()
        self.sent = []
        self.page.on("request", self.note_request)
        self.page.clock.install(time=0)
        # Installed alone it goes on by itself, and a slow machine reads a story.
        self.page.clock.pause_at(1000)
        self.page.add_init_script(script)
        self.page.goto(self.live_server_url + self.story.get_absolute_url())

    def note_request(self, request):
        if request.url.endswith("/popular/read"):
            self.sent.append(request)

    def wait(self, seconds):
        """Let the page's clock go on; nobody really waits."""
        self.page.clock.run_for(int(seconds * 1000))

    def wait_for_read(self, seconds):
        with self.page.expect_response("**/popular/read") as response:
            self.wait(seconds)
        self.assertEqual(response.value.status, 204)

    def scroll(self):
        """Scroll and come back when the page has noticed."""
        self.page.evaluate(
            "new Promise(noticed => {"
            " addEventListener('scroll', () => noticed(), {once: true});"
            " scrollBy(0, 300); })"
        )

    def test_five_seconds_are_a_read_and_it_is_sent_once(self):
        self.open_story()
        self.wait(4.5)
        self.assertEqual(self.sent, [])
        self.wait_for_read(1)
        self.wait(60)
        self.scroll()
        self.assertEqual(len(self.sent), 1)
        self.assertEqual(self.sent[0].post_data, str(self.story.pk))
        self.assertEqual(reads(article=self.story), 1)

    def test_scrolling_after_two_seconds_is_a_read(self):
        self.open_story()
        self.wait(1.5)
        self.scroll()
        self.assertEqual(self.sent, [])
        self.wait(1)
        with self.page.expect_response("**/popular/read"):
            self.scroll()
        self.assertEqual(reads(article=self.story), 1)

    def test_a_page_in_another_tab_is_not_read_until_it_is_seen(self):
        self.open_story(script=f"window.seen = 'hidden'; {HIDDEN}")
        self.wait(60)
        self.assertEqual(self.sent, [])
        self.page.evaluate("window.seen = 'visible'")
        self.wait(3)
        self.page.evaluate("window.seen = 'hidden'")
        self.wait(60)
        self.assertEqual(self.sent, [])
        self.page.evaluate("window.seen = 'visible'")
        self.wait_for_read(3)

    def test_a_driven_browser_sends_nothing(self):
        self.open_story(browser=self.launch())
        self.wait(60)
        self.scroll()
        self.assertEqual(self.sent, [])
        self.assertFalse(ReadBucket.objects.exists())

    def test_a_browser_without_keepalive_sends_all_the_same(self):
        self.open_story(script="delete Request.prototype.keepalive")
        self.wait_for_read(6)
        self.assertEqual(reads(article=self.story), 1)

    def test_nothing_is_kept_in_the_browser(self):
        self.open_story()
        self.wait_for_read(6)
        self.assertEqual(self.page.context.cookies(), [])
        kept = self.page.evaluate("[localStorage.length, sessionStorage.length]")
        self.assertEqual(kept, [0, 0])


class SizeTests(SimpleTestCase):
    def test_the_script_is_smaller_than_a_kilobyte(self):
        script = Path(settings.BASE_DIR, "static/js/read.js").read_bytes()
        self.assertLess(len(script), 1000)
