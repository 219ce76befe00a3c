"""The lists of the paper by date: what stands in each, and by which index."""

from collections.abc import Iterable
from functools import partial

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Value
from django.utils import timezone

from articles.days import Span
from articles.models import (
    LEAD,
    Article,
    ArticleTag,
    Byline,
    Contributor,
    Correction,
    Section,
    Topic,
)
from articles.paging import Dated, Run

HEADLINES = 60  # stories on a page of headlines alone
DAYS_PAPER = 400  # stories on one page of a day's paper


def latest() -> Dated:
    """Every story, for a page of headlines."""
    entries = _headlines().select_related("section__parent", *LEAD)
    return Dated(entries, _runs(None), _ever(), size=HEADLINES)


def of_sections(sections: Iterable[Section]) -> Dated:
    """The stories of some sections together."""
    return _stories(_runs(sections))


def of_day(day: Span, sections: Iterable[Section] | None) -> Dated:
    """The stories of a day, in the whole paper or some sections."""
    return Dated(_headlines(), _runs(sections, day), _ever(), size=DAYS_PAPER)


def about(topic: Topic) -> Dated:
    """The stories with a topic."""
    rows = ArticleTag.objects.filter(tag=topic)
    readable = partial(_of_public, story="content_object")
    return _stories([Run(rows, readable, entry="content_object")])


def made_by(contributor: Contributor) -> Dated:
    """The stories that somebody had a part in, each once whatever parts they had."""
    rows = Byline.objects.filter(contributor=contributor)
    readable, roles = partial(_of_public, story="article"), len(Byline.Role)
    return _stories([Run(rows, readable, entry="article", repeats=roles)])


def corrections() -> Dated:
    """What was put right under stories that readers may see."""
    notes = Correction.objects.select_related("article__section")
    run = Run(Correction.objects.all(), _made_by_now, moment="corrected_at")
    ever = Correction.objects.filter(article__in=_ever())
    return Dated(notes.defer("article__body"), [run], ever, moment="corrected_at")


def numbers(parts: list[Span], sections: Iterable[Section] | None) -> dict[Span, int]:
    """Return how many stories came out in each of some months or days, by one query.

    It reads one index over the whole time and no story.
    """
    arms = [
        _within(part, sections)
        .published()
        .order_by()
        .annotate(part=Value(place, IntegerField()))
        .values("part")
        .annotate(stories=Count("pk"))
        for place, part in enumerate(parts)
    ]
    rows = arms[0].union(*arms[1:], all=True) if arms[1:] else arms[0]
    return {parts[row["part"]]: row["stories"] for row in rows if row["stories"]}


def beside(span: Span, sections: Iterable[Section] | None):
    """Return the moments of the last story before a span and of the first after it.

    Each is None if there is none.
    """
    return Dated(_headlines(), _runs(sections), _ever()).beside(span.start, span.stop)


def years() -> list[Span]:
    """Return the years in which any story came out, newest first, by three queries."""
    newest_first = Article.objects.published().newest_first()
    moments = newest_first.values_list("published_at", flat=True)
    ends = [
        timezone.localdate(at).year for at in [*moments[:1], *moments.reverse()[:1]]
    ]
    if not ends:
        return []
    spans = [Span.of(year) for year in range(ends[0], ends[1] - 1, -1)]
    probes = [run.older(None, 1) for span in spans for run in _runs(None, span)]
    came_out = {
        timezone.localdate(place.moment).year for place in latest().places(probes)
    }
    return [span for span in spans if span.first.year in came_out]


def _runs(sections, span=None):
    """Return a run of all stories, or one for each section; of a span if given."""
    stories = Article.objects.all() if span is None else _within(span, None)
    if sections is None:
        return [Run(stories, _published)]
    of_each = (stories.filter(section=section) for section in sections)
    return [Run(of_one, _published) for of_one in of_each]


def _published(stories):
    return stories.published()


def _within(span, sections):
    stories = Article.objects.all()
    if sections is not None:
        stories = stories.filter(section__in=[section.pk for section in sections])
    return stories.filter(published_at__gte=span.start, published_at__lt=span.stop)


def _stories(runs):
    return Dated(Article.objects.published().with_card_parts(), runs, _ever())


def _ever():
    return Article.objects.ever_out()


def _headlines():
    """Load what a headline alone prints."""
    stories = Article.objects.published().select_related("section__parent")
    return stories.defer("body", "editor_note", "standfirst")


def _of_public(rows: QuerySet, *, story: str):
    """Keep the rows whose story readers may see; the date in them is a copy."""
    public = Exists(Article.objects.published().filter(pk=OuterRef(story)))
    return rows.filter(public, published_at__isnull=False)


def _made_by_now(notes):
    public = Exists(Article.objects.published().filter(pk=OuterRef("article")))
    return notes.filter(public, corrected_at__lte=timezone.now())
