"""Compare three versions of a text: as it last came, as it is here, as it comes now."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# Blocks of one text that are compared one by one; beyond it all of them are one change,
# so that no copy costs more than a moment to compare.
LONGEST = 2_000
# Changed blocks that are put side by side by their words, old times new; and the share
# of words from which on two are the same block in other words.
MOST_PAIRS = 2_500
ALIKE = 0.5


class Standing(StrEnum):
    """Who changed a part since the version last taken over."""

    SAME = "same"  # both versions say the same now
    OURS = "ours"  # changed here alone
    OFFERED = "offered"  # changed by the agency alone
    CLASH = "clash"  # changed by both, or nobody knows


class Choice(StrEnum):
    """What an editor does with a change."""

    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"  # ours first


@dataclass(frozen=True, slots=True)
class Part:
    """A run of blocks in each version; any of them may be empty."""

    base: tuple[str, ...] | None  # None if the version last taken over is not known
    ours: tuple[str, ...]
    theirs: tuple[str, ...]

    @property
    def standing(self) -> Standing:
        base, ours, theirs = map(_keys, (self.base or (), self.ours, self.theirs))
        if ours == theirs:
            return Standing.SAME
        if self.base is None:
            return Standing.CLASH
        if theirs == base:
            return Standing.OURS
        return Standing.OFFERED if ours == base else Standing.CLASH

    @property
    def asks(self) -> bool:
        """Whether there is anything to accept or to leave."""
        return self.standing in (Standing.OFFERED, Standing.CLASH)

    @property
    def both_added(self) -> bool:
        return not self.base and bool(self.ours and self.theirs)

    def chosen(self, choice: Choice) -> tuple[str, ...]:
        """Return the blocks that stay; without a question always ours."""
        if self.asks and choice == Choice.THEIRS:
            return self.theirs
        if self.both_added and choice == Choice.BOTH:
            return self.ours + self.theirs
        return self.ours


def compare(
    base: Sequence[str] | None, ours: Sequence[str], theirs: Sequence[str]
) -> list[Part]:
    """Return the parts of three versions in order, each a list of blocks.

    What stands together unchanged is one part; each changed block is one of its own
    where the three can be told apart. White space is no change.

    :param base: the version last taken over, or None if it is not known.
    """
    known = ours if base is None else base
    if max(map(len, (known, ours, theirs))) > LONGEST:
        parts = [Part(tuple(known), tuple(ours), tuple(theirs))]
    else:
        parts = list(_parts(known, ours, theirs))
    if base is None:
        parts = [Part(None, part.ours, part.theirs) for part in parts]
    return parts


def _parts(base, ours, theirs) -> Iterator[Part]:
    at_base = at_ours = at_theirs = 0
    for start, our_start, their_start, size in _kept_by_both(base, ours, theirs):
        yield from _apart(
            tuple(base[at_base:start]),
            tuple(ours[at_ours:our_start]),
            tuple(theirs[at_theirs:their_start]),
        )
        at_base, at_ours, at_theirs = (
            start + size,
            our_start + size,
            their_start + size,
        )
        if size:
            yield Part(
                tuple(base[start:at_base]),
                tuple(ours[our_start:at_ours]),
                tuple(theirs[their_start:at_theirs]),
            )


def _apart(base, ours, theirs):
    """Yield what differs between two places that all three share, block by block.

    Blocks stand for each other by their order or, where some were put in or taken out,
    by their words; what has no counterpart in both is a part with its neighbours.
    """
    if len(base) == len(ours) == len(theirs):
        pairs = [(at, at, at) for at in range(len(base))]
    else:
        in_ours, in_theirs = _alike(base, ours), _alike(base, theirs)
        both = sorted(in_ours.keys() & in_theirs.keys())
        pairs = [(at, in_ours[at], in_theirs[at]) for at in both]
    at: tuple[int, ...] = (0, 0, 0)
    for place in [*pairs, (len(base), len(ours), len(theirs))]:
        between = [
            text[begin:end]
            for text, begin, end in zip((base, ours, theirs), at, place, strict=True)
        ]
        if any(between):
            yield Part(*between)
        if place != (len(base), len(ours), len(theirs)):
            one, two, three = place
            yield Part((base[one],), (ours[two],), (theirs[three],))
        at = tuple(index + 1 for index in place)


def _alike(old, new) -> dict[int, int]:
    """Return which new block stands for an old one, in order, by the words they share.

    Nothing where there are too many to compare each with each.
    """
    if len(old) * len(new) > MOST_PAIRS:
        return {}
    words, others = (
        [Counter(key.casefold().split()) for key in _keys(blocks)]
        for blocks in (old, new)
    )
    # best[i][j]: the likeness of old[i:] and new[j:], put side by side as is best
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    like = [[_likeness(one, other) for other in others] for one in words]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            both = best[i + 1][j + 1] + like[i][j] if like[i][j] >= ALIKE else 0
            best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
    found, i, j = {}, 0, 0
    while i < len(old) and j < len(new):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            found[i] = j
            i, j = i + 1, j + 1
    return found


def _likeness(one: Counter, other: Counter) -> float:
    """Return the share of words that two blocks have in common, 0 to 1."""
    return 2 * (one & other).total() / max(one.total() + other.total(), 1)


def _kept_by_both(base, ours, theirs):
    """Yield runs of blocks that both kept: where in each version, and how many.

    The last one is empty and stands at the end.
    """
    in_ours, in_theirs = _matches(base, ours), _matches(base, theirs)
    one = two = 0
    while one < len(in_ours) and two < len(in_theirs):
        a, b = in_ours[one], in_theirs[two]
        start, end = max(a.a, b.a), min(a.a + a.size, b.a + b.size)
        if start < end:
            yield start, a.b + start - a.a, b.b + start - b.a, end - start
        if a.a + a.size < b.a + b.size:
            one += 1
        else:
            two += 1
    yield len(base), len(ours), len(theirs), 0


def _matches(old, new):
    matcher = SequenceMatcher(None, _keys(old), _keys(new), autojunk=False)
    return matcher.get_matching_blocks()


def _keys(blocks):
    """Return blocks as they are compared: an editor's screen may fold white space."""
    return [" ".join(block.split()) for block in blocks]
