"""What becomes of stories when a photo of the library is changed or removed."""

from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from articles.models import Article, ArticlePhoto, ArticleQuerySet, Contributor, Photo
from articles.photos import renditions
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


@transaction.atomic
def withdraw(photo: Photo, *, because: str) -> None:
    """Take a photo off every page, feed and card at once, for good or until `restore`.

    Its public files go, so that their addresses show nothing either; the original and
    its places in stories stay. Withdrawing it again changes nothing.

    :param because: why, as a sentence for the desk.
    """
    photo = Photo.objects.select_for_update(of=("self",)).get(pk=photo.pk)
    if photo.withdrawn_at:
        return
    names = [made["name"] for made in photo.renditions]
    transaction.on_commit(partial(renditions.erase, photo.sha256, names))
    photo.withdrawn_at, photo.withdrawn_because = timezone.now(), because
    photo.renditions = []
    photo.save(update_fields=["withdrawn_at", "withdrawn_because", "renditions"])
    record_edit(photo)


@transaction.atomic
def restore(photo: Photo) -> None:
    """Lift the withdrawal of a photo; the stories that still have it show it again.

    :raises OSError: if its original cannot be read; it stays withdrawn then.
    """
    photo = Photo.objects.select_for_update(of=("self",)).get(pk=photo.pk)
    photo.withdrawn_at, photo.withdrawn_because = None, ""
    photo.save(update_fields=["withdrawn_at", "withdrawn_because"])
    renditions.remake(photo)
    record_edit(photo)


def remove(photo: Photo) -> None:
    """Delete a photo and all its files, so that its address shows nothing.

    :raises django.db.models.ProtectedError: if a story or a portrait uses it.
    """
    names = [made["name"] for made in photo.renditions]
    with transaction.atomic():
        photo.delete()
        transaction.on_commit(partial(renditions.erase, photo.sha256, names))
        if name := photo.original.name:
            transaction.on_commit(partial(photo.original.storage.delete, name))
