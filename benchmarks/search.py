"""How long does a search take, among few stories and among a million?

    .venv/bin/python benchmarks/search.py [STORIES…]

Makes an archive of 10,000 and one of 1,000,000 published stories (or of the numbers
named) over ten years, their 200 words of a vocabulary of 50,000 that is used as words
are (Zipf's law, exponent 1), and asks for the page of a search as a reader would, all
middleware and the template included. Printed are the queries of each page, milliseconds
on the wall's clock (the median of the warm rounds, the fastest, and the slowest of all,
the first included), and of the processors that worked for it: this one and, with
DATABASE_URL, PostgreSQL's process for it. The last column is the growth of the latter
from the smallest archive to the largest.

The rows are written past the models, as `newsroom.search.documents` would make them;
20,000 texts are told again and again. Exit status 1 if the fastest round of a page
takes more than 50 ms on PostgreSQL or 100 ms on SQLite, or a page more than 8 queries.
"""

import os
import random
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from benchmarks import _archive as archive

ROUNDS = 7
MOST_MILLISECONDS = {"sqlite": 100, "postgresql": 50}
MOST_QUERIES = 8
VOCABULARY, WORDS, HEADLINE, STANDFIRST = 50_000, 200, 8, 20
TEXTS = 20_000  # that are told; each stands in many stories of the largest archive
ONCE = 100_000  # words that occur once, as names and numbers of an archive do
YEARS = 10
PEOPLE, SECTIONS = 300, 12
AT_ONCE = 5_000  # stories
SYLLABLES = [c + v for c in "bcdfghjklmnprstvz" for v in "aeiou"]


class Cost(NamedTuple):
    queries: int
    median: float
    fastest: float
    slowest: float
    worked: float


def main():
    sizes = [int(one.replace(",", "")) for one in sys.argv[1:]] or [10_000, 1_000_000]
    costs = []
    with archive.django_set_up() as folder:
        from django.db import connection

        most = MOST_MILLISECONDS[connection.vendor]
        for number in sizes:
            with archive.database(folder, number):
                started = time.perf_counter()
                fill(number)
                made = time.perf_counter() - started
                print(f"{number:,} stories made in {made:,.0f} s", file=sys.stderr)
                costs.append(measure())
        print(archive.database_name())
    failed = False
    for number, cost in zip(sizes, costs, strict=True):
        heading = "queries  median  fastest  slowest  worked  growth"
        print(f"\n{f'{number:,} stories':<44}{heading}")
        for name, page in cost.items():
            growth = page.worked / costs[0][name].worked
            bad = page.fastest > most or page.queries > MOST_QUERIES
            failed = failed or bad
            print(
                f"{name:<44}{page.queries:>7}{page.median:>8.1f}{page.fastest:>9.1f}"
                f"{page.slowest:>9.1f}{page.worked:>8.1f}{growth:>8.1f}{' !' * bad}"
            )
    return failed


def searches():
    """Return what is asked for: name → parameters."""
    word = vocabulary()
    common, other, usual, rare = word[48], word[60], word[600], word[45_000]
    everywhere, pair = word[2], f'"{word[9]} {word[11]}"'
    return {
        "a word of 99 % of the stories": {"q": everywhere},
        "a word of 30 %": {"q": common},
        "the same, page 25": {"q": common, "page": "25"},
        "the same, newest first": {"q": common, "sort": "newest"},
        "two words of 30 % and 25 %": {"q": f"{common} {other}"},
        "five common words": {"q": " ".join(word[20:70:10])},
        "a word of 3 %": {"q": usual},
        "a word of 30 % and one of 3 %": {"q": f"{common} {usual}"},
        "a rare word": {"q": rare},
        "a rare word and one of 30 %": {"q": f"{rare} {common}"},
        "a phrase of two common words": {"q": pair},
        "a word of 30 % without one of 25 %": {"q": f"{common} -{other}"},
        "a word of 30 % in a section": {"q": common, "section": "s-3"},
        "a word of 30 % by one of 300": {"q": common, "by": "person-7"},
        "a word of 30 % in a month 8 years ago": {
            "q": common,
            "from": old(),
            "to": old(),
        },
        "a word of 3 % of the first five years": {"q": usual, "to": old(5)},
        "a word long out of use": {"q": "brexit"},
        "words that begin so": {"q": f"{common[:4]}*"},
        "a misspelt word": {"q": f"{usual[:3]}{usual[4]}{usual[3]}{usual[5:]}"},
        "nothing there": {"q": "quokkaparade zzyzx"},
    }


