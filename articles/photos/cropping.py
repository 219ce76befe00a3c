"""Renditions of the crops that the desk made by hand, beside those of the whole.

A crop's renditions stand in `Photo.renditions` under its name (`geometry.name_of`), in
a folder of their own: a crop that moves has another name, so other addresses, and uses
with the same crop share its files. Files of crops that no row names any more are found
by `pruning.prune`.
"""

from collections.abc import Iterable
from typing import BinaryIO, cast

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from articles.models import Article, ArticlePhoto, Photo
from articles.photos import geometry, pixels, renditions

# Pixels, by ratio: up to twice what its widest slot takes; see articles.photos.slots.
WIDTHS = {
    "16:9": (320, 640, 960, 1280, 1920),
    "3:2": (320, 640, 960, 1280, 1920),
    "4:5": (320, 640, 960, 1280),
    "1:1": (160, 320, 640),
}
JPEG_WIDTHS = (320, 640, 1280)  # for the few browsers that show nothing else
WIDEST = max(max(widths) for widths in WIDTHS.values())


def wanted(photo: Photo) -> list[str]:
    """Return the names of the crops that a photo should have renditions of."""
    return list(dict.fromkeys([*geometry.names(photo.crops), *photo.use_crops]))


def are_due(photo: Photo) -> bool:
    """Whether a crop that is wanted has no renditions, or one that is not has some.

    A photo without any renditions has to get those of the whole, or must have none.
    """
    return bool(photo.renditions) and set(wanted(photo)) != _made(photo)


def make(photo: Photo, names: Iterable[str]) -> list[dict]:
    """Write the renditions of crops and return the list of them, narrowest first.

    Asks the database nothing, as `renditions.make`, and raises the same.
    """
    packet = renditions.packet(photo)
    made = []
    for name in names:
        ratio, box = geometry.named(name)
        folder = renditions.new_folder(photo)
        with photo.original.storage.open(str(photo.original.name)) as file:
            image = pixels.opened(cast(BinaryIO, file))
            image = pixels.upright_part(image, box, WIDEST)
        for cut, kind in _cuts(image, ratio):
            path = f"{folder}/{cut.width}.{renditions.ENDINGS[kind]}"
            data = ContentFile(renditions.encoded(cut, kind, packet))
            size = {"width": cut.width, "height": cut.height}
            stored = default_storage.save(path, data)
            made.append({"name": stored, "format": kind, "crop": name, **size})
    return made


def make_missing(photo: Photo) -> list[dict]:
    """Make the crops that have no renditions; return all that the photo has now."""
    names, held = wanted(photo), _made(photo)
    kept = [
        made
        for made in photo.renditions
        if "@" not in made["crop"] or made["crop"] in names
    ]
    return [*kept, *make(photo, [name for name in names if name not in held])]


@transaction.atomic
def note_uses(photo: Photo) -> Photo:
    """Keep in a photo's row which crops its uses have, as they are stored now.

    :returns: the photo as stored, its row held until the transaction ends.
    """
    photo = Photo.objects.select_for_update(of=("self",)).get(pk=photo.pk)
    leads = Article.objects.filter(lead_photo=photo).exclude(lead_crops={})
    uses = ArticlePhoto.objects.filter(photo=photo).exclude(crops={})
    found = [
        *leads.values_list("lead_crops", flat=True),
        *uses.values_list("crops", flat=True),
    ]
    asked = sorted({name for crops in found for name in geometry.names(crops)})
    if asked != photo.use_crops:
        photo.use_crops = asked
        photo.save(update_fields=["use_crops"])
    return photo


def forget_lost_uses() -> None:
    """Drop the crops of uses that are gone, so that `pruning.prune` finds them."""
    for photo in Photo.objects.exclude(use_crops=[]).iterator(chunk_size=500):
        with transaction.atomic():
            kept = note_uses(photo)
            names = wanted(kept)
            left = [
                m for m in kept.renditions if "@" not in m["crop"] or m["crop"] in names
            ]
            if left != kept.renditions:
                kept.renditions = left
                kept.save(update_fields=["renditions"])


def _made(photo):
    return {made["crop"] for made in photo.renditions if "@" in made["crop"]}


def _cuts(image, ratio):
    """Yield each cut of a crop with its format."""
    if ratio == geometry.SHARING:
        yield pixels.resized(image, renditions.SHARING), "jpeg"
        return
    # The smallest stands in for all if the crop is smaller still.
    widths = [w for w in WIDTHS[ratio] if w <= image.width] or [image.width]
    for width in widths:
        cut = pixels.resized(
            image, (width, max(1, round(width / geometry.RATIOS[ratio])))
        )
        for kind in renditions.formats():
            if kind != "jpeg" or width in JPEG_WIDTHS or len(widths) == 1:
                yield cut, kind
