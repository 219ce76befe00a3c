"""Take a delivery in: keep its bytes, read it, and file its items one by one."""

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import publishing
from newsroom.wire import anytext, formats
from newsroom.wire.desk import deciding, stories
from newsroom.wire.desk.arrivals import Ruling, on_arrival
from newsroom.wire.formats import encoding
from newsroom.wire.items import MalformedItem, UnreadItem, WireItem
from newsroom.wire.models import Decision, Delivery, Feed, Receipt, Take


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

    @property
    def brings_files(self) -> bool:
        return (
            any(picture.data for picture in self.item.pictures) if self.item else False
        )

    def ruled(self, ruling: Ruling) -> "Outcome":
        return replace(self, ruling=ruling)


def rehearse(data: bytes, feed: Feed | None = None) -> list[Outcome]:
    """Return what would become of a delivery if it came first; stores nothing."""
    try:
        name, items = formats.parse(data, feed.zone if feed else UTC)
    except MalformedItem as error:
        return [_refusal(data, error)]
    return [
        Outcome(
            _ruling(item, lambda item: on_arrival(item, feed)), at, name, _known(item)
        )
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
    return _read(delivery, data)


def read_again(delivery: Delivery) -> list[Outcome]:
    """Read a delivery with today's rules, by the path of the import, and decide anew.

    A receipt whose item comes to the same end keeps what was decided about it.

    :returns: one outcome for each item, or one if it cannot be read.
    """
    return _read(delivery, bytes(delivery.data), anew=True)


def read_as_text(delivery: Delivery) -> list[Outcome]:
    """Take a delivery that could not be read for plain text, whatever it seems to be.

    :raises publishing.NotPossible: if an item of it could be read.
    """
    if delivery.receipts.exclude(decision=Decision.QUARANTINED).exists():
        raise publishing.NotPossible(
            _("Part of the file was read, and as plain text it would come twice.")
        )
    return _read(delivery, bytes(delivery.data), reader=anytext)


def item_of(receipt: Receipt) -> WireItem:
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


def _read(delivery, data, *, reader=formats, anew=False):
    """Read a delivery and file its items; note if all of it could be read."""
    try:
        format_name, items = reader.parse(data, delivery.feed.zone)
    except MalformedItem as error:
        outcome = _refusal(data, error)
        if not _decided(delivery, outcome.position):
            _write(outcome, delivery)
        return [outcome]
    if anew:
        _follow_identities(delivery, items)
    file = _file_anew if anew else _file
    outcomes = [
        file(
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


def _came_before(delivery):
    reason = _("The same bytes came before, as %(name)s.") % {"name": delivery.name}
    return Outcome(Ruling(Decision.DUPLICATE, reason))


def _file(delivery, outcome, item):
    """File one item with its receipt, both or neither."""
    try:
        with transaction.atomic():
            if decided := _decided(delivery, outcome.position):
                reason = _("It came before.")
                return outcome.ruled(Ruling(Decision.DUPLICATE, reason, decided.take))
            ruling = _ruling(item, lambda item: deciding.receive(item, delivery.feed))
            outcome = outcome.ruled(ruling)
            _write(outcome, delivery)
            return outcome
    except DatabaseError as error:
        return outcome.ruled(_not_stored(error))


def _file_anew(delivery, outcome, item):
    """File one item that may have been filed before, as today's rules have it."""
    try:
        with transaction.atomic():
            before = _decided(delivery, outcome.position)
            ruling = _ruling(
                item, lambda item: deciding.receive(item, delivery.feed, anew=True)
            )
            outcome = outcome.ruled(ruling)
            if before is None or not _ends_the_same(before, ruling):
                _write(outcome, delivery)
            return outcome
    except DatabaseError as error:
        return outcome.ruled(_not_stored(error))


def _follow_identities(delivery, items):
    """Rename takes that today's rules name otherwise, so that no story comes twice.

    Only those that no item of the file, and no other file, is known by.
    """
    identities = {item.identity for item in items if isinstance(item, WireItem)}
    decided = delivery.receipts.filter(take__isnull=False).select_related("take")
    for receipt in decided.exclude(take__guid__in=identities):
        item = items[receipt.position] if receipt.position < len(items) else None
        if not isinstance(item, WireItem) or receipt.take.receipts.count() > 1:
            continue
        takes = Take.objects.filter(feed=delivery.feed)
        if not takes.filter(guid=item.identity).exists():
            takes.filter(pk=receipt.take_id).update(guid=item.identity)


def _decided(delivery, position):
    """Return the receipt of an item that could be read before, or None."""
    receipts = delivery.receipts.filter(position=position)
    readable = receipts.exclude(decision=Decision.QUARANTINED)
    return readable.select_related("take__article").first()


def _ends_the_same(before, ruling):
    """Whether reading an item again has changed nothing, so that its record stays."""
    if ruling.decision == Decision.QUARANTINED:
        return True  # what was made of it while it could be read is still there
    nothing_done = ruling.decision in (Decision.DUPLICATE, Decision.SKIPPED)
    return nothing_done and before.decision != Decision.SKIPPED


def _not_stored(error):
    reason = _("It could not be stored: %s") % encoding.line(str(error))
    return Ruling(Decision.QUARANTINED, reason)


def _write(outcome, delivery):
    """Write the receipt; one of an earlier attempt at the same item is written over."""
    item, ruling, article = outcome.item, outcome.ruling, outcome.ruling.article
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
            "language": stories.language(item, delivery.feed)[:12] if item else "",
            "section_id": article.section_id if article else delivery.feed.section_id,
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
