"""What a reader asks for: words, "phrases", -exclusions, beginnings*, and filters."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from newsroom.search import stems

LONGEST_QUERY = 200  # characters; what follows is not looked at
MOST_TERMS = 8
MOST_WORDS = 24  # of all terms together: a long headline, as a phrase
# Every word that begins so is joined before anything else is looked at: of "co*" in a
# large archive that takes seconds.
SHORTEST_OPEN, MOST_OPEN = 4, 3  # letters; terms
QUOTES = str.maketrans("“”„«»‟＂", '"""""""')
MINUSES = "-−–"


@dataclass(frozen=True, slots=True)
class Term:
    """A part of a query: a word, or several that stand one after the other."""

    words: tuple[str, ...]  # as they were typed
    is_excluded: bool = False
    is_open: bool = False  # the last word may go on

    def __str__(self):
        said = " ".join(self.words)
        said = f'"{said}"' if len(self.words) > 1 else said
        return f"{'-' * self.is_excluded}{said}{'*' * self.is_open}"


@dataclass(frozen=True, slots=True)
class Ask:
    """A query with its filters. Without terms it asks for all that passes the filters.

    :ivar marks: groups of marks as `documents` has them; a story must have one of each.
    :ivar since: aware; stories published at this moment or later.
    :ivar before: aware; stories published before this moment.
    """

    terms: tuple[Term, ...] = ()
    marks: tuple[tuple[str, ...], ...] = ()
    since: datetime | None = None
    before: datetime | None = None
    languages: tuple[str, ...] = field(default=("",))

    @property
    def wanted(self) -> list[Term]:
        return [term for term in self.terms if not term.is_excluded]

    @property
    def excluded(self) -> list[Term]:
        return [term for term in self.terms if term.is_excluded]

    @property
    def has_phrase(self) -> bool:
        """Whether any term is of several words, which have to stand together."""
        return any(len(term.words) > 1 for term in self.terms)

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing in particular: exclusions alone are nothing."""
        return not (self.wanted or self.marks or self.since or self.before)

    def saying(self, terms: Sequence[Term]) -> "Ask":
        """Return the same question with other terms."""
        return replace(self, terms=tuple(terms))


def terms(query: str) -> list[Term]:
    """Return the terms of a query, each once, at most eight.

    Signs alone are no words, and a quotation mark without its partner is passed over.
    A word that the index holds as several, such as sea-wall or AT&T, is a phrase. An
    asterisk opens a word of four letters or more, in three terms that are not excluded.
    """
    query = unicodedata.normalize("NFC", query[:LONGEST_QUERY]).translate(QUOTES)
    query = re.sub(r"[\x00-\x1f\x7f]", " ", query)
    found = []
    parts = re.findall(
        rf'(?<!\S)([{MINUSES}]?)(?:"([^"]*)"|([^\s"]+))|([^\s"]+)', query
    )
    for minus, phrase, word, rest in parts:
        said = phrase or word or rest
        words = tuple(one for one in stems.words(said) if stems.fold(one))
        if words:
            found.append(Term(words, bool(minus), said.endswith("*") and not phrase))
    return _opened(_bounded(dict.fromkeys(found)), lambda term: term.is_open)


def opened(terms: Sequence[Term]) -> list[Term]:
    """Return terms that find beginnings of words too: the longest words may go on."""
    longest = sorted(terms, key=lambda term: letters([term]), reverse=True)
    single = [term for term in longest if len(term.words) == 1]
    going_on = {one for one in _opened(single, lambda term: True) if one.is_open}
    return [
        went_on if (went_on := replace(term, is_open=True)) in going_on else term
        for term in terms
    ]


def letters(terms: Collection[Term]) -> int:
    """Return how much was asked: how many letters of words, folded."""
    return sum(len(stems.fold(word)) for term in terms for word in term.words)


def _bounded(terms):
    """Yield the first terms, until there are enough terms or enough words."""
    left = MOST_WORDS
    for term in [*terms][:MOST_TERMS]:
        if words := term.words[:left]:
            yield replace(term, words=words)
        left -= len(words)


def _opened(terms, wanted):
    """Return terms, of which those go on that are wanted to and may."""
    left, found = MOST_OPEN, []
    for term in terms:
        last = stems.fold(term.words[-1])
        may = left > 0 and not term.is_excluded and len(last) >= SHORTEST_OPEN
        found.append(replace(term, is_open=may and wanted(term)))
        left -= found[-1].is_open
    return found
