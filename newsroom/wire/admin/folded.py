"""What a row of the wire list stands for besides itself, and what it asks about."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsroom.wire.desk import bundles
from newsroom.wire.models import Answer, Recall, Receipt, Take

MOST = 500  # receipts beneath the rows of one page
# What a list may be asked for and still be the whole list.
NOT_NARROWING = {"p", "e", "after"}


def is_narrowed(asked: Mapping[str, str]) -> bool:
    """Whether a list is asked for some receipts only; then each has its own row.

    Else what fits the words looked for could be beneath a row that does not.
    """
    return any(value for name, value in asked.items() if name not in NOT_NARROWING)


def folded(receipts: QuerySet[Receipt]) -> QuerySet[Receipt]:
    """Return those receipts that have a row of their own."""
    return receipts.filter(on_top=True)


def beneath(receipts: Sequence[Receipt]) -> dict[int, list[Receipt]]:
    """Return what is beneath each row by its key, the newest first, by two queries."""
    tops = [row for row in receipts if row.on_top and row.take is not None]
    by_take = {row.take_id: row.pk for row in tops}
    by_bundle = {
        row.take.bundle: row.pk
        for row in tops
        if row.take and row.take.bundle and row.decision in bundles.FOLDS
    }
    near = Take.objects.filter(Q(pk__in=by_take) | Q(bundle__in=by_bundle))
    members = dict(near.values_list("pk", "bundle"))
    found: dict[int, list[Receipt]] = defaultdict(list)
    under = Receipt.objects.filter(on_top=False, take__in=members)
    fields = ["headline", "decision", "decided_at", "feed", "delivery__name"]
    fields += [f"take__{name}" for name in ("killed_at", "article__status")]
    rows = under.select_related("feed", "delivery", "take__article").only(*fields)
    for receipt in rows.order_by("-pk")[:MOST]:
        take = receipt.take_id or 0
        row = by_take.get(take) or by_bundle.get(members.get(take) or 0)
        if row is not None:
            found[row].append(receipt)
    return found


def story_beneath(row: Receipt, others: Iterable[Receipt]) -> Receipt | None:
    """Return the copy beneath a row that is a story here, where the row itself is none.

    What was killed is no reason not to take the row.
    """
    if row.take is None or row.take.article_id is not None:
        return None
    for other in others:
        take = other.take
        if take and take.article_id is not None and take.killed_at is None:
            return other
    return None


def words_for(row: Receipt, others: Iterable[Receipt]) -> str:
    """Return what is beneath a row: “3 agencies have this”, “2 earlier versions”."""
    others = list(others)
    agencies = len({row.feed_id, *(other.feed_id for other in others)})
    if agencies > 1:
        return ngettext("%d agency has this", "%d agencies have this", agencies) % (
            agencies
        )
    if all(other.take_id == row.take_id for other in others):
        return ngettext("%d other version", "%d other versions", len(others)) % len(
            others
        )
    return ngettext("%d other copy", "%d other copies", len(others)) % len(others)


def asked_by(receipts: Sequence[Receipt]) -> dict[int, Counter[str]]:
    """Return how many derivatives each kill or correction asks about, by answer."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    asked = Recall.objects.filter(receipt__in=[row.pk for row in receipts])
    for receipt, answer in asked.values_list("receipt", "answer")[:MOST]:
        found[receipt][answer] += 1
    return found


def words_about(asked: Counter[str]) -> str:
    """Return how it stands with the derivatives that a receipt asks about."""
    if waiting := asked[Answer.OPEN]:
        return ngettext(
            "%d derivative to decide on", "%d derivatives to decide on", waiting
        ) % (waiting)
    return _("Derivatives decided on") if asked else ""
