"""What becomes of stories when a photo of the library is changed or removed."""

from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction

from articles.models import Article, ArticleQuerySet, Contributor, Photo
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


def record_edit(photo: Photo) -> None:
    """Announce the public stories whose page prints words of this photo."""
    for article in stories_shown_with(photo).published():
        send = partial(article_changed.send_robust, sender=Article, article=article)
        transaction.on_commit(send)


def remove(photo: Photo) -> None:
    """Delete a photo and all its files, so that its address shows nothing.

    :raises django.db.models.ProtectedError: if a story or a portrait uses it.
    """
    files = [(default_storage, made["name"]) for made in photo.renditions]
    if photo.original.name:
        files.append((photo.original.storage, photo.original.name))
    with transaction.atomic():
        photo.delete()
        for storage, name in files:
            transaction.on_commit(partial(storage.delete, name))
