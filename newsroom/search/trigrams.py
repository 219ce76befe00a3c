"""PostgreSQL's pg_trgm, where it can be had: it finds words that are spelt alike.

It is a trusted extension since PostgreSQL 13: the owner of the database may make it,
and needs to be no superuser. Without it, as on SQLite, `spelling` looks at how words
begin and end.
"""

from django.db import DatabaseError, transaction

INDEX = "search_word_trigrams"
MAKE = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    f"CREATE INDEX IF NOT EXISTS {INDEX} ON search_word USING gin (key gin_trgm_ops)",
)


def make(connection) -> bool:
    """Make the extension and its index, if the database lets us.

    :returns: whether they are there.
    """
    if connection.vendor != "postgresql":
        return False
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            for statement in MAKE:
                cursor.execute(statement)
    except DatabaseError:  # not installed on the server, or not allowed
        return False
    return True
