"""Which photo of a story stands in for its lead photo: chosen before it is needed."""

from datetime import datetime

from django.utils import timezone

from articles.models import Article, ArticlePhoto, Photo, rights


def settle(article: Article) -> bool:
    """Choose the stand-in of a story's lead photo anew, and keep it in its row.

    :returns: whether it is another one.
    """
    found = stand_in(article)
    if article.stand_in_id == (found and found.pk):
        return False
    article.stand_in = found
    Article.objects.filter(pk=article.pk).update(stand_in=found)
    return True


def stand_in(article: Article) -> ArticlePhoto | None:
    """Return the use that leads a story once its lead photo may not; None without need.

    It is the first of the story's other photos that may be shown at that minute.
    """
    lead = article.lead_photo
    falls = falls_at(lead, story=article.pk, as_lead=True) if lead else None
    if lead is None or falls is None:
        return None
    uses = article.article_photos.exclude(photo=lead).select_related("photo")
    for use in uses:
        if use.photo.is_usable(story=article.pk, at=falls, as_lead=True):
            return use
    return None


def falls_at(photo: Photo, *, story: int | None, as_lead: bool) -> datetime | None:
    """Return the first moment, from now on, at which a story may not show a photo."""
    at: datetime | None = timezone.now()
    while at is not None and photo.is_usable(story=story, at=at, as_lead=as_lead):
        at = rights.next_moment([photo], after=at)
    return at
