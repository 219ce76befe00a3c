"""The newest stories of opinion, for the rail beside others."""

from collections.abc import Iterable

from django.db.models import OuterRef, Subquery

from articles.models import Article, Byline

RECENT = 200  # of the newest stories of the paper, as for the home page


def newest(count: int, *, without: Iterable[Article] = ()) -> list[Article]:
    """Return the newest opinion with sections, each with its `writer`; one query.

    :param without: stories that stand on the page already.
    """
    public = Article.objects.published()
    recent = public.newest_first().values("pk")[:RECENT]
    writers = Byline.objects.filter(article=OuterRef("pk"), role=Byline.Role.WORDS)
    name = writers.order_by("position", "pk").values("contributor__name")[:1]
    held = public.filter(pk__in=recent, genre=Article.Genre.OPINION)
    views = held.exclude(pk__in=[story.pk for story in without])
    shown = views.annotate(writer=Subquery(name)).select_related("section")
    return list(shown.defer("body", "editor_note").newest_first()[:count])
