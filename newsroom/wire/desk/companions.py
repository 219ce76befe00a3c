"""Bring stories and their pictures together, whichever of them comes first.

An item names others by their identifiers: a story its pictures, a picture its story, a
package its members. What is named may have come, or comes later, or never.
"""

import hashlib
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Photo
from articles.photos import library
from newsroom.wire.desk import pictures, placing
from newsroom.wire.desk.arrivals import Ruling
from newsroom.wire.items import Kind, WireItem
from newsroom.wire.models import (
    Companion,
    Decision,
    Feed,
    PendingPicture,
    Take,
    TakePhoto,
)

MOST = 500  # identifiers that one item may name, and items that may name one
LONGEST = 500  # characters of an identifier
NOT_LINKED = (Decision.SKIPPED, Decision.QUARANTINED, Decision.KILLED)


def link(filed: Iterable[tuple[WireItem, Ruling]], feed: Feed) -> None:
    """Let items that have just been filed find their companions.

    What names nothing that came, is named by nothing and brings no file costs a few
    queries for all.
    """
    linked = [
        (item, ruling.take)
        for item, ruling in filed
        if ruling.take is not None and ruling.decision not in NOT_LINKED
    ]
    if not linked:
        return
    _keep_names(linked, feed)
    _keep_photos(linked, feed)
    own = {name: take.pk for item, take in linked for name in _names(item, take)}
    named = Companion.objects.filter(feed=feed, guid__in=own, is_own=False)
    called = {own[guid] for guid in named.values_list("guid", flat=True)}
    there = _known(linked, feed)
    for item, take in linked:
        if take.pk in called or not there.isdisjoint(_named_by(item)):
            for story, picture in _pairs(take):
                _belongs(picture, story)
        if any(picture.data for picture in item.pictures):
            _withdraw_what_was_killed(item, take)
            placing.give(take)


def rejoin(take: Take) -> None:
    """Bring a take and its companions together once a picture of it is here."""
    if take.kind == Kind.TEXT or take.article_id:
        placing.give(take)
    for story, picture in _pairs(take):
        _belongs(picture, story)


def withdraw(take: Take, *, because: str) -> int:
    """Take the photos of a killed or withheld picture off all stories.

    Files of it that are still to come are not fetched any more.

    :returns: how many photos were withdrawn.
    """
    names = [take.guid, *_own_names(take)]
    came = Q(take__feed=take.feed_id, guid__in=names)
    if take.kind in pictures.KINDS:
        came |= Q(take=take.pk)
    found = Photo.objects.filter(
        pk__in=TakePhoto.objects.filter(came).values("photo"), withdrawn_at=None
    )
    photos = list(found)
    for photo in photos:
        library.withdraw(photo, because=because)
    waiting = PendingPicture.objects.filter(
        Q(take=take.pk) | Q(take__feed=take.feed_id, guid__in=names), photo=None
    )
    waiting.update(next_try_at=None, error=because, tries=0)
    return len(photos)


def resume(item: WireItem, take: Take) -> None:
    """Let files be fetched after all that were ended while the agency withheld them.

    Those alone were given up without a try that failed. What was killed stays ended,
    and a picture that came as an item of its own is that item's to bring back.
    """
    ended = PendingPicture.objects.filter(
        photo=None, next_try_at=None, tries=0, take__killed_at=None
    )
    if item.kind in pictures.KINDS:
        names = [take.guid, *_own_names(take)]
        naming = Companion.objects.filter(
            feed=take.feed_id, guid__in=names, is_own=False
        )
        found = Q(take=take) | Q(take__in=naming.values("take"), guid__in=names)
    else:
        apart = Take.objects.filter(feed=take.feed_id, guid=OuterRef("guid"))
        found = Q(take=take)
        ended = ended.exclude(Exists(apart.exclude(pk=take.pk)))
    ended.filter(found).update(next_try_at=timezone.now(), error="")


def withdrawn_words(count: int) -> str:
    """Return a sentence for a receipt; empty if no photo was withdrawn."""
    if not count:
        return ""
    return ngettext(
        "Its photo was taken off all stories.",
        "Its %(count)d photos were taken off all stories.",
        count,
    ) % {"count": count}


def _known(linked, feed) -> set[str]:
    """Return which of the names in these items are those of takes."""
    named = list({name for item, _take in linked for name in _named_by(item)})
    known: set[str] = set()
    for start in range(0, len(named), MOST):
        part = named[start : start + MOST]
        takes = Take.objects.filter(feed=feed, guid__in=part)
        own = Companion.objects.filter(feed=feed, guid__in=part, is_own=True)
        known.update(takes.values_list("guid", flat=True))
        known.update(own.values_list("guid", flat=True))
    return known


