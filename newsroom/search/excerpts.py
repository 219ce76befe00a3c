"""Cut the passage of a story that tells best why it was found, its hits apart."""

import re
from collections.abc import Iterable
from itertools import islice
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
        self._known = {
            language: _Known(self._terms, language) for language in {*languages, ""}
        }

    @property
    def several(self) -> bool:
        """Whether a passage may have more than one of the terms."""
        return len(self._terms) > 1

    def numbers(self, language: str) -> dict[str, int]:
        """Return what says of any word which term it is of, counted from 0; else -1."""
        return self._known.get(language, self._known[""])


class _Known(dict):
    """Words of a language that were looked up: which term each is of."""

    def __init__(self, terms, language):
        self._language = language
        self._terms = terms
        self._stems: dict[str, int] = {}
        for number, term in enumerate(terms):
            for word in term.words:
                self._stems.setdefault(stems.stem(word, language), number)
        self._is_open = any(term.is_open for term in terms)

    def __missing__(self, word):
        number = self._stems.get(stems.stem(word, self._language), -1)
        if number < 0 and self._is_open:
            number = self._begun(stems.fold(word))
        self[word] = number
        return number

    def _begun(self, word):
        """Return which term that may go on begins a folded word."""
        for number, term in enumerate(self._terms):
            if term.is_open and word.startswith(stems.fold(term.words[-1])):
                return number
        return -1


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
    """Return where words that were asked for stand: (start, end, number of the term).

    Each word is looked up once: to do so wherever one stands would take as long as all
    else of a page.
    """
    text = text[:LONGEST_SEARCHED]
    numbers = wanted.numbers(language)
    said = {word for word in {*stems.words(text)} if numbers[word] >= 0}
    if not said:
        return []
    found = (span for span in stems.spans(text) if span[0] in said)
    most = MOST_HITS if wanted.several else MOST_OF_ONE
    return [(*span.span(), numbers[span[0]]) for span in islice(found, most)]


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
