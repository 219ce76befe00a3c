"""The words of a photo in the library: changed with a record, undone, proposed."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.captions import drift
from articles.captions.printed import photo_faults
from articles.comparing import same_words
from articles.models import CaptionDrift, Photo, PhotoRevision
from articles.photos import shown
from articles.publishing import NotPossible

WORDS = ("caption", "credit", "alt_text", "is_decorative")


def said(photo: Photo) -> dict[str, Any]:
    """Return the words of a photo, as a revision keeps them."""
    return {name: getattr(photo, name) for name in WORDS}


def locked(pk: int) -> Photo:
    """Return a photo as it is stored, its row held until the transaction ends."""
    return Photo.objects.select_for_update(of=("self",)).get(pk=pk)


@transaction.atomic
def record_edit(photo: Photo, before: Mapping[str, Any], *, by, action="saved") -> int:
    """Keep what was changed, find the stories that say otherwise, announce the rest.

    :param photo: as stored now.
    :param before: what `said` returned of it before.
    :param action: what was done, in a few words.
    :returns: how many uses in stories wait in the caption drift list because of it.
    """
    after = said(photo)
    if after == dict(before):
        shown.record_edit(photo)
        return 0
    PhotoRevision.objects.create(
        photo=photo, action=action, before=dict(before), after=after, created_by=by
    )
    _settle_proposals(photo)
    found = drift.note_change(photo, dict(before), by=by)
    shown.record_edit(photo)
    return found


@transaction.atomic
def change(photo: Photo, words: Mapping[str, Any], *, by, action: str) -> int:
    """Write other words into the library; only the names given are changed.

    :param photo: only its key is trusted.
    :returns: as `record_edit`.
    :raises NotPossible: if readers see the photo and it would lose a word it needs.
    """
    photo = locked(photo.pk)
    before = said(photo)
    for name, value in words.items():
        setattr(photo, name, value)
    if shown.is_shown(photo) and (faults := photo_faults(photo)):
        raise NotPossible(" ".join(faults))
    photo.save(update_fields=[*words])
    return record_edit(photo, before, by=by, action=action)


@transaction.atomic
def undo(revision: PhotoRevision, *, by) -> int:
    """Put back the words that one change took away; what it left alone stays.

    :returns: as `record_edit`.
    :raises NotPossible: as `change`, or if the library says that already.
    """
    old = {
        name: value
        for name, value in revision.before.items()
        if name in WORDS and value != revision.after.get(name)
    }
    photo = locked(revision.photo_id)
    now = said(photo)
    if all(now[name] == value for name, value in old.items()):
        raise NotPossible(_("The library says that already; nothing was changed."))
    return change(photo, old, by=by, action=_("put back"))


@transaction.atomic
def propose(photo: Photo, words: Mapping[str, str], *, source: str) -> int:
    """Let words from outside wait in the caption drift list, for the desk to decide.

    A wire calls this when an agency corrects a picture. The same words are not proposed
    again after somebody has kept ours.

    :param words: caption, credit or alt_text → what the source says; others are passed
        over, and so is what is empty or says the same.
    :param source: who says so, as the desk knows them.
    :returns: how many proposals wait now because of this.
    """
    waiting = 0
    for field in drift.FIELDS:
        limit = getattr(Photo._meta.get_field(field), "max_length", None)
        new = words.get(field, "").replace("\x00", "").strip()[:limit]
        old = getattr(photo, field)
        if not new or same_words(new, old):
            continue
        rows = photo.drift.filter(article=None, field=field)
        newest = rows.first()
        if newest and newest.decision and same_words(newest.new, new):
            continue
        rows.update_or_create(
            decision=CaptionDrift.Decision.WAITING,
            photo=photo,
            field=field,
            defaults={
                "old": old,
                "new": new,
                "source": source[:120],
                "found_at": timezone.now(),
            },
        )
        waiting += 1
    return waiting


def _settle_proposals(photo):
    """Take away proposals that the library agrees with; show the rest as it is now."""
    for row in photo.drift.filter(article=None, decision=""):
        now = getattr(photo, row.field)
        if same_words(now, row.new):
            row.delete()
        elif now != row.old:
            row.old = now
            row.save(update_fields=["old"])
