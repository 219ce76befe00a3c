"""A large archive of wire items from a small one: each row many times, by SQL alone."""

from django.db import connection, models


def multiply_to(number):
    """Repeat the items stored until there are so many; texts stay with the first."""
    from articles.models import Article, Revision
    from newsroom.wire.models import Delivery, Receipt, Take

    times = number // Take.objects.count() - 1
    steps = {
        model: model.objects.aggregate(last=models.Max("pk"))["last"]
        for model in (Article, Revision, Delivery, Take, Receipt)
    }
    empty = {
        "recalled_by": "NULL",
        "body": "''",
        "data": "''",
        "content": "'{}'",
        "taken_over": "'{}'",
    }
    for model in steps:
        repeat(model, times, steps, empty)
    with connection.cursor() as cursor:
        # Prints of other days: each day's copy is looked for by itself.
        cursor.execute(
            "INSERT INTO wire_takeprint (day, shingle, take_id)"
            " WITH RECURSIVE n(k) AS"
            f" (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k < {times})"
            f" SELECT day - k, shingle, take_id + k * {steps[Take]}"
            " FROM wire_takeprint CROSS JOIN n"
        )
        cursor.execute("ANALYZE")


def repeat(model, times, steps, expressions):
    """Insert copies of all rows of a table, with keys and names of their own."""
    quote = connection.ops.quote_name
    columns, values = [], []
    for field in model._meta.concrete_fields:
        column = quote(field.column)
        columns.append(column)
        key = model if field.primary_key else field.related_model
        if field.name in expressions:
            values.append(typed(field, expressions[field.name]))
        elif key in steps:
            values.append(f"{column} + k * {steps[key]}")
        elif field.name in ("guid", "sha256"):
            values.append(f"substr({column}, 1, 50) || '-' || k")
        else:
            values.append(column)
    table = quote(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)})"
            " WITH RECURSIVE n(k) AS"
            f" (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k < {times})"
            f" SELECT {', '.join(values)} FROM {table} CROSS JOIN n"
        )
        if connection.vendor == "postgresql":
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), MAX(id))"
                f" FROM {table}"
            )


def typed(field, expression):
    """Return an expression as the type of its column, which PostgreSQL wants."""
    if connection.vendor != "postgresql":
        return expression
    return f"CAST({expression} AS {field.db_type(connection).split('(')[0]})"
