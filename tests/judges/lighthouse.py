"""Lighthouse on an article, a section and the home page: the median of three runs."""

import json
import os
import statistics
import subprocess
import tempfile
from pathlib import Path

from tests.chromium import chromium
from tests.judges.verdict import Verdict

PROGRAM = ".judges/node_modules/.bin/lighthouse"
PAGES = ("home", "section", "article")
RUNS = 3
# Form of device → category → the least it must reach, of 100.
BARS = {
    "mobile": {"performance": 97, "accessibility": 100, "best-practices": 100},
    "desktop": {"performance": 100, "accessibility": 100, "best-practices": 100},
}
SEO = 100
TIMES = {
    "largest-contentful-paint": "LCP ms",
    "total-blocking-time": "TBT ms",
    "cumulative-layout-shift": "CLS",
}
QUIET = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"


def judge(address: str, kinds: dict[str, str]) -> Verdict:
    """Return the medians that are below their bars."""
    verdict = Verdict("lighthouse")
    for kind in PAGES:
        for form, bars in BARS.items():
            reports = [run(address + kinds[kind], form) for _ in range(RUNS)]
            said = []
            for category, least in {**bars, "seo": SEO}.items():
                found = [round(100 * score(report, category)) for report in reports]
                median = statistics.median(found)
                said.append(f"{category} {median}")
                if median < least:
                    lost = "; ".join(losses(reports[0], category))
                    verdict.fault(
                        kind, f"{form} {category} {found}, the bar is {least}: {lost}"
                    )
            for audit, name in TIMES.items():
                median = statistics.median(
                    report["audits"][audit]["numericValue"] for report in reports
                )
                said.append(f"{name} {median:.3g}")
            verdict.figure(kind, f"{form}: {', '.join(said)}")
    return verdict


def score(report, category):
    return report["categories"][category]["score"] or 0


def run(url, form):
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        command = [PROGRAM, url, "--quiet", "--no-enable-error-reporting"]
        command += [
            "--output=json",
            f"--output-path={report}",
            "--max-wait-for-load=30000",
        ]
        command += ["--only-categories=performance,accessibility,best-practices,seo"]
        command += [f"--chrome-flags={QUIET} --user-data-dir={folder}/profile"]
        if form == "desktop":
            command += ["--preset=desktop"]
        subprocess.run(
            command,
            check=True,
            capture_output=True,
            env={**os.environ, "CHROME_PATH": chromium() or ""},
        )
        return json.loads(report.read_text())


def losses(report, category):
    """Return what cost a category points."""
    for reference in report["categories"][category]["auditRefs"]:
        audit = report["audits"][reference["id"]]
        weighs = reference["weight"] > 0 and audit["score"] is not None
        if weighs and audit["score"] < 0.9:
            yield f"{audit['id']} {audit['score']} {audit.get('displayValue', '')}"
