"""How much time does each public page cost, against a view that returns the same bytes?

    .venv/bin/python benchmarks/page_cost.py [STORIES…]

Every page is rendered in turn with a view that holds its bytes ready, both through the
whole WSGI handler with all middleware and empty caches, in one process. Printed are the
medians in milliseconds and their ratio, which says more than either on a busy machine;
and the ratio of the largest archive to the smallest. With DATABASE_URL it measures
PostgreSQL.
"""

import io
import statistics
import sys
import time
from pathlib import Path
from urllib.parse import quote, urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from benchmarks import _archive as archive

ROUNDS = 25
BYTES = {}  # page → the body that the constant view returns


def main():
    sizes = archive.sizes(sys.argv[1:])
    columns = []
    with archive.django_set_up() as folder:
        name = archive.database_name()
        for number in sizes:
            with archive.stories(number, folder):
                columns.append(medians_of_pages())
    for number, column in zip(sizes, columns, strict=True):
        print(
            f"Milliseconds per page on {name}, {number:,} stories, median of {ROUNDS}"
        )
        print(f"{'page':24}{'page':>10}{'constant':>10}{'ratio':>8}")
        for page, (cost, constant) in column.items():
            print(f"{page:24}{cost:10.2f}{constant:10.2f}{cost / constant:8.1f}")
        print()
    print(f"Growth from {sizes[0]:,} to {sizes[-1]:,} stories")
    for page, (cost, _) in columns[-1].items():
        print(f"{page:24}{cost / columns[0][page][0]:8.2f}")


def medians_of_pages():
    """Return page → its median and the constant view's, in milliseconds."""
    from django.core.cache import caches
    from django.core.handlers.wsgi import WSGIHandler
    from django.http import HttpResponse
    from django.urls import get_resolver, path
    from django.views.decorators.http import require_safe

    @require_safe
    def constant(request, page):
        return HttpResponse(*BYTES[page])

    patterns = get_resolver().url_patterns
    patterns.insert(0, path("constant/<path:page>", constant))
    handler = WSGIHandler()
    try:
        medians = {}
        for page, address in archive.pages().items():
            BYTES[page] = answer(handler, address)
            pair = [address, f"/constant/{page}"]
            taken = {one: [] for one in pair}
            for _ in range(ROUNDS):
                for one in pair:
                    for cache in caches.all():
                        cache.clear()
                    start = time.perf_counter()
                    answer(handler, one)
                    taken[one].append((time.perf_counter() - start) * 1000)
            medians[page] = tuple(statistics.median(taken[one]) for one in pair)
        return medians
    finally:
        patterns.pop(0)


def answer(handler, address):
    """Return body and content type of what the site answers to a GET."""
    parts = urlsplit(address)
    said = {}

    def start_response(status, headers):
        said["status"], said["headers"] = status, dict(headers)

    response = handler(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": parts.path,
            "QUERY_STRING": quote(parts.query, safe="=&%"),
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "localhost",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.url_scheme": "http",
        },
        start_response,
    )
    body = b"".join(response)
    response.close()
    if not said["status"].startswith("200"):
        raise SystemExit(f"{address} answers {said['status']}.")
    return body, said["headers"].get("Content-Type")


if __name__ == "__main__":
    sys.exit(main())
