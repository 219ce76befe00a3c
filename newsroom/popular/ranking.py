"""The arithmetic of “most popular”. Nothing here touches the database."""

from collections.abc import Hashable, Iterable, Mapping
from datetime import timedelta


def fresh_reads(
    counts: Iterable[tuple[timedelta, int]], *, half_life: timedelta
) -> float:
    """Add up reads, each counting half as much for every half-life of its age.

        score = Σ reads · 2 ^ (−age / half_life)

    A story read 800 times just now scores 800, and 400 one half-life later if nobody
    reads it again, so a ranking follows the news without forgetting it at midnight.

    :param counts: pairs of (age of ten minutes, reads in them); ages of zero or more.
    :param half_life: how long until a read counts half; longer than zero.
    :returns: the score in fresh reads: how many reads at age zero it is worth.
    :raises ValueError: if `half_life` is not positive, or an age is negative.

    Source: exponential decay as defined in Cormode, Shkapenyuk, Srivastava and Xu,
    "Forward Decay: A Practical Time Decay Model for Streaming Systems", ICDE 2009.
    """
    if half_life <= timedelta(0):
        raise ValueError(f"half_life is {half_life}; it must be longer than zero.")
    score = 0.0
    for age, reads in counts:
        if age < timedelta(0):
            raise ValueError(f"An age is {age}; reads cannot come from the future.")
        score += reads * 2 ** -(age / half_life)
    return score


def leaders(
    scores: Mapping[int, float], lists: Mapping[int, Iterable[Hashable]], *, rows: int
) -> list[int]:
    """Return the stories that are among the first `rows` of any list, highest first.

    :param scores: story id → fresh reads; a score of zero is no rank. Of two equals the
        higher id, the newer story, stands first.
    :param lists: story id → the lists it belongs to, such as the paper and its section.
    :param rows: how many stories each list keeps; one or more.
    """
    taken: dict[Hashable, int] = {}
    kept = []
    for story in sorted(scores, key=lambda story: (scores[story], story), reverse=True):
        if scores[story] <= 0:
            break
        mine = list(lists[story])
        if any(taken.get(name, 0) < rows for name in mine):
            kept.append(story)
        for name in mine:
            taken[name] = taken.get(name, 0) + 1
    return kept
