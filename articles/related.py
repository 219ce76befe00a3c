"""Which stories belong beside one: those like it, and the newest of all.

One query finds a bounded number of candidates by indexes: what shares most topics, the
newest of each topic, and what its section published round it. `articles.likeness` then
says which of them are alike.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles import likeness
from articles.models import LEAD, Article, ArticleTag
from articles.subjects import NEWEST, HowMany

# How far back each shared topic is read, so that a topic with a hundred thousand
# stories costs no more than one with a hundred.
REACH = 100
TOPICS = 8  # how many of a story's topics are compared
ALIKE, EACH = 16, 4  # candidates: with most topics in common, and newest of each topic
BEFORE, AFTER = 12, 4  # candidates: of the same section, before and after the story
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
    topics = _topics(article)
    newest = _others(article).newest_first()[:LATEST]
    stories = _found([newest, *_candidates(article, topics)], topics)
    return Beside(
        related=_best(article, stories, topics),
        latest=sorted(stories, key=_newest_first, reverse=True)[:LATEST],
    )


def related_to(article: Article) -> list[Article]:
    """Return the stories most like this one, by one query.

    :param article: a saved story; its tags are loaded if they are not.
    """
    topics = _topics(article)
    stories = _found(_candidates(article, topics), topics)
    return _best(article, stories, topics)


def _others(article):
    return Article.objects.published().exclude(pk=article.pk)


def _topics(article):
    return [topic.pk for topic in article.tags.all()][:TOPICS]


def _candidates(article, topics):
    """Return querysets of the stories that are compared, each of a bounded length."""
    others = _others(article)
    # The same story in another language is linked as that, and is no other story.
    first = article.original_id
    others = others.exclude(pk=first).exclude(translation_of=first)
    found = []
    if topics:
        sharing = others.filter(pk__in=_recent(topics, REACH))
        found.append(_most_in_common(sharing, topics)[:ALIKE])
        found.append(others.filter(pk__in=_recent(topics, min(EACH, REACH))))
    if article.section_id and article.published_at:
        of_section = others.filter(section=article.section_id)
        at = article.published_at
        before = of_section.filter(published_at__lte=at).newest_first()
        after = of_section.filter(published_at__gt=at).order_by("published_at", "pk")
        found += [before[:BEFORE], after[:AFTER]]
    return found


def _recent(topics, reach):
    """Return the ids of the newest stories of each topic, each read from its index."""
    arms = [
        ArticleTag.objects.filter(
            pk__in=ArticleTag.objects.filter(
                tag=topic, published_at__lte=timezone.now()
            )
            .order_by(*NEWEST)
            .values("pk")[:reach]
        ).values("content_object")
        for topic in topics
    ]
    return arms[0].union(*arms[1:], all=True) if arms[1:] else arms[0]


def _most_in_common(stories, topics):
    mine = ArticleTag.objects.filter(content_object=OuterRef("pk"), tag__in=topics)
    count = (
        mine.order_by()
        .values("content_object")
        .annotate(number=Count("pk"))
        .values("number")
    )
    shared = Coalesce(Subquery(count, output_field=IntegerField()), 0)
    return stories.annotate(shared=shared).order_by("-shared", "-published_at", "-pk")


def _found(arms, topics) -> list[Article]:
    """Return the stories of all arms, each with what cards and likeness ask for.

    `has_0` says whether it shares the story's first topic, `of_0` how many have that.
    """
    if not arms:
        return []
    picked = [_picked(arm) for arm in arms]
    ids = picked[0].union(*picked[1:]) if picked[1:] else picked[0]
    facts: dict[str, Any] = {}
    for place, topic in enumerate(topics):
        having = ArticleTag.objects.filter(tag=topic, published_at__isnull=False)
        facts[f"has_{place}"] = Exists(having.filter(content_object=OuterRef("pk")))
        few = having.order_by(*NEWEST).values("pk")[: likeness.COMMON]
        facts[f"of_{place}"] = HowMany(few)
    stories = Article.objects.published().filter(Q(pk__in=ids)).annotate(**facts)
    stories = stories.select_related("section", *LEAD)
    return list(stories.defer("body", "editor_note", "social_pictures"))


def _picked(stories):
    """Return ids as a subquery that may be an arm of a union on SQLite too."""
    return Article.objects.filter(pk__in=stories.values("pk")).order_by().values("pk")


def _best(article, stories, topics) -> list[Article]:
    """Return the stories most alike, best first; no two versions of the same."""
    heads = {story.pk: likeness.words_of(story) for story in stories}
    mine = likeness.words_of(article)
    weights = likeness.word_weights([mine, *heads.values()])
    scores = {
        story.pk: likeness.score(
            _topics_shared(story, len(topics)),
            likeness.cosine(mine, heads[story.pk], weights),
            likeness.freshness(story.published_at, timezone.now()),
        )
        for story in stories
        if story.original_id != article.original_id
    }
    alike = [story for story in stories if scores.get(story.pk)]
    alike.sort(key=lambda story: (scores[story.pk], *_newest_first(story)))
    best: list[Article] = []
    for story in reversed(alike):
        shown = [mine, *(heads[other.pk] for other in best)]
        told = {other.original_id for other in best}
        is_told = story.original_id in told or any(
            likeness.is_version(heads[story.pk], head) for head in shown
        )
        if not is_told and len(best) < RELATED:
            best.append(story)
    return best


def _topics_shared(story, number):
    """Return the weight of the topics that a found story shares, of all there are."""
    weights = [
        likeness.topic_weight(getattr(story, f"of_{at}")) for at in range(number)
    ]
    shared = sum(
        weight for at, weight in enumerate(weights) if getattr(story, f"has_{at}")
    )
    return shared / sum(weights) if weights else 0.0


def _newest_first(story):
    return story.published_at, story.pk
