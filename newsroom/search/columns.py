"""The column that is searched: FTS5 on SQLite, a tsvector with GIN on PostgreSQL."""

from collections import defaultdict

from django.db import models
from django.db.migrations.operations.base import Operation

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


class IndexTokens(Operation):
    """Index `TokensField` of a model, in a migration; backwards drop the index.

    On SQLite the index is a table of its own that triggers keep in step. A later
    migration that alters the model's table drops its triggers there, and has to drop
    the index before and make it again after.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, model_name, field):
        self.model_name = model_name
        self.field = field

    def state_forwards(self, app_label, state):
        """The index is no part of what Django knows of the model."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        """Make the index, of the rows there are."""
        self._run(app_label, schema_editor, to_state, _MAKE)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        """Drop the index."""
        self._run(app_label, schema_editor, to_state, _DROP)

    def describe(self):
        """Return what is done, for the list of a migration's plan."""
        return f"Index the tokens of {self.model_name}"

    def _run(self, app_label, schema_editor, state, statements):
        model = state.apps.get_model(app_label, self.model_name)
        field = model._meta.get_field(self.field)
        names = {
            "table": model._meta.db_table,
            "column": field.column,
            "key": model._meta.pk.column,
            "index": index_of(field),
        }
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement.format(**names))


def index_of(field) -> str:
    """Return the name of a field's index; on SQLite that of its FTS5 table."""
    return f"{field.model._meta.db_table}_{field.column}"


_ADD = "INSERT INTO {index}(rowid, {column}) VALUES (new.{key}, new.{column});"
_TAKE = (
    "INSERT INTO {index}({index}, rowid, {column})"
    " VALUES ('delete', old.{key}, old.{column});"
)
_MAKE = {
    "sqlite": [
        "CREATE VIRTUAL TABLE {index} USING fts5({column}, content='{table}',"
        " content_rowid='{key}', columnsize=0, tokenize=\"ascii tokenchars '_'\")",
        "CREATE TRIGGER {index}_add AFTER INSERT ON {table} BEGIN " + _ADD + " END",
        "CREATE TRIGGER {index}_take AFTER DELETE ON {table} BEGIN " + _TAKE + " END",
        "CREATE TRIGGER {index}_renew AFTER UPDATE OF {key}, {column} ON {table} BEGIN "
        + _TAKE
        + " "
        + _ADD
        + " END",
        "INSERT INTO {index}({index}) VALUES ('rebuild')",
    ],
    "postgresql": [
        # The words lie beside the rows, which are then short: thousands that match
        # are read for their place alone.
        "ALTER TABLE {table} SET (toast_tuple_target = 128)",
        # Without statistics every search takes the index: the planner does not know
        # what reading a vector costs, and would read all of them for a common word.
        "ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS 0",
        "CREATE INDEX {index} ON {table} USING gin ({column})",
    ],
}
_DROP = {
    "sqlite": [
        "DROP TRIGGER {index}_add",
        "DROP TRIGGER {index}_take",
        "DROP TRIGGER {index}_renew",
        "DROP TABLE {index}",
    ],
    "postgresql": ["DROP INDEX {index}"],
}
