"""Which stored texts share words with one: asked of an index, whatever is stored."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime

from django.db.models import Count

from articles.models import Article
from newsroom.wire.models import StoryPrint, Take, TakePrint
from newsroom.wire.overlap import Text

# Shingles kept of a take: few, since takes are many. Of a story all that a text offers,
# since what was written from a take may share little with it.
OF_TAKE = 6
ASKED = 16  # of a take that looks for its like: their own six are among these
# Of a text that looks for all that was taken from it, or that it was taken from; a
# database takes no statement of any length.
MOST_ASKED = 900
LEAST_WORDS = 12  # a shorter text has no print: what it says, others say too
CANDIDATES = 40  # whose texts are then compared, those that share most first


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


def file_takes(
    texts: Iterable[tuple[Take, Text]],
    *,
    replaced: Collection[int] = (),
    day: int | None = None,
) -> None:
    """Keep the prints of the last versions of takes.

    :param texts: only of those that `tells`; a notice leaves the print as it is.
    :param replaced: the keys of those that may have a print already.
    :param day: as `today` has it, on which they came; today unless told.
    """
    if replaced:
        TakePrint.objects.filter(take__in=replaced).delete()
    day = today() if day is None else day
    TakePrint.objects.bulk_create(
        TakePrint(day=day, shingle=shingle, take_id=take.pk)
        for take, text in texts
        for shingle in text.lowest[:OF_TAKE]
    )


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
    texts: Mapping[int, Text], days: Collection[int]
) -> dict[int, list[int]]:
    """Return which other takes share a shingle with each, those that share most first.

    :param texts: of takes by their keys, whose prints are kept already.
    :returns: only of those that are like any.
    """
    asked = {key: text.lowest[:ASKED] for key, text in texts.items()}
    every = sorted({shingle for sketch in asked.values() for shingle in sketch})
    holders: dict[int, list[int]] = defaultdict(list)
    for start in range(0, len(every), MOST_ASKED):
        part = every[start : start + MOST_ASKED]
        rows = TakePrint.objects.filter(day__in=days, shingle__in=part)
        for shingle, take in rows.values_list("shingle", "take"):
            holders[shingle].append(take)
    found = {}
    for key, sketch in asked.items():
        shared = Counter(take for shingle in sketch for take in holders[shingle])
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
