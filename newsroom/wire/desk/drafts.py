"""Make the drafts of wire items, one or many at the cost of a few statements."""

from collections.abc import Sequence

from articles import revisions
from articles.models import Article
from newsroom.wire.desk import pictures, stories, updates
from newsroom.wire.items import WireItem
from newsroom.wire.models import Take


def start(started: Sequence[tuple[Take, WireItem]], *, by=None) -> None:
    """Make a draft of each item, and let its take know; the takes are not saved.

    :param by: who took it, or None if it came by itself.
    """
    articles = []
    for take, item in started:
        fields = stories.fields(item, take.feed)
        take.article = Article(section=take.feed.section, **fields)
        take.had_article, take.taken_over = True, updates.words(fields)
        articles.append(take.article)
    Article.objects.bulk_create(articles)
    plain = []
    for article, (_take, item) in zip(articles, started, strict=True):
        if any(picture.data for picture in item.pictures):
            pictures.attach(article, item)
            revisions.record(article, action="came by wire", by=by)
        else:
            plain.append(article)
    revisions.record_new(plain, action="came by wire", by=by)
