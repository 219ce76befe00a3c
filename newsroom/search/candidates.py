"""Ask the database for the newest stories that answer questions.

SQLite's FTS5 walks its rows newest first and stops when it has enough. PostgreSQL's GIN
collects all that match before it takes the newest, so it is asked for those of the last
months first, of which there is a mark, and for all only where these were not enough.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from django.db import connection
from django.utils import timezone

from articles.wordindex import index_of
from newsroom.search.asking import Ask
from newsroom.search.dialects import Fts5, TsQuery, TsQueryApart, match
from newsroom.search.documents import year_of
from newsroom.search.models import KEY_BITS, Entry, Language, place_of
from newsroom.search.trigrams import INDEX

RECENT = 5_000  # stories that are looked through first; with a phrase, all
MOST_MONTHS = 60  # in which these are looked for
# That are named one by one, beyond it their years are: of sixty marks the planner
# thinks that to read every vector is cheaper, which takes a hundred times as long.
MOST_NAMED = 6
MOST_YEARS = 10  # a longer time holds most of an archive, and is named by no marks
NO_PLACE = -(1 << 63)  # before any
GIN = "words @@ %s::tsquery AND place >= %s AND place < %s AND visible_from <= %s"
EPOCH = datetime(1900, 1, 1, tzinfo=UTC)  # of newspapers that are searched


class Archive(NamedTuple):
    """What one has to know of the archive to ask for anything.

    :ivar languages: of the stems; the empty one is always among them.
    :ivar recent: marks of the months that hold the newest stories; empty where all of
        them are looked through at once.
    :ivar has_trigrams: whether words that are spelt alike are found by pg_trgm.
    """

    languages: tuple[str, ...]
    recent: tuple[str, ...]
    has_trigrams: bool = False


class Arm(NamedTuple):
    """One question, and where all of its terms have to stand (see `dialects`)."""

    ask: Ask
    within: str


def archive() -> Archive:
    """Return what the archive is like; one query."""
    table, languages = Entry._meta.db_table, Language._meta.db_table
    statement = (
        f"SELECT 'language', code, 0 FROM {languages} UNION ALL SELECT 'oldest', '',"  # noqa: S608
        f" place FROM (SELECT place FROM {table} ORDER BY place DESC LIMIT 1"
        f" OFFSET {RECENT}) oldest"
    )
    is_postgresql = connection.vendor == "postgresql"
    if is_postgresql:
        statement += f" UNION ALL SELECT 'trigrams', '', to_regclass('{INDEX}')::bigint"
    rows = _rows(statement, [])
    codes = {code for kind, code, _ in rows if kind == "language"}
    oldest = [place for kind, _, place in rows if kind == "oldest"]
    return Archive(
        tuple(sorted(codes | {""})),
        _recent_months(oldest[0]) if oldest and is_postgresql else (),
        any(kind == "trigrams" and found is not None for kind, _, found in rows),
    )


def newest(
    arms: Sequence[Arm], number: int, *, known: Archive
) -> list[tuple[int, int]]:
    """Return (number of the arm, place) of each arm's newest stories; one query.

    :param number: of stories that are wanted of each; there may be more, in any order.
    """
    asked = [(arm, one) for arm, one in enumerate(arms) if not one.ask.is_empty]
    if not asked:
        return []
    if connection.vendor == "sqlite":
        return _rows(*_union([_by_fts5(*arm, number) for arm in asked]))
    near = [_by_tsquery(*arm, number, known.recent) for arm in asked]
    if not known.recent:
        return _rows(*_union(near))
    far = [_if_wanted(*arm, number, known.recent) for arm in asked]
    (near_sql, near_values), (far_sql, far_values) = _union(near), _union(far)
    rows = _rows(
        f"WITH near AS MATERIALIZED ({near_sql}) SELECT arm, place FROM near"  # noqa: S608
        f" UNION ALL {far_sql}",
        [*near_values, *far_values],
    )
    return list(dict.fromkeys(rows))


def _by_fts5(arm, asked, number):
    table, index = Entry._meta.db_table, index_of(Entry._meta.get_field("words"))
    low, high = _bounds(asked.ask)
    question = match(Fts5(), asked.ask, within=asked.within)
    sql = (
        f"SELECT {arm} AS arm, f.rowid AS place FROM {index} f CROSS JOIN {table} e"  # noqa: S608
        f" ON e.place = f.rowid WHERE f.{index} MATCH %s AND f.rowid >= %s"
        " AND f.rowid < %s AND e.visible_from <= %s ORDER BY f.rowid DESC LIMIT %s"
    )
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    return sql, [question, low, high, now, number]


def _by_tsquery(arm, asked, number, months):
    if asked.ask.has_phrase:
        return _by_phrase(arm, asked, number, months)
    values = _asked_of_gin(asked, months, TsQuery())
    # The order is that of a sum, so that no index on the place is walked for it.
    sql = (
        f"SELECT {arm} AS arm, place FROM (SELECT place FROM {Entry._meta.db_table}"  # noqa: S608
        f" WHERE {GIN} ORDER BY place + 0 DESC LIMIT %s) found"
    )
    return sql, [*values, number]


def _by_phrase(arm, asked, number, months):
    """Ask for a phrase: GIN knows its words, and only the vector where they stand.

    The newest stories with all the words are told first, and their vectors read one
    by one until there are enough. No more than RECENT are read.
    """
    likely, values = _likely(asked, months)
    strict = _asked_of_gin(asked, (), TsQuery())[0]
    sql = (
        f"SELECT {arm} AS arm, place FROM (SELECT place FROM ({likely}) likely"  # noqa: S608
        " WHERE words @@ %s::tsquery ORDER BY nth DESC LIMIT %s) found"
    )
    return sql, [*values, strict, number]


def _likely(asked, months):
    """Return the newest stories that have all words of all phrases, wherever."""
    loose = asked.ask.saying(
        [one for one in asked.ask.terms if not (one.is_excluded and one.words[1:])]
    )
    values = _asked_of_gin(asked._replace(ask=loose), months, TsQueryApart())
    sql = (
        f"SELECT place, place + 0 AS nth, words FROM {Entry._meta.db_table}"  # noqa: S608
        f" WHERE {GIN} ORDER BY nth DESC LIMIT {RECENT}"
    )
    return sql, values


def _asked_of_gin(asked, months, dialect):
    """Return the values that GIN asks for, the question first."""
    low, high = _bounds(asked.ask)
    also = [marks for marks in (months, _period(asked.ask)) if marks]
    question = match(dialect, asked.ask, within=asked.within, also=also)
    return [question, low, high, timezone.now()]


def _if_wanted(arm, asked, number, recent):
    """Return what is found among all stories, if the newest did not hold enough."""
    sql, values = _by_tsquery(arm, asked, number, ())
    # Counted before the arm begins; one that is not needed is never begun.
    sql += f" WHERE (SELECT count(*) FROM near WHERE arm = {arm}) < %s"  # noqa: S608
    values = [*values, number]
    if asked.ask.has_phrase:  # of which as many as may be were read already
        likely, more = _likely(asked, recent)
        sql += f" AND (SELECT count(*) FROM ({likely}) read) < {RECENT}"  # noqa: S608
        values += more
    return sql, values


def _union(parts):
    statement = " UNION ALL ".join(
        f"SELECT * FROM ({sql}) p{number}"  # noqa: S608
        for number, (sql, _) in enumerate(parts)
    )
    return statement, [value for _, values in parts for value in values]


def _bounds(ask):
    """Return the first place that is asked for, and the first after the last."""
    now = timezone.now()
    low = place_of(ask.since, 0) if ask.since else NO_PLACE
    if ask.before and ask.before < now:
        return low, place_of(ask.before, 0)
    # What came out within this second has come out.
    return low, place_of(now, 0) + (1 << KEY_BITS)


def _period(ask):
    """Return the marks of the months in which all that is asked for lies, if of few.

    GIN passes over what lies elsewhere by them, and else would read all that match.
    """
    if ask.since is None and ask.before is None:
        return ()
    now = timezone.now()
    first, last = ask.since or EPOCH, min(ask.before or now, now)
    marks = _few(list(_months(first, last)))
    return marks if len(marks) <= MOST_YEARS else ()


def _recent_months(place):
    """Return marks of the time from the month of a place to this one.

    It is five years at most, but for the months that share a year with its first.
    """
    now = timezone.now()
    then = datetime.fromtimestamp(place >> KEY_BITS, tz=UTC)
    return _few(list(_months(then, now))[-MOST_MONTHS:])


def _few(months):
    """Return the marks of months, or those of their years if they are many."""
    if len(months) <= MOST_NAMED:
        return tuple(months)
    return tuple(dict.fromkeys(year_of(month) for month in months))


def _months(first, last):
    """Yield the marks of the months, in UTC, from that of one moment to another's."""
    first, last = first.astimezone(UTC), last.astimezone(UTC)
    for month in range(first.year * 12 + first.month, last.year * 12 + last.month + 1):
        yield f"m_{(month - 1) // 12:04}{(month - 1) % 12 + 1:02}"


def _rows(statement, values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
