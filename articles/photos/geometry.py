"""Where a crop lies in a picture: its ratio, its box, and the name of both. Pure.

A box is (left, top, width, height) as fractions of an upright picture, from its top
left, so that it holds for every rendition. A crop made by hand is stored as a ratio of
RATIOS and a box; an empty box says that the focal point decides.
"""

from collections.abc import Iterable, Mapping, Sequence

Box = tuple[float, float, float, float]

# Width divided by height of every crop the site uses; the last is for link previews.
RATIOS = {
    "16:9": 16 / 9,
    "3:2": 3 / 2,
    "4:5": 4 / 5,
    "1:1": 1.0,
    "1.91:1": 1200 / 630,
}
SHARING = "1.91:1"
IN_TEXT = ("3:2", "4:5", "16:9", "1:1")  # shapes a use in the text may be given
NARROWEST = 200  # pixels; a crop made by hand is not smaller
DIGITS = 5  # of a fraction: less than a pixel of the longest side there is


def automatic(ratio: str, size: tuple[int, int], focus: tuple[float, float]) -> Box:
    """Return the largest box of a ratio that keeps the focal point where it is.

    As `object-position` of CSS and Pillow's `fit` do: what lies a third across in the
    picture lies a third across in the crop.

    :param size: width and height of the picture in pixels.
    :param focus: fractions of width and height from the top left.
    """
    shape = RATIOS[ratio] * size[1] / size[0]  # as of a picture that is a square
    width, height = min(1.0, shape), min(1.0, 1 / shape)
    left, top = (1 - width) * focus[0], (1 - height) * focus[1]
    return _rounded(left, top, width, height)


def widest(ratio: str, size: tuple[int, int]) -> int:
    """Return how wide a crop of a ratio can be in a picture, in its pixels."""
    return min(size[0], int(size[1] * RATIOS[ratio]))


def placed(
    ratio: str, size: tuple[int, int], left: int, top: int, width: int
) -> Box | None:
    """Return the box of a ratio at a place in pixels; None if it does not fit in.

    A pixel too many, as rounding leaves it, is taken off.
    """
    height = width / RATIOS[ratio]
    if (
        width < 1
        or min(left, top) < 0
        or left + width > size[0]
        or top + height > size[1] + 1
    ):
        return None
    bottom = min(size[1], top + height)
    return _rounded(
        left / size[0], top / size[1], width / size[0], (bottom - top) / size[1]
    )


def in_text(size: tuple[int, int], crops: Mapping[str, Iterable[float]] | None) -> str:
    """Return the ratio a picture has in a story's text; "" if it stands there whole.

    That of a crop which its use has there; else one of its own proportions is cropped
    if they are extreme.

    :param crops: those of the use, as a row stores them.
    """
    own = crops or {}
    if shaped := next((ratio for ratio in IN_TEXT if own.get(ratio)), ""):
        return shaped
    proportion = size[0] / size[1]
    return "4:5" if proportion < 0.75 else "" if proportion < 2.4 else "3:2"


def pixels_of(box: Sequence[float], size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return a box in whole pixels of a picture: left, top, width, height."""
    left, top, width, height = box
    return (
        round(left * size[0]),
        round(top * size[1]),
        max(1, round(width * size[0])),
        max(1, round(height * size[1])),
    )


def name_of(ratio: str, box: Iterable[float]) -> str:
    """Return the name of a crop, such as "3:2@0.1,0,0.8,0.53333"."""
    sides = (f"{side:.{DIGITS}f}".rstrip("0").rstrip(".") for side in box)
    return f"{ratio}@{','.join(sides)}"


def named(name: str) -> tuple[str, Box]:
    """Return ratio and box of a crop that `name_of` named."""
    ratio, _, sides = name.partition("@")
    left, top, width, height = map(float, sides.split(","))
    return ratio, (left, top, width, height)


def names(crops: Mapping[str, Iterable[float]]) -> list[str]:
    """Return the names of crops as a row stores them: ratio → box, or no box."""
    return [name_of(ratio, box) for ratio, box in crops.items() if box]


def chosen(photo, ratio: str, crops: Mapping[str, Iterable[float]] | None) -> str:
    """Return the name of the crop made by hand that a slot shows; "" if none is.

    The use's own, unless it follows the focal point, else the photo's; a crop whose
    renditions are not made yet is passed over.

    :param photo: has renditions and crops, as the model.
    :param crops: those of the use, as a row stores them.
    """
    made = {rendition["crop"] for rendition in photo.renditions}
    for held in (crops or {}, photo.crops):
        if ratio not in held:
            continue
        if not held[ratio]:
            return ""
        if (name := name_of(ratio, held[ratio])) in made:
            return name
    return ""


def _rounded(left, top, width, height) -> Box:
    return (
        round(left, DIGITS),
        round(top, DIGITS),
        round(width, DIGITS),
        round(height, DIGITS),
    )
