"""Fetch the pictures that copy names, after the copy is filed and apart from it."""

import logging
import stat
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import unquote

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.fetching import Unfetchable, fetch
from articles.models import Photo
from articles.photos import ingest, library
from newsroom.wire.desk import companions, expected, pictures
from newsroom.wire.desk.pictures import Words
from newsroom.wire.formats import photograph
from newsroom.wire.models import Feed, PendingPicture, Take, TakePhoto
from newsroom.wire.sources import watching

log = logging.getLogger(__name__)

TIMEOUT = 30.0  # seconds for one picture
# After a failure the next try comes later each time; after the last there is none.
PAUSES = [timedelta(minutes=m) for m in (1, 10, 60, 360)]
# For whoever fetches it; one that is ended meanwhile is tried again after that.
LEASE = timedelta(minutes=5)
# What was put away longer before the copy came is another picture of the same name.
PUT_AWAY = timedelta(hours=1)
ACCEPT = {"Accept": "image/jpeg, image/png, image/webp, image/tiff"}


class NotToBeHad(Exception):
    """The picture will not come; the message says why, as a sentence."""


def due() -> QuerySet[PendingPicture]:
    """Return the pictures whose time has come, the longest waiting first."""
    beside = ~Q(folder="")
    allowed = beside | Q(take__feed__fetch_pictures=True)
    waiting = PendingPicture.objects.filter(
        allowed, next_try_at__lte=timezone.now(), take__feed__active=True
    )
    return waiting.select_related("take__feed").order_by("next_try_at", "pk")


def fetch_due(limit: int, *, seconds: float) -> Iterator[PendingPicture]:
    """Fetch what is due, one after the other, at most so many; yield each as it ended.

    Several processes may do so at once: each picture is one's alone.

    :param seconds: after which no other is begun; what is left stays due.
    """
    ends = time.monotonic() + seconds
    for pending in due()[:limit]:
        if time.monotonic() >= ends:
            return
        if _claimed(pending):
            fetch_one(pending)
            yield pending


def fetch_one(pending: PendingPicture) -> None:
    """Fetch one picture into the library and place it; what fails is noted on its row.

    It is tried again later if that may help.
    """
    try:
        _take_in(_bytes(pending), pending)
    except (NotToBeHad, ingest.NotAPhoto) as error:
        # A file beside the copy may be half written yet.
        again = _next_try(pending.tries) if pending.folder else None
        _note(pending, error=str(error), next_try_at=again)
    except Unfetchable as error:
        _note(pending, error=str(error), next_try_at=_next_try(pending.tries))
    except OSError as error:  # the disk is full, or the store of photos is away
        log.error("The picture %s could not be stored: %s", pending.href, error)
        reason = _("It could not be stored: %s.") % (error.strerror or error)
        _note(pending, error=reason, next_try_at=_next_try(pending.tries))


def try_again(waiting: QuerySet[PendingPicture]) -> int:
    """Let pictures that failed be fetched again; return how many."""
    failed = waiting.filter(photo=None, take__killed_at=None)
    return failed.update(tries=0, error="", next_try_at=timezone.now())


def _claimed(pending) -> bool:
    """Take a picture for this process, by one conditional UPDATE."""
    free = PendingPicture.objects.filter(
        pk=pending.pk, next_try_at=pending.next_try_at, tries=pending.tries
    )
    until = timezone.now() + LEASE
    claimed = free.update(tries=F("tries") + 1, next_try_at=until)
    pending.tries, pending.next_try_at = pending.tries + 1, until
    return bool(claimed)


def _mine(pending) -> QuerySet[PendingPicture]:
    """Return its row, unless it was given up, put back or claimed again meanwhile."""
    return PendingPicture.objects.filter(
        pk=pending.pk, next_try_at=pending.next_try_at, tries=pending.tries, photo=None
    )


def _note(pending, **outcome) -> None:
    """Write how it went. What an agency has killed meanwhile is not tried again."""
    if _mine(pending).update(**outcome):
        for name, value in outcome.items():
            setattr(pending, name, value)


