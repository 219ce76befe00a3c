"""Feeds of one agency: a kill reaches what came by any of them.

An operator says whose a feed is, by its agency credit; what copy says of its provider
proves nothing, so no agency kills the copy of another.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import ngettext

from newsroom.wire.desk import kills, takes
from newsroom.wire.desk.arrivals import Ruling
from newsroom.wire.items import PubStatus, WireItem
from newsroom.wire.models import Feed, Take, TakeName


def of(feed: Feed) -> QuerySet[Feed]:
    """Return the other feeds of the same agency; none of a feed without a credit."""
    agency = feed.agency.strip()
    if not agency:
        return Feed.objects.none()
    return Feed.objects.filter(agency__iexact=agency).exclude(pk=feed.pk)


def carry_out(item: WireItem, feed: Feed) -> int:
    """Kill what an item means in the other feeds; return how many takes were killed.

    Each of these feeds is locked, as for an item of its own. Two that kill each other's
    copy at the same moment may refuse one another; the file comes again then.
    """
    if not (names := _meant(item)):
        return 0
    killed = 0
    for sibling in of(feed).select_for_update().order_by("pk"):
        for take in takes.named(names, sibling):
            if take.killed_at is None:
                kills.end(take)
                killed += 1
    return killed


def told(ruling: Ruling, killed: int) -> Ruling:
    """Return a ruling that says too how much was killed in the other feeds."""
    sentence = ngettext(
        "%d item that came by another feed of the agency was killed too.",
        "%d items that came by other feeds of the agency were killed too.",
        killed,
    )
    return replace(ruling, reason=f"{ruling.reason} {sentence % killed}".strip())


def killed_since(item: WireItem, feed: Feed, moment: datetime) -> list[Take]:
    """Return the takes of the other feeds that an item has just killed."""
    if not (names := _meant(item)):
        return []
    found = (take for other in of(feed) for take in takes.named(names, other))
    return [take for take in found if take.killed_at and take.killed_at >= moment]


def dead(identities: Collection[str], feed: Feed) -> dict[str, Take]:
    """Return the takes that a kill ended in the other feeds, by what they were called.

    By two queries, or none for a feed without an agency's credit.
    """
    if not feed.agency.strip():
        return {}
    killed = Take.objects.filter(feed__in=of(feed), killed_at__isnull=False)
    names = TakeName.objects.filter(take__in=killed, guid__in=identities)
    found = {name.guid: name.take for name in names.select_related("take")}
    return found | {take.guid: take for take in killed.filter(guid__in=identities)}


def _meant(item):
    """Return the identifiers that a kill is about; an item that is none has none."""
    if item.pub_status == PubStatus.CANCELED:
        return {item.identity, *item.kills, *item.supersedes}
    return set(item.kills)
