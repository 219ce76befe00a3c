"""Cut the passage of a story that tells best why it was found, its hits apart."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from newsroom.search import stems
from newsroom.search.asking import Term

BEFORE, LENGTH = 6, 36  # words of a passage before its first hit, and in all
# Of a story that are looked at: where several terms may stand together, and of one.
MOST_HITS, MOST_OF_ONE = 200, 8
LONGEST_SEARCHED = 30_000  # characters of a story
# A sentence ends here, or a line.
SENTENCE_END = re.compile(r"[.!?…。！？؟।]['\"”’»)]*\s+|\n")


class Piece(NamedTuple):
    """Part of a text as it is printed: a word that was asked for, or what is not."""

    text: str
    is_hit: bool = False


class Wanted:
    """Tells the words that a query asked for; reused for each text of a page."""

    def __init__(self, terms: Iterable[Term], languages: Iterable[str]):
        self._terms = [term for term in terms if not term.is_excluded]
        self._known: dict[str, dict[str, int]] = {}
        self._numbers = {
            language: self._stems(language) for language in {*languages, ""}
        }
        self._open = {
            stems.fold(term.words[-1]): number
            for number, term in enumerate(self._terms)
            if term.is_open
        }

    @property
    def several(self) -> bool:
        """Whether a passage may have more than one of the terms."""
        return len(self._terms) > 1

    def number(self, word: str, language: str) -> int:
        """Return which term a word is of, counted from 0; -1 if of none."""
        known = self._known.setdefault(language, {})
        if (number := known.get(word)) is None:
            number = known[word] = self._look(word, language)
        return number

    def _look(self, word, language):
        stem = stems.stem(word, language)
        if (number := self._numbers.get(language, {}).get(stem)) is not None:
            return number
        folded = stems.fold(word)
        return next(
            (n for begins, n in self._open.items() if folded.startswith(begins)), -1
        )

    def _stems(self, language):
        """Return which term each stem belongs to, as a story in a language has it."""
        found: dict[str, int] = {}
        for number, term in enumerate(self._terms):
            for word in term.words:
                found.setdefault(stems.stem(word, language), number)
        return found


def marked(text: str, wanted: Wanted, language: str) -> list[Piece]:
    """Return a short text whole, such as a headline, its hits apart."""
    return _pieces(text, 0, len(text), _hits(text, wanted, language))


def excerpt(text: str, wanted: Wanted, language: str) -> list[Piece]:
    """Return the passage with the most of what was asked for, the first of these.

    :param text: of an entry: its headline, its standfirst, then what follows. The
        standfirst is taken where nothing else has a hit.
    """
    lines = text.split("\n", 2)
    standfirst, rest = (lines + ["", ""])[1:3]
    for passage in (rest, standfirst):
        if hits := _hits(passage, wanted, language):
            start = _best(hits)
            return _cut(passage, hits, start)
    return _cut(standfirst or rest, [], 0)


def _hits(text, wanted, language):
    """Return where the hits stand: (start, end, number of the term)."""
    found = []
    most = MOST_HITS if wanted.several else MOST_OF_ONE
    for span in stems.spans(text[:LONGEST_SEARCHED]):
        if (number := wanted.number(span[0], language)) >= 0:
            found.append((*span.span(), number))
            if len(found) == most:
                break
    return found


def _best(hits):
    """Return the number of the hit that opens the best passage."""
    reach = LENGTH * 5  # characters, about
    best, most = 0, (0, 0)
    for first, (start, _end, _number) in enumerate(hits):
        near = [one for one in hits[first : first + 12] if one[0] < start + reach]
        worth = len({number for *_, number in near}), len(near)
        if worth > most:
            best, most = first, worth
    return best


def _cut(text, hits, first):
    at = hits[first][0] if hits else 0
    start = _start(text, at)
    spans = stems.spans(text[start : start + LENGTH * 40])
    ends = [start + span.end() for span, _ in zip(spans, range(LENGTH), strict=False)]
    end = max(ends, default=start)
    closing = re.match(r"[.!?…”’\"'»)]+", text[end : end + 3])
    end += closing.end() if closing else 0
    pieces = _pieces(text, start, end, hits)
    if start and not _begins_sentence(text, start):
        pieces.insert(0, Piece("… "))
    if text[end:].strip() and not closing:
        pieces.append(Piece(" …"))
    return pieces


def _start(text, at):
    """Return where a passage round a hit begins: a sentence, or some words before."""
    near = text[max(0, at - 160) : at]
    ends = [found.end() for found in SENTENCE_END.finditer(near)]
    if ends:
        return at - len(near) + ends[-1]
    if len(near) < 160:
        return at - len(near)
    words = list(stems.spans(near))[-BEFORE:]
    return at - len(near) + (words[0].start() if words else len(near))


def _begins_sentence(text, start):
    return bool(re.search(r"(?:[.!?…。！？؟।]['\"”’»)]*\s+|\n)\Z", text[:start][-8:]))


def _pieces(text, start, end, hits):
    pieces, at = [], start
    for begin, stop, _number in hits:
        if begin < at or stop > end:
            continue
        if text[at:begin]:
            pieces.append(Piece(_line(text[at:begin])))
        pieces.append(Piece(text[begin:stop], is_hit=True))
        at = stop
    if text[at:end]:
        pieces.append(Piece(_line(text[at:end])))
    return pieces


def _line(text):
    return text.replace("\n", " ")
