"""An archive to search: a million stories in minutes, told from 20,000 texts by SQL.

The words of a text are of a vocabulary that is used as words are (Zipf's law, exponent
1). Rows are written past the models, as `newsroom.search.documents` would make them.
"""

import contextlib
import random
from collections.abc import Iterator
from datetime import timedelta
from itertools import accumulate

from django.db import connection

from benchmarks import _archive as archive
from benchmarks import _stored as stored

VOCABULARY, WORDS, HEADLINE, STANDFIRST = 50_000, 200, 8, 20
TEXTS = 20_000  # that are told; each stands in many stories of the largest archive
ONCE = 100_000  # words that occur once, as names and numbers of an archive do
YEARS = 10
PEOPLE, SECTIONS = 300, 12
GONE = "brexit"  # a word of the first half of the archive alone
AT_ONCE = 20_000  # stories
SYLLABLES = [c + v for c in "bcdfghjklmnprstvz" for v in "aeiou"]


def fill(number):
    """Write so many stories with their entries, then have the planner look at them."""
    from articles.models import Article, Byline, Contributor
    from newsroom.search.models import Entry, Language, Word
    from tests import factories

    sections = [factories.make_section(slug=f"s-{n}").pk for n in range(SECTIONS)]
    Contributor.objects.bulk_create(
        Contributor(name=f"Person {n}", slug=f"person-{n}") for n in range(PEOPLE)
    )
    people = [*Contributor.objects.values_list("pk", flat=True)]
    first = factories.make_published(
        section_id=sections[0],
        section=factories.Section.objects.get(pk=sections[0]),
        bylines=[Contributor.objects.first()],
    )
    words = vocabulary()
    Language.objects.get_or_create(code="en")
    Word.objects.all().delete()
    Word.objects.bulk_create(words_of(words), batch_size=5_000)
    _write_texts(words)
    _write_plan(stories(number, sections, people))
    tables = [model._meta.db_table for model in (Article, Byline, Entry)]
    with stored.unchecked(), stored.without_indexes(tables), _without_words_index():
        for model, told in TOLD.items():
            _tell(model, told, first.pk)
        for model in (Article, Byline, Entry):
            key = "id" if model is Article else "article_id"
            stored.run(f"DELETE FROM {model._meta.db_table} WHERE {key} = {first.pk}")
            if model is not Entry:
                _take_numbers(model._meta.db_table)
    stored.run("DROP TABLE told")
    stored.run("DROP TABLE plan")
    stored.run("VACUUM ANALYZE" if _is_postgresql() else "ANALYZE")


def vocabulary():
    """Return the words, the most used first."""
    chance = random.Random(archive.SEED)
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        words["".join(chance.choices(SYLLABLES, k=chance.choice((2, 3, 3, 4))))] = None
    return list(words)


