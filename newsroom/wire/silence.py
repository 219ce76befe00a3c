"""When a feed that usually brings something brings nothing."""

from collections.abc import Container
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from newsroom.wire.traffic import HOUR, start_of_hour

WEEK = timedelta(days=7)
WEEKS = 4  # so many of the same weekday say what is usual
# What has to be looked at: four weeks of silence, and what was usual before them.
WINDOW = 2 * WEEKS * WEEK


def silent_hours(
    hours: Container[datetime], began: datetime, now: datetime, zone: ZoneInfo
) -> int:
    """Return for how many hours a feed has been silent in which it usually is not.

    The hour that is running counts only if something came in it. After four weeks of
    nothing every hour counts, whatever was usual.

    :param hours: those with traffic, by their beginning in UTC, WINDOW back.
    :param began: the first moment from which on there could be any.
    """
    hour = start_of_hour(now)
    oldest = max(start_of_hour(began), hour - WEEKS * WEEK)
    silent = total = 0
    while hour not in hours and hour > oldest:
        hour -= HOUR
        if hour not in hours:
            total += 1
            silent += is_usual(hours, hour, began, zone)
    nothing_at_all = hour not in hours and total >= WEEKS * WEEK // HOUR
    return total if nothing_at_all else silent


def is_usual(
    hours: Container[datetime], hour: datetime, began: datetime, zone: ZoneInfo
) -> bool:
    """Whether something comes in such an hour in at least half of the last weeks.

    Weeks before the feed began say nothing; where none is left, every hour is usual.
    """
    known = [then for then in weeks_before(hour, zone) if then >= began]
    return 2 * sum(then in hours for then in known) >= len(known)


def weeks_before(hour: datetime, zone: ZoneInfo) -> list[datetime]:
    """Return the same hour by the clock of the place, one to four weeks before; UTC."""
    local = hour.astimezone(zone)
    return [
        start_of_hour((local - week * WEEK).astimezone(UTC))
        for week in range(1, WEEKS + 1)
    ]
