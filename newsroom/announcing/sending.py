"""Send what the outbox holds, each announcement until it is taken or given up.

Several processes may send at once: each claims what it sends by one update that moves
the moment at which it is due. What a dead process has claimed is due again after that.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Q
from django.utils import timezone

from newsroom.announcing import indexnow, outbox, websub
from newsroom.announcing.models import Announcement, Channel
from newsroom.announcing.posting import NotTaken

WAYS = {Channel.WEBSUB: websub, Channel.INDEXNOW: indexnow}
CLAIM = timedelta(minutes=2)  # longer than one sending may take
MOST_TRIES = 12  # which take some seven hours
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
MOST_FAILURES = 3  # of a host in a row, after which a run leaves it alone
KEPT = timedelta(days=30)  # after which what was told is forgotten


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of telling of one or more addresses at once."""

    channel: Channel
    addresses: list[str]
    error: str = ""  # a sentence; empty if they were taken
    by_all: bool = False  # whether the host would take nothing else now either


def due(now: datetime | None = None):
    """Return what is to be sent now, the longest due first."""
    now = now or timezone.now()
    ready = Q()
    for channel in outbox.channels():
        since = now - timedelta(seconds=WAYS[channel].PAUSE)
        rested = Q(sent_at=None) | Q(sent_at__lte=since)
        ready |= Q(channel=channel) & rested
    if not ready:
        return Announcement.objects.none()
    return Announcement.objects.filter(ready, due_at__lte=now).order_by("due_at", "pk")


def send_due(*, seconds: float) -> Iterator[Sent]:
    """Send what is due and yield what came of it, until nothing is or time is up.

    :param seconds: after which nothing more is begun.
    """
    end = time.monotonic() + seconds
    for channel in outbox.channels():
        failures = 0
        while failures < MOST_FAILURES and time.monotonic() < end:
            claimed, until = _claim(channel)
            if not claimed:
                break
            sent = _send(channel, claimed, until)
            failures = failures + 1 if sent.by_all else 0
            yield sent


def forget_old() -> int:
    """Delete what was told long ago; return how many rows that were."""
    told = Announcement.objects.filter(
        due_at=None, error="", sent_at__lt=timezone.now() - KEPT
    )
    return told.delete()[0]


def wait_after(tries: int) -> timedelta:
    """Return how long to wait after so many tries in a row that failed."""
    return min(FIRST_WAIT * 2 ** (tries - 1), LONGEST_WAIT)


def _claim(channel):
    """Return announcements that no other process sends now, and until when."""
    now = timezone.now()
    first = due(now).filter(channel=channel).values_list("pk", flat=True)
    wanted = list(first[: WAYS[channel].AT_ONCE])
    until = now + CLAIM
    free = Announcement.objects.filter(pk__in=wanted, due_at__lte=now)
    if not wanted or not free.update(due_at=until):
        return [], until
    return list(Announcement.objects.filter(pk__in=wanted, due_at=until)), until


def _send(channel, claimed, until):
    addresses = [announcement.address for announcement in claimed]
    error, by_all = "", False
    try:
        WAYS[channel].send(addresses)
    except NotTaken as refusal:
        error, by_all = str(refusal), refusal.by_all
    now = timezone.now()
    for announcement in claimed:
        # What has changed again meanwhile is due already, and stays so.
        mine = Announcement.objects.filter(pk=announcement.pk, due_at=until)
        if error:
            tries = announcement.tries + 1
            given_up = tries >= MOST_TRIES
            next_try = F("again_at") if given_up else now + wait_after(tries)
            mine.update(tries=tries, error=error, due_at=next_try)
        else:
            mine.update(
                tries=0, error="", due_at=F("again_at"), again_at=None, sent_at=now
            )
    return Sent(channel, addresses, error, by_all)
