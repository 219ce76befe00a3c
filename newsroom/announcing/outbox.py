"""Write down what is to be announced, in the transaction that changes it.

Nothing is sent here: a hub that is slow or dead costs an editor nothing, and what is
written down with the change can't be forgotten.
"""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.feeds import lists
from articles.sharing import absolute
from newsroom.announcing.models import Announcement, Channel


def note(sender, article, **signal) -> None:
    """Write down that readers see another story than before, or see it no longer.

    A story that no reader ever saw is not named to anybody. One that is under an
    embargo now is announced as gone, and once more when the embargo ends.
    """
    now, opened = timezone.now(), channels()
    if not opened or article.published_at is None or article.published_at > now:
        return
    again_at = article.embargo_until if article.is_embargoed else None
    # A fault in here is undone by itself and leaves the change to the story alone.
    with transaction.atomic():
        _write(_addresses(article, opened), now, again_at)


def send_again(announcements: QuerySet[Announcement]) -> int:
    """Let what was given up, or waits for its next try, be sent by the next run."""
    failed = announcements.exclude(error="")
    return failed.update(due_at=timezone.now(), tries=0)


def channels() -> list[Channel]:
    """Return the channels that the settings open."""
    opened = {
        Channel.WEBSUB: settings.NEWSROOM_WEBSUB_HUB,
        Channel.INDEXNOW: settings.NEWSROOM_INDEXNOW_KEY,
    }
    return [channel for channel, is_open in opened.items() if is_open]


def _addresses(article, opened) -> Iterable[tuple[Channel, str]]:
    if Channel.WEBSUB in opened:
        yield from ((Channel.WEBSUB, feed) for feed in lists.showing(article))
    if Channel.INDEXNOW in opened:
        yield Channel.INDEXNOW, absolute(article.get_absolute_url())


def _write(found, now: datetime, again_at: datetime | None):
    # In one order, so that two stories at once do not wait for each other for ever.
    rows = [
        Announcement(
            channel=channel,
            address=address,
            changed_at=now,
            due_at=now,
            again_at=again_at,
        )
        for channel, address in sorted(found)
    ]
    changed = ["changed_at", "due_at", "tries", "error"]
    Announcement.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["channel", "address"],
        # Another story's embargo stays where this one has none.
        update_fields=[*changed, "again_at"] if again_at else changed,
    )
