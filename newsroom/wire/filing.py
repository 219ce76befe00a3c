"""File items with their receipts: one by one, or many new ones by few statements."""

import contextlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import DatabaseError, DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from articles import rows
from newsroom.wire.desk import companions, deciding, expected, likeness, stories, takes
from newsroom.wire.desk.arrivals import Ruling
from newsroom.wire.formats.files import encoding
from newsroom.wire.items import UnreadItem, WireItem
from newsroom.wire.models import Decision, Delivery, Feed, Receipt

MOST = 200  # items filed by one transaction: it holds the feed for part of a second


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one item, or of a file that holds none."""

    ruling: Ruling
    position: int = 0
    format: str = ""
    item: WireItem | None = None
    # Of a rehearsal: what would become of it if it came first of its kind.
    first: Ruling | None = None

    @classmethod
    def undecided(
        cls, position: int, form: str, item: WireItem | UnreadItem
    ) -> "Outcome":
        """Return the outcome of an item before the desk sees it."""
        if isinstance(item, UnreadItem):
            return cls(Ruling(Decision.QUARANTINED, item.reason), position, form)
        return cls(Ruling(Decision.SKIPPED), position, form, item)

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


def file_all(
    entries: Sequence[tuple[Delivery, Outcome]], feed: Feed
) -> Iterable[Outcome]:
    """File items of deliveries of which none was filed before, in their order.

    Those that nothing here knows are filed together; one that fails stops no other.
    What is filed is what filing one after the other would have made.

    :returns: one outcome for each entry, in order.
    """
    done: list[Outcome] = []
    waiting: list[tuple[Delivery, Outcome]] = []
    with transaction.atomic():
        Feed.objects.select_for_update().get(pk=feed.pk)
        items = [outcome.item for _delivery, outcome in entries if outcome.item]
        known = takes.known({item.identity for item in items}, feed)
        for delivery, outcome in entries:
            item = outcome.item
            if item is None or _is_new(item, known):
                waiting.append((delivery, outcome))
            else:
                done += _file_new(waiting, feed)
                waiting = []
                done.append(file_one(delivery, outcome))
            if item is not None:
                known |= {item.identity, *item.kills, *item.supersedes}
        done += _file_new(waiting, feed)
    return done


def file_one(delivery: Delivery, outcome: Outcome) -> Outcome:
    """File one item with its receipt, both or neither, unless it was filed before."""
    try:
        with transaction.atomic():
            if decided := decided_before(delivery, outcome.position):
                reason = _("It came before.")
                return outcome.ruled(Ruling(Decision.DUPLICATE, reason, decided.take))
            if outcome.item is not None:
                ruling = deciding.receive(outcome.item, delivery.feed)
                outcome = outcome.ruled(ruling)
            write(outcome, delivery)
            _bring_pictures([(delivery, outcome)], delivery.feed)
            return outcome
    except DatabaseError as error:
        return _not_stored(outcome, delivery, error)


def file_anew(delivery: Delivery, outcome: Outcome) -> Outcome:
    """File one item that may have been filed before, as today's rules have it."""
    try:
        with transaction.atomic():
            before = decided_before(delivery, outcome.position)
            if outcome.item is not None:
                ruling = deciding.receive(outcome.item, delivery.feed, anew=True)
                outcome = outcome.ruled(ruling)
            if before is None or not _ends_the_same(before, outcome.ruling):
                write(outcome, delivery)
            _bring_pictures([(delivery, outcome)], delivery.feed)
            return outcome
    except DatabaseError as error:
        return _not_stored(outcome, delivery, error)


def decided_before(delivery: Delivery, position: int) -> Receipt | None:
    """Return the receipt of an item that could be read before, or None."""
    receipts = delivery.receipts.filter(position=position)
    readable = receipts.exclude(decision=Decision.QUARANTINED)
    return readable.select_related("take__article").first()


def write(outcome: Outcome, delivery: Delivery) -> None:
    """Write the receipt; one of an earlier attempt at the same item is written over."""
    receipt, _created = Receipt.objects.update_or_create(
        delivery=delivery,
        position=outcome.position,
        defaults=_record(outcome, delivery),
    )
    if outcome.item is not None:
        likeness.follow([(receipt, outcome.item, outcome.ruling)])


def _is_new(item, known):
    return item.identity not in known and takes.stands_alone(item)


def _file_new(entries, feed):
    """File what nothing here knows by few statements; if they fail, one by one."""
    if not entries:
        return []
    try:
        with transaction.atomic():
            items = [outcome.item for _delivery, outcome in entries if outcome.item]
            rulings = iter(deciding.receive_new(items, feed))
            outcomes = [
                outcome.ruled(next(rulings)) if outcome.item else outcome
                for _delivery, outcome in entries
            ]
            receipts = rows.insert_all(
                Receipt(
                    delivery=delivery,
                    position=outcome.position,
                    **_record(outcome, delivery),
                )
                for (delivery, _before), outcome in zip(entries, outcomes, strict=True)
            )
            likeness.follow(
                [
                    (receipt, outcome.item, outcome.ruling)
                    for receipt, outcome in zip(receipts, outcomes, strict=True)
                    if outcome.item is not None
                ]
            )
            deliveries = (delivery for delivery, _before in entries)
            _bring_pictures(zip(deliveries, outcomes, strict=True), feed)
            return outcomes
    except DatabaseError:
        return [file_one(delivery, outcome) for delivery, outcome in entries]


def _bring_pictures(filed: Iterable[tuple[Delivery, Outcome]], feed: Feed) -> None:
    """Let filed items find their pictures, and note those that are to be fetched."""
    items = [
        (outcome.item, outcome.ruling, delivery.folder)
        for delivery, outcome in filed
        if outcome.item is not None
    ]
    expected.note(items, feed)
    companions.link([(item, ruling) for item, ruling, _folder in items], feed)


def _record(outcome, delivery):
    """Return the fields of a receipt but its delivery and position."""
    item, ruling, article = outcome.item, outcome.ruling, outcome.ruling.article
    headline = item.headline or stories.suggestion(item) if item else ""
    return {
        "feed": delivery.feed,
        "take": ruling.take,
        "decision": ruling.decision,
        "reason": ruling.reason,
        "format": outcome.format,
        "headline": stories.shortened(headline, 200),
        "slugline": stories.shortened(item.slugline, 120) if item else "",
        "urgency": item.urgency if item and (item.urgency or 0) < 32768 else None,
        "language": stories.language(item, delivery.feed)[:12] if item else "",
        "section_id": article.section_id
        if article
        else ruling.section or delivery.feed.section_id,
        "content": item.as_data() if item else {},
    }


def _ends_the_same(before, ruling):
    """Whether reading an item again has changed nothing, so that its record stays."""
    if ruling.decision == Decision.QUARANTINED:
        return True  # what was made of it while it could be read is still there
    nothing_done = ruling.decision in (Decision.DUPLICATE, Decision.SKIPPED)
    return nothing_done and before.decision != Decision.SKIPPED


def _not_stored(outcome, delivery, error):
    """Put what the database refuses for what it says where an editor finds it.

    What a database refuses that is away, locked or full may simply come again.
    """
    reason = _("It could not be stored: %s") % encoding.line(str(error))
    ruling = Ruling(Decision.QUARANTINED, reason)
    if isinstance(error, (DataError, IntegrityError)):
        unread = Outcome(ruling, outcome.position, outcome.format)
        with contextlib.suppress(DatabaseError), transaction.atomic():
            if not decided_before(delivery, outcome.position):
                write(unread, delivery)
    return outcome.ruled(ruling)
