"""How long does the photo library take to open, with few photos and with many?

    .venv/bin/python benchmarks/library.py [PHOTOS…]

Makes a library of 1,000 and one of 100,000 invented photos (or of the numbers named), a
third of them used by stories, and asks for the list as a picture editor would: whole,
searched, narrowed. Printed are the queries of each page, the milliseconds on the wall's
clock (the median, and the fastest round, which other work on the machine disturbs
least) and of this process's own time, and the ratio of the latter between the largest
library and the smallest. With DATABASE_URL it measures PostgreSQL, whose own time is
not in the process's. Exit status 1 if the fastest round of a page takes more than
200 ms, or if it takes more than 12 queries.
"""

import os
import random
import statistics
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from benchmarks import _archive as archive

ROUNDS = 9
MOST_MILLISECONDS, MOST_QUERIES = 200, 12
AT_ONCE = 2_000  # rows
PLACES = ["Harrowmouth", "Écluse-sur-Mer", "Saltby", "Nørrevig", "Stone Quay", "Łęg"]
THINGS = ["harbour", "market", "council", "storm", "match", "parade", "bridge", "fire"]
NAMES = ["Ana Marsh", "J.R. Quay", "J. R. QUAY", "Zoë Ørsted", "Petra Holm"]
AGENCIES = ["The Estuary", "Coastal Press", "Harbour Pictures"]
PAGES = {
    "grid": "view=grid",
    "list": "view=list",
    "the last page": "p=104",
    "search, common word": "q=harbour",
    "search, two words": "q=harb+ecluse",
    "search, phrase": "q=%22storm+at+the%22",
    "search, without": "q=harbour+-storm",
    "search, rare word": "q=quokkaparade",
    "search, nothing there": "q=zzzz",
    "search, by number": "q=%2312",
    "ended": "rights=expired",
    "end within 48 hours": "rights=expiring",
    "withdrawn": "rights=withdrawn",
    "with limits": "rights=restricted",
    "never used": "used=no",
    "used": "used=yes",
    "missing words": "missing=any",
    "missing alt text": "missing=alt_text",
    "panoramas": "shape=panorama",
    "landscapes": "shape=landscape",
    "content credentials": "origin=credentials",
    "added by me": "by=me",
    "a photographer": "photographer=JR+Quay",
    "an agency": "agency=coastal+press",
    "a rare photographer": "photographer=Rare+Bird",
    "of a category": "category=agency",
    "no rights known": "category=none",
    "made by AI": "origin=machine",
    "all photographers": "photographer/",
    "all agencies, searched": "agency/?q=coast",
    "taken in a week": "taken_from=2025-02-03&taken_until=2025-02-09",
    "taken in a year": "taken_from=2024-01-01&taken_until=2024-12-31",
    "added today": "added_from=2099-01-01",
    "several at once": "q=harbour&shape=portrait&used=no&missing=alt_text",
}


def main():
    sizes = archive.sizes(sys.argv[1:])
    columns = []
    with archive.django_set_up() as folder:
        name = archive.database_name()
        for number in sizes:
            with archive.database(folder, number):
                fill(number)
                columns.append(costs_of_pages())
    print(
        f"The photo library on {name}, {ROUNDS} rounds, load {os.getloadavg()[0]:.0f}"
    )
    missed = 0
    for number, column in zip(sizes, columns, strict=True):
        print(
            f"\n{number:,} photos".ljust(25), "queries  median  fastest  process  ratio"
        )
        for page, cost in column.items():
            missed += cost.fastest > MOST_MILLISECONDS or cost.queries > MOST_QUERIES
            ratio = cost.process / columns[0][page].process
            print(
                f"{page:24}{cost.queries:>7}{cost.median:>8.0f}{cost.fastest:>9.0f}"
                f"{cost.process:>9.0f}{ratio:>7.1f}"
            )
    return 1 if missed else 0


class Cost(NamedTuple):
    """What a page costs: its queries, and milliseconds."""

    queries: int
    median: float
    fastest: float
    process: float


