"""Live coverage: the updates that the body of a story is made of.

An update begins with a small subhead (h3) that opens with its time, in the paper's
zone: "17.31 The gate closes", or "2026-03-02 00.10 After midnight" where the day cannot
be told. The newest stands first; what stands before the first is the introduction.
"""

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.html import strip_tags

START = re.compile(
    r"^<h3>\s*(?:(?P<day>\d{4}-\d\d-\d\d),?\s+)?(?P<hour>[01]?\d|2[0-3])[.:h]"
    r"(?P<minute>[0-5]\d)\b[\s:,–—-]*(?P<headline>.*?)</h3>",
    re.DOTALL | re.MULTILINE,  # a heading in a fact box begins no line
)


class Update(NamedTuple):
    """One update: when, its headline as text, its fragment, its text as clean HTML."""

    moment: datetime
    headline: str
    anchor: str
    html: str


def introduction(article) -> str:
    """Return the clean HTML that stands before the first update."""
    first = START.search(article.body)
    return article.body[: first.start()] if first else article.body


def updates(article) -> list[Update]:
    """Return the updates of live coverage, in the order of the text, the newest first.

    Moments are aware, in the paper's zone. An update without a day is on that of the
    one below it, or on the next if its clock is behind; the lowest is on the day the
    coverage started.
    """
    if article.genre != article.Genre.LIVE:
        return []
    starts = list(START.finditer(article.body))
    ends = [start.start() for start in starts[1:]] + [len(article.body)]
    found: list[Update] = []
    before = _beginning(article)
    taken: dict[str, int] = {}
    # Without a start there is one end too many, of the whole text.
    for start, end in reversed(list(zip(starts, ends, strict=False))):
        before = moment = _moment(start, before)
        anchor = f"update-{moment:%Y%m%d-%H%M}"
        taken[anchor] = number = taken.get(anchor, 0) + 1
        headline = " ".join(strip_tags(start["headline"]).split())
        text = article.body[start.end() : end].strip()
        anchor += f"-{number}" if number > 1 else ""
        found.append(Update(moment, headline, anchor, text))
    return found[::-1]


def _beginning(article):
    begun = article.coverage_start or article.published_at or timezone.now()
    # From midnight on: the first update may stand before the hour announced.
    return timezone.make_aware(
        datetime.combine(timezone.localdate(begun), time.min),
        timezone.get_current_timezone(),
    )


def _moment(start, before):
    """Return when an update was made, given that of the one below it."""
    clock = time(int(start["hour"]), int(start["minute"]))
    day = _day(start["day"]) or timezone.localdate(before)
    moment = timezone.make_aware(datetime.combine(day, clock))
    if not start["day"] and moment < before:
        moment = timezone.make_aware(datetime.combine(day + timedelta(days=1), clock))
    return moment


def _day(written):
    try:
        return date.fromisoformat(written or "")
    except ValueError:
        return None
