"""Kills that come under a name of their own and say which item they mean."""

from django.utils import timezone
from django.utils.translation import gettext as _

from articles import publishing
from newsroom.wire.desk import companions, received, takes
from newsroom.wire.items import WireItem
from newsroom.wire.models import Feed, Take


def carry_out(item: WireItem, feed: Feed) -> set[int]:
    """Kill the items that this one says are dead, whether or not they came yet.

    One that comes later finds itself killed. Doing it again changes nothing.

    :returns: the keys of the takes that it killed only now.
    """
    killed = set()
    for guid in item.kills:
        if guid == item.identity:
            continue
        for take in takes.named([guid], feed) or [Take(feed=feed, guid=guid)]:
            if take.killed_at is None:
                end(take)
                killed.add(take.pk)
    return killed


def end(take: Take) -> None:
    """Kill a take, its pictures and its story, because its agency says so."""
    take.killed_at = timezone.now()
    take.save()
    companions.withdraw(take, because=_("The agency killed it."))
    received.kill(take)
    if take.article is not None:
        publishing.kill(take.article)
