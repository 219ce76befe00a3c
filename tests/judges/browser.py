"""What a reader's browser finds: weight, paint, jumps, widths, faults, strangers."""

from itertools import product
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from tests.chromium import chromium
from tests.judges.verdict import Verdict

# Slow 4G as Lighthouse has it: bytes a second, and milliseconds there and back.
SLOW = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 200_000,
    "uploadThroughput": 90_000,
}
KB = 1000
# The bars of a first view, over the wire.
WORDS_KB = 60  # HTML, style and scripts
SCRIPTS_KB = 10
FONTS, FONTS_KB = 3, 110
LCP = 1800  # milliseconds on SLOW
JUMPS = 0.003  # every layout shift counted, those after a touch too
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
WIDTHS = (320, 390, 820, 1440, 2560)
# What a browser tells by itself: a shift of the layout, the largest paint.
WATCH = """
window.seen = {lcp: 0, what: "", jumps: 0};
new PerformanceObserver(list => { for (const entry of list.getEntries()) {
  seen.lcp = entry.startTime;
  seen.what = entry.element?.tagName + " " + entry.element?.className;
} }).observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver(list => { for (const entry of list.getEntries()) {
  if (!window.scrolling || !entry.hadRecentInput) seen.jumps += entry.value;
} }).observe({type: "layout-shift", buffered: true});
"""
FITS = "document.documentElement.scrollWidth <= innerWidth"


def judge(address: str, kinds: dict[str, str]) -> Verdict:
    """Return what a browser finds on each kind of page."""
    verdict = Verdict("browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox"]
        )
        for kind, path in kinds.items():
            first_view(browser, verdict, kind, address + path)
            jumps_at_a_desk(browser, verdict, kind, address + path)
            layouts(browser, verdict, kind, address + path)
        browser.close()
    return verdict


def first_view(browser, verdict, kind, url):
    """Open a page on a slow phone with nothing in its cache, and leaf to its end."""
    context = browser.new_context(**PHONE)
    page = context.new_page()
    page.add_init_script(WATCH)
    wire = Wire(context.new_cdp_session(page))
    said = []
    page.on("console", lambda message: said.append((message.type, message.text)))
    page.on("pageerror", lambda fault: said.append(("error", str(fault))))
    answer = page.goto(url, wait_until="load")
    leaf(page)
    fonts = wire.of("Font")
    seen = page.evaluate("seen")
    cookies = context.cookies()
    context.close()

    scripts = sum(wire.of("Script"))
    words = scripts + sum(wire.of("Document")) + sum(wire.of("Stylesheet"))
    verdict.bar(kind, "HTML, style and scripts", words / KB, WORDS_KB, " kB")
    verdict.bar(kind, "scripts", scripts / KB, SCRIPTS_KB, " kB")
    verdict.bar(kind, "fonts", len(fonts), FONTS)
    verdict.bar(kind, "fonts", sum(fonts) / KB, FONTS_KB, " kB")
    verdict.bar(kind, "LCP", round(seen["lcp"]), LCP, " ms")
    verdict.bar(kind, "CLS", round(seen["jumps"], 4), JUMPS)
    if strangers := wire.hosts - {urlsplit(url).netloc}:
        verdict.fault(kind, f"asks other hosts: {', '.join(sorted(strangers))}")
    if cookies:
        verdict.fault(kind, f"sets a cookie: {cookies[0]['name']}")
    for level, text in said:
        # A browser itself complains of the status that an address rightly has.
        if level in ("error", "warning") and not (
            answer.status >= 400 and str(answer.status) in text
        ):
            verdict.fault(kind, f"the console says: {text[:120]}")
    verdict.figure(
        kind,
        f"{words / KB:.1f} kB of words ({scripts / KB:.1f} of scripts),"
        f" {len(fonts)} fonts {sum(fonts) / KB:.0f} kB,"
        f" pictures {sum(wire.of('Image')) / KB:.0f} kB, LCP {seen['lcp']:.0f} ms"
        f" ({seen['what'].strip()}), CLS {seen['jumps']:.4f}",
    )


def leaf(page):
    """Wait until a page is at rest, and leaf to its end."""
    page.wait_for_timeout(800)
    page.evaluate("window.scrolling = true")
    for _ in range(page.evaluate("document.documentElement.scrollHeight") // 700):
        page.mouse.wheel(0, 700)
        page.wait_for_timeout(40)


def jumps_at_a_desk(browser, verdict, kind, url):
    """What moves on a wide screen, over a line so slow that every font comes late."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.add_init_script(WATCH)
    Wire(context.new_cdp_session(page))
    page.goto(url, wait_until="load")
    leaf(page)
    jumps = page.evaluate("seen.jumps")
    context.close()
    verdict.bar(kind, "CLS at a desk", round(jumps, 4), JUMPS)


class Wire:
    """What came over the wire, by the kind of it, compressed as it came."""

    def __init__(self, session):
        self.kinds = {}
        self.sizes = {}
        self.hosts = set()
        session.on("Network.responseReceived", self.answered)
        session.on("Network.loadingFinished", self.finished)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW)

    def answered(self, event):
        self.kinds[event["requestId"]] = event["type"]
        if host := urlsplit(event["response"]["url"]).netloc:
            self.hosts.add(host)

    def finished(self, event):
        self.sizes[event["requestId"]] = event["encodedDataLength"]

    def of(self, kind):
        return [size for key, size in self.sizes.items() if self.kinds.get(key) == kind]


def layouts(browser, verdict, kind, url):
    """Nothing sticks out: at any width, in either direction, with large letters."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(url)
    for width, direction in product(WIDTHS, ("ltr", "rtl")):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(f"document.documentElement.dir = '{direction}'")
        if not page.evaluate(FITS):
            verdict.fault(kind, f"wider than {width} px, {direction}")
    page.evaluate("document.documentElement.dir = 'ltr'")
    page.set_viewport_size({"width": 390, "height": 900})
    page.add_style_tag(
        content="* { line-height: 1.5 !important; letter-spacing: .12em !important;"
        " word-spacing: .16em !important } p { margin-bottom: 2em !important }"
    )
    if not page.evaluate(FITS):
        verdict.fault(kind, "wider than 390 px with WCAG's spacing of text")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    if not page.evaluate(FITS):
        verdict.fault(kind, "wider than 390 px with letters twice as large")
    levels = page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.tagName[1])"
    )
    if levels.count(1) != 1:
        verdict.fault(kind, f"{levels.count(1)} headings of level 1")
    if any(below > above + 1 for above, below in zip(levels, levels[1:], strict=False)):
        verdict.fault(kind, f"headings skip a level: {levels}")
    context.close()
    without_scripts(browser, verdict, kind, url)


def without_scripts(browser, verdict, kind, url):
    """What can be read is the same where no script runs."""
    lengths = []
    for runs in (True, False):
        context = browser.new_context(java_script_enabled=runs)
        page = context.new_page()
        page.goto(url)
        lengths.append(len(page.locator("main").inner_text()))
        context.close()
    if lengths[1] < 0.98 * lengths[0]:
        verdict.fault(kind, f"{lengths[1]} of {lengths[0]} letters without scripts")
