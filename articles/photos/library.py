"""What becomes of stories when a photo of the library is changed or removed."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from articles.models import Photo
from articles.photos import lapsing, making, renditions, shown


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
    transaction.on_commit(partial(lapsing.close_or_log, photo, names))
    photo.closed_at = None
    photo.withdrawn_at, photo.withdrawn_because = timezone.now(), because
    photo.renditions = []
    stored = ["withdrawn_at", "withdrawn_because", "renditions", "closed_at"]
    photo.save(update_fields=stored)
    shown.record_edit(photo)


@transaction.atomic
def restore(photo: Photo) -> None:
    """Lift the withdrawal of a photo; the stories that still have it show it again.

    They do as soon as its renditions are made anew.

    :raises OSError: if its original cannot be read; it stays withdrawn then.
    """
    photo = Photo.objects.select_for_update(of=("self",)).get(pk=photo.pk)
    photo.withdrawn_at, photo.withdrawn_because = None, ""
    photo.save(update_fields=["withdrawn_at", "withdrawn_because"])
    photo.original.storage.open(str(photo.original.name)).close()
    making.make_soon(photo)
    shown.record_edit(photo)


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
