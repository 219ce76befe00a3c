"""What readers see of a photo in each shape of the site, as live pictures of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.files.storage import default_storage

from articles.admin.thumbnails import address
from articles.models import Photo
from articles.photos import geometry, slots

SEEN = 640  # pixels across of the file that all of them are cut from


@dataclass(frozen=True, slots=True)
class Preview:
    """One shape: what of the picture it shows, where it stands, how sharp it is."""

    ratio: str
    key: str  # the ratio as a name for classes and fields
    slots: list[slots.Slot]
    box: geometry.Box | None  # of a crop made by hand; None follows the focal point
    src: str
    doubt: str

    @property
    def sides(self) -> str:
        """The box as a script reads it."""
        return " ".join(map(str, self.box)) if self.box else ""


def key_of(ratio: str) -> str:
    """Return a ratio as a name that classes and form fields can have."""
    return ratio.replace(":", "x").replace(".", "-")


def previews(
    photo: Photo, own: dict | None = None, ratios: Iterable[str] = geometry.RATIOS
) -> list[Preview]:
    """Return one preview of a photo for each ratio.

    :param own: the crops of a use, which go before the photo's.
    """
    crops = photo.crops | (own or {})
    size = (photo.width, photo.height)
    return [
        Preview(
            ratio=ratio,
            key=key_of(ratio),
            slots=slots.slots_of(ratio),
            box=tuple(box) if (box := crops.get(ratio)) else None,
            src=_src(photo, ratio, own),
            doubt=slots.sharpness(ratio, size, crops),
        )
        for ratio in ratios
    ]


def _src(photo, ratio, own):
    """Return the file of a crop made by hand, else of the whole; for no scripts."""
    cut = geometry.chosen(photo, ratio, own)
    made = [one for one in photo.renditions if cut and one["crop"] == cut]
    if not made:
        return address(photo, width=SEEN)
    least = min(made, key=lambda one: abs(one["width"] - SEEN))
    return default_storage.url(least["name"])
