"""Where the site shows pictures: the ratio of each slot, and how wide it is drawn.

Widths are the widest of static/css/site.css, in CSS pixels, with 16 of them to a rem.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.photos import geometry

LEAD, TEXT, PORTRAIT = "lead", "text", "portrait"
SHARP = 1.8  # pixels to a CSS pixel of a sharp screen; nobody misses the rest of 2


@dataclass(frozen=True, slots=True)
class Slot:
    """A place on the site; with no ratio it shows the whole picture."""

    name: str | Promise
    ratio: str
    width: int  # CSS pixels
    use: str


SLOTS = [
    Slot(gettext_lazy("lead photo on the story's page"), "3:2", 992, LEAD),
    Slot(gettext_lazy("lead of the home page"), "3:2", 608, LEAD),
    Slot(gettext_lazy("cards in lists"), "3:2", 304, LEAD),
    Slot(gettext_lazy("lead of a section's page"), "16:9", 848, LEAD),
    Slot(gettext_lazy("a section's block on the home page"), "16:9", 640, LEAD),
    Slot(gettext_lazy("thumbnails on phones"), "1:1", 116, LEAD),
    Slot(gettext_lazy("link previews elsewhere"), geometry.SHARING, 1200, LEAD),
    Slot(gettext_lazy("in the text"), "", 624, TEXT),
    Slot(gettext_lazy("a very wide picture in the text"), "3:2", 624, TEXT),
    Slot(gettext_lazy("an upright picture in the text"), "4:5", 448, TEXT),
    Slot(gettext_lazy("portraits"), "1:1", 128, PORTRAIT),
]
# A link preview is one file of this very width, for every screen.
OF_ONE_SIZE = {geometry.SHARING}


def slots_of(ratio: str) -> list[Slot]:
    """Return the slots that have a ratio, the widest first."""
    found = [slot for slot in SLOTS if slot.ratio == ratio]
    return sorted(found, key=lambda slot: -slot.width)


def pixels_across(
    ratio: str, size: tuple[int, int], crops: Mapping[str, Sequence[float]]
) -> int:
    """Return how many pixels of a picture a slot has across.

    :param ratio: that of the slot; "" for one that shows the whole.
    :param size: width and height of the picture in pixels.
    :param crops: those that hold where the slot is, ratio → box or no box.
    """
    if not ratio:
        return size[0]
    if box := crops.get(ratio):
        return geometry.pixels_of(box, size)[2]
    return geometry.widest(ratio, size)


def enlarged(
    use: str, photo, own: dict[str, Sequence[float]]
) -> tuple[Slot, int] | None:
    """Return a slot of a use that has more CSS pixels than the picture has pixels.

    The one that is enlarged most, with the pixels it has; None if none is. Link
    previews are shown elsewhere, and smaller than they are asked for.

    :param use: LEAD, TEXT or PORTRAIT.
    :param photo: has width, height and crops, as the model.
    :param own: the crops of the use, which go before the photo's.
    """
    size, crops = (photo.width, photo.height), photo.crops | own
    found = [s for s in SLOTS if s.use == use and s.ratio not in OF_ONE_SIZE]
    if use == TEXT:
        found = [_in_text(geometry.in_text(size, own))]
    has = {slot: pixels_across(slot.ratio, size, crops) for slot in found}
    worst = min(found, key=lambda slot: has[slot] / slot.width)
    return (worst, has[worst]) if has[worst] < worst.width else None


def sharpness(
    ratio: str, size: tuple[int, int], crops: Mapping[str, Sequence[float]]
) -> str:
    """Return what the widest slot of a ratio makes of a picture; "" if it is sharp."""
    [slot, *_others] = slots_of(ratio)
    has = pixels_across(ratio, size, crops)
    numbers = {"slot": slot.name, "has": has, "needed": slot.width}
    if has < slot.width:
        return (
            _(
                "Enlarged: %(has)d px across, and “%(slot)s” is drawn %(needed)d px"
                " wide."
            )
            % numbers
        )
    if ratio not in OF_ONE_SIZE and has < SHARP * slot.width:
        return _("%(has)d px across: a little soft on sharp screens.") % numbers
    return ""


def _in_text(ratio):
    known = [slot for slot in SLOTS if slot.use == TEXT and slot.ratio == ratio]
    return known[0] if known else Slot(gettext_lazy("in the text"), ratio, 624, TEXT)
