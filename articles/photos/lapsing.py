"""When the right to a photo ends its public files go; when it is back they are made."""

import logging
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import partial
from itertools import chain

from django.db import DatabaseError, transaction
from django.utils import timezone

from articles.models import Photo, rights
from articles.photos import making, renditions, shown

# What can go wrong with the files of one photo and says nothing about the next.
FAULTS = (DatabaseError, OSError, ValueError)
# For how long stand-ins are chosen anew after an exception ended: more than a night in
# which publish_due does not run.
LATELY = timedelta(days=2)
log = logging.getLogger(__name__)


def due() -> list[Photo]:
    """Return the photos whose right has ended and whose files are not erased yet.

    With them those whose erasing failed when they were withdrawn, and those under
    embargo that an exception had shown until now.
    """
    now = timezone.now()
    held = Photo.objects.filter(closed_at=None, withdrawn_at=None)
    ended = held.filter(valid_until__lte=now)
    denied = held.filter(no_internet=True)
    withdrawn = Photo.objects.filter(closed_at=None, withdrawn_at__lte=now)
    known = held.filter(valid_from__gt=now, exceptions_given__until__lte=now)
    found = {photo.pk: photo for photo in chain(ended, denied, withdrawn, known)}
    return [photo for photo in found.values() if _is_due(photo)]


def settle_due() -> None:
    """Choose stand-ins anew where an exception ended of late, by which a photo led."""
    now = timezone.now()
    ended = Photo.objects.filter(exceptions_given__until__range=(now - LATELY, now))
    for photo in ended.distinct():
        shown.settle_stand_ins(photo)


def _is_due(photo):
    if not rights.may_have_files(photo):
        return True
    known = bool(photo.renditions) and not rights.is_open(photo)
    return known and renditions.are_due(photo)


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
def close(photo: Photo, names: Iterable[str] = ()) -> None:
    """Erase the public files of a photo that no right allows, and tell its stories.

    No page shows it any more; this is for whoever kept an address. What cannot be
    erased leaves the row as it is, so that `close_due` tries again. A photo under
    embargo gets others, whose addresses nobody knows.

    :param names: of files that its row had named.
    :raises OSError: if the store does not let a file go.
    """
    photo = Photo.objects.select_for_update(of=("self",)).get(pk=photo.pk)
    if photo.closed_at or not _is_due(photo):
        return
    renditions.erase(photo.sha256, [*names, *_names(photo)])
    photo.renditions = []
    if rights.may_have_files(photo):
        making.make_soon(photo)
    else:
        photo.closed_at = timezone.now()
    photo.save(update_fields=["renditions", "closed_at"])
    if not photo.withdrawn_at:  # whoever withdrew it has told them
        shown.record_edit(photo)


@transaction.atomic
def rights_changed(photo: Photo, *, was_open: bool) -> None:
    """Bring files and stories in step with a photo's limits or exceptions.

    :param photo: as stored now.
    :param was_open: what `rights.is_open` said before: a photo that readers knew and
        that is under embargo now gets other addresses.
    """
    if not rights.may_have_files(photo):
        transaction.on_commit(partial(close_or_log, photo))
    elif was_open and not rights.is_open(photo):
        transaction.on_commit(partial(_move, photo, _names(photo)), robust=True)
        photo.renditions = []
        photo.save(update_fields=["renditions"])
    elif making.are_due(photo):
        photo.closed_at = None
        photo.save(update_fields=["closed_at"])
        making.make_soon(photo)
    shown.record_edit(photo)


def close_or_log(photo: Photo, names: Iterable[str] = ()) -> None:
    """Close a photo; what the store does not let go waits for `close_due`."""
    try:
        close(photo, names)
    except FAULTS as fault:
        log.warning(
            "Photo %s keeps its files; publish_due tries again. %r", photo.pk, fault
        )


def _move(photo, names):
    renditions.erase(photo.sha256, names)
    making.make_soon(photo)


def _names(photo):
    return [made["name"] for made in photo.renditions]
