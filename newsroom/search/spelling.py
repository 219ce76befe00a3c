"""Tell what a reader may have meant: words of the paper that are spelt almost so."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import connection

from newsroom.search import stems
from newsroom.search.asking import Term
from newsroom.search.candidates import Archive
from newsroom.search.models import Word

CANDIDATES = 60  # words that are compared with each word of a query
SHORTEST = 4  # letters of a word that may be misspelt
# A word that stands in so many stories is spelt as meant.
COMMON = 5


def meant(terms: Sequence[Term], known: Archive) -> list[Term] | None:
    """Return the terms with the likeliest words instead of unknown ones, by one query.

    :returns: None where every word is known, or nothing is near.
    """
    words = {
        stems.fold(word)
        for term in terms
        if not term.is_excluded
        for word in term.words
    }
    words = {word for word in words if len(word) >= SHORTEST and word.isalpha()}
    if not words:
        return None
    near = _near(sorted(words), known.has_trigrams)
    instead = {
        word: found.written
        for word in words
        if (found := _likeliest(word, near.get(word, []))) is not None
    }
    said = [_corrected(term, instead) for term in terms]
    return said if said != list(terms) else None


def distance(one: str, other: str, most: int) -> int:
    """Return how many letters two words differ by; `most` + 1 if by more.

    A letter more, less, another, or two that changed places count one each
    (Damerau 1964, as optimal string alignment).
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, against in enumerate(other, start=1):
            best = min(last[j] + 1, row[-1] + 1, last[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return last[-1]


def _likeliest(word, near):
    """Return the word meant, if the one typed is rare and another near; else None."""
    own = next((one for one in near if one.key == word), None)
    if own is not None and own.stories >= COMMON:
        return None
    most = 1 if len(word) < 6 else 2
    ranked = []
    for one in near:
        if one.key == word:
            continue
        apart = distance(word, one.key, most)
        if apart <= most:
            ranked.append((apart, one.key[0] != word[0], -one.stories, one.key, one))
    best = min(ranked, default=None)
    if best is None or (own is not None and best[-1].stories < COMMON * 4):
        return None
    return best[-1]


def _corrected(term, instead):
    if term.is_excluded:
        return term
    words = [instead.get(stems.fold(word), word) for word in term.words]
    return replace(term, words=tuple(words))


def _near(words: Sequence[str], has_trigrams: bool) -> dict[str, list[Word]]:
    """Return words of the paper to compare with each word, by one query."""
    arms = [_by_ends, _by_trigrams] if has_trigrams else [_by_ends]
    parts = [arm(number, word) for number, word in enumerate(words) for arm in arms]
    statement = " UNION ALL ".join(
        f"SELECT * FROM ({sql}) a{number}"  # noqa: S608
        for number, (sql, _) in enumerate(parts)
    )
    found: dict[str, dict[str, Word]] = {word: {} for word in words}
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for _, values in parts for value in values])
        for number, key, written, stories in cursor.fetchall():
            word = Word(key=key, written=written, stories=stories)
            found[words[number]][key] = word
    return {word: list(near.values()) for word, near in found.items()}


def _by_trigrams(number, word):
    """Return the words most like a word by the three letters they share (pg_trgm)."""
    table = connection.ops.quote_name(Word._meta.db_table)
    sql = (
        f"SELECT {number} AS number, key, written, stories FROM {table} WHERE key %% %s"  # noqa: S608
        f" ORDER BY similarity(key, %s) DESC LIMIT {CANDIDATES}"
    )
    return sql, [word, word]


def _by_ends(number, word):
    """Return words that begin or end as a word does, of about its length.

    Of a word with one mistake its first half or its second is right; with two, often
    its first third or its last.
    """
    half, third = len(word) // 2, max(2, len(word) // 3)
    parts, values = [], []
    for column, whole in (("key", word), ("backwards", word[::-1])):
        for begin in dict.fromkeys([whole[:half], whole[:third]]):
            parts.append(_begins(column))
            values += [begin, begin + "{", len(word) - 2, len(word) + 2]
    both = " UNION ".join(
        f"SELECT * FROM ({part}) p{place}"  # noqa: S608
        for place, part in enumerate(parts)
    )
    sql = f"SELECT {number} AS number, key, written, stories FROM ({both}) b"  # noqa: S608
    return sql, values


def _begins(column):
    # Small letters alone: "{" is what follows "z".
    table = connection.ops.quote_name(Word._meta.db_table)
    low, high = (">=", "<") if connection.vendor == "sqlite" else ("~>=~", "~<~")
    return (
        f"SELECT key, written, stories FROM {table} WHERE {column} {low} %s AND"  # noqa: S608
        f" {column} {high} %s AND length(key) BETWEEN %s AND %s"
        f" ORDER BY stories DESC LIMIT {CANDIDATES}"
    )
