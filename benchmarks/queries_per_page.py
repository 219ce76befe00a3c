"""How many queries does each public page cost, and does that grow with the archive?

    .venv/bin/python benchmarks/queries_per_page.py [STORIES…]

Prints the queries of each page, asked for once with empty caches, for archives of 1,000
and 100,000 stories (or those named) and the ratio of the last to the first. With
DATABASE_URL it measures PostgreSQL. Exit status 1 if a page costs more than it may.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from benchmarks import _archive as archive

# The bars of the project.
ALLOWED = {"home": 10}
ALLOWED_ELSEWHERE = 8


def main():
    sizes = archive.sizes(sys.argv[1:])
    columns = []
    with archive.django_set_up() as folder:
        name = archive.database_name()
        for number in sizes:
            with archive.stories(number, folder):
                columns.append(queries_of_pages())
    print(f"Queries per page on {name}")
    print(f"{'page':24}{'allowed':>8}", *(f"{n:>10,}" for n in sizes), f"{'ratio':>8}")
    too_many = 0
    for page in columns[0]:
        allowed = ALLOWED.get(page, ALLOWED_ELSEWHERE)
        costs = [column[page] for column in columns]
        too_many += max(costs) > allowed
        ratio = costs[-1] / max(costs[0], 1)
        print(f"{page:24}{allowed:>8}", *(f"{n:>10}" for n in costs), f"{ratio:>8.2f}")
    return 1 if too_many else 0


def queries_of_pages():
    """Return page → number of queries, each page asked for with empty caches."""
    from django.core.cache import caches
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    costs = {}
    for page, path in archive.pages().items():
        for cache in caches.all():
            cache.clear()
        with CaptureQueriesContext(connection) as captured:
            response = Client(SERVER_NAME="localhost").get(path)
        if response.status_code != 200:
            raise SystemExit(
                f"The {page} page, {path}, answers {response.status_code}."
            )
        costs[page] = len(captured)
    return costs


if __name__ == "__main__":
    sys.exit(main())
