"""axe-core on every kind of page: phone and desk, light and dark."""

from itertools import product
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.chromium import chromium
from tests.judges.verdict import Verdict

PROGRAM = ".judges/node_modules/axe-core/axe.min.js"
TAGS = [
    *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"),
    "best-practice",
]
WIDTHS = (390, 1440)
SCHEMES = ("light", "dark")


def judge(address: str, kinds: dict[str, str]) -> Verdict:
    """Return every violation of WCAG 2.2 AA and of axe's best practices."""
    verdict = Verdict("axe")
    program = Path(PROGRAM).read_text()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox"]
        )
        for width, scheme in product(WIDTHS, SCHEMES):
            context = browser.new_context(
                viewport={"width": width, "height": 900},
                color_scheme=scheme,
                bypass_csp=True,  # axe is put into the page
                reduced_motion="reduce",
            )
            page = context.new_page()
            for kind, path in kinds.items():
                page.goto(address + path)
                page.evaluate(program)
                found = page.evaluate(
                    "tags => axe.run(document, {runOnly: tags,"
                    " resultTypes: ['violations']})",
                    TAGS,
                )
                for violation in found["violations"]:
                    node = violation["nodes"][0]
                    verdict.fault(
                        kind,
                        f"{violation['id']} ×{len(violation['nodes'])} at {width} px,"
                        f" {scheme}: {node['target']} {node['failureSummary'][:200]!r}",
                    )
            context.close()
        browser.close()
    verdict.figure("all", f"{len(kinds)} pages × {WIDTHS} px × {SCHEMES}")
    return verdict