def fill(number):
    """Write so many photos, newest last, and stories that use a third of them."""
    from django.contrib.auth.models import User
    from django.db import connection
    from django.utils import timezone

    from articles.models import Article, ArticlePhoto, Photo, Section, entries

    draw = random.Random(archive.SEED)
    me = User.objects.create_superuser("me")
    section = Section.objects.create(name="News", slug="news")
    now = timezone.now()
    for start in range(0, number, AT_ONCE):
        photos = [
            invented(draw, count, me, now) for count in range(start, start + AT_ONCE)
        ][: number - start]
        photos = Photo.objects.bulk_create(photos)
        entries.write(photos)
        used = [photo for photo in photos if photo.pk % 3 == 0]
        stories = Article.objects.bulk_create(
            Article(
                headline=f"Story {photo.pk}",
                slug=f"story-{photo.pk}",
                section=section,
                lead_photo=photo if photo.pk % 2 else None,
            )
            for photo in used
        )
        ArticlePhoto.objects.bulk_create(
            ArticlePhoto(article=story, photo=photo)
            for story, photo in zip(stories, used, strict=True)
            if story.lead_photo_id is None
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def invented(draw, count, me, now):
    """Return a photo that is not saved, with all that a list prints."""
    from articles.models import Photo

    place, thing, name = map(draw.choice, (PLACES, THINGS, NAMES))
    size = draw.choice([(6000, 4000)] * 6 + [(4000, 6000)] * 3 + [(4000, 4000)])
    rare = count % 500 == 7
    return Photo(
        original=f"bench/{count}.jpg",
        sha256=f"{count:064x}",
        width=9000 if rare else size[0],
        height=3000 if rare else size[1],
        renditions=renditions(count),
        caption=(
            f"A {thing} at the {draw.choice(THINGS)} in {place} on day {count}, as"
            f" seen by those who had come {'with a quokkaparade' if rare else ''}."
        ),
        alt_text="" if count % 10 == 3 else f"People and boats before a {thing}",
        credit="" if rare else f"{name} / {draw.choice(AGENCIES)}",
        byline="Rare Bird" if rare else f"Stringer {count}" if count % 9 == 0 else name,
        place=place,
        country="Estuaria",
        content_credentials="Camera 1.0" if rare else "",
        digital_source="trainedAlgorithmicMedia" if rare else "digitalCapture",
        valid_until=now + timedelta(hours=count % 4000 - 2000) if rare else None,
        withdrawn_at=now if count % 2000 == 11 else None,
        one_time_use=count % 50 == 5,
        category="" if rare else draw.choice(["staff", "agency", "handout"]),
        added_by=me if count % 100 == 1 else None,
        taken_at=datetime(2016, 1, 1, tzinfo=now.tzinfo) + timedelta(hours=count),
    )


def renditions(count):
    """Return a list of renditions as long as a photo of 24 megapixels has."""
    return [
        {
            "name": f"r/{count:016x}/{width}.{kind}",
            "format": kind,
            "crop": "",
            "width": width,
            "height": width * 2 // 3,
        }
        for kind in ("avif", "webp", "jpeg")
        for width in (320, 480, 640, 960, 1280, 1920, 2400)
    ]


def costs_of_pages():
    """Return page → its `Cost`."""
    from django.contrib.auth.models import User
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get())
    address = reverse("admin:articles_photo_changelist")
    costs = {}
    for page, query in PAGES.items():
        path = address + (query if "/" in query else f"?{query}")
        with CaptureQueriesContext(connection) as captured:
            response = client.get(path)
        queries = len(captured)
        if response.status_code not in (200, 302):
            raise SystemExit(f"{page}, {path}, answers {response.status_code}.")
        times, own = [], []
        for _ in range(ROUNDS):
            start, busy = time.perf_counter(), time.process_time()
            client.get(path)
            times.append((time.perf_counter() - start) * 1000)
            own.append((time.process_time() - busy) * 1000)
        median = statistics.median
        costs[page] = Cost(queries, median(times), min(times), median(own))
    return costs


if __name__ == "__main__":
    sys.exit(main())
