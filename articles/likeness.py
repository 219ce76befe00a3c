"""How alike two stories are: by the topics they share, their words, and their age.

    score = (TOPICS · shared topics + WORDS · cosine of words) · freshness

Shared topics: the weights of those shared over the weights of all of the story's, each
weighing ln(1 + 1000 / stories that have it), as a rare term says more than a common one
(inverse document frequency; K. Spärck Jones, Journal of Documentation 28, 1972).

Words: those of kicker, headline and standfirst, each weighing ln(stories compared /
stories that have it), so that what all have weighs nothing; then the cosine of the two
vectors (G. Salton and C. Buckley, Information Processing & Management 24, 1988).

Freshness: 1 for what is new, half of what may be lost for each HALF_LIFE, FLOOR in the
end: an old story on the very matter stands before a new one that is hardly about it.
The shares, the half-life and the floor are this paper's choice.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from math import log, sqrt

from articles.wordindex import fold

TOPICS, WORDS = 0.65, 0.35
COMMON = 1000  # stories; a topic with more is as common as can be
HALF_LIFE = timedelta(days=180)
FLOOR = 0.5
SHORTEST_WORD = 4  # letters: what is shorter joins others
ENOUGH = 0.12  # of cosine, for stories that share no topic
SAME_WORDS, SAME = 4, 0.8  # so many words, and so much of all: versions of one story


def words_of(story) -> frozenset[str]:
    """Return what a story's head says, as plain words of four letters or more."""
    head = f"{story.kicker} {story.headline} {story.standfirst}"
    return frozenset(word for word in fold(head).split() if len(word) >= SHORTEST_WORD)


def topic_weight(stories: int) -> float:
    """Return what a topic weighs that so many stories have."""
    return log(1 + COMMON / max(1, min(stories, COMMON)))


def word_weights(heads: Iterable[frozenset[str]]) -> dict[str, float]:
    """Return what each word weighs among the heads that are compared."""
    all_heads = list(heads)
    counts = Counter(word for head in all_heads for word in head)
    return {word: log(len(all_heads) / count) for word, count in counts.items()}


def cosine(one: frozenset[str], other: frozenset[str], weights) -> float:
    """Return how alike two heads are, 0 to 1; 0 if they share fewer than two words."""
    shared = [word for word in one & other if weights[word]]
    if len(shared) < 2:
        return 0.0
    lengths = [sqrt(sum(weights[word] ** 2 for word in head)) for head in (one, other)]
    return sum(weights[word] ** 2 for word in shared) / (lengths[0] * lengths[1])


def freshness(published_at: datetime, now: datetime) -> float:
    """Return what a story's age leaves of its likeness, FLOOR to 1."""
    age = max(timedelta(0), now - published_at)
    return FLOOR + (1 - FLOOR) * 0.5 ** (age / HALF_LIFE)


def score(topics: float, words: float, fresh: float) -> float:
    """Return the score of a story; 0 if it is not alike enough to stand beside.

    :param topics: the share of the weights of topics, 0 to 1.
    :param words: the cosine of the words.
    """
    if not topics and words < ENOUGH:
        return 0.0
    return (TOPICS * topics + WORDS * words) * fresh


def is_version(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two heads say so nearly the same that they head one story twice."""
    shared = len(one & other)
    return shared >= SAME_WORDS and shared >= SAME * len(one | other)
