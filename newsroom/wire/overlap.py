"""How much of one text stands in another, counted in runs of five words."""

import re
import zlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest

SHINGLE = 5  # words: shorter runs are phrases that any two stories share
# Words looked at of one text; what lies beyond changes no percentage that matters.
MOST_WORDS = 5_000
LOWEST = 32
# Not “[^>]”: over many “<” that would take the square of the time.
TAG = re.compile(r"<[^<>]*>")
WORD = re.compile(r"\w+")
DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Share:
    """How much two texts have in common, in percent of the words of each."""

    of_first: int
    of_second: int

    @property
    def highest(self) -> int:
        """A brief cut out of a long story is all of the brief; so is the reverse."""
        return max(self.of_first, self.of_second)


class Text:
    """The words of a text, and its shingles; case, marks and mark-up do not count."""

    def __init__(self, body: str):
        """:param body: a cleaned body, or plain text."""
        self.words: list[str] = WORD.findall(TAG.sub(" ", body).casefold())[:MOST_WORDS]
        self.shingles = shingles(self.words)

    @cached_property
    def lowest(self) -> list[int]:
        """The 32 lowest shingles: texts that share many share some of these."""
        return nsmallest(LOWEST, set(self.shingles))

    @property
    def numbers(self) -> set[str]:
        return {word for word in self.words if DIGIT.search(word)}

    def covered_by(self, others: Collection[int]) -> int:
        """Return how many of the words stand in runs whose shingles are among others.

        :param others: shingles, best as a set.
        """
        covered, reach = 0, 0
        run = min(SHINGLE, len(self.words))
        for at, shingle in enumerate(self.shingles):
            if shingle in others:
                covered += at + run - max(at, reach)
                reach = at + run
        return covered


def shingles(words: Sequence[str]) -> list[int]:
    """Return a number of 32 bits for each run of five words, in order.

    A shorter text is one run. The numbers are the same in every process and for ever,
    since they are stored.
    """
    if not words:
        return []
    if len(words) < SHINGLE:
        return [zlib.crc32(" ".join(words).encode())]
    runs = zip(*(words[start:] for start in range(SHINGLE)), strict=False)
    return list(map(zlib.crc32, map(str.encode, map(" ".join, runs))))


def share(first: Text, second: Text) -> Share:
    """Return how much of each text stands in the other."""
    return Share(
        _percent(first.covered_by(set(second.shingles)), len(first.words)),
        _percent(second.covered_by(set(first.shingles)), len(second.words)),
    )


def union(texts: Iterable[Text]) -> set[int]:
    """Return the shingles of all versions of a text."""
    return {shingle for text in texts for shingle in text.shingles}


def _percent(part, whole):
    return 100 * part // whole if whole else 0
