"""Bring the whole index in step, in batches, beside readers and editors."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from articles.wordindex import index_of
from newsroom.search import index, trigrams, vocabulary
from newsroom.search.models import Entry

MOST_WORDS = 200_000  # that are counted in memory before they are written


def rebuild() -> Iterator[tuple[int, int]]:
    """Write what is wrong, batch by batch; yield the stories done, and written so far.

    Each batch is a transaction, so whoever stops it between two leaves every entry in
    step with its story, and the next run finds these right. The words for suggestions
    are counted anew on the way.
    """
    trigrams.make(connection)
    if not is_sound():
        tell_fts5("rebuild")
    vocabulary.forget_counts()
    found: Counter[str] = Counter()
    written: dict[str, str] = {}
    done = wrong = 0
    keys = index.all_keys()
    while batch := list(islice(keys, index.AT_ONCE)):
        wrong += index.renew(batch, learn=False)
        done += len(batch)
        out = Entry.objects.filter(visible_from__lte=timezone.now(), article__in=batch)
        numbers, spelt = vocabulary.count(out.values_list("text", flat=True))
        found.update(numbers)
        written = spelt | written
        if len(found) > MOST_WORDS:
            vocabulary.add(found, written)
            found, written = Counter(), {}
        yield done, wrong
    vocabulary.add(found, written)
    vocabulary.drop_unused()


def out_of_step() -> Iterator[int]:
    """Yield the keys of stories whose entries are wrong, missing or too many."""
    return index.out_of_step(index.all_keys())


def is_sound() -> bool:
    """Whether the FTS5 table matches its entries; PostgreSQL's index always does."""
    if connection.vendor != "sqlite":
        return True
    try:
        tell_fts5("integrity-check")
    except DatabaseError:
        return False
    return True


def tell_fts5(command: str) -> None:
    """Give the FTS5 table one of its commands (sqlite.org/fts5.html, 6).

    The rank of 1 has a check compare the table with the entries, too.
    """
    table = index_of(Entry._meta.get_field("words"))
    statement = f"INSERT INTO {table}({table}, rank) VALUES (%s, 1)"  # noqa: S608
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [command])
