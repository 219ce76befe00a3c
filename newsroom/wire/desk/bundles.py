"""Near-identical copy, of several agencies or sent twice: one row in the wire list."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db.models import F
from django.db.models.fields.json import KT
from django.db.models.functions import Length

from newsroom.wire.desk import prints, versions
from newsroom.wire.models import Decision, Receipt, Take
from newsroom.wire.overlap import Text, share

# How much of the two texts is the same, in percent of the words of each. What agencies
# take from one release or pool differs in the opening, the cuts and the last lines.
OF_SHORTER, OF_LONGER = 80, 60
# Numbers of the shorter that stand in the longer: draws, tables and weather use the
# same sentences every day.
OF_NUMBERS = 70
COMPARED = 5  # takes whose texts are read for each that comes, those that share most
# What waits for somebody, or was taken away, keeps a row of its own.
FOLDS = (Decision.CREATED, Decision.RECEIVED, Decision.UPDATED)
SAYS_NOTHING_NEW = (Decision.DUPLICATE, Decision.SKIPPED)
MOST = 300  # receipts of one bundle that are looked at, the newest of them


def alike(first: Text, second: Text) -> bool:
    """Whether two texts are near-identical: one may stand for the other in a list."""
    if not (prints.tells(first) and prints.tells(second)):
        return False
    both = share(first, second)
    low, high = sorted([both.of_first, both.of_second])
    return high >= OF_SHORTER and low >= OF_LONGER and _numbers_agree(first, second)


def join(
    texts: Sequence[tuple[Take, Text]], sketches: Mapping[int, Sequence[int]]
) -> dict[int, list[int]]:
    """Put takes among those that say nearly the same, or away from them.

    :param texts: of their last versions, whose prints are kept already.
    :param sketches: the shingles of each, `prints.of_takes`.
    :returns: for those that share words with others the keys of these.
    """
    today = prints.today()
    days = [today - ago for ago in range(prints.DAYS)]
    asked = {take.pk: sketches[take.pk] for take, _text in texts}
    near = prints.takes_near_each(asked, days)
    said = {take.pk: text for take, text in texts}
    for take, text in texts:
        if take.bundle is not None or take.pk in near:
            _join(take, text, near.get(take.pk, [])[:COMPARED], said)
    return near


def _join(take, text, near, said):
    """:param said: texts by the keys of takes; what is read here is added."""
    said |= versions.last([key for key in near if key not in said])
    others = Take.objects.in_bulk(near) if near else {}
    like = next(
        (others[key] for key in near if _is_like(others[key], text, said)), None
    )
    left, take.bundle = take.bundle, None
    if like is not None:
        take.bundle = like.bundle or like.pk
        Take.objects.filter(pk=like.pk, bundle=None).update(bundle=take.bundle)
    if left != take.bundle:
        Take.objects.filter(pk=take.pk).update(bundle=take.bundle)
        _settle_bundle(left, without=take.pk)


def _is_like(other, text, said):
    living = other.killed_at is None and other.pk in said
    return living and alike(text, said[other.pk])


def leave(take: Take) -> None:
    """Let a take stand alone, because the agency killed it."""
    if left := take.bundle:
        take.bundle = None
        Take.objects.filter(pk=take.pk).update(bundle=None)
        _settle_bundle(left, without=take.pk)


def settle(take: Take) -> None:
    """Let one receipt stand for a take, and for all that say nearly the same."""
    if take.bundle is None:
        _settle([take.pk])
    else:
        _settle_bundle(take.bundle, without=take.pk, besides=[take.pk])


def _settle_bundle(
    bundle: int | None, *, without: int, besides: Iterable[int] = ()
) -> None:
    """Settle a bundle, but for takes that another process is filing at this moment.

    That one settles it in its turn; waiting for each other, both would fail.
    """
    if bundle is not None:
        members = Take.objects.filter(bundle=bundle).exclude(pk=without)
        free = members.select_for_update(skip_locked=True).values_list("pk", flat=True)
        _settle([*besides, *free])


def _settle(takes: Collection[int]) -> None:
    if not takes:
        return
    receipts = Receipt.objects.filter(take__in=takes)
    top = _tops(receipts)
    receipts.filter(on_top=True).exclude(pk__in=top).update(on_top=False)
    receipts.filter(on_top=False, pk__in=top).update(on_top=True)


def _tops(receipts) -> list[int]:
    """Return the keys of receipts that get a row: the best, and what wants one."""
    rows = receipts.annotate(
        length=Length(KT("content__body")), killed_at=F("take__killed_at")
    ).values("pk", "take", "decision", "length", "killed_at")
    last: dict[int, dict] = {}
    for row in rows.order_by("-pk")[:MOST]:
        kept = last.setdefault(row["take"], row)
        if kept["decision"] in SAYS_NOTHING_NEW:
            if row["decision"] not in SAYS_NOTHING_NEW:
                last[row["take"]] = row
    folding = [row for row in last.values() if _folds(row)]
    best = max(folding, key=lambda row: (row["length"] or 0, row["pk"]), default=None)
    return [row["pk"] for row in last.values() if row is best or not _folds(row)]


def _folds(row):
    return row["decision"] in FOLDS and row["killed_at"] is None


def _numbers_agree(first, second):
    fewer, more = sorted([first.numbers, second.numbers], key=len)
    return 100 * len(fewer & more) >= OF_NUMBERS * len(fewer)
