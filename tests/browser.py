"""Drive the site in a real browser, as its users do."""

import os
from unittest import mock

import pytest
from django.contrib.staticfiles.testing import StaticLiveServerTestCase
from playwright.sync_api import Page, sync_playwright

from tests.chromium import chromium


@pytest.mark.browser
class BrowserTestCase(StaticLiveServerTestCase):
    """A site and a browser before it, which notes every fault of a page's script."""

    serialized_rollback = True  # the desk's groups come from a migration

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Playwright's own loop makes Django believe that it runs in one.
        cls.enterClassContext(
            mock.patch.dict(os.environ, DJANGO_ALLOW_ASYNC_UNSAFE="true")
        )
        playwright = cls.enterClassContext(sync_playwright())
        cls.browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox"]
        )
        cls.addClassCleanup(cls.browser.close)

    def new_page(self, **options) -> Page:
        """Return a page of a reader who was never here before."""
        context = self.browser.new_context(**options)
        self.addCleanup(context.close)
        page = context.new_page()
        self.faults: list[str] = []
        page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        page.on("console", self._note)
        return page

    def _note(self, message):
        if message.type == "error":
            self.faults.append(message.text)

    def go(self, page, path):
        page.goto(self.live_server_url + path)

    def sign_in(self, page, user, password, path="/admin/"):
        self.go(page, f"/admin/login/?next={path}")
        page.fill("#id_username", user.username)
        page.fill("#id_password", password)
        page.click("[type=submit]")
        page.wait_for_url(self.live_server_url + path)