def measure():
    """Return what each page costs: name → Cost."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    costs = {}
    client = Client(headers={"host": "127.0.0.1"})
    client.get("/search/")
    for name, parameters in searches().items():
        walls, worked = [], []
        for _ in range(ROUNDS):
            with CaptureQueriesContext(connection) as captured:
                start, busy = time.perf_counter(), processor_seconds()
                response = client.get("/search/", parameters)
                worked.append((processor_seconds() - busy) * 1000)
                walls.append((time.perf_counter() - start) * 1000)
            assert response.status_code == 200, (name, response.status_code)
        costs[name] = Cost(
            len(captured),
            statistics.median(walls[1:]),
            min(walls),
            max(walls),
            statistics.median(worked[1:]),
        )
    return costs


def processor_seconds():
    """Return how long processors worked for this process, PostgreSQL's included."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return time.process_time()
    return time.process_time() + server_seconds(connection.connection.info.backend_pid)


def server_seconds(pid):
    # The first of the numbers is in nanoseconds (Linux, scheduler statistics).
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def old(years=8):
    from django.utils import timezone

    return f"{timezone.now() - timedelta(days=365 * years):%Y-%m}"


def vocabulary():
    """Return the words, the most used first."""
    chance = random.Random(archive.SEED)
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        words["".join(chance.choices(SYLLABLES, k=chance.choice((2, 3, 3, 4))))] = None
    return list(words)


def fill(number):
    """Write so many stories with their entries, then have the planner look at them."""
    from django.db import connection

    from articles.models import Article, Byline, Contributor
    from newsroom.search.models import Entry, Language, Word
    from tests import factories

    sections = [factories.make_section(slug=f"s-{n}") for n in range(SECTIONS)]
    Contributor.objects.bulk_create(
        Contributor(name=f"Person {n}", slug=f"person-{n}") for n in range(PEOPLE)
    )
    people = [*Contributor.objects.values_list("pk", flat=True)]
    words = vocabulary()
    Language.objects.create(code="en")
    Word.objects.bulk_create(words_of(words), batch_size=AT_ONCE)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Made once at the end: in a tenth of the time.
            cursor.execute("DROP INDEX search_entry_words")
        else:
            cursor.execute("DROP TRIGGER search_entry_words_add")
            cursor.execute("PRAGMA synchronous=OFF")
    tables = (Article, Byline, Entry)
    for rows in stories(number, words, sections, people):
        for model, part in zip(tables, rows, strict=True):
            write(model, part)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET maintenance_work_mem = '512MB'")
            cursor.execute(
                "CREATE INDEX search_entry_words ON search_entry USING gin (words)"
            )
            cursor.execute("VACUUM ANALYZE")
        else:
            for command, value in (("hashsize", 64 << 20), ("rebuild", 0)):
                cursor.execute(
                    "INSERT INTO search_entry_words(search_entry_words, rank)"
                    " VALUES (%s, %s)",
                    [command, value],
                )
            cursor.execute("ANALYZE")


