"""Give a dated exception from a photo's limits, and end it before its time."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Photo, PhotoException, rights
from articles.models.rights import Reason
from articles.photos import lapsing
from articles.publishing import NotPossible

# What went out only by an exception leaves with it, so that is remembered.
REMEMBERED = {Reason.USED_ONCE, Reason.NO_RIGHTS}


@transaction.atomic
def give(
    photo: Photo,
    *,
    reasons: Iterable[str],
    until: datetime,
    note: str,
    by,
    article: Article | None = None,
) -> PhotoException:
    """Allow a photo in one story, or in every one, against named limits until a moment.

    :param photo: only its key is trusted.
    :param reasons: codes of `rights.COVERABLE`; the words of a photo are never set
        aside, and a withdrawal is lifted instead.
    :param until: aware; from then on the photo is gone again.
    :param note: who allowed it, and why.
    :raises NotPossible: if something is missing or cannot be.
    """
    chosen = [reason for reason in rights.COVERABLE if reason in set(reasons)]
    if not chosen or len(chosen) != len(set(reasons)):
        raise NotPossible(_("Choose which limits are set aside."))
    if until <= timezone.now():
        raise NotPossible(_("Choose a moment to come: an exception ends by itself."))
    if not note.strip():
        raise NotPossible(_("Say who allowed it, and why."))
    if Reason.USED_ONCE in chosen and article is None:
        raise NotPossible(_("A further use is allowed for one story: name it."))
    photo = _locked(photo)
    given = PhotoException.objects.create(
        photo=photo, article=article, reasons=[str(reason) for reason in chosen],
        until=until, note=note.replace("\x00", "").strip(), given_by=by,
    )  # fmt: skip
    _keep(photo)
    return given


@transaction.atomic
def end(exception: PhotoException) -> None:
    """End an exception now; the photo is gone at once from where it was allowed.

    :raises NotPossible: if it has ended.
    """
    photo = _locked(exception.photo)
    now = timezone.now()
    ended = PhotoException.objects.filter(pk=exception.pk, until__gt=now)
    if not ended.update(until=now):
        raise NotPossible(_("That exception has ended already."))
    _keep(photo)


def _locked(photo):
    return Photo.objects.select_for_update(of=("self",)).get(pk=photo.pk)


def _keep(photo):
    """Copy the exceptions that count to the photo's row, and bring all in step."""
    was_open = rights.is_open(photo)
    now = timezone.now()
    photo.exceptions = [
        {
            "story": given.article_id,
            "reasons": given.reasons,
            "until": given.until.isoformat(),
        }
        for given in photo.exceptions_given.order_by("pk")
        if given.until > now or REMEMBERED.intersection(given.reasons)
    ]
    photo.save(update_fields=["exceptions"])
    lapsing.rights_changed(photo, was_open=was_open)
