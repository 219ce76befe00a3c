"""A question in the words of the two databases: FTS5's MATCH, PostgreSQL's tsquery.

Tokens are of small letters, digits and "_" alone, so none needs escaping.
"""

from collections.abc import Sequence
from typing import Protocol

from newsroom.search import stems
from newsroom.search.asking import Ask, Term
from newsroom.search.documents import ANY

# Where all terms have to stand, and the mark of a word that stands there.
HEADLINE, NAMES, ANYWHERE = "h_", "n_", ""


class Dialect(Protocol):
    """How one database writes the parts of a question."""

    def token(self, token: str, *, is_open: bool = False) -> str: ...
    def phrase(self, tokens: Sequence[str], *, is_open: bool = False) -> str: ...
    def every(self, parts: Sequence[str]) -> str: ...
    def one(self, parts: Sequence[str]) -> str: ...
    def without(self, part: str, refused: str) -> str: ...


class Fts5:
    """The query syntax of SQLite's FTS5 (sqlite.org/fts5.html, 3)."""

    def token(self, token, *, is_open=False):
        return f'"{token}"{"*" * is_open}'

    def phrase(self, tokens, *, is_open=False):
        return f'"{" ".join(tokens)}"{"*" * is_open}'

    def every(self, parts):
        return f"({' AND '.join(parts)})"

    def one(self, parts):
        return f"({' OR '.join(parts)})"

    def without(self, part, refused):
        return f"({part} NOT {refused})"


class TsQuery:
    """The text form of PostgreSQL's type tsquery."""

    def token(self, token, *, is_open=False):
        return f"'{token}'{':*' * is_open}"

    def phrase(self, tokens, *, is_open=False):
        first = [self.token(token) for token in tokens[:-1]]
        return f"({' <-> '.join([*first, self.token(tokens[-1], is_open=is_open)])})"

    def every(self, parts):
        return f"({' & '.join(parts)})"

    def one(self, parts):
        return f"({' | '.join(parts)})"

    def without(self, part, refused):
        return f"({part} & !{refused})"


class TsQueryApart(TsQuery):
    """The same, with a phrase's words standing anywhere: what GIN knows by itself."""

    def phrase(self, tokens, *, is_open=False):
        first = [self.token(token) for token in tokens[:-1]]
        return self.every([*first, self.token(tokens[-1], is_open=is_open)])


def match(
    dialect: Dialect, ask: Ask, *, within: str, also: Sequence[Sequence[str]] = ()
) -> str:
    """Return a question as a database reads it.

    :param within: HEADLINE, NAMES or ANYWHERE; where every wanted term has to stand.
        A phrase has its words there, and stands as one anywhere.
    :param also: further groups of marks; a story must have one of each.
    """
    parts = [_term(dialect, term, ask.languages, ANYWHERE) for term in ask.wanted]
    if within:
        parts += [_marked(dialect, term, ask.languages, within) for term in ask.wanted]
        # What the marks say of a single word, its place in the text says again.
        parts = parts[len(ask.wanted) :] + [
            part
            for part, term in zip(parts, ask.wanted, strict=False)
            if len(term.words) > 1
        ]
    for group in (*ask.marks, *also):
        parts.append(dialect.one([dialect.token(mark) for mark in group]))
    whole = dialect.every(parts or [dialect.token(ANY)])
    refused = [_term(dialect, term, ask.languages, ANYWHERE) for term in ask.excluded]
    return dialect.without(whole, dialect.one(refused)) if refused else whole


def _term(dialect, term: Term, languages, prefix):
    """Return a term in each language in which it reads otherwise."""
    ways: dict[str, None] = {}
    for language in languages:
        tokens = tuple(_stems(term, language))
        if tokens and len(tokens) == 1:
            ways[dialect.token(prefix + tokens[0])] = None
        elif tokens:
            ways[dialect.phrase(tokens)] = None
    if term.is_open:
        ways |= dict.fromkeys([_open(dialect, term, prefix)])
    return dialect.one(list(ways))


def _open(dialect, term, prefix):
    whole = [stems.fold(word) for word in term.words]
    if len(whole) == 1:
        return dialect.token(prefix + whole[0], is_open=True)
    return dialect.phrase(whole, is_open=True)


def _marked(dialect, term: Term, languages, prefix):
    """Return that each word of a term stands where the prefix says."""
    whole, last = term.words, []
    if term.is_open:
        whole, last = term.words[:-1], [Term(term.words[-1:], is_open=True)]
    words = [*(Term((word,)) for word in dict.fromkeys(whole)), *last]
    return dialect.every([_term(dialect, word, languages, prefix) for word in words])


def _stems(term, language):
    found = (stems.stem(word, language) for word in term.words)
    return [one for one in found if one]
