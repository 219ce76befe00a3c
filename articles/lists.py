"""The lists of the paper by date: what stands in each, and by which index."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef
from django.utils import timezone

from articles.models import (
    Article,
    ArticleTag,
    Byline,
    Contributor,
    Correction,
    Section,
    Topic,
)
from articles.paging import Dated, Run


def latest() -> Dated:
    """Every story."""
    return _stories([Run(Article.objects.published())])


def of_sections(sections: Iterable[Section]) -> Dated:
    """The stories of some sections together."""
    public = Article.objects.published()
    return _stories([Run(public.filter(section=section)) for section in sections])


def about(topic: Topic) -> Dated:
    """The stories with a topic."""
    rows = _of_public(ArticleTag.objects.filter(tag=topic), "content_object")
    return _stories([Run(rows, entry="content_object")])


def made_by(contributor: Contributor) -> Dated:
    """The stories that somebody had a part in, each once whatever parts they had."""
    rows = _of_public(Byline.objects.filter(contributor=contributor), "article")
    return _stories([Run(rows, entry="article", repeats=len(Byline.Role))])


def corrections() -> Dated:
    """What was put right under stories that readers may see."""
    notes = Correction.objects.filter(corrected_at__lte=timezone.now())
    entries = notes.select_related("article__section").defer("article__body")
    public = Exists(Article.objects.published().filter(pk=OuterRef("article")))
    runs = [Run(notes.filter(public), moment="corrected_at")]
    return Dated(entries, runs, moment="corrected_at")


def _stories(runs):
    return Dated(Article.objects.published().with_card_parts(), runs)


def _of_public(rows, story):
    """Keep the rows whose story readers may see; the date in them is a copy."""
    public = Exists(Article.objects.published().filter(pk=OuterRef(story)))
    return rows.filter(public, published_at__isnull=False)
