"""When a feed is polled next."""

from datetime import datetime, timedelta

from newsroom.wire.models import Feed

LONGEST_PAUSE = timedelta(hours=1)  # after failures, unless it is polled less often
HOUR = timedelta(hours=1)
A_WEEK_OF_HOURS = 24 * 8


def next_due(feed: Feed, now: datetime, *, failures: int = 0) -> datetime:
    """Return when a feed is due after a poll that ended now; aware.

    Each failure in a row doubles the pause, up to an hour. Days and hours are those of
    the feed's own time zone.
    """
    pause = timedelta(minutes=feed.every)
    if failures:
        pause = min(pause * 2 ** min(failures, 10), max(pause, LONGEST_PAUSE))
    moment = now + pause
    for _hour in range(A_WEEK_OF_HOURS):
        if _is_open(feed, moment):
            return moment
        moment = _next_hour(moment, feed)
    return moment


def _is_open(feed: Feed, moment: datetime) -> bool:
    local = moment.astimezone(feed.zone)
    if feed.days and str(local.isoweekday()) not in feed.days:
        return False
    if feed.from_hour is None or feed.until_hour is None:
        return True
    if feed.from_hour < feed.until_hour:
        return feed.from_hour <= local.hour < feed.until_hour
    return local.hour >= feed.from_hour or local.hour < feed.until_hour


def _next_hour(moment: datetime, feed: Feed) -> datetime:
    local = moment.astimezone(feed.zone)
    past = timedelta(minutes=local.minute, seconds=local.second)
    return moment - past - timedelta(microseconds=local.microsecond) + HOUR
