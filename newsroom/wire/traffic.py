"""How much comes by each feed in each hour, without looking through the archive.

Hours that are over are counted once and kept (Traffic); only what came since then is
counted where it is asked for.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Count, Max, Q
from django.db.models.functions import TruncHour
from django.utils import timezone

from newsroom.wire.models import Decision, Feed, Receipt, Traffic

HOUR = timedelta(hours=1)
SETTLED = timedelta(minutes=5)  # after which no transaction of an hour is still open
READABLE = ~Q(decision=Decision.QUARANTINED)
NEW = ~Q(decision=Decision.DUPLICATE)


@dataclass(slots=True)
class Counted:
    """What came in an hour, or in several."""

    items: int = 0
    unreadable: int = 0

    def __iadd__(self, other: "Counted") -> "Counted":
        self.items += other.items
        self.unreadable += other.unreadable
        return self


# Of each feed, by its key: each hour in which something came, by its beginning in UTC.
Hours = dict[int, dict[datetime, Counted]]


def by_hour(since: datetime, feeds: Iterable[Feed]) -> Hours:
    """Return what came by each of the feeds in each hour; three queries.

    Items that came before, and say the same, are not counted.

    :param since: an aware moment, from which on hours are wanted.
    """
    found: Hours = defaultdict(dict)
    keys = [feed.pk for feed in feeds]
    counted_before = Traffic.objects.filter(
        feed__in=keys, hour__gte=since, items__gt=0
    ).values_list("feed", "hour", "items", "unreadable")
    for feed, hour, items, unreadable in counted_before.iterator():
        found[feed][hour] = Counted(items, unreadable)
    for row in _since_counted().filter(feed__in=keys, decided_at__gte=since):
        if row["items"]:
            counted = found[row["feed"]].setdefault(row["hour"], Counted())
            counted += Counted(row["items"], row["unreadable"])
    return found


def count_hours_that_are_over() -> int:
    """Count what came in hours that are over, so that it is never counted again.

    :returns: how many such hours there were, over all feeds.
    """
    end = start_of_hour(timezone.now() - SETTLED)
    rows = list(_since_counted().filter(decided_at__lt=end))
    Traffic.objects.bulk_create(
        [
            Traffic(
                feed_id=row["feed"],
                hour=row["hour"],
                items=row["items"],
                unreadable=row["unreadable"],
                last_receipt=row["last"],
            )
            for row in rows
        ],
        ignore_conflicts=True,  # another process has counted them at this moment
    )
    return len(rows)


def start_of_hour(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def _since_counted():
    """Return rows of what is not counted yet: feed, hour, items, unreadable, last."""
    mark = Traffic.objects.aggregate(mark=Max("last_receipt"))["mark"] or 0
    return (
        Receipt.objects.filter(pk__gt=mark)
        .order_by()
        .annotate(hour=TruncHour("decided_at", tzinfo=UTC))
        .values("feed", "hour")
        .annotate(
            items=Count("pk", filter=NEW),
            unreadable=Count("pk", filter=~READABLE),
            last=Max("pk"),
        )
    )
