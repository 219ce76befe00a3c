"""The column that is searched: FTS5 on SQLite, a tsvector with GIN on PostgreSQL."""

from collections import defaultdict

from django.db import models

from articles.wordindex import IndexWords

# What a tsvector holds (PostgreSQL, 12.1 "Text Search Types: Limitations").
LAST_POSITION = 16_383
MOST_POSITIONS = 255  # of one word
MOST_WORDS = 40_000


def is_mark(token: str) -> bool:
    """Whether a token says something of the story and stands nowhere in its text."""
    return "_" in token


class TokensField(models.TextField):
    """Tokens with a space between, each of small letters, digits and "_"."""

    def db_type(self, connection):
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_db_prep_save(self, value, connection):
        value = super().get_db_prep_save(value, connection)
        return _vector(value) if connection.vendor == "postgresql" else value


def _vector(tokens):
    """Return tokens as PostgreSQL reads a tsvector; marks have no position."""
    positions: dict[str, list[str]] = defaultdict(list)
    for number, token in enumerate(tokens.split()[:MOST_WORDS], start=1):
        held = positions[token]
        if not is_mark(token) and len(held) < MOST_POSITIONS:
            held.append(str(min(number, LAST_POSITION)))
    return " ".join(
        f"{token}:{','.join(held)}" if held else token
        for token, held in positions.items()
    )


class IndexTokens(IndexWords):
    """Index `TokensField` of a model, in a migration; backwards drop the index."""

    what = "tokens"
    fts5 = "columnsize=0, tokenize=\"ascii tokenchars '_'\""
    postgresql = (
        # The words lie beside the rows, which are then short: thousands that match
        # are read for their place alone.
        "ALTER TABLE {table} SET (toast_tuple_target = 128)",
        # Without statistics every search takes the index: the planner does not know
        # what reading a vector costs, and would read all of them for a common word.
        "ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS 0",
        "CREATE INDEX {index} ON {table} USING gin ({column})",
    )
