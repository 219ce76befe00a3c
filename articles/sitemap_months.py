"""Which months have public stories, how many, and when the last of them changed.

A month that is over hardly changes, so what was counted of it is kept for an hour. The
others are counted each from its own stretch of the index by date: grouping the whole
archive by month costs ten times as much, since SQLite asks Python for each row's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db.models import Count, Max, Value
from django.utils import timezone

from articles.models import Article

KEPT = 3600  # seconds
SETTLED = timedelta(days=2)  # after its end a month is not counted anew each time
AT_ONCE = 100  # months a query; SQLite takes 500


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month in the paper's time zone."""

    year: int
    number: int

    @classmethod
    def of(cls, moment: datetime) -> "Month":
        local = timezone.localtime(moment)
        return cls(local.year, local.month)

    def __str__(self):
        return f"{self.year:04}-{self.number:02}"

    @property
    def next(self) -> "Month":
        if self.number == 12:
            return Month(self.year + 1, 1)
        return Month(self.year, self.number + 1)

    @property
    def begins(self) -> datetime:
        """Its first moment; aware."""
        zone = timezone.get_default_timezone()
        return datetime(self.year, self.number, 1, tzinfo=zone)

    @property
    def is_settled(self) -> bool:
        """Whether it is over for so long that no story joins it."""
        return self.next.begins + SETTLED < timezone.now()

    def stories(self):
        """Return its public stories."""
        return Article.objects.published().filter(
            published_at__gte=self.begins, published_at__lt=self.next.begins
        )


@dataclass(frozen=True, slots=True)
class Filled:
    """A month with stories: how many, and when the last came or changed materially."""

    month: Month
    stories: int
    changed_at: datetime


def filled() -> list[Filled]:
    """Return the months that have public stories, newest first; two queries or so."""
    oldest = Article.objects.published().order_by("published_at")
    first = oldest.values_list("published_at", flat=True).first()
    if first is None:
        return []
    months = list(_from(Month.of(first)))
    known = cache.get_many([_key(month) for month in months if month.is_settled])
    unknown = [month for month in months if _key(month) not in known]
    counted = dict(_counted(unknown))
    fresh = {_key(m): row for m, row in counted.items() if m.is_settled}
    cache.set_many(fresh, KEPT)
    rows = {**known, **{_key(month): row for month, row in counted.items()}}
    found = ((month, rows[_key(month)]) for month in reversed(months))
    return [Filled(month, *row) for month, row in found if row[0]]


def _from(month) -> Iterator[Month]:
    last = Month.of(timezone.now())
    while (month.year, month.number) <= (last.year, last.number):
        yield month
        month = month.next


def _counted(months):
    """Yield each month with the number of its stories and when one last changed."""
    named = {str(month): month for month in months}
    for start in range(0, len(months), AT_ONCE):
        arms = [
            month.stories()
            .order_by()
            .annotate(month=Value(str(month)))
            .values("month")
            .annotate(
                stories=Count("pk"),
                published=Max("published_at"),
                updated=Max("materially_updated_at"),
            )
            .values_list("month", "stories", "published", "updated")
            for month in months[start : start + AT_ONCE]
        ]
        rows = arms[0].union(*arms[1:], all=True) if arms[1:] else arms[0]
        seen = {}
        for name, stories, published, updated in rows:
            seen[name] = (
                stories,
                max(filter(None, (published, updated)), default=None),
            )
        for month in months[start : start + AT_ONCE]:
            yield named[str(month)], seen.get(str(month), (0, None))


def _key(month):
    return f"sitemap-{month}"
