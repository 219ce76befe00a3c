"""Take a delivery in: keep its bytes, read it, and file its items one by one."""

import hashlib
from dataclasses import dataclass
from datetime import UTC

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.wire import desk, formats, stories
from newsroom.wire.desk import Ruling
from newsroom.wire.formats import encoding
from newsroom.wire.items import MalformedItem, UnreadItem, WireItem
from newsroom.wire.models import Decision, Delivery, Feed, Receipt


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one item, or of a file that holds none."""

    ruling: Ruling
    position: int = 0
    format: str = ""
    item: WireItem | None = None

    @property
    def failed(self) -> bool:
        return self.ruling.decision == Decision.QUARANTINED


def rehearse(data: bytes, feed: Feed | None = None) -> list[Outcome]:
    """Return what would become of a delivery if it came first; stores nothing."""
    try:
        name, items = formats.parse(data, feed.zone if feed else UTC)
    except MalformedItem as error:
        return [_refusal(data, error)]
    return [
        Outcome(_ruling(item, desk.on_arrival), at, name, _known(item))
        for at, item in enumerate(items)
    ]


def take_in(data: bytes, feed: Feed, *, name: str) -> list[Outcome]:
    """File a delivery; filing the same bytes again changes nothing.

    Each item has its own transaction: one that fails stops no other, and a run that
    is broken off goes on with the next item when it is started again.

    :param name: what the file is called; nothing is decided by it.
    :returns: one outcome for each item, or one for a file that holds none.
    """
    delivery = _kept(data, feed, name)
    if delivery.finished_at:
        return [_came_before(delivery)]
    try:
        format_name, items = formats.parse(data, feed.zone)
    except MalformedItem as error:
        outcome = _refusal(data, error)
        _write(outcome, delivery)
        return [outcome]
    outcomes = [
        _file(
            delivery,
            Outcome(Ruling(Decision.SKIPPED), at, format_name, _known(item)),
            item,
        )
        for at, item in enumerate(items)
    ]
    if not any(outcome.failed for outcome in outcomes):
        delivery.finished_at = timezone.now()
        delivery.save(update_fields=["finished_at"])
    return outcomes


def read_again(receipt: Receipt) -> WireItem:
    """Return the item of a receipt, read anew from its bytes with today's rules.

    :raises MalformedItem: if the bytes, or this item of them, cannot be read.
    """
    _name, items = formats.parse(bytes(receipt.delivery.data), receipt.feed.zone)
    item = items[receipt.position] if receipt.position < len(items) else None
    if not isinstance(item, WireItem):
        raise MalformedItem(item.reason if item else _("The item is no longer found."))
    return item


def _kept(data, feed, name):
    """Return the delivery with these bytes, kept before anything is decided."""
    delivery, _created = Delivery.objects.defer("data").get_or_create(
        feed=feed,
        sha256=hashlib.sha256(data).hexdigest(),
        defaults={
            "name": stories.shortened(encoding.line(name), 255),
            "data": data,
            "size": len(data),
        },
    )
    return delivery


def _came_before(delivery):
    reason = _("The same bytes came before, as %(name)s.") % {"name": delivery.name}
    return Outcome(Ruling(Decision.DUPLICATE, reason))


def _file(delivery, outcome, item):
    """File one item with its receipt, both or neither."""
    try:
        with transaction.atomic():
            decided = (
                delivery.receipts.filter(position=outcome.position)
                .exclude(decision=Decision.QUARANTINED)
                .select_related("take__article")
                .first()
            )
            if decided:
                ruling = Ruling(Decision.DUPLICATE, _("It came before."), decided.take)
                return Outcome(ruling, outcome.position, outcome.format, outcome.item)
            ruling = _ruling(item, lambda item: desk.receive(item, delivery.feed))
            outcome = Outcome(ruling, outcome.position, outcome.format, outcome.item)
            _write(outcome, delivery)
            return outcome
    except DatabaseError as error:
        reason = _("It could not be stored: %s") % encoding.line(str(error))
        ruling = Ruling(Decision.QUARANTINED, reason)
        return Outcome(ruling, outcome.position, outcome.format, outcome.item)


def _write(outcome, delivery):
    """Write the receipt; one of an earlier attempt at the same item is written over."""
    item, ruling = outcome.item, outcome.ruling
    headline = item.headline or stories.suggestion(item) if item else ""
    Receipt.objects.update_or_create(
        delivery=delivery,
        position=outcome.position,
        defaults={
            "feed": delivery.feed,
            "take": ruling.take,
            "decision": ruling.decision,
            "reason": ruling.reason,
            "format": outcome.format,
            "headline": stories.shortened(headline, 200),
            "slugline": stories.shortened(item.slugline, 120) if item else "",
            "urgency": item.urgency if item and (item.urgency or 0) < 32768 else None,
            "content": item.as_data() if item else {},
        },
    )


def _ruling(item, decide):
    if isinstance(item, UnreadItem):
        return Ruling(Decision.QUARANTINED, item.reason)
    return decide(item)


def _known(item):
    return item if isinstance(item, WireItem) else None


def _refusal(data, error):
    return Outcome(
        Ruling(Decision.QUARANTINED, str(error)), format=formats.format_name(data)
    )
