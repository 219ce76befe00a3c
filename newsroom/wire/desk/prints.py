"""Which stored texts share words with one: asked of an index, whatever is stored."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from django.db import connections, router
from django.db.models import Count

from articles.models import Article
from newsroom.wire.models import StoryPrint, TakePrint
from newsroom.wire.overlap import Text

# Shingles kept of a take: few, since takes are many. Of a story all that a text offers,
# since what was written from a take may share little with it.
OF_TAKE = 6
ASKED = 16  # of a take that looks for its like: their own six are among these
# Of a text that looks for all that was taken from it, or that it was taken from; a
# database takes no statement of any length.
MOST_ASKED = 900
# Takes of two days that hold a shingle: more of them share a notice about the agency,
# or the sentences of each day's tables, and it tells none of them from the others.
COMMON = 50
DAYS = 2  # today and yesterday
LEAST_WORDS = 12  # a shorter text has no print: what it says, others say too
CANDIDATES = 40  # whose texts are then compared, those that share most first

# Prints are the most rows that an item brings or asks for, and the smallest: as objects
# and conditions of Django they would cost more than its text. Each database takes many
# numbers by one parameter.
WRITTEN_IN_POSTGRESQL = (
    "INSERT INTO wire_takeprint (day, shingle, take_id)"
    " SELECT * FROM unnest(%s::smallint[], %s::bigint[], %s::bigint[])"
)
WRITTEN_IN_SQLITE = (
    "INSERT INTO wire_takeprint (day, shingle, take_id) VALUES (%s, %s, %s)"
)
COUNT = "SELECT shingle, COUNT(*) FROM wire_takeprint WHERE {} GROUP BY shingle"
HOLDERS = "SELECT shingle, take_id FROM wire_takeprint WHERE {}"
IN_POSTGRESQL = "day = ANY(%s) AND shingle = ANY(%s)"
IN_SQLITE = (
    "day IN (SELECT value FROM json_each(%s))"
    " AND shingle IN (SELECT value FROM json_each(%s))"
)


def tells(text: Text) -> bool:
    """Whether a text is long enough to be told from others, and so to have a print."""
    return len(text.words) >= LEAST_WORDS


def today() -> int:
    """Return the day as prints have it: since 1970, UTC."""
    return day_of(datetime.now(UTC))


def day_of(moment: datetime) -> int:
    """Return the day of a moment as prints have it.

    :param moment: aware.
    """
    return int(moment.timestamp()) // 86_400


def of_takes(texts: Mapping[int, Text]) -> dict[int, list[int]]:
    """Return the shingles by which each text is told from others, some 16 at most.

    Those that very many takes share are left out, or stand last where a text begins
    with them.

    :param texts: of takes by their keys, whose prints are yet to be kept.
    """
    held = _held(shingle for text in texts.values() for shingle in text.lowest[:ASKED])
    common = {shingle for shingle, count in held.items() if count >= COMMON}
    # Only where much of a text is common, further shingles of it are looked at.
    more = {
        key: text.lowest[ASKED:]
        for key, text in texts.items()
        if len(common.intersection(text.lowest[:ASKED])) > ASKED - OF_TAKE
    }
    held = _held(shingle for further in more.values() for shingle in further)
    common |= {shingle for shingle, count in held.items() if count >= COMMON}
    found = {}
    for key, text in texts.items():
        looked_at = text.lowest if key in more else text.lowest[:ASKED]
        telling = [shingle for shingle in looked_at if shingle not in common]
        found[key] = telling[:ASKED]
        # A text sent very often is still found by the first who sent it.
        if common.issuperset(text.lowest[:OF_TAKE]):
            found[key] += text.lowest[:OF_TAKE]
    return found


def _held(shingles):
    """Count the takes that hold each shingle, those to be filed among them."""
    held = Counter(shingles)
    lately = range(today() - DAYS + 1, today() + 1)
    for shingle, count in _asked(COUNT, lately, held):
        held[shingle] += count
    return held


def _asked(statement, days, shingles):
    """Return the rows of prints of some days that are of these shingles."""
    if not shingles:
        return []
    lists = [list(days), sorted(shingles)]
    held = connections[router.db_for_read(TakePrint)]
    with held.cursor() as cursor:
        if held.vendor == "postgresql":
            cursor.execute(statement.format(IN_POSTGRESQL), lists)
        else:
            cursor.execute(statement.format(IN_SQLITE), [*map(json.dumps, lists)])
        return cursor.fetchall()


def parts(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield parts of a list, none longer than a statement may be."""
    for start in range(0, len(keys), MOST_ASKED):
        yield keys[start : start + MOST_ASKED]


