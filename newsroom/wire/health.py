"""How each feed is: what came, what usually comes, and what is wrong, in words."""

import statistics
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsroom.wire import silence
from newsroom.wire.models import Feed, Polling, Receipt, Transport
from newsroom.wire.traffic import HOUR, Counted, by_hour, start_of_hour

DAY = 24  # hours
OVERDUE = timedelta(minutes=15)  # after which somebody should look at poll_feeds
SAMPLE = 50  # newest items that say how long copy is on its way


@dataclass(frozen=True, slots=True)
class HourOfDay:
    """One of the last 24 hours, against the same hour of the same weekday."""

    begins: datetime  # UTC
    items: int
    usual: float | None  # average of the last four; None where there were none


@dataclass(frozen=True, slots=True)
class Health:
    """How a feed is at this moment."""

    feed: Feed
    polling: Polling | None
    hours: list[HourOfDay]  # the last 24, oldest first
    last_item: datetime | None  # the beginning of its hour
    unreadable: int  # of the last 24 hours
    silent_hours: int
    alarms: list[str] = field(default_factory=list)  # sentences

    @property
    def items(self) -> int:
        return sum(hour.items for hour in self.hours)

    @property
    def usual(self) -> float | None:
        known = [hour.usual for hour in self.hours if hour.usual is not None]
        return sum(known) if known else None

    @property
    def is_silent(self) -> bool:
        limit = self.feed.silent_after
        return bool(self.feed.active and limit and self.silent_hours >= limit)


def of_feeds(feeds: list[Feed], now: datetime | None = None) -> list[Health]:
    """Return how each of the feeds is; four queries, however many there are."""
    prefetch_related_objects(feeds, "polling")
    now = now or timezone.now()
    hours = by_hour(now - silence.WINDOW - HOUR, feeds)
    return [_health(feed, hours.get(feed.pk, {}), now) for feed in feeds]


def alarms() -> list[str]:
    """Return a sentence for each feed of which poll_feeds knows something bad.

    One query, and nothing is counted: it stands above a list that is looked at all day.
    """
    now = timezone.now()
    overdue = Q(due_at__lt=now - OVERDUE) & ~Q(feed__transport=Transport.NONE)
    pollings = Polling.objects.filter(feed__active=True).select_related("feed")
    found = pollings.filter(~Q(error="") | Q(was_silent=True) | overdue)
    return [
        f"{polling.feed}: {sentence}"
        for polling in found.order_by("feed__name")
        for sentence in _known(polling, now)
    ]


def polling_of(feed: Feed) -> Polling | None:
    return feed.polling if hasattr(feed, "polling") else None


def latency(feed: Feed) -> tuple[timedelta | None, timedelta | None]:
    """Return the medians of the newest items: made → here, and here → published.

    In whole seconds.

    None where nothing says so. What was made after it came here has a wrong clock.
    """
    receipts = Receipt.objects.filter(feed=feed, take__isnull=False).order_by("-pk")
    rows = receipts.values_list(
        "take__version_created", "decided_at", "take__article__published_at"
    )[:SAMPLE]
    arrived = [here - made for made, here, _out in rows if made and made <= here]
    now = timezone.now()
    published = [out - here for _made, here, out in rows if out and here <= out <= now]
    return _median(arrived), _median(published)


def _health(feed: Feed, hours: dict[datetime, Counted], now: datetime) -> Health:
    polling = polling_of(feed)
    began = _began(polling, hours, now)
    last = start_of_hour(now)
    day = [
        _hour(hours, last - back * HOUR, began, feed) for back in reversed(range(DAY))
    ]
    recent = [hours[hour.begins] for hour in day if hour.begins in hours]
    health = Health(
        feed=feed,
        polling=polling,
        hours=day,
        last_item=max(hours, default=None),
        unreadable=sum(counted.unreadable for counted in recent),
        silent_hours=silence.silent_hours(hours, began, now, feed.zone),
    )
    health.alarms.extend(_alarms(health))
    return health


def _hour(hours, begins, began, feed):
    before = [then for then in silence.weeks_before(begins, feed.zone) if then >= began]
    usual = [hours[then].items if then in hours else 0 for then in before]
    items = hours[begins].items if begins in hours else 0
    return HourOfDay(begins, items, statistics.fmean(usual) if usual else None)


def _began(polling, hours, now):
    """Return from when on copy could have come: the first poll, or the first copy."""
    known = [start_of_hour(polling.began_at)] if polling else []
    return min([*known, *hours], default=now)


def _alarms(health):
    polling = health.polling
    if polling and polling.error and health.feed.active and health.feed.transport:
        yield polling.error
    if health.is_silent:
        hours = health.silent_hours
        yield (
            ngettext(
                "Silent for %d hour in which it usually brings something.",
                "Silent for %d hours in which it usually brings something.",
                hours,
            )
            % hours
            if health.last_item
            else _("Silent: nothing has come so far.")
        )


def _known(polling, now):
    """Yield what poll_feeds has last written down about a feed."""
    if polling.feed.transport and polling.error:
        yield polling.error
    if polling.was_silent:
        yield _("It is silent at an hour in which it usually is not.")
    if polling.feed.transport and polling.due_at and polling.due_at < now - OVERDUE:
        yield _("It should have been polled long ago; is poll_feeds running?")


def _median(spans):
    if not spans:
        return None
    return timedelta(seconds=round(statistics.median(spans).total_seconds()))
