"""One process at a time polls a feed, whatever becomes of the others."""

import uuid
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from newsroom.wire.models import Feed, Polling

# Beyond what a poll may take: to file the last thing that came, and for clocks of two
# machines that are not quite the same.
MARGIN = timedelta(seconds=120)


class LostLock(Exception):
    """Another process has taken the feed over, since this one was thought dead."""


class FeedLock:
    """The right to poll a feed, until a moment: nobody has to give back what a dead
    process held.
    """

    def __init__(self, feed: Feed, *, seconds: float):
        self.feed = feed
        self._lease = timedelta(seconds=seconds) + MARGIN
        self._owner = uuid.uuid4().hex
        self._renewed = timezone.now()

    def take(self, *, if_due: bool) -> bool:
        """Take the right in one conditional update; say whether it was free.

        :param if_due: whether another process may have polled it just now.
        """
        now = timezone.now()
        free = Polling.objects.filter(open_for(now), feed=self.feed)
        if if_due:
            free = free.filter(is_due(now))
        return bool(free.update(locked_by=self._owner, locked_until=now + self._lease))

    def renew(self) -> None:
        """Hold on, once half of the time is over.

        :raises LostLock: if another process holds the feed by now.
        """
        now = timezone.now()
        if now - self._renewed < self._lease / 2:
            return
        if not self._mine().update(locked_until=now + self._lease):
            raise LostLock
        self._renewed = now

    def give_back(self, **outcome) -> None:
        """Let go, and write what came of the poll with it, unless it was taken away."""
        self._mine().update(locked_by="", locked_until=None, **outcome)

    def _mine(self):
        return Polling.objects.filter(feed=self.feed, locked_by=self._owner)


def open_for(now: datetime) -> Q:
    """Where nobody is at work, or whoever was is dead."""
    return Q(locked_until__isnull=True) | Q(locked_until__lt=now)


def is_due(now: datetime) -> Q:
    return Q(due_at__isnull=True) | Q(due_at__lte=now)
