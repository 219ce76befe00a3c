"""Which story a lead goes on with, of those under its slugline, judged by words."""

from collections.abc import Sequence

from django.db.models.fields.json import KT

from newsroom.wire.items import WireItem
from newsroom.wire.models import Receipt, Take
from newsroom.wire.overlap import DIGIT, TAG, WORD

# Words that tell stories apart: longer than most of grammar, or numbers.
LONG = 4  # letters
# A lead rewrites nearly all sentences, so runs of words say little, but the names and
# things stay: of the shorter text's long words half and more. Of two stories that have
# nothing to do with each other it is a fifth at most; the slugline's own words, which
# both have, do not count.
AKIN = 1 / 3
FEW = 4  # words, too few to tell: then the slugline decides alone
MOST = 200  # receipts looked at


def nearest(item: WireItem, takes: Sequence[Take], slugline: str) -> Take | None:
    """Return the take that a lead is of, or None if all are other stories.

    A story that was killed is left only for one that is nearer: an editor looks at what
    may be its return.

    :param takes: those under the slugline, newest first.
    :param slugline: the words that all of them have in common.
    """
    common = telling(slugline)
    words = telling(f"{item.headline} {item.standfirst} {item.body}") - common
    said = _said([take.pk for take in takes])
    akin = [
        (likeness(words, telling(said.get(take.pk, "")) - common), -at, take)
        for at, take in enumerate(takes)
    ]
    near = [entry for entry in akin if entry[0] >= AKIN]
    if near:
        return max(near)[2]
    return next((take for take in takes if take.killed_at is not None), None)


def likeness(first: set[str], second: set[str]) -> float:
    """Return which part of the words of the shorter text the other has too, 0 to 1.

    Where either has too few to tell it is just enough.
    """
    fewer = min(len(first), len(second))
    return len(first & second) / fewer if fewer >= FEW else AKIN


def telling(text: str) -> set[str]:
    """Return the words of a text that tell it from others."""
    words = WORD.findall(TAG.sub(" ", text).casefold())
    return {word for word in words if len(word) >= LONG or DIGIT.search(word)}


def _said(takes):
    """Return the words of the last version of each take, by one query."""
    receipts = (
        Receipt.objects.filter(take__in=takes)
        .order_by("-pk")
        .annotate(body=KT("content__body"), standfirst=KT("content__standfirst"))
    )
    rows = receipts.values_list("take", "headline", "standfirst", "body")[:MOST]
    found: dict[int, str] = {}
    for take, *words in rows:
        found.setdefault(take, " ".join(filter(None, words)))
    return found
