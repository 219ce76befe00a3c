"""How photos are cropped, changed with a record: for all stories, or in one use."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from articles import publishing
from articles.models import Article, ArticlePhoto, Photo, PhotoRevision
from articles.photos import cropping, making, shown

FRAME = ("focal_x", "focal_y", "crops")
# Ratio → box as articles.photos.geometry has it; an empty one follows the focal point.
Crops = Mapping[str, Any]


def frame(photo: Photo) -> dict[str, Any]:
    """Return how a photo is framed, as a revision keeps it."""
    return {name: getattr(photo, name) for name in FRAME}


def record_edit(photo: Photo, before: Mapping[str, Any], *, by, action: str) -> bool:
    """Keep what was changed; files and announcements are the caller's.

    :param photo: as stored now, its row held.
    :param before: what `frame` returned of it before.
    :returns: whether anything was changed.
    """
    after = frame(photo)
    if after == dict(before):
        return False
    PhotoRevision.objects.create(
        photo=photo, action=action, before=dict(before), after=after, created_by=by
    )
    return True


@transaction.atomic
def change(photo: Photo, frame_of: Mapping[str, Any], *, by, action: str) -> bool:
    """Frame a photo otherwise in all stories; only the names given are changed.

    :param photo: only its key is trusted.
    :returns: whether anything was changed.
    """
    photo = cropping.note_uses(photo)
    before = frame(photo)
    for name, value in frame_of.items():
        setattr(photo, name, value)
    photo.save(update_fields=[*frame_of])
    changed = record_edit(photo, before, by=by, action=action)
    if changed:
        _make(photo)
        shown.record_edit(photo)
    return changed


def is_of_frame(revision: PhotoRevision) -> bool:
    """Whether a revision is of how the photo is framed, not of its words."""
    return "crops" in revision.before


def undo(revision: PhotoRevision, *, by) -> int:
    """Put back what one change of the frame took away; what it left alone stays.

    :returns: 0, as no words wait because of it; as `words.undo` otherwise.
    :raises publishing.NotPossible: if the photo is framed like that already.
    """
    old = {
        name: revision.before[name]
        for name in FRAME
        if revision.before[name] != revision.after[name]
    }
    if not change(revision.photo, old, by=by, action=_("put back")):
        raise publishing.NotPossible(_("It is like that already; nothing was changed."))
    return 0


@transaction.atomic
def crop_lead(article: Article, crops: Crops, *, by) -> bool:
    """Crop a story's lead photo for this story alone; return whether that changed it.

    :param article: only its key is trusted; it has a lead photo.
    """
    article = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    if article.lead_crops == crops or article.lead_photo is None:
        return False
    article.lead_crops = dict(crops)
    article.save(update_fields=["lead_crops", "edited_at"])
    _after(article, article.lead_photo, by)
    return True


@transaction.atomic
def crop_use(use: ArticlePhoto, crops: Crops, *, by) -> bool:
    """Crop a photo in a story's text for this story; return whether that changed it.

    :param use: only its key is trusted.
    """
    uses = ArticlePhoto.objects.select_for_update(of=("self",))
    use = uses.select_related("article", "photo").get(pk=use.pk)
    if use.crops == crops:
        return False
    use.crops = dict(crops)
    use.save(update_fields=["crops"])
    _after(use.article, use.photo, by)
    return True


def _after(article, photo, by):
    _make(cropping.note_uses(photo))
    publishing.record_edit(article, by=by, action="cropped")


def _make(photo):
    if making.are_due(photo):
        making.make_soon(photo)
