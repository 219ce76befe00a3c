"""When the pictures of a story are made: off the request path, as renditions are."""

import logging
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.db import Error, connections
from django.utils import timezone

from articles.models import Article
from articles.photos import cards, making, pixels

LATELY = timedelta(days=7)  # what make_renditions looks at when it is not told more
STEP = 200  # stories looked at with one set of queries
log = logging.getLogger(__name__)


def story_changed(article: Article, **signal) -> None:
    """Have the pictures of a story made that readers see as it is now.

    Where NEWSROOM_RENDITIONS is “background” the thread that makes renditions does,
    else `make_renditions`; “at once” is for tests.
    """
    if settings.NEWSROOM_RENDITIONS == "at once":
        _make_if_due(article.pk)
    elif settings.NEWSROOM_RENDITIONS == "background":
        making.in_background(_make_queued, article.pk)


def story_gone(article: Article, **signal) -> None:
    """Erase the pictures of a story that was withdrawn or killed."""
    cards.forget(article)


def make_due(
    *, every_story: bool = False
) -> Iterator[tuple[Article, BaseException | None]]:
    """Make what is due, the newest stories first; yield each with what went wrong.

    :param every_story: also of stories that were neither published nor edited lately.
    """
    stories = Article.objects.published()
    if not every_story:
        since = timezone.now() - LATELY
        stories = stories.filter(edited_at__gte=since)
    keys = list(stories.newest_first().values_list("pk", flat=True))
    for start in range(0, len(keys), STEP):
        for article in _still_public(keys[start : start + STEP]):
            if cards.are_due(article):
                yield article, _fault(article)


def _still_public(keys):
    found = Article.objects.published().with_page_parts().defer("editor_note")
    return sorted(found.filter(pk__in=keys), key=lambda story: keys.index(story.pk))


def _fault(article):
    try:
        cards.make(article)
    except pixels.DAMAGE as fault:
        return fault
    return None


def _make_queued(pk):
    try:
        _make_if_due(pk)
    except Error as fault:
        log.warning(_LATER, pk, fault)
    finally:
        connections.close_all()


def _make_if_due(pk):
    for article in _still_public([pk]):
        if cards.are_due(article) and (fault := _fault(article)):
            log.warning(_LATER, pk, fault)


_LATER = "Story %s has no picture for sharing; make_renditions tries again. %r"
