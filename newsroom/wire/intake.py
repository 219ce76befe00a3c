"""Take deliveries in: keep their bytes, read them, and file their items one by one."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import publishing, rows
from newsroom.wire import anytext, filing, formats, reading, senders
from newsroom.wire.desk import stories
from newsroom.wire.desk.arrivals import Ruling
from newsroom.wire.filing import Outcome
from newsroom.wire.formats.files import encoding
from newsroom.wire.items import MalformedItem, WireItem
from newsroom.wire.models import Decision, Delivery, Feed, Receipt, Take
from newsroom.wire.reading import Reading


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file as it came, and what it says."""

    name: str
    data: bytes
    reading: Reading
    folder: str = ""  # where files lie that came beside it, if anywhere


def take_in(data: bytes, feed: Feed, *, name: str, folder: str = "") -> list[Outcome]:
    """File a delivery; filing the same bytes again changes nothing.

    An item that fails stops no other, and a run that is broken off goes on where it
    stopped when it is started again.

    :param name: what the file is called; nothing is decided by it.
    :param folder: where its pictures may lie beside it, as an absolute path.
    :returns: one outcome for each item, or one for a file that holds none.
    """
    delivery, created = _kept(data, feed, name, folder)
    if delivery.finished_at:
        return [came_before(delivery.name)]
    said = _read(data, feed)
    return _file_new(delivery, said) if created else _file(delivery, said)


def file(arrival: Arrival, feed: Feed) -> list[Outcome]:
    """File a delivery that has been read; the rest is as with `take_in`."""
    delivery, created = _kept(arrival.data, feed, arrival.name, arrival.folder)
    if delivery.finished_at:
        return [came_before(delivery.name)]
    return (_file_new if created else _file)(delivery, arrival.reading)


def take_in_new(arrivals: Sequence[Arrival], feed: Feed) -> list[list[Outcome]]:
    """File deliveries that did not come before, together: all of them, or none.

    For many small ones: what each costs alone is then paid once. What is filed is what
    `take_in` would have made of one after the other.

    :returns: for each delivery what `take_in` returns.
    """
    try:
        with transaction.atomic():
            return _file_together(arrivals, feed)
    except DatabaseError:
        # Such as bytes that another process took in meanwhile.
        return [file(arrival, feed) for arrival in arrivals]


def known(digests: Collection[str], feed: Feed) -> dict[str, Delivery]:
    """Return the deliveries that came before, without their bytes, by their SHA-256."""
    found = Delivery.objects.filter(feed=feed, sha256__in=digests)
    return {one.sha256: one for one in found.only("sha256", "name", "finished_at")}


def came_before(name: str) -> Outcome:
    """Return the outcome of bytes that were taken in before, under this name."""
    reason = _("The same bytes came before, as %(name)s.") % {"name": name}
    return Outcome(Ruling(Decision.DUPLICATE, reason))


def read_again(delivery: Delivery) -> list[Outcome]:
    """Read a delivery with today's rules, by the path of the import, and decide anew.

    A receipt whose item comes to the same end keeps what was decided about it.

    :returns: one outcome for each item, or one if it cannot be read.
    """
    said = _read(bytes(delivery.data), delivery.feed)
    return _file(delivery, said, anew=True)


def read_as_text(delivery: Delivery) -> list[Outcome]:
    """Take a delivery that could not be read for plain text, whatever it seems to be.

    :raises publishing.NotPossible: if an item of it could be read.
    """
    if delivery.receipts.exclude(decision=Decision.QUARANTINED).exists():
        raise publishing.NotPossible(
            _("Part of the file was read, and as plain text it would come twice.")
        )
    said = reading.read(bytes(delivery.data), delivery.feed.zone, anytext)
    return _file(delivery, said)


def item_of(receipt: Receipt) -> WireItem:
    """Return the item of a receipt, read anew from its bytes with today's rules.

    :raises MalformedItem: if the bytes, or this item of them, cannot be read.
    """
    _name, items = formats.parse(bytes(receipt.delivery.data), receipt.feed.zone)
    item = items[receipt.position] if receipt.position < len(items) else None
    if not isinstance(item, WireItem):
        raise MalformedItem(item.reason if item else _("The item is no longer found."))
    return item


def _kept(data, feed, name, folder=""):
    """Return the delivery with these bytes, kept before anything is decided."""
    return Delivery.objects.defer("data").get_or_create(
        feed=feed,
        sha256=hashlib.sha256(data).hexdigest(),
        defaults=_as_kept(data, name, folder),
    )


def _as_kept(data, name, folder):
    """Return the fields of a delivery; a folder that no column holds is left out."""
    known = len(folder) <= 1000 and folder.encode(errors="ignore").decode() == folder
    return {
        "name": stories.shortened(encoding.line(name), 255),
        "data": data,
        "size": len(data),
        "folder": folder if known else "",
    }


def _read(data, feed):
    return senders.screened(reading.read(data, feed.zone), data, feed)


def undecided(said):
    """Return what a delivery says as outcomes that the desk has not seen yet."""
    if said.refusal:
        return [Outcome(Ruling(Decision.QUARANTINED, said.refusal), 0, said.format)]
    return [
        Outcome.undecided(at, said.format, item) for at, item in enumerate(said.items)
    ]


def _file_together(arrivals, feed):
    now = timezone.now()
    deliveries = rows.insert_all(
        Delivery(
            feed=feed,
            sha256=hashlib.sha256(arrival.data).hexdigest(),
            finished_at=now,
            **_as_kept(arrival.data, arrival.name, arrival.folder),
        )
        for arrival in arrivals
    )
    unfiled = [
        undecided(senders.screened(arrival.reading, arrival.data, feed))
        for arrival in arrivals
    ]
    filed = iter(
        filing.file_all(
            [
                (delivery, outcome)
                for delivery, outcomes in zip(deliveries, unfiled, strict=True)
                for outcome in outcomes
            ],
            feed,
        )
    )
    done = [[next(filed) for _one in outcomes] for outcomes in unfiled]
    failed = [
        delivery.pk
        for delivery, outcomes in zip(deliveries, done, strict=True)
        if any(outcome.failed for outcome in outcomes)
    ]
    Delivery.objects.filter(pk__in=failed).update(finished_at=None)
    return done


def _file_new(delivery, said):
    """File the items of a new delivery, so many at a time; note if all went well."""
    entries = [(delivery, outcome) for outcome in undecided(said)]
    outcomes: list[Outcome] = []
    for start in range(0, len(entries), filing.MOST):
        part = entries[start : start + filing.MOST]
        outcomes += filing.file_all(part, delivery.feed)
    return _noted(delivery, outcomes)


def _file(delivery, said, *, anew=False):
    """File the items of a delivery that came before; note if all of it was read."""
    if said.refusal:
        [outcome] = undecided(said)
        if not filing.decided_before(delivery, outcome.position):
            filing.write(outcome, delivery)
        return [outcome]
    if anew:
        _follow_identities(delivery, said.items)
    file = filing.file_anew if anew else filing.file_one
    return _noted(delivery, [file(delivery, outcome) for outcome in undecided(said)])


def _noted(delivery, outcomes):
    if not any(outcome.failed for outcome in outcomes):
        delivery.finished_at = timezone.now()
        delivery.save(update_fields=["finished_at"])
    return outcomes


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
