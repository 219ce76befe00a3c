"""A large archive of wire items from a small one: each row many times, by SQL alone.

A million takes minutes, since each copy of the whole goes to the end of its table, and
indexes are made when all rows are there.
"""

import contextlib

from django.db import connection, models

# What stays with the first of the copies; the expressions are those of all others.
EMPTY = {
    "recalled_by": "NULL",
    "body": "''",
    "data": "''",
    "content": "'{}'",
    "taken_over": "'{}'",
}


def multiply_to(number):
    """Repeat the items stored until there are so many; texts stay with the first."""
    from articles.models import Article, Revision
    from newsroom.wire.models import Delivery, Receipt, Take, TakePrint

    times = number // Take.objects.count() - 1
    filled = (Article, Revision, Delivery, Take, Receipt)
    steps = {
        model: model.objects.aggregate(last=models.Max("pk"))["last"]
        for model in filled
    }
    tables = [model._meta.db_table for model in (*filled, TakePrint)]
    with unchecked(), without_indexes(tables):
        for model in filled:
            repeat(model._meta.db_table, columns(model, steps), times, "id")
        # Prints of other days: each day's copy is looked for by itself.
        prints = {
            "day": "day - {k}",
            "shingle": "shingle",
            "take_id": f"take_id + {{k}} * {steps[Take]}",
        }
        repeat("wire_takeprint", prints, times, "day, shingle, take_id")
    if connection.vendor == "postgresql":
        for model in filled:
            run(
                f"SELECT setval(pg_get_serial_sequence('{model._meta.db_table}', 'id'),"
                f" MAX(id)) FROM {model._meta.db_table}"
            )
    run("ANALYZE")


def columns(model, steps):
    """Return the expression of each column, with {k} for the number of the copy."""
    found = {}
    for field in model._meta.concrete_fields:
        column = connection.ops.quote_name(field.column)
        key = model if field.primary_key else field.related_model
        if field.name in EMPTY:
            found[column] = typed(field, EMPTY[field.name])
        elif key in steps:
            found[column] = f"{column} + {{k}} * {steps[key]}"
        elif field.name in ("guid", "sha256"):
            found[column] = f"'{{k}}-' || substr({column}, 1, 50)"
        else:
            found[column] = column
    return found


def repeat(table, expressions, times, order):
    """Insert copies of all rows of a table, one copy of all after the other."""
    run(f"CREATE TEMPORARY TABLE few AS SELECT * FROM {table} ORDER BY {order}")
    values = ", ".join(expressions.values())
    for number in range(1, times + 1):
        run(
            f"INSERT INTO {table} ({', '.join(expressions)})"
            f" SELECT {values.replace('{k}', str(number))} FROM few"
        )
    run("DROP TABLE few")


@contextlib.contextmanager
def unchecked():
    """Ask for no foreign key, and wait for no disk; all rows are those of a copy."""
    if connection.vendor == "postgresql":
        before = ["SET session_replication_role = replica"]
        after = ["SET session_replication_role = DEFAULT"]
    else:
        before = [
            "PRAGMA foreign_keys = OFF",
            "PRAGMA synchronous = OFF",
            "PRAGMA cache_size = -200000",
            "BEGIN",
        ]
        after = [
            "COMMIT",
            "PRAGMA cache_size = -2000",
            "PRAGMA synchronous = NORMAL",
            "PRAGMA foreign_keys = ON",
        ]
    for statement in before:
        run(statement)
    yield
    for statement in after:
        run(statement)


@contextlib.contextmanager
def without_indexes(tables):
    """Drop the indexes of tables, but those of constraints, and make them again."""
    names = ", ".join(f"'{table}'" for table in tables)
    found = run(
        "SELECT indexname, indexdef FROM pg_indexes"
        f" WHERE tablename IN ({names}) AND schemaname = current_schema()"
        " AND indexname NOT IN (SELECT conname FROM pg_constraint)"
        if connection.vendor == "postgresql"
        else "SELECT name, sql FROM sqlite_master"
        f" WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({names})"
    )
    for name, _made in found:
        run(f"DROP INDEX {connection.ops.quote_name(name)}")
    yield
    for _name, made in found:
        run(made)


def run(statement):
    """Run a statement; return its rows, if it has any."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def typed(field, expression):
    """Return an expression as the type of its column, which PostgreSQL wants."""
    if connection.vendor != "postgresql":
        return expression
    return f"CAST({expression} AS {field.db_type(connection).split('(')[0]})"
