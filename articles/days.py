"""Days, months and years of the paper, in its own time zone, and their addresses."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.http import NoSuchPage
from articles.models.articles import MONTHS

# The first newspaper came out in 1605; asking a database for the year 1 overflows.
EARLIEST = 1605
LENGTHS = {"day": 10, "month": 7, "year": 4}  # of an ISO date
FORMATS = {"day": "LONG_DATE_FORMAT", "month": "YEAR_MONTH_FORMAT", "year": "Y"}
# English whatever the locale, as the months of addresses are.
NAMES = [
    "january", "february", "march", "april", "may", "june", "july", "august",
    "september", "october", "november", "december",
]  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A year, a month or a day: its first day, and the first that is not in it."""

    first: date
    end: date

    @classmethod
    def read(cls, year: str, month: str = "", day: str = "") -> "Span":
        """Return what an address names; months as "nov", "November" or "11".

        :raises NoSuchPage: if there is no such day, or it has not come.
        """
        try:
            span = cls.of(int(year), _month(month), int(day) if day else None)
        except ValueError:
            raise NoSuchPage(_("The calendar has no such day.")) from None
        if span.first.year < EARLIEST or span.first > timezone.localdate():
            raise NoSuchPage(_("The archive has no such day, or not yet."))
        return span

    @classmethod
    def of(cls, year: int, month: int | None = None, day: int | None = None) -> "Span":
        """Return a year, a month or a day.

        :raises ValueError: if the calendar has none such.
        """
        if day is not None:
            first = date(year, month or 0, day)
            return cls(first, first + timedelta(days=1))
        if month is not None:
            end = (year, month + 1) if month < 12 else (year + 1, 1)
            return cls(date(year, month, 1), date(*end, 1))
        return cls(date(year, 1, 1), date(year + 1, 1, 1))

    @property
    def kind(self) -> str:
        days = (self.end - self.first).days
        return "day" if days == 1 else "month" if days < 32 else "year"

    @property
    def start(self) -> datetime:
        """The first moment, in UTC: the next one where clocks leap over midnight."""
        return _midnight(self.first)

    @property
    def stop(self) -> datetime:
        """The first moment that is not in it any more, in UTC."""
        return _midnight(self.end)

    @property
    def way(self) -> list["Span"]:
        """What leads to it, and itself: its year, its month if it is a day."""
        year = self.of(self.first.year)
        month = self.of(self.first.year, self.first.month)
        return [
            *([year] if self != year else []),
            *([month] if self.kind == "day" else []),
            self,
        ]

    @property
    def key(self) -> str:
        """The name under which a cache files its pages, such as "day-2026-11-22"."""
        return f"{self.kind}-{self.first.isoformat()[: LENGTHS[self.kind]]}"

    def like(self, moment: datetime) -> "Span":
        """Return the day, month or year, as this is one, that a moment is in."""
        day = timezone.localdate(moment)
        if self.kind == "year":
            return self.of(day.year)
        return self.of(day.year, day.month, day.day if self.kind == "day" else None)

    @property
    def parts(self) -> list["Span"]:
        """The months of a year, or the days of a month; none of them to come."""
        year, month = self.first.year, self.first.month
        if self.kind == "year":
            parts = [self.of(year, number) for number in range(1, 13)]
        else:
            days = range(1, (self.end - self.first).days + 1)
            parts = [self.of(year, month, number) for number in days]
        return [part for part in parts if part.first <= timezone.localdate()]

    @property
    def name(self) -> str:
        """What readers call it: "2026", "November 2026", "Sunday, 22 November 2026"."""
        return date_format(self.first, FORMATS[self.kind])

    def address(self, section=None) -> str:
        """Return its path, in the whole paper or in a section."""
        words = {"year": f"{self.first.year:04}"}
        if self.kind != "year":
            words["month"] = MONTHS[self.first.month - 1]
        if self.kind == "day":
            words["day"] = f"{self.first.day:02}"
        if section is not None:
            words["section"] = section.slug
        return reverse(f"articles:archive_{self.kind}", kwargs=words)


def _midnight(day):
    zone = timezone.get_default_timezone()
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)


def _month(words):
    """Return the number of a month; None if nothing is named.

    :raises ValueError: if it is no month.
    """
    words = words.lower()
    if not words or words.isdecimal():
        return int(words) if words else None
    return (MONTHS if words in MONTHS else NAMES).index(words) + 1
