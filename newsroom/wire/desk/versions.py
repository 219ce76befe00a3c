"""The texts of takes as they came, out of their receipts."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models.fields.json import KT

from newsroom.wire.items import PubStatus
from newsroom.wire.models import Decision, Receipt
from newsroom.wire.overlap import Text

MOST = 200  # receipts read at once, the newest first
EACH = 10  # versions of one take


def of(takes: Collection[int]) -> dict[int, list[Text]]:
    """Return the texts of takes by their keys, each take's newest first, by one query.

    What came late, behind a newer version, stands last. The notice that comes with a
    kill is no text of its take; a take without any is left out.
    """
    if not takes:
        return {}
    receipts = Receipt.objects.filter(take__in=takes)
    said = receipts.exclude(decision=Decision.QUARANTINED).order_by("-pk")
    rows = said.annotate(
        body=KT("content__body"), state=KT("content__pub_status")
    ).values_list("take", "body", "state", "decision")
    found: dict[int, dict[str, None]] = defaultdict(dict)
    in_order = sorted(rows[:MOST], key=lambda row: row[3] == Decision.SKIPPED)
    for take, body, state, _decision in in_order:
        if body and state != PubStatus.CANCELED and len(found[take]) < EACH:
            found[take][body] = None
    return {take: [Text(body) for body in kept] for take, kept in found.items() if kept}


def last(takes: Collection[int]) -> dict[int, Text]:
    """Return the last text of each take by its key, by one query."""
    return {take: texts[0] for take, texts in of(takes).items()}