def words_of(words) -> Iterator:
    """Yield the words for suggestions, with the numbers of stories that have them."""
    from newsroom.search.models import Word

    chance = random.Random(1)
    found = {word: max(1, 1000 // rank) for rank, word in enumerate(words, start=1)}
    for _ in range(ONCE):
        found.setdefault("".join(chance.choices(SYLLABLES, k=5)), 1)
    for word, number in found.items():
        yield Word(key=word, backwards=word[::-1], written=word, stories=number)


def texts(words) -> Iterator[tuple[int, str, str, str, str]]:
    """Yield texts: number, tokens with marks, headline, standfirst, and all its lines.

    The tokens are as the database's column has them.
    """
    from newsroom.search import stems
    from newsroom.search.columns import TokensField
    from newsroom.search.models import Entry

    column: TokensField = Entry._meta.get_field("words")
    chance = random.Random(archive.SEED)
    weights = [*accumulate(1 / rank for rank in range(1, len(words) + 1))]
    for number in range(TEXTS):
        said = chance.choices(words, cum_weights=weights, k=WORDS)
        tokens = [stems.stem(one, "en") for one in said]
        marks = [f"h_{one}" for one in tokens[:HEADLINE]]
        marks += [f"n_{one}" for one in tokens[: HEADLINE + STANDFIRST]]
        headline = " ".join(said[:HEADLINE])
        standfirst = " ".join(said[HEADLINE : HEADLINE + STANDFIRST])
        rest = " ".join(said[HEADLINE + STANDFIRST :])
        held = " ".join([*tokens, *dict.fromkeys(marks)])
        yield (
            number,
            column.get_db_prep_save(held, connection),
            headline,
            standfirst,
            f"{headline}\n{standfirst}\n{rest}",
        )


def stories(number, sections, people) -> Iterator[tuple]:
    """Yield what each story is: key, text, section, contributor, date, place, marks."""
    from django.utils import timezone

    from newsroom.search.documents import ANY, month_mark, year_of
    from newsroom.search.models import place_of

    chance = random.Random(archive.SEED)
    now = timezone.now()
    step = timedelta(days=365 * YEARS) / number
    last = 1_000  # what the factories made comes before
    moment = connection.ops.adapt_datetimefield_value
    for nth in range(number):
        at, key = now - (number - nth) * step, last + nth
        section, person = chance.choice(sections), chance.choice(people)
        month = month_mark(at)
        marks = f"s_{section} g_news {month} {year_of(month)} {ANY} c_{person}"
        if nth < number // 2 and chance.random() < 0.1:
            marks += f" {GONE}"
        told = chance.randrange(TEXTS)
        yield key, told, section, person, moment(at), place_of(at, key), marks


def _write_texts(words):
    stored.run(
        "CREATE TEMPORARY TABLE told (number integer PRIMARY KEY, words"
        f" {'tsvector' if _is_postgresql() else 'text'}, headline text,"
        " standfirst text, body text)"
    )
    _write("told", 5, texts(words))


def _write_plan(rows):
    stored.run(
        "CREATE TEMPORARY TABLE plan (key bigint, told integer, section bigint,"
        f" person bigint, at {'timestamptz' if _is_postgresql() else 'text'},"
        " place bigint, marks text)"
    )
    _write("plan", 7, rows)
    stored.run("ANALYZE plan")


def _write(table, width, rows):
    with connection.cursor() as cursor:
        if _is_postgresql():
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        cursor.execute("BEGIN")
        places = ", ".join(["%s"] * width)
        cursor.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
        cursor.execute("COMMIT")


# Columns of the rows that are written, by model; the rest are those of the first story.
STORY = {
    "id": "plan.key",
    "headline": "told.headline",
    "standfirst": "told.standfirst",
    "slug": "'story'",
    "section_id": "plan.section",
    "published_at": "plan.at",
}
BYLINE = {
    "id": "plan.key",
    "article_id": "plan.key",
    "contributor_id": "plan.person",
    "published_at": "plan.at",
}
ENTRY = {
    "place": "plan.place",
    "article_id": "plan.key",
    "visible_from": "plan.at",
    "language": "'en'",
    "text": "told.body",
}
WORDS_HELD = {
    "postgresql": "told.words || CAST(plan.marks AS tsvector)",
    "sqlite": "told.words || ' ' || plan.marks",
}
TOLD = {
    "articles.Article": STORY,
    "articles.Byline": BYLINE,
    "search.Entry": ENTRY,
}


def _tell(name, columns, first):
    from django.apps import apps

    model = apps.get_model(name)
    table = model._meta.db_table
    told = dict(columns)
    if name == "search.Entry":
        told["words"] = WORDS_HELD[connection.vendor]
    quote = connection.ops.quote_name
    for field in model._meta.concrete_fields:
        told.setdefault(field.column, f"one.{quote(field.column)}")
    key = "id" if name == "articles.Article" else "article_id"
    stored.run(
        f"INSERT INTO {table} ({', '.join(map(quote, told))})"
        f" SELECT {', '.join(told.values())} FROM {table} one"
        " CROSS JOIN plan JOIN told ON told.number = plan.told"
        f" WHERE one.{key} = {first}"
    )


@contextlib.contextmanager
def _without_words_index():
    """Leave the index of words out while rows are written; it is made at the end."""
    if _is_postgresql():  # dropped with the other indexes
        stored.run("SET maintenance_work_mem = '1GB'")
        stored.run("SET work_mem = '256MB'")  # so that the texts are held while joined
        yield
        return
    made = stored.run(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        " AND tbl_name = 'search_entry'"
    )
    for name, _sql in made:
        stored.run(f"DROP TRIGGER {name}")
    yield
    for command, value in (("hashsize", 64 << 20), ("rebuild", 0)):
        stored.run(
            "INSERT INTO search_entry_words(search_entry_words, rank)"
            f" VALUES ('{command}', {value})"
        )
    for _name, sql in made:
        stored.run(sql)


def _take_numbers(table):
    if _is_postgresql():
        stored.run(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), MAX(id))"
            f" FROM {table}"
        )


def _is_postgresql():
    return connection.vendor == "postgresql"
