"""What the paper writes about: how much of each topic there is, and what lies near."""

from dataclasses import dataclass
from itertools import groupby
from string import ascii_lowercase

from django.db.models import Count, Exists, IntegerField, OuterRef, Subquery
from django.utils import timezone

from articles.models import Article, ArticleTag, Topic

FEW = 3  # a topic with fewer stories is not worth a search engine's time
COUNTED = 1_000  # stories of a topic; no more are counted
REACH = 60  # newest stories of a topic that are looked through for others
RELATED = 8  # topics beside one
LISTED = 300  # topics on one page of the index, before each letter gets its own
OF_LETTER = 2_000  # topics on the page of a letter
TWICE = 2  # one story in common is chance
DIGITS = "0-9"
NEWEST = ["-published_at", "-content_object"]  # as the index of a topic's stories is


class HowMany(Subquery):
    """How many rows a query has, which may be cut off after so many."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


@dataclass(frozen=True, slots=True)
class Index:
    """Topics by first letter; `letters` lead to pages of their own, if any do."""

    groups: list[tuple[str, list[Topic]]]
    letters: list[str]
    letter: str = ""


def counted():
    """Return topics with `stories`, how many (at most COUNTED + 1), and `since` when.

    Both are read from the topic's index, so a topic with a million stories costs what
    one with a thousand does.
    """
    rows = _public(ArticleTag.objects.filter(tag=OuterRef("pk")))
    first = rows.order_by("published_at", "content_object").values("published_at")[:1]
    return Topic.objects.annotate(
        stories=HowMany(rows.order_by(*NEWEST).values("pk")[: COUNTED + 1]),
        since=Subquery(first),
    )


def in_the_paper():
    """Return the topics that readers see a story about.

    The name of any other would tell what the desk is working on.
    """
    rows = ArticleTag.objects.filter(tag=OuterRef("pk"))
    return Topic.objects.filter(Exists(_public(rows)))


def often_beside(topic: Topic) -> list[Topic]:
    """Return topics that stand on the newest stories of one, most often first.

    One query, which reads no more than so many newest stories of the topic.
    """
    mine = _public(ArticleTag.objects.filter(tag=topic))
    recent = mine.order_by(*NEWEST).values("content_object")
    beside = ArticleTag.objects.filter(content_object__in=recent[:REACH])
    often = (
        beside.exclude(tag=topic)
        .order_by()
        .values("tag")
        .annotate(times=Count("pk"))
        .filter(times__gte=TWICE)
    )
    rows = often.order_by("-times", "tag__name")
    rows = rows.values_list("tag", "tag__name", "tag__slug")[:RELATED]
    return [Topic(pk=pk, name=name, slug=slug) for pk, name, slug in rows]


def index(letter: str = "") -> Index:
    """Return the topics with enough to read, in the order of the alphabet; one query.

    :param letter: "a" to "z" or DIGITS, to list what begins with it; all if empty. If
        all would be too many, none is listed, and every letter has a page.
    """
    topics = Topic.objects.filter(Exists(_worth_reading()))
    if letter == DIGITS:
        topics = topics.filter(slug__regex=r"^[0-9]")
    elif letter:
        topics = topics.filter(slug__startswith=letter)
    most = OF_LETTER if letter else LISTED + 1
    listed = list(topics.order_by("slug").only("name", "slug")[:most])
    is_long = bool(letter) or len(listed) > LISTED
    letters = [DIGITS, *ascii_lowercase] if is_long else []
    if is_long and not letter:
        listed = []
    groups = [(first, list(them)) for first, them in groupby(listed, _first)]
    return Index(groups, letters, letter)


def _first(topic):
    first = topic.slug[0]
    return DIGITS if first.isdecimal() else first


def _worth_reading():
    """Return the last of the few stories that make a topic worth a page."""
    rows = _public(ArticleTag.objects.filter(tag=OuterRef("pk")))
    return rows.order_by(*NEWEST).values("pk")[FEW - 1 : FEW]


def _public(rows):
    """Keep the rows whose story readers may see; the date in them is a copy."""
    public = Exists(Article.objects.published().filter(pk=OuterRef("content_object")))
    return rows.filter(public, published_at__lte=timezone.now())
