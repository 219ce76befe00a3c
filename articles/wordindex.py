"""Words that are found fast in many rows: how they are folded, asked for, indexed.

A model that is searched keeps all its words, folded, in one `WordsField`; `says` asks
it, by SQLite's FTS5 or PostgreSQL's full text, and `IndexWords` makes the index in a
migration. The index is the database's own affair: it is in step within the transaction
that writes the row, whoever writes it.
"""

import re
import unicodedata
from typing import NamedTuple

from anyascii import anyascii
from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.migrations.operations.base import Operation
from django.db.models.lookups import Lookup

LONGEST_QUERY = 200  # characters; what follows is not looked at
MOST_TERMS = 8
LONGEST_WORD = 60  # characters; what is longer is no word anybody types
# Of a row. PostgreSQL's vectors end at a megabyte, in which each word takes up to eight
# bytes beside its letters.
MOST_WORDS = 20_000
MOST_LETTERS = 800_000
QUOTES = str.maketrans("“”„«»", '"""""')


def fold(text: str) -> str:
    """Return the words of a text in plain small letters and digits, a space between.

    Écologie, ÉCOLOGIE and ecologie are one word, so are Łódź and lodz; other scripts
    are spelt in Latin letters. Both databases keep such words as they are.
    """
    plain = anyascii(unicodedata.normalize("NFKC", text)).lower()
    found = re.findall(r"[a-z0-9]+", plain)
    words = " ".join(word[:LONGEST_WORD] for word in found[:MOST_WORDS])
    if len(words) <= MOST_LETTERS:
        return words
    return words[:MOST_LETTERS].rpartition(" ")[0]


class Term(NamedTuple):
    """A part of a query: a word that may go on, or a phrase as it stands."""

    words: tuple[str, ...]
    is_phrase: bool
    is_excluded: bool


def terms(query: str) -> list[Term]:
    """Return the words, "quoted phrases" and -exclusions of a query, at most eight.

    Signs alone are no words, and a quotation mark without its partner is passed over.
    """
    query = query[:LONGEST_QUERY].translate(QUOTES)
    found = []
    for minus, phrase, word in re.findall(r'(?<!\S)(-?)(?:"([^"]*)"|([^\s"]+))', query):
        if words := tuple(fold(phrase or word).split()):
            found.append(Term(words, bool(phrase), bool(minus)))
    return list(dict.fromkeys(found))[:MOST_TERMS]


class WordsField(models.TextField):
    """A row's words, as `fold` returns them, with an index made by `IndexWords`."""


@WordsField.register_lookup
class Says(Lookup):
    """Whether a row has every term of a query, and none that it excludes."""

    lookup_name = "says"
    prepare_rhs = False

    def as_sqlite(self, compiler, connection):
        wanted, excluded = self._terms()
        quote = connection.ops.quote_name
        table = quote(index_of(self.lhs.target))
        key = f"{quote(self.lhs.alias)}.{quote(self.lhs.target.model._meta.pk.column)}"
        # FTS5 has no query of exclusions alone.
        among = "IN" if wanted else "NOT IN"
        # All three are names of Django's own.
        sql = f"{key} {among} (SELECT rowid FROM {table} WHERE {table} MATCH %s)"  # noqa: S608
        match = " AND ".join(_for_sqlite(term) for term in wanted)
        refused = " OR ".join(_for_sqlite(term) for term in excluded)
        if wanted and excluded:
            return sql, [f"({match}) NOT ({refused})"]
        return sql, [match or refused]

    def as_postgresql(self, compiler, connection):
        wanted, excluded = self._terms()
        column, params = self.process_lhs(compiler, connection)
        parts = [_for_postgresql(term) for term in wanted]
        parts += [f"!({_for_postgresql(term)})" for term in excluded]
        sql = f"{_vector(column)} @@ to_tsquery('simple'::regconfig, %s)"
        return sql, [*params, " & ".join(parts)]

    def _terms(self):
        found = terms(self.rhs)
        if not found:
            raise EmptyResultSet
        wanted = [term for term in found if not term.is_excluded]
        return wanted, [term for term in found if term.is_excluded]


def _may_go_on(term):
    # One letter may not: it would be the beginning of half the language.
    return not term.is_phrase and len(term.words[-1]) > 1


def _for_sqlite(term):
    return f'"{" ".join(term.words)}"{"*" if _may_go_on(term) else ""}'


def _for_postgresql(term):
    return " <-> ".join(term.words) + (":*" if _may_go_on(term) else "")


def _vector(column):
    return f"to_tsvector('simple'::regconfig, {column})"


def index_of(field) -> str:
    """Return the name of a field's index; on SQLite that of its FTS5 table."""
    return f"{field.model._meta.db_table}_{field.column}"


class IndexWords(Operation):
    """Make the index of a model's `WordsField`, in a migration; backwards drop it.

    On SQLite the index is a table of its own that triggers keep in step. A later
    migration that alters the model's table drops its triggers there, and has to drop
    the index before and make it again after.
    """

    reduces_to_sql = True
    reversible = True
    what = "words"
    # What FTS5 is told of the column, and the statements that index it on PostgreSQL.
    fts5 = "tokenize='ascii', prefix='2 3'"
    postgresql: tuple[str, ...] = (
        "CREATE INDEX {index} ON {table} USING gin ({vector})",
    )

    def __init__(self, model_name, field):
        self.model_name = model_name
        self.field = field

    def state_forwards(self, app_label, state):
        """The index is no part of what Django knows of the model."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        """Make the index, of the rows there are."""
        statements = {"sqlite": _MAKE, "postgresql": self.postgresql}
        self._run(app_label, schema_editor, to_state, statements)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        """Drop the index."""
        self._run(app_label, schema_editor, to_state, _DROP)

    def describe(self):
        """Return what is done, for the list of a migration's plan."""
        return f"Index the {self.what} of {self.model_name}"

    def _run(self, app_label, schema_editor, state, statements):
        field = state.apps.get_model(app_label, self.model_name)._meta.get_field(
            self.field
        )
        names = {
            "table": field.model._meta.db_table,
            "column": field.column,
            "key": field.model._meta.pk.column,
            "index": index_of(field),
            "vector": _vector(field.column),
            "fts5": self.fts5,
        }
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement.format(**names))


_ADD = "INSERT INTO {index}(rowid, {column}) VALUES (new.{key}, new.{column});"
_TAKE = (
    "INSERT INTO {index}({index}, rowid, {column})"
    " VALUES ('delete', old.{key}, old.{column});"
)
_MAKE = (
    "CREATE VIRTUAL TABLE {index} USING fts5({column}, content='{table}',"
    " content_rowid='{key}', {fts5})",
    "CREATE TRIGGER {index}_add AFTER INSERT ON {table} BEGIN " + _ADD + " END",
    "CREATE TRIGGER {index}_take AFTER DELETE ON {table} BEGIN " + _TAKE + " END",
    "CREATE TRIGGER {index}_renew AFTER UPDATE OF {key}, {column} ON {table} BEGIN "
    + _TAKE
    + " "
    + _ADD
    + " END",
    "INSERT INTO {index}({index}) VALUES ('rebuild')",
)
_DROP = {
    "sqlite": [
        "DROP TRIGGER {index}_add",
        "DROP TRIGGER {index}_take",
        "DROP TRIGGER {index}_renew",
        "DROP TABLE {index}",
    ],
    "postgresql": ["DROP INDEX {index}"],
}
