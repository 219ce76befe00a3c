"""Find the places of stories that answer a question, the best first.

The score of a story is what PostgreSQL's `ts_rank` gives the place of a word by default
(12.3.3: headline 1, names and standfirst 0.4, text 0.1) times how recent it is: Solr's
`recip` (Reference Guide, "Function Queries") over years, of which an eighth never goes,
so that any headline stands above today's texts:

    score = weight × (1/8 + 7/8 × 1 / (1 + age in years))

Among stories with the words in the same place newer is then better, so the best
hundred are among the newest hundred of each place: nothing else is read, however common
a word is.
"""

from collections.abc import Sequence

from django.utils import timezone

from newsroom.search import candidates
from newsroom.search.asking import Ask
from newsroom.search.candidates import Archive, Arm
from newsroom.search.dialects import ANYWHERE, HEADLINE, NAMES
from newsroom.search.models import KEY_BITS

WEIGHTS = {HEADLINE: 1.0, NAMES: 0.4, ANYWHERE: 0.1}
LEFT = 1 / 8  # of the score of a story, however old it is
YEAR = 365.25 * 24 * 3600  # seconds


def best(ask: Ask, number: int, *, known: Archive) -> list[int]:
    """Return the places of the best stories, the best first, by one query."""
    return first_found([ask], number, known=known)[1]


def newest(ask: Ask, number: int, *, known: Archive) -> list[int]:
    """Return the places of the newest stories, the newest first, by one query."""
    rows = candidates.newest([Arm(ask, ANYWHERE)], number, known=known)
    return sorted((place for _, place in rows), reverse=True)[:number]


def first_found(
    asks: Sequence[Ask], number: int, *, known: Archive
) -> tuple[int, list[int]]:
    """Return which of several questions is the first to find anything, and the best.

    :returns: its number, and places, the best first; (-1, []) if none does. One query.
    """
    arms, asked_by = [], []
    for which, ask in enumerate(asks):
        for within in WEIGHTS if ask.wanted else [ANYWHERE]:
            arms.append(Arm(ask, within))
            asked_by.append(which)
    rows = candidates.newest(arms, number, known=known)
    first = min((asked_by[arm] for arm, _ in rows), default=-1)
    scores: dict[int, float] = {}
    now = timezone.now().timestamp()
    for arm, place in rows:
        if asked_by[arm] == first:
            score = WEIGHTS[arms[arm].within] * recency(now - (place >> KEY_BITS))
            scores[place] = max(score, scores.get(place, 0))
    ranked = sorted(scores, key=lambda place: (-scores[place], -place))
    return first, ranked[:number]


def how_many(asks: Sequence[Ask], most: int, *, known: Archive) -> list[int]:
    """Return how many stories answer each question, up to `most`; one query."""
    counts = [0] * len(asks)
    arms = [Arm(ask, ANYWHERE) for ask in asks]
    for arm, _ in candidates.newest(arms, most, known=known):
        counts[arm] += 1
    return [min(count, most) for count in counts]


def recency(age: float) -> float:
    """Return the share of its score that an age leaves to a story, from 1/8 to 1.

    :param age: in seconds; what is below 0 is 0.
    """
    return LEFT + (1 - LEFT) / (1 + max(0.0, age) / YEAR)
