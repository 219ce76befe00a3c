"""Make the drafts of wire items, one or many at the cost of a few statements."""

from collections.abc import Sequence

from articles import revisions, rows
from articles.models import Article, Topic
from newsroom.wire.desk import pictures, stories, updates
from newsroom.wire.items import WireItem
from newsroom.wire.models import Take
from newsroom.wire.routing.rules import Filing


def start(
    started: Sequence[tuple[Take, WireItem, Filing]], *, by=None
) -> list[Article]:
    """Make a draft of each item where rules file it, and let its take know.

    The takes are not saved.

    :param by: who took it, or None if it came by itself.
    """
    articles = []
    for take, _item, filing in started:
        fields = stories.fields(filing.item, take.feed)
        section = filing.section or take.feed.section_id
        take.article = Article(section_id=section, **fields)
        take.had_article, take.taken_over = True, updates.words(fields)
        articles.append(take.article)
    rows.insert_all(articles)
    plain = []
    for article, (take, item, filing) in zip(articles, started, strict=True):
        files = any(picture.data for picture in item.pictures)
        if files or filing.topics:
            if filing.topics:
                article.tags.add(*Topic.objects.filter(pk__in=filing.topics))
            pictures.attach(article, item, take.feed)
            revisions.record(article, action="came by wire", by=by)
        else:
            plain.append(article)
    revisions.record_new(plain, action="came by wire", by=by)
    return articles
