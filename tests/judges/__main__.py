"""Serve the demo edition and let judges look at every kind of its pages."""

import sys
import time

from tests.judges import axe, browser, html, lighthouse, machines, pictures, serving

JUDGES = {
    "html": html.judge,
    "machines": machines.judge,
    "axe": axe.judge,
    "browser": browser.judge,
    "pictures": pictures.judge,
    "lighthouse": lighthouse.judge,
}


def main(names):
    if unknown := set(names) - set(JUDGES):
        sys.exit(f"There is no judge {unknown.pop()}; there are {', '.join(JUDGES)}.")
    failed = []
    with serving.demo_edition() as address:
        from tests.judges.kinds import kinds

        found = kinds()
        for name in names or JUDGES:
            start = time.monotonic()
            verdict = JUDGES[name](address, found)
            print(f"\n== {name}, {time.monotonic() - start:.0f} s")
            for figure in verdict.figures:
                print(f"   {figure}")
            for fault in verdict.faults:
                print(f" ✗ {fault}")
            if verdict.faults:
                failed.append(f"{name} ({len(verdict.faults)})")
            sys.stdout.flush()
    print(f"\nFaults: {', '.join(failed)}" if failed else "\nNo fault.")
    sys.exit(bool(failed))


main(sys.argv[1:])