def file_takes(
    sketches: Mapping[int, Sequence[int]],
    *,
    replaced: Collection[int] = (),
    day: int | None = None,
) -> None:
    """Keep the prints of the last versions of takes.

    :param sketches: `of_takes`, only of texts that `tells`; a notice leaves the print
        as it is.
    :param replaced: the keys of those that may have a print already.
    :param day: as `today` has it, on which they came; today unless told.
    """
    if replaced:
        TakePrint.objects.filter(take__in=replaced).delete()
    day = today() if day is None else day
    rows = [
        (day, shingle, take)
        for take, sketch in sketches.items()
        for shingle in sketch[:OF_TAKE]
    ]
    if rows:
        _write(rows)


def _write(rows):
    held = connections[router.db_for_write(TakePrint)]
    with held.cursor() as cursor:
        if held.vendor == "postgresql":
            columns = [list(column) for column in zip(*rows, strict=True)]
            cursor.execute(WRITTEN_IN_POSTGRESQL, columns)
        else:
            cursor.executemany(WRITTEN_IN_SQLITE, rows)


def file_story(article: Article, text: Text) -> bool:
    """Keep the print of a story as it is now; return whether it is another one."""
    prints = StoryPrint.objects.filter(article=article)
    kept = set(prints.values_list("shingle", flat=True))
    shingles = set(text.lowest) if tells(text) else set()
    if kept == shingles:
        return False
    prints.filter(shingle__in=kept - shingles).delete()
    StoryPrint.objects.bulk_create(
        (StoryPrint(shingle=shingle, article=article) for shingle in shingles - kept),
        ignore_conflicts=True,
    )
    return True


def takes_near(shingles: Iterable[int], days: Collection[int]) -> list[int]:
    """Return the keys of takes that share a shingle, those that share most first.

    :param days: on which their last version came, or they were recalled.
    """
    near = TakePrint.objects.filter(day__in=days, shingle__in=lowest(shingles))
    counted = near.values("take").annotate(shared=Count("shingle"))
    found = counted.order_by("-shared", "-take")[:CANDIDATES]
    return [row["take"] for row in found]


def takes_near_each(
    sketches: Mapping[int, Sequence[int]], days: Collection[int]
) -> dict[int, list[int]]:
    """Return which other takes share a shingle with each, those that share most first.

    :param sketches: `of_takes`, whose prints are kept already.
    :returns: only of those that are like any.
    """
    every = {shingle for sketch in sketches.values() for shingle in sketch}
    holders: dict[int, list[int]] = defaultdict(list)
    for shingle, take in _asked(HOLDERS, days, every):
        holders[shingle].append(take)
    # Of what all takes share, the newest stand for the rest.
    newest = {shingle: sorted(held)[-2 * COMMON :] for shingle, held in holders.items()}
    found = {}
    for key, sketch in sketches.items():
        shared = Counter(take for shingle in sketch for take in newest.get(shingle, ()))
        del shared[key]
        if shared:
            in_order = sorted(shared, key=lambda take: (-shared[take], -take))
            found[key] = in_order[:CANDIDATES]
    return found


def stories_near(shingles: Iterable[int]) -> list[int]:
    """Return the keys of stories that share a shingle, those that share most first."""
    near = StoryPrint.objects.filter(shingle__in=lowest(shingles))
    counted = near.values("article").annotate(shared=Count("shingle"))
    found = counted.order_by("-shared", "-article")[:CANDIDATES]
    return [row["article"] for row in found]


def lowest(shingles: Iterable[int]) -> list[int]:
    """Return the shingles to ask for: prints hold the lowest of each text."""
    return sorted(set(shingles))[:MOST_ASKED]
