"""How old a story is, and when what its page says of that changes.

A story counts by the paper's zone and calendar, from the moment it came out. One that
was materially updated within the year says nothing of its age: what it says was looked
at anew.
"""

from datetime import datetime

from django.utils import timezone


def years_out(article, now: datetime | None = None) -> int:
    """Return the whole years that its page tells readers, 0 to tell nothing.

    :param now: aware; this moment if None.
    """
    now = now or timezone.now()
    if article.published_at is None or now < _quiet_until(article):
        return 0
    return _years_between(article.published_at, now)


def next_change(article, now: datetime | None = None) -> datetime | None:
    """Return when `years_out` changes next; aware, or None before publication."""
    now = now or timezone.now()
    if article.published_at is None:
        return None
    if now < (quiet := _quiet_until(article)):
        return quiet
    years = _years_between(article.published_at, now)
    return _years_after(article.published_at, years + 1)


def _quiet_until(article):
    changed = article.materially_updated_at
    return _years_after(max(changed or article.published_at, article.published_at), 1)


def _years_between(start, end):
    years = timezone.localtime(end).year - timezone.localtime(start).year
    return max(0, years if _years_after(start, years) <= end else years - 1)


def _years_after(moment, years):
    """Return the same clock and day that many years on; 1 March for a 29 February."""
    local = timezone.localtime(moment)
    try:
        return local.replace(year=local.year + years)
    except ValueError:
        return local.replace(year=local.year + years, month=3, day=1)
