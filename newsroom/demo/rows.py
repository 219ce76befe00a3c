"""Write many rows at once, with a third of the work of `bulk_create`.

Values go through their fields' `get_db_prep_save`, as in any other save; what is left
out is a model instance for every row.
"""

from collections.abc import Iterable, Sequence
from functools import cache, partial
from itertools import chain

from django.db import connections, models, router

MOST_ROWS = 250  # in one statement, where the database sets no limit of its own


def insert(
    model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence]
) -> list[int]:
    """Insert rows and return their keys in the same order.

    :param names: the columns to fill, as attributes such as "article_id"; a database
        needs a value for every column that may not be null.
    :param rows: the values, in the order of `names`.
    """
    # Not the proxy that `django.db.connection` is: it costs as much as the work.
    held = connections[router.db_for_write(model)]
    fields = [model._meta.get_field(name) for name in names]
    prepare = [_preparation(field, held) for field in fields]
    values = [[ready(v) for ready, v in zip(prepare, row, strict=True)] for row in rows]
    if held.vendor == "postgresql":
        return _copy(model, fields, values, held)
    limit = held.features.max_query_params
    size = min(MOST_ROWS, limit // len(fields)) if limit else MOST_ROWS
    keys: list[int] = []
    with held.cursor() as cursor:
        for start in range(0, len(values), size):
            part = values[start : start + size]
            statement = _statement(model, fields, len(part), held.ops.quote_name)
            cursor.execute(statement, list(chain.from_iterable(part)))
            keys += [key for (key,) in cursor.fetchall()]
    return keys


def _copy(model, fields, values, held):
    """Insert by COPY, which spares both sides the making and reading of SQL."""
    quote = held.ops.quote_name
    key, table = model._meta.pk.column, quote(model._meta.db_table)
    columns = ", ".join([quote(key), *(quote(field.column) for field in fields)])
    with held.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s))"
            " FROM generate_series(1, %s)",
            [table, key, len(values)],
        )
        keys = [number for (number,) in cursor.fetchall()]
        with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for number, row in zip(keys, values, strict=True):
                copy.write_row([number, *row])
    return keys


def _preparation(field, held):
    """Return what makes a value of a field ready for the database."""
    ready = partial(field.get_db_prep_save, connection=held)
    # A story's moment is copied to all its rows, and takes the longest to make ready.
    return cache(ready) if isinstance(field, models.DateTimeField) else ready


def _statement(model, fields, number, quote):
    columns = ", ".join(quote(field.column) for field in fields)
    row = f"({', '.join(['%s'] * len(fields))})"
    # Names come from models and are quoted; values go in by parameter.
    return (
        f"INSERT INTO {quote(model._meta.db_table)} ({columns})"  # noqa: S608
        f" VALUES {', '.join([row] * number)}"
        f" RETURNING {quote(model._meta.pk.column)}"
    )
