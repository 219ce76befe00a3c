"""Remember the words that stories print, to tell what a misspelt query may mean."""

from collections import Counter
from collections.abc import Iterable

from django.db import connection

from newsroom.search import stems
from newsroom.search.models import Word

SHORTEST = 3  # letters
AT_ONCE = 500  # words asked for or written together


def count(texts: Iterable[str]) -> tuple[Counter[str], dict[str, str]]:
    """Return in how many of the texts each word stands, folded, and how it is written.

    Numbers are no words, nor is what is too short to be misspelt.
    """
    found: Counter[str] = Counter()
    written: dict[str, str] = {}
    for text in texts:
        keys = {}
        for word in stems.words(text):
            key = stems.fold(word)
            if len(key) >= SHORTEST and key.isalpha():
                keys[key] = word
        found.update(keys.keys())
        for key, word in keys.items():
            written.setdefault(key, word.lower()[: stems.LONGEST])
    return found, written


def learn(texts: Iterable[str]) -> None:
    """Remember the words of texts that came out, without counting the known ones."""
    found, written = count(texts)
    keys = sorted(found)
    for start in range(0, len(keys), AT_ONCE):
        part = keys[start : start + AT_ONCE]
        known = {*Word.objects.filter(key__in=part).values_list("key", flat=True)}
        new = [_word(key, written[key]) for key in part if key not in known]
        Word.objects.bulk_create(new, ignore_conflicts=True)


def forget_counts() -> None:
    """Begin to count anew: until `add` has counted a word again, no story has it."""
    Word.objects.update(stories=0)


def add(found: Counter[str], written: dict[str, str]) -> None:
    """Add to how many stories have each word."""
    quote = connection.ops.quote_name(Word._meta.db_table)
    statement = (
        f"INSERT INTO {quote} (key, backwards, written, stories)"  # noqa: S608
        " VALUES (%s, %s, %s, %s) ON CONFLICT (key)"
        f" DO UPDATE SET stories = {quote}.stories + excluded.stories"
    )
    rows = [
        (key, key[::-1], written[key], number) for key, number in sorted(found.items())
    ]
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def drop_unused() -> None:
    """Forget the words that no story has."""
    Word.objects.filter(stories=0).delete()


def _word(key, written):
    return Word(key=key, backwards=key[::-1], written=written)
