"""How long does it take to rank, and what does the list cost a page?

    .venv/bin/python benchmarks/ranking_time.py [STORIES…]

A week of reads is counted for the stories of that week, falling off with age as they
do; then the list is made five times and read five times. Printed are the medians, and
the ratio of the largest archive to the smallest. With DATABASE_URL it measures
PostgreSQL.
"""

import statistics
import sys
import time
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from benchmarks import _archive as archive


def main():
    sizes = archive.sizes(sys.argv[1:])
    rows = []
    with archive.django_set_up() as folder:
        name = archive.database_name()
        for number in sizes:
            with archive.stories(number, folder):
                rows.append((number, *figures()))
    print(f"Ranking on {name}, medians of five in milliseconds")
    print(
        f"{'stories':>10}{'buckets':>10}{'ranked':>8}{'rank':>10}{'list in a page':>16}"
    )
    for number, buckets, ranked, rank, read in rows:
        print(f"{number:10,}{buckets:10,}{ranked:8}{rank:10.1f}{read:16.2f}")
    print(
        f"ratio{'':23}{rows[-1][3] / rows[0][3]:10.2f}{rows[-1][4] / rows[0][4]:16.2f}"
    )


def figures():
    """Return buckets, stories ranked, and the milliseconds to rank and to read."""
    from django.utils import timezone

    from newsroom.popular import lists
    from newsroom.popular.models import ReadBucket

    now = timezone.now()
    read_for_a_week(now)
    ranked = lists.rank(now=now)
    rank = milliseconds(lists.rank)
    read = milliseconds(lambda: list(lists.most_read(10)))
    return ReadBucket.objects.count(), ranked, rank, read


def read_for_a_week(now):
    """Store buckets for the stories of a week: 144 on the first day, then fewer."""
    from newsroom.popular import collector, lists
    from newsroom.popular.models import ReadBucket

    ReadBucket.objects.all().delete()
    step = timedelta(minutes=collector.MINUTES)
    latest = collector.bucket_start(now)
    recent = lists.eligible(now).values_list("pk", "published_at")
    buckets = []
    for pk, published_at in recent:
        age = int((now - published_at) / step)
        for back in {*range(max(0, age - 144), age), *range(0, age, 6)}:
            reads = 1 + (pk * 7919 + back) % 40
            buckets.append(
                ReadBucket(article_id=pk, starts_at=latest - back * step, reads=reads)
            )
    ReadBucket.objects.bulk_create(buckets, batch_size=5000)


def milliseconds(work):
    taken = []
    for _ in range(5):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


if __name__ == "__main__":
    sys.exit(main())
