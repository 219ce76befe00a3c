"""Every kind of page as a picture, to be looked at beside the drawings."""

from itertools import product
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.chromium import chromium
from tests.judges.verdict import Verdict

FOLDER = Path(".judges/pictures")
WIDTHS = (390, 1440)
SCHEMES = ("light", "dark")


def judge(address: str, kinds: dict[str, str]) -> Verdict:
    """Take a picture of each page at two widths in both schemes; look for holes."""
    verdict = Verdict("pictures")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox"]
        )
        for width, scheme in product(WIDTHS, SCHEMES):
            context = browser.new_context(
                viewport={"width": width, "height": 900},
                color_scheme=scheme,
                reduced_motion="reduce",
            )
            page = context.new_page()
            for kind, path in kinds.items():
                page.goto(address + path)
                # Pictures further down are fetched when they are near.
                page.evaluate(
                    "document.querySelectorAll('img').forEach(i => i.loading = 'eager')"
                )
                page.wait_for_load_state("networkidle")
                broken = page.evaluate(
                    "[...document.images].filter(i => i.complete && !i.naturalWidth)"
                    ".map(i => i.currentSrc)"
                )
                if broken:
                    verdict.fault(kind, f"pictures that do not load: {broken}")
                page.screenshot(
                    path=FOLDER / f"{kind}-{width}-{scheme}.png", full_page=True
                )
            context.close()
        browser.close()
    verdict.figure("all", f"{4 * len(kinds)} pictures in {FOLDER}")
    return verdict