def words_of(words):
    from newsroom.search.models import Word

    chance = random.Random(1)
    found = {word: max(1, 1000 // rank) for rank, word in enumerate(words, start=1)}
    for _ in range(ONCE):
        found.setdefault("".join(chance.choices(SYLLABLES, k=5)), 1)
    for word, number in found.items():
        yield Word(key=word, backwards=word[::-1], written=word, stories=number)


def texts(words) -> list[tuple[str, str]]:
    """Return texts: the tokens and word marks of each, and its words in lines."""
    from newsroom.search import stems

    chance = random.Random(archive.SEED)
    weights = [*accumulate(1 / rank for rank in range(1, len(words) + 1))]
    stem = dict(zip(words, (stems.stem(word, "en") for word in words), strict=True))
    found = []
    for _ in range(TEXTS):
        said = chance.choices(words, cum_weights=weights, k=WORDS)
        tokens = [stem[one] for one in said]
        marks = [f"h_{one}" for one in tokens[:HEADLINE]]
        marks += [f"n_{one}" for one in tokens[: HEADLINE + STANDFIRST]]
        parts = (
            said[:HEADLINE],
            said[HEADLINE:][:STANDFIRST],
            said[HEADLINE + STANDFIRST :],
        )
        told = "\n".join(map(" ".join, parts))
        found.append((" ".join([*tokens, *dict.fromkeys(marks)]), told))
    return found


def stories(number, words, sections, people) -> Iterator[tuple[list, list, list]]:
    """Yield the rows of articles, bylines and entries, some thousand at a time."""
    from django.utils import timezone

    from newsroom.search.documents import ANY, month_mark, year_of
    from newsroom.search.models import place_of

    chance = random.Random(archive.SEED)
    told = texts(words)
    now = timezone.now()
    step = timedelta(days=365 * YEARS) / number
    articles, bylines, entries = [], [], []
    for key in range(1, number + 1):
        at = now - (number - key + 1) * step
        tokens, text = chance.choice(told)
        headline, standfirst, _ = text.split("\n", 2)
        # A word of the first half of the archive alone.
        if chance.random() < 0.1 and key < number // 2:
            tokens, text = f"brexit {tokens}", f"{text} brexit"
        section, person = chance.choice(sections), chance.choice(people)
        month = month_mark(at)
        marks = f"s_{section.pk} g_news {month} {year_of(month)} {ANY} c_{person}"
        articles.append((key, headline, standfirst, section.pk, at))
        bylines.append((key, key, person, at))
        entries.append((place_of(at, key), key, f"{tokens} {marks}", text, at))
        if key % AT_ONCE == 0 or key == number:
            yield articles, bylines, entries
            articles, bylines, entries = [], [], []


COLUMNS = {
    "articles_article": ["id", "headline", "standfirst", "section_id", "published_at"],
    "articles_byline": ["id", "article_id", "contributor_id", "published_at"],
    "search_entry": ["place", "article_id", "words", "text", "visible_from"],
}


def write(model, rows):
    """Insert rows whose other columns are those of an empty object."""
    from django.db import connection, transaction
    from django.utils import timezone

    table, given = model._meta.db_table, COLUMNS[model._meta.db_table]
    empty = (
        model(slug="story", body="<p>.</p>", status="published")
        if (table == "articles_article")
        else model()
    )
    rest = [field for field in model._meta.concrete_fields if field.column not in given]
    now = timezone.now()
    constant = [
        now
        if field.column in ("created_at", "edited_at")
        else getattr(empty, field.attname)
        for field in rest
    ]
    if table == "search_entry":
        constant = ["en" if field.column == "language" else "0" * 32 for field in rest]
    fields = [
        next(f for f in model._meta.concrete_fields if f.column == c) for c in given
    ]
    prepared = [
        field.get_db_prep_save(value, connection)
        for field, value in zip(rest, constant, strict=True)
    ]
    names = ", ".join([*given, *(field.column for field in rest)])
    lines = (
        [
            *(
                f.get_db_prep_save(v, connection)
                for f, v in zip(fields, row, strict=True)
            ),
            *prepared,
        ]
        for row in rows
    )
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for line in lines:
                    copy.write_row(line)
        else:
            places = ", ".join(["%s"] * (len(given) + len(rest)))
            cursor.executemany(
                f"INSERT INTO {table} ({names}) VALUES ({places})", lines
            )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    sys.exit(main())
