"""Where readers see a photo: with which stories, and whether at all."""

from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef

from articles.models import Article, ArticlePhoto, ArticleQuerySet, Contributor, Photo
from articles.signals import article_changed


def stories_shown_with(photo: Photo) -> ArticleQuerySet:
    """Return the stories with this photo that are public, or will be by themselves."""
    cleared = Article.objects.cleared()
    return cleared.filter(pk__in=photo.led_articles.values("pk")) | cleared.filter(
        pk__in=photo.article_photos.values("article")
    )


def is_shown(photo: Photo) -> bool:
    """Whether readers see the photo: with a story, or as somebody's portrait."""
    portraits = Contributor.objects.filter(portrait=photo)
    return stories_shown_with(photo).exists() or portraits.exists()


def shown_condition(photo: str):
    """Return `is_shown` as a condition for a query, for lists.

    :param photo: the path from the query's rows to the photo, such as "photo".
    """
    cleared = Article.objects.cleared()
    uses = ArticlePhoto.objects.filter(
        photo=OuterRef(photo), article__in=cleared.values("pk")
    )
    led = cleared.filter(lead_photo=OuterRef(photo))
    portraits = Contributor.objects.filter(portrait=OuterRef(photo))
    return Exists(led) | Exists(uses) | Exists(portraits)


def record_edit(photo: Photo) -> None:
    """Announce the public stories whose page prints words of this photo."""
    for article in stories_shown_with(photo).published():
        send = partial(article_changed.send_robust, sender=Article, article=article)
        transaction.on_commit(send)
