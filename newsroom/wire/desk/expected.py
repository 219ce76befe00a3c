"""Pictures that copy names by an address: noted here, fetched once it is filed."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.utils import timezone

from newsroom.wire.desk import companions, pictures, stories
from newsroom.wire.desk.arrivals import Ruling
from newsroom.wire.desk.pictures import Words
from newsroom.wire.items import PubStatus, WireItem, WirePicture
from newsroom.wire.models import Decision, Feed, PendingPicture, Take

LONGEST = 1_000  # bytes of an address
MOST = 50  # pictures of one item
WANTED = (
    Decision.CREATED,
    Decision.UPDATED,
    Decision.WAITING,
    Decision.RECEIVED,
    Decision.HELD,
)


def note(filed: Iterable[tuple[WireItem, Ruling, str]], feed: Feed) -> None:
    """Note the pictures of items that have just been filed.

    Over the network only if the feed allows it; otherwise only files beside the
    delivery. Those of copy that nobody has taken yet are left alone.

    :param filed: items, what was decided, and the folder the delivery lay in, if any.
    """
    rows = []
    for item, ruling, folder in filed:
        if ruling.take is None or not _is_wanted(item, ruling):
            continue
        rows += _rows(item, ruling.take, feed, folder)
        if not ruling.first:
            companions.resume(item, ruling.take)
    _keep(rows)


def note_taken(item: WireItem, take: Take, folder: str) -> None:
    """Note the pictures of copy that somebody at the desk has just taken."""
    rows = _rows(item, take, take.feed, folder)
    _keep(rows)


def file_name(href: str) -> str:
    """Return the name of a file beside the delivery; empty if it is anything else."""
    name = href.removeprefix("./")
    is_plain = not set(name) & set("/\\:\x00") and not name.startswith(".")
    return name if is_plain else ""


def _keep(rows):
    """Write the rows; one that is still to come gets what the later copy says of it."""
    latest = {(row.take.pk, row.href): row for row in rows}
    if latest:
        PendingPicture.objects.bulk_create(
            latest.values(),
            update_conflicts=True,
            unique_fields=["take", "href"],
            update_fields=["headline", "words"],
        )


def _is_wanted(item, ruling):
    if ruling.decision not in WANTED or item.pub_status == PubStatus.WITHHELD:
        return False
    if item.kind in pictures.KINDS:
        return ruling.decision != Decision.HELD
    return ruling.take.article_id is not None


def _rows(item, take, feed, folder):
    named = [picture for picture in item.pictures if not picture.data and picture.href]
    return [
        PendingPicture(
            take=take,
            href=picture.href,
            folder=folder if file_name(picture.href) else "",
            guid=picture.guid[:500],
            headline=stories.shortened(item.headline or item.slugline, 200),
            words=Words.of(picture, item).as_data(),
            next_try_at=timezone.now(),
        )
        for picture in named[:MOST]
        if _may_be_had(picture, feed, folder)
    ]


def _may_be_had(picture: WirePicture, feed: Feed, folder: str) -> bool:
    if len(picture.href.encode()) > LONGEST:
        return False
    if file_name(picture.href):
        return bool(folder)
    try:
        scheme = urlsplit(picture.href).scheme.lower()
    except ValueError:
        return False
    return feed.fetch_pictures and scheme in ("http", "https")
