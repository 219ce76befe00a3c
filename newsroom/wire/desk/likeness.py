"""After an item is filed: its print, its place in the list, and what it recalls."""

from collections.abc import Iterable

from newsroom.wire.desk import bundles, derivatives, prints, recalls, siblings
from newsroom.wire.desk.arrivals import Ruling
from newsroom.wire.items import Kind, WireItem
from newsroom.wire.models import Decision, Receipt, Take
from newsroom.wire.overlap import Text

# What says something of its own, so that it can be like another and be copied from.
READABLE = (*bundles.FOLDS, Decision.WAITING, Decision.HELD)
DOWN = (Decision.KILLED, Decision.WITHDRAWN)


def follow(filed: Iterable[tuple[Receipt, WireItem, Ruling]]) -> None:
    """Let the desk know which texts items share words with.

    Many cost a few statements together, as long as they are like nothing else.

    :param filed: items with their receipts, just written.
    """
    known = [
        (take, receipt, item, ruling)
        for receipt, item, ruling in filed
        if (take := ruling.take) is not None
    ]
    readable = [
        (take, Text(item.body), ruling)
        for take, _receipt, item, ruling in known
        if item.kind == Kind.TEXT and ruling.decision in READABLE
    ]
    sketches = prints.of_takes({take.pk: text for take, text, _ruling in readable})
    printed = {take.pk: ruling for take, text, ruling in readable if prints.tells(text)}
    prints.file_takes(
        {key: sketches[key] for key in printed},
        replaced=[key for key, ruling in printed.items() if not ruling.first],
    )
    said = [
        (take, text)
        for take, text, ruling in readable
        if ruling.decision in (*bundles.FOLDS, Decision.WAITING)
    ]
    near = bundles.join(said, sketches)
    derivatives.link_drafts(said, near)
    for _take, receipt, item, ruling in known:
        _place(ruling)
        for recalled in _recalled(receipt, item, ruling):
            _recall(recalled, receipt)


def _place(ruling):
    take = ruling.take
    if take.killed_at is not None:
        bundles.leave(take)
    if not ruling.first or take.bundle is not None:
        bundles.settle(take)


def _recalled(receipt, item, ruling):
    """Return the takes that an item kills, withdraws or corrects now."""
    take, named = ruling.take, {*item.kills, *item.supersedes}
    # Only those that this very delivery killed; others were killed and asked about.
    since = receipt.delivery.received_at
    recalled: list[Take] = []
    if named:
        found = Take.objects.filter(feed=receipt.feed_id, guid__in=named)
        recalled += found.filter(killed_at__gte=since)
    recalled += siblings.killed_since(item, receipt.feed, since)
    corrected = ruling.decision in READABLE and recalls.corrects(item)
    killed = take.killed_at is not None and take.killed_at >= since
    if killed or corrected or ruling.decision in DOWN:
        recalled.append(take)
    return {each.pk: each for each in recalled}.values()


def _recall(take, receipt):
    """Ask about each derivative of a take, and about those that are yet to be saved."""
    Take.objects.filter(pk=take.pk).update(recalled_by=receipt)
    take.prints.update(day=prints.today())
    known = {row.article_id: row for row in take.derivatives.select_related("article")}
    for entry in derivatives.found(take):
        before = known.pop(entry.article.pk, None)
        known[entry.article.pk] = derivatives.link(
            take, entry.article, entry.share, before.highest if before else 0
        )
    for derivative in known.values():
        if derivative.article_id != take.article_id:
            recalls.ask(derivative, receipt.pk)
