"""The pages that are no stories, and when each last got one or was changed.

Each is looked up in its own index, so the cost grows with the number of pages and not
with that of stories.
"""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse

from articles.models import (
    Article,
    ArticleTag,
    Byline,
    Contributor,
    Section,
    StandingPage,
    Topic,
)

# Topic pages with fewer stories ask not to be indexed, so they are not listed either.
TOPIC_STORIES = 3
# What is there however little the paper has, beside home and the latest stories.
FIXED = ("archive", "contributors", "corrections", "feeds", "topics")


def list_pages() -> list[tuple[str, datetime | None]]:
    """Return the path of each page with the moment it changed, or None; 4 queries."""
    sections = _sections()
    newest = max((at for _page, at in sections), default=None)
    return [
        (reverse("articles:home"), newest),
        (reverse("articles:latest"), newest),
        *((reverse(f"articles:{name}"), None) for name in FIXED),
        *sections,
        *_standing(),
        *_contributors(),
        *_topics(),
    ]


def most() -> int:
    """Return how many pages there are at most, without looking whether each is filled.

    FIXED and two more are always there.
    """
    kinds = (Section, StandingPage, Contributor, Topic)
    return 2 + len(FIXED) + sum(kind.objects.count() for kind in kinds)


def _sections():
    """Return the sections with public stories, their own or of a sub-section."""
    newest = Article.objects.published().filter(section=OuterRef("pk")).newest_first()
    own = Section.objects.annotate(newest=_first(newest, "published_at"))
    sections = list(own)
    moments = {section.pk: section.newest for section in sections}
    for section in sections:
        if section.parent_id and section.newest:
            known = moments[section.parent_id] or section.newest
            moments[section.parent_id] = max(known, section.newest)
    return [
        (section.get_absolute_url(), moments[section.pk])
        for section in sections
        if moments[section.pk]
    ]


def _standing():
    pages = StandingPage.objects.public().order_by("slug").only("slug", "changed_at")
    return [(page.get_absolute_url(), page.changed_at) for page in pages]


def _contributors():
    """Return the contributors with a byline on a public story."""
    own = Byline.objects.filter(contributor=OuterRef("pk"))
    newest = _public(own, "article").order_by("-published_at", "-article")
    people = Contributor.objects.annotate(newest=_first(newest, "published_at"))
    found = people.order_by("slug").only("slug")
    return [(one.get_absolute_url(), one.newest) for one in found if one.newest]


def _topics():
    """Return the topics that enough public stories are about."""
    own = ArticleTag.objects.filter(tag=OuterRef("pk"))
    newest = _public(own, "content_object").order_by("-published_at", "-content_object")
    topics = Topic.objects.annotate(
        newest=_first(newest, "published_at"),
        enough=_first(newest, "pk", place=TOPIC_STORIES - 1),
    )
    found = topics.order_by("slug").only("slug")
    return [(topic.get_absolute_url(), topic.newest) for topic in found if topic.enough]


def _public(rows: QuerySet, story: str) -> QuerySet:
    """Return the rows about public stories; the copied date alone only orders them."""
    public = Article.objects.published().filter(pk=OuterRef(story))
    return rows.filter(Exists(public), published_at__isnull=False)


def _first(rows: QuerySet, column: str, place: int = 0) -> Subquery:
    return Subquery(rows.values(column)[place : place + 1])
