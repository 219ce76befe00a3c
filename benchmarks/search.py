"""How long does a search take, among few stories and among a million?

    .venv/bin/python benchmarks/search.py [STORIES…]

Makes an archive of 10,000 and one of 1,000,000 published stories (or of the numbers
named) over ten years, their 200 words of a vocabulary of 50,000 that is used as words
are (`_searched.py`), and asks for the page of a search as a reader would, all
middleware and the template included. Printed are the queries of each page, milliseconds
on the wall's clock (the median of the warm rounds, the fastest, and the slowest of all,
the first included), and of the processors that worked for it: this one and, with
DATABASE_URL, PostgreSQL's process for it. The last column is the growth of the latter
from the smallest archive to the largest.

Exit status 1 if a page takes more than 50 ms on PostgreSQL or 100 ms on SQLite, or more
than 8 queries. On a machine that has more to do than it has processors the wall's clock
tells of other work: there the time is that of the processors, else the fastest round's.
"""

import os
import statistics
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from benchmarks import _archive as archive

ROUNDS = 7
MOST_MILLISECONDS = {"sqlite": 100, "postgresql": 50}
MOST_QUERIES = 8


class Cost(NamedTuple):
    queries: int
    median: float
    fastest: float
    slowest: float
    worked: float


def main():
    sizes = [int(one.replace(",", "")) for one in sys.argv[1:]] or [10_000, 1_000_000]
    costs, loads = [], []
    with archive.django_set_up() as folder:
        from django.db import connection

        from benchmarks import _searched

        most = MOST_MILLISECONDS[connection.vendor]
        for number in sizes:
            with archive.database(folder, number):
                started = time.perf_counter()
                _searched.fill(number)
                made = time.perf_counter() - started
                print(f"{number:,} stories made in {made:,.0f} s", file=sys.stderr)
                costs.append(measure())
                loads.append(os.getloadavg()[0])
        print(archive.database_name())
    failed = False
    for number, cost, load in zip(sizes, costs, loads, strict=True):
        is_busy = load > (os.cpu_count() or 1)
        judged = "by the processors" if is_busy else "by the clock"
        print(f"\nLoad {load:.1f}: judged {judged}")
        heading = "queries  median  fastest  slowest  worked  growth"
        print(f"{f'{number:,} stories':<44}{heading}")
        for name, page in cost.items():
            growth = page.worked / costs[0][name].worked
            taken = page.worked if is_busy else page.fastest
            bad = taken > most or page.queries > MOST_QUERIES
            failed = failed or bad
            print(
                f"{name:<44}{page.queries:>7}{page.median:>8.1f}{page.fastest:>9.1f}"
                f"{page.slowest:>9.1f}{page.worked:>8.1f}{growth:>8.1f}{' !' * bad}"
            )
    return failed


def searches():
    """Return what is asked for: name → parameters."""
    from benchmarks import _searched

    word = _searched.vocabulary()
    common, other, usual, rare = word[48], word[60], word[600], word[45_000]
    everywhere, pair = word[2], f'"{word[9]} {word[11]}"'
    return {
        "a word of 99 % of the stories": {"q": everywhere},
        "a word of 30 %": {"q": common},
        "the same, page 25": {"q": common, "page": "25"},
        "the same, newest first": {"q": common, "sort": "newest"},
        "two words of 30 % and 25 %": {"q": f"{common} {other}"},
        "five common words": {"q": " ".join(word[20:70:10])},
        "a word of 3 %": {"q": usual},
        "a word of 30 % and one of 3 %": {"q": f"{common} {usual}"},
        "a rare word": {"q": rare},
        "a rare word and one of 30 %": {"q": f"{rare} {common}"},
        "a phrase of two common words": {"q": pair},
        "a word of 30 % without one of 25 %": {"q": f"{common} -{other}"},
        "a word of 30 % in a section": {"q": common, "section": "s-3"},
        "a word of 30 % by one of 300": {"q": common, "by": "person-7"},
        "a word of 30 % in a month 8 years ago": {
            "q": common,
            "from": old(),
            "to": old(),
        },
        "a word of 3 % of the first five years": {"q": usual, "to": old(5)},
        "a word long out of use": {"q": _searched.GONE},
        "words that begin so": {"q": f"{common[:4]}*"},
        "a misspelt word": {"q": f"{usual[:3]}{usual[4]}{usual[3]}{usual[5:]}"},
        "nothing there": {"q": "quokkaparade zzyzx"},
    }


def measure():
    """Return what each page costs: name → Cost."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    costs = {}
    client = Client(headers={"host": "127.0.0.1"})
    client.get("/search/")
    for name, parameters in searches().items():
        walls, worked = [], []
        for _ in range(ROUNDS):
            start, busy = time.perf_counter(), processor_seconds()
            response = client.get("/search/", parameters)
            worked.append((processor_seconds() - busy) * 1000)
            walls.append((time.perf_counter() - start) * 1000)
            assert response.status_code == 200, (name, response.status_code)
        # Apart from the rounds: to keep what was asked takes as long as a query.
        with CaptureQueriesContext(connection) as captured:
            client.get("/search/", parameters)
        costs[name] = Cost(
            len(captured),
            statistics.median(walls[1:]),
            min(walls),
            max(walls),
            statistics.median(worked[1:]),
        )
    return costs


def processor_seconds():
    """Return how long processors worked for this process, PostgreSQL's included."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return time.process_time()
    return time.process_time() + server_seconds(connection.connection.info.backend_pid)


def server_seconds(pid):
    # The first of the numbers is in nanoseconds (Linux, scheduler statistics).
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def old(years=8):
    from django.utils import timezone

    return f"{timezone.now() - timedelta(days=365 * years):%Y-%m}"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    sys.exit(main())