def _names(item, take):
    return {name for name in (take.guid, item.guid) if name and len(name) <= LONGEST}


def _named_by(item) -> list[str]:
    found = [*item.associations, *(picture.guid for picture in item.pictures)]
    named = dict.fromkeys(name for name in found if name and len(name) <= LONGEST)
    return [name for name in named if name != item.guid][:MOST]


def _keep_names(linked, feed):
    rows = [
        Companion(feed=feed, take=take, guid=guid)
        for item, take in linked
        for guid in _named_by(item)
        if guid != take.guid
    ]
    rows += [
        Companion(feed=feed, take=take, guid=name, is_own=True)
        for item, take in linked
        for name in _names(item, take) - {take.guid}
    ]
    if rows:
        Companion.objects.bulk_create(rows, ignore_conflicts=True)


def _keep_photos(linked, feed):
    """Note which photos of the library came as files of these items.

    A later version of a story may bring further ones.
    """
    for item, take in linked:
        if item.kind == Kind.TEXT and take.article_id:
            pictures.keep_all(item, feed)
        guids = {
            hashlib.sha256(picture.data).hexdigest(): picture.guid
            for picture in item.pictures
            if picture.data
        }
        found = Photo.objects.filter(sha256__in=guids) if guids else ()
        TakePhoto.objects.bulk_create(
            [
                TakePhoto(take=take, photo=photo, guid=guids[photo.sha256][:LONGEST])
                for photo in found
            ],
            ignore_conflicts=True,
        )


def _own_names(take):
    return take.companions.filter(is_own=True).values_list("guid", flat=True)


def _takes_named(take: Take) -> list[Take]:
    guids = list(
        take.companions.filter(is_own=False).values_list("guid", flat=True)[:MOST]
    )
    if not guids:
        return []
    takes = Take.objects.filter(feed=take.feed_id)
    own = Companion.objects.filter(feed=take.feed_id, guid__in=guids, is_own=True)
    found = [*takes.filter(guid__in=guids), *takes.filter(pk__in=own.values("take"))]
    return [one for one in dict.fromkeys(found) if one != take]


def _takes_naming(take: Take) -> list[Take]:
    names = [take.guid, *_own_names(take)]
    naming = Companion.objects.filter(
        feed=take.feed_id, guid__in=names, is_own=False
    ).exclude(take=take)
    return list(Take.objects.filter(pk__in=naming.values("take"))[:MOST])


def _pairs(take: Take) -> list[tuple[Take, Take]]:
    """Return the pairs of story and picture that a take brings together."""
    if take.kind == Kind.PACKAGE:
        return _pairs_of_package(take)
    pairs: list[tuple[Take, Take]] = []
    for other in [*_takes_named(take), *_takes_naming(take)]:
        if other.kind == Kind.PACKAGE:
            pairs += _pairs_of_package(other)
        elif take.kind == Kind.TEXT and other.kind in pictures.KINDS:
            pairs.append((take, other))
        elif take.kind in pictures.KINDS and other.kind == Kind.TEXT:
            pairs.append((other, take))
    return list(dict.fromkeys(pairs))


def _pairs_of_package(package: Take) -> list[tuple[Take, Take]]:
    """Return the pairs in a package: only one with a single story says whose they are.

    While a member is missing, that might be another story.
    """
    members = _takes_named(package)
    if len(members) < package.companions.filter(is_own=False).count():
        return []
    stories = [member for member in members if member.kind == Kind.TEXT]
    if len(stories) != 1:
        return []
    return [(stories[0], member) for member in members if member.kind in pictures.KINDS]


def _belongs(picture: Take, story: Take) -> None:
    """Note that a story has the photos of a picture, and place them if it may be."""
    if picture.killed_at is not None:
        return
    photos = list(picture.photos.all())
    TakePhoto.objects.bulk_create(
        [
            TakePhoto(take=story, photo_id=one.photo_id, guid=picture.guid)
            for one in photos
        ],
        ignore_conflicts=True,
    )
    if photos:
        placing.give(story)


def _withdraw_what_was_killed(item: WireItem, take: Take) -> None:
    """Withdraw the photos of a story whose picture the agency killed by itself."""
    guids = [picture.guid for picture in item.pictures if picture.guid]
    dead = Take.objects.filter(
        feed=take.feed_id, guid__in=guids, killed_at__isnull=False
    )
    for picture in dead:
        withdraw(picture, because=_("The agency killed it."))
