"""When renditions are made: off the request path, in a thread or by a command."""

import logging
import os
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from django.conf import settings
from django.db import Error, connections, transaction
from PIL import Image

from articles.models import Photo, rights
from articles.photos import cropping, pixels, renditions, shown

NICENESS = 10  # of 19; pages are made before pictures
log = logging.getLogger(__name__)


def make_soon(photo: Photo) -> None:
    """Have a photo's renditions made once the transaction at hand is committed.

    Where NEWSROOM_RENDITIONS is “background”, a thread of this process makes them, one
    photo after the other; a process that ends finishes its own first. Where it is
    “command”, and for what a killed process left, `make_renditions` does. “at once”
    makes them here and now, for tests.
    """
    if settings.NEWSROOM_RENDITIONS == "at once":
        _make(photo)
    elif settings.NEWSROOM_RENDITIONS == "background":
        transaction.on_commit(partial(_thread.submit, _make_queued, photo.pk))


def in_background(work, *arguments) -> None:
    """Have work done by the thread of this process, after what it has to do before."""
    _thread.submit(work, *arguments)


def show_at_once(photo: Photo, image: Image.Image) -> None:
    """Give a new photo one small picture to be seen by until the others are made.

    Not a photo that must not be seen, or not yet. Without it the desk waits, and
    readers too; so a fault is passed over.

    :param image: its original, decoded.
    """
    limited = photo.no_internet or photo.valid_from or photo.valid_until
    if settings.NEWSROOM_RENDITIONS == "at once" or limited:
        return
    try:
        photo.renditions = renditions.first_look(photo, image)
    except pixels.DAMAGE as fault:
        log.warning(_LATER, photo.pk, fault)


def are_due(photo: Photo, *, every_ladder: bool = False) -> bool:
    """Whether something is to be made of a photo, the whole or a crop made by hand.

    :param every_ladder: as `renditions.are_due`.
    """
    whole = renditions.are_due(photo, every_ladder=every_ladder)
    return whole or cropping.are_due(photo)


def remake(photo: Photo) -> None:
    """Make a photo's renditions from its original, under new addresses.

    A photo that is withdrawn, or whose right has ended, has none, and gets none.

    :raises pixels.DAMAGE: an OSError and others, if the original cannot be read.
    """
    if rights.may_have_files(photo):
        _keep(photo, _everything(photo))


def remake_many(
    photos: Iterable[Photo], *, jobs: int = 1, crops_alone: bool = True
) -> Iterator[tuple[Photo, BaseException | None]]:
    """Make renditions of several photos at a time; yield each with what went wrong.

    Threads are enough: Pillow lets the others run while it works. They ask the
    database nothing.

    :param crops_alone: where only crops made by hand are due, make these alone.
    """
    make = _due if crops_alone else _everything
    with ThreadPoolExecutor(jobs) as pool:
        running: deque = deque()
        for photo in photos:
            running.append((photo, pool.submit(make, photo)))
            if len(running) > jobs:
                yield _finished(*running.popleft())
        while running:
            yield _finished(*running.popleft())


def _everything(photo):
    made = renditions.make(photo)
    return [*made, *cropping.make(photo, cropping.wanted(photo))]


def _due(photo):
    alone = cropping.are_due(photo) and not renditions.are_due(photo)
    return cropping.make_missing(photo) if alone else _everything(photo)


def _finished(photo, future):
    fault = future.exception()
    if fault is None:
        _keep(photo, future.result())
    elif not isinstance(fault, pixels.DAMAGE):
        raise fault
    return photo, fault


def _keep(photo, made):
    if renditions.store(photo, made):
        # Pages that were made without the picture, or with the old ones, are outdated.
        shown.record_edit(photo)


def _make_queued(pk):
    try:
        photo = Photo.objects.filter(pk=pk).first()
        if photo is not None and are_due(photo):
            _make(photo)
    except Error as fault:
        log.warning(_LATER, pk, fault)
    finally:
        connections.close_all()


def _make(photo):
    try:
        _keep(photo, _due(photo))
    except pixels.DAMAGE as fault:
        log.warning(_LATER, photo.pk, fault)


_LATER = "Photo %s has no new renditions; make_renditions tries again. %r"


def _step_back():
    if sys.platform == "linux":  # where a thread has a niceness of its own
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)


_thread = ThreadPoolExecutor(1, thread_name_prefix="renditions", initializer=_step_back)
