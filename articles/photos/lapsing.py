"""When the right to a photo ends its public files go; when it is back they are made."""

import logging
from collections.abc import Iterator
from functools import partial
from itertools import chain

from django.db import DatabaseError, transaction
from django.utils import timezone

from articles.models import Photo, rights
from articles.photos import making, renditions, shown

# What can go wrong with the files of one photo and says nothing about the next.
FAULTS = (DatabaseError, OSError, ValueError)
log = logging.getLogger(__name__)


def due() -> list[Photo]:
    """Return the photos whose right has ended and whose files are not erased yet."""
    held = Photo.objects.filter(closed_at=None, withdrawn_at=None)
    ended = held.filter(valid_until__lte=timezone.now())
    denied = held.filter(no_internet=True)
    found = {photo.pk: photo for photo in chain(ended, denied)}
    return [photo for photo in found.values() if not rights.may_have_files(photo)]


def close_due() -> Iterator[tuple[Photo, Exception | None]]:
    """Close each photo that is due, by itself; yield it with what went wrong."""
    for photo in due():
        try:
            close(photo)
        except FAULTS as fault:
            yield photo, fault
        else:
            yield photo, None


@transaction.atomic
def close(photo: Photo) -> None:
    """Erase the public files of a photo that no right allows, and tell its stories.

    No page shows it any more; this is for whoever kept an address. What cannot be
    erased leaves the row as it is, so that `close_due` tries again.

    :raises OSError: if the store does not let a file go.
    """
    photo = Photo.objects.select_for_update(of=("self",)).get(pk=photo.pk)
    if photo.closed_at or rights.may_have_files(photo):
        return
    renditions.erase(photo.sha256, _names(photo))
    photo.renditions, photo.closed_at = [], timezone.now()
    photo.save(update_fields=["renditions", "closed_at"])
    shown.record_edit(photo)


@transaction.atomic
def rights_changed(photo: Photo, *, was_open: bool) -> None:
    """Bring files and stories in step with a photo's limits or exceptions.

    :param photo: as stored now.
    :param was_open: what `rights.is_open` said before: a photo that readers knew and
        that is under embargo now gets other addresses.
    """
    if not rights.may_have_files(photo):
        transaction.on_commit(partial(_close_soon, photo))
    elif was_open and not rights.is_open(photo):
        transaction.on_commit(partial(_move, photo, _names(photo)), robust=True)
        photo.renditions = []
        photo.save(update_fields=["renditions"])
    elif making.are_due(photo):
        photo.closed_at = None
        photo.save(update_fields=["closed_at"])
        making.make_soon(photo)
    shown.record_edit(photo)


def _close_soon(photo):
    try:
        close(photo)
    except FAULTS as fault:
        log.warning(
            "Photo %s keeps its files; publish_due tries again. %r", photo.pk, fault
        )


def _move(photo, names):
    renditions.erase(photo.sha256, names)
    making.make_soon(photo)


def _names(photo):
    return [made["name"] for made in photo.renditions]
