"""The Nu HTML checker on every kind of page, and on every style sheet."""

import json
import subprocess
import tempfile
from pathlib import Path

from tests.judges.serving import fetch
from tests.judges.verdict import Verdict

JAR = ".judges/node_modules/vnu-jar/build/dist/vnu.jar"
# The checker of styles is older than these two.
UNKNOWN = ".*(view-transition|animation-timeline).*"


def judge(address: str, kinds: dict[str, str]) -> Verdict:
    """Return what the checker finds in the bytes that are served."""
    verdict = Verdict("html")
    with tempfile.TemporaryDirectory() as folder:
        for kind, path in kinds.items():
            Path(folder, f"{kind}.html").write_bytes(fetch(address, path)[2])
        check(verdict, [folder])
    sheets = sorted(map(str, Path("static/css").glob("*.css")))
    check(verdict, ["--css", "--filterpattern", UNKNOWN, *sheets])
    verdict.figure("all", f"{len(kinds)} pages and {len(sheets)} style sheets")
    return verdict


def check(verdict, arguments):
    command = ["java", "-Xss2m", "-jar", JAR, "--format", "json"]
    ran = subprocess.run(
        [*command, "--exit-zero-always", *arguments],
        check=True,
        capture_output=True,
        text=True,
    )
    for message in json.loads(ran.stderr)["messages"]:
        if message["type"] != "info" or message.get("subType") == "warning":
            kind = message.get("url", "").rpartition("/")[2]
            extract = " ".join(message.get("extract", "").split())[:90]
            verdict.fault(kind, f"{message['message']} | {extract}")
