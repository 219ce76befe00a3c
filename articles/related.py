"""Which stories belong beside one: those about the same, and the newest of all."""

from dataclasses import dataclass

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.models import LEAD, Article, ArticleTag

# How far back each shared topic is read, so that a topic with a hundred thousand
# stories costs no more than one with a hundred.
REACH = 100
TOPICS = 8  # how many of a story's topics are compared
RELATED, LATEST = 4, 5  # how many of each a page shows


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a story: `related` to it, and the `latest` of the paper."""

    related: list[Article]
    latest: list[Article]


def beside(article: Article) -> Beside:
    """Return related and latest stories by one query, this one among neither.

    :param article: a saved story with its tags loaded.
    """
    newest = Article.objects.published().exclude(pk=article.pk).newest_first()[:LATEST]
    arms = [_picked(newest)]
    if topics := _topics(article):
        arms.append(_picked(_sharing(article, topics)))
    picked = arms[0].union(*arms[1:])
    found = Article.objects.published().filter(pk__in=picked)
    stories = list(_shown(found, topics))
    return Beside(
        related=[story for story in stories if _is_another(story, article)][:RELATED],
        latest=sorted(stories, key=_newest_first, reverse=True)[:LATEST],
    )


def _is_another(story, article):
    """Whether a story with its topics counted is about the same, and not the same."""
    return story.shared and story.original_id != article.original_id


def related_to(article: Article) -> list[Article]:
    """Return stories that share topics with this one: most in common, then newest.

    :param article: a saved story; its tags are loaded if they are not.
    """
    topics = _topics(article)
    if not topics:
        return []
    picked = _picked(_sharing(article, topics))
    return list(_shown(Article.objects.published().filter(pk__in=picked), topics))


def _topics(article):
    return [topic.pk for topic in article.tags.all()][:TOPICS]


def _sharing(article, topics):
    """Return the related stories alone, best first, as far as a page shows them."""
    candidates = Article.objects.published().exclude(pk=article.pk)
    # The same story in another language is linked as that, and is no other story.
    first = article.original_id
    candidates = candidates.exclude(pk=first).exclude(translation_of=first)
    candidates = candidates.filter(pk__in=_recent(topics))
    return _ranked(candidates, topics)[:RELATED]


def _recent(topics):
    """Return the ids of the newest stories of each topic, each read from its index."""
    arms = [
        ArticleTag.objects.filter(
            pk__in=ArticleTag.objects.filter(
                tag=topic, published_at__lte=timezone.now()
            )
            .order_by("-published_at", "-content_object")
            .values("pk")[:REACH]
        ).values("content_object")
        for topic in topics
    ]
    return arms[0].union(*arms[1:], all=True) if arms[1:] else arms[0]


def _ranked(stories, topics):
    mine = ArticleTag.objects.filter(content_object=OuterRef("pk"), tag__in=topics)
    count = (
        mine.order_by()
        .values("content_object")
        .annotate(number=Count("pk"))
        .values("number")
    )
    shared = Coalesce(Subquery(count, output_field=IntegerField()), 0)
    return stories.annotate(shared=shared).order_by("-shared", "-published_at", "-pk")


def _picked(stories):
    """Return ids as a subquery that may be an arm of a union on SQLite too."""
    return Article.objects.filter(pk__in=stories.values("pk")).order_by().values("pk")


def _shown(stories, topics):
    return (
        _ranked(stories, topics)
        .select_related("section", *LEAD)
        .defer("body", "editor_note")
    )


def _newest_first(story):
    return story.published_at, story.pk
