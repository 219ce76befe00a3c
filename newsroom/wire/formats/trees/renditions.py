"""Which rendition of a picture is the largest: by its pixels, else by its name.

Source: the names of IPTC's NewsCodes for renditions, and those that agencies use.
"""

import re

SMALL = re.compile(r"thumb|icon|tiny|square|small|quick", re.I)
MIDDLING = re.compile(r"preview|view|web|medium|mini|layout|comp|low", re.I)
LARGE = re.compile(
    r"high|hi-?res|original|orig$|full|main|large|base ?image|master|print|source", re.I
)
# What a rendition counts for that does not say how large it is, in pixels.
UNKNOWN, OF_A_THUMB, OF_A_PREVIEW, OF_THE_LARGEST = 1, 0, 400 * 300, 20_000 * 20_000


def weight(name: str, width: int | None, height: int | None) -> int:
    """Return how large a rendition is, in pixels or what its name stands for."""
    if width and height:
        return width * height
    if width or height:
        return (width or height or 0) ** 2
    for pattern, pixels in (
        (SMALL, OF_A_THUMB), (LARGE, OF_THE_LARGEST), (MIDDLING, OF_A_PREVIEW)
    ):  # fmt: skip
        if pattern.search(name):
            return pixels
    return UNKNOWN