def _next_try(tries):
    if tries > len(PAUSES):
        return None
    return timezone.now() + PAUSES[tries - 1]


def _bytes(pending) -> bytes:
    """Return the file, looked at: it begins as a picture does.

    :raises Unfetchable: if it could not be fetched now.
    :raises NotToBeHad: if it is no picture, or the address says no for good.
    """
    if pending.folder:
        name = expected.file_name(pending.href)
        data = _beside(Path(pending.folder), name, pending.added_at)
    else:
        data = _over_the_network(pending.href)
    if not photograph.recognises(data) and not data.startswith(b"GIF8"):
        raise NotToBeHad(_("What lies there is no picture."))
    return data


def _over_the_network(href: str) -> bytes:
    answer = fetch(href, max_bytes=ingest.MAX_BYTES, timeout=TIMEOUT, headers=ACCEPT)
    if answer.status == 200:
        return answer.data
    sentence = _("The server answered %d instead of a picture.") % answer.status
    if 400 <= answer.status < 500 and answer.status not in (404, 408, 425, 429):
        raise NotToBeHad(sentence)
    raise Unfetchable(sentence)


def _beside(folder: Path, name: str, named: datetime) -> bytes:
    """Return a file of the delivery's own folder, also once it was put away.

    :param named: when the copy that names it came.
    :raises Unfetchable: if it has not come; links that lead out are none.
    """
    names = dict.fromkeys([name, expected.file_name(unquote(name))])
    for called in filter(None, names):
        if path := _file(folder / called) or _put_away(folder, called, named):
            try:
                return path.read_bytes()
            except OSError:
                continue  # it is being put away at this moment
    raise Unfetchable(_("There is no file “%s” beside the copy.") % name)


def _put_away(folder, name, named):
    """Return the file that a folder's watch put away under this name, or None.

    Agencies use a name again, so done/ may have several: quay.jpg, quay-2.jpg. The one
    that was put there last is meant.
    """
    found = []
    for path in watching.put_away_as(folder, name):
        if _file(path):
            moment = path.lstat().st_ctime  # a rename changes that alone
            if moment >= (named - PUT_AWAY).timestamp():
                found.append((moment, path))
    return max(found)[1] if found else None


def _file(path: Path) -> Path | None:
    """Return the path if a file that may be a picture lies there, else None."""
    try:
        state = path.stat()
        within = path.resolve().parent == path.parent.resolve()
    except (OSError, ValueError):
        return None
    fits = stat.S_ISREG(state.st_mode) and state.st_size <= ingest.MAX_BYTES
    return path if within and fits else None


def _in_library(data: bytes, pending: PendingPicture, feed: Feed) -> Photo:
    try:
        return pictures.into_library(data, Words.from_data(pending.words), feed)
    except ingest.AlreadyHeld as held:
        return held.photo


@transaction.atomic
def _take_in(data: bytes, pending: PendingPicture) -> None:
    """Keep a picture and place it on its story, unless it was ended meanwhile.

    Kills and withheld copy come one at a time per feed, so what is read once the feed
    is locked holds until all of it is written. One whose identifier was killed before
    any copy named it is kept withdrawn.
    """
    feed = Feed.objects.select_for_update().get(pk=pending.take.feed_id)
    if not _mine(pending).exists():
        return
    photo = _in_library(data, pending, feed)
    _note(pending, photo=photo, error="", next_try_at=None)
    take = Take.objects.select_related("article").get(pk=pending.take_id)
    TakePhoto.objects.get_or_create(
        take=take, photo=photo, defaults={"guid": pending.guid}
    )
    takes = Take.objects.filter(feed=feed, killed_at__isnull=False)
    dead = take.killed_at or takes.filter(guid=pending.guid or take.guid).exists()
    if dead:
        library.withdraw(photo, because=_("The agency killed it."))
        return
    companions.rejoin(take)
