"""The list of what is read most: made now and then, and read by every page."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from articles.models import Article
from newsroom.popular import collector
from newsroom.popular.models import Ranking, ReadBucket
from newsroom.popular.ranking import fresh_reads, leaders

WINDOW = timedelta(days=7)  # older reads weigh nothing any more
EVERY = timedelta(seconds=60)  # how long a ranking stays good
LONGEST = 10  # rows of the longest list that a page shows
SPARE = 3  # kept for each row shown, so that a kill never shortens a list
WHOLE_PAPER = "paper"


def most_read(rows: int, *, section=None, exclude=None):
    """Return stories readers may see now, the most read first: one query.

    :param rows: how many, up to `LONGEST` (more are not kept in reserve).
    :param section: a Section, to list it and its sub-sections alone, or None.
    :param exclude: an Article to leave out, such as the one beside the list, or None.
    """
    # As a subquery, so that a database begins with the few ranked stories: SQLite would
    # begin a join with all of the week's, 0.7 s at 100,000 stories.
    ranked = Ranking.objects.values("article")
    stories = eligible(timezone.now()).filter(pk__in=ranked)
    if section:
        stories = stories.in_section(section)
    if exclude:
        stories = stories.exclude(pk=exclude.pk)
    stories = stories.select_related("section").defer("body", "editor_note")
    return stories.order_by("ranking__position", "-pk")[:rows]


def ranked_at() -> datetime | None:
    """Return when the ranking was made, or None if there is none."""
    return Ranking.objects.aggregate(last=Max("computed_at"))["last"]


def eligible(now: datetime):
    """Return the stories a list may show: public, and new or materially updated."""
    oldest = now - timedelta(days=settings.NEWSROOM_POPULAR_MAX_AGE)
    recent = Q(published_at__gte=oldest) | Q(materially_updated_at__gte=oldest)
    return Article.objects.published().filter(recent)


def rank(*, now: datetime | None = None) -> int:
    """Replace the ranking by one made from the reads of the last seven days.

    Readers see the old order or the new one, never a part. Of two made at the same time
    the later one stands as a whole.

    :returns: how many stories are ranked.
    """
    now = now or timezone.now()
    counts, lists = _reads(now)
    half_life = timedelta(hours=settings.NEWSROOM_POPULAR_HALF_LIFE)
    scores = {
        story: fresh_reads(mine, half_life=half_life) for story, mine in counts.items()
    }
    places = [
        Ranking(
            article_id=story, position=position, score=scores[story], computed_at=now
        )
        for position, story in enumerate(
            leaders(scores, lists, rows=LONGEST * SPARE), start=1
        )
    ]
    with transaction.atomic():
        Ranking.objects.bulk_create(
            # In one order always, so that two rankings never lock each other out.
            sorted(places, key=lambda place: place.article_id),
            update_conflicts=True,
            unique_fields=["article"],
            update_fields=["position", "score", "computed_at"],
        )
        Ranking.objects.exclude(computed_at=now).delete()
    return len(places)


def keep_fresh() -> None:
    """Rank if the last ranking is a minute old, and prune once a day.

    For sites without a timer: it is called where a read has been counted, never where a
    page is rendered. The cache lets one process do it while the others go on.
    """
    if cache.add("popular:ranked", 1, timeout=EVERY.total_seconds()) and _is_stale():
        rank()
    if cache.add("popular:pruned", 1, timeout=timedelta(days=1).total_seconds()):
        collector.prune()


def _is_stale():
    last = ranked_at()
    return last is None or last <= timezone.now() - EVERY


def _reads(now):
    """Return story id → its (age, reads), and story id → the lists it stands in.

    Each story stands in the list of the paper, of its section and of the section above.
    """
    buckets = ReadBucket.objects.filter(
        starts_at__gt=now - WINDOW, article__in=eligible(now)
    ).values_list(
        "article_id",
        "starts_at",
        "reads",
        "article__section_id",
        "article__section__parent_id",
    )
    counts, lists = defaultdict(list), {}
    for story, starts_at, reads, section, parent in buckets.iterator():
        # Another machine's clock may be ahead of ours.
        counts[story].append((max(now - starts_at, timedelta(0)), reads))
        lists[story] = {WHOLE_PAPER, section, parent or section}
    return counts, lists
