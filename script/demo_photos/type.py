"""The paper's own faces, as the site ships them."""

from functools import cache
from pathlib import Path

from PIL import ImageFont

FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts"


@cache
def _face(name, size, weight):
    font = ImageFont.truetype(str(FONTS / name), size)
    if axes := font.get_variation_axes():
        # The weight first, and the largest optical size where there is one.
        font.set_variation_by_axes([weight, *(axis["maximum"] for axis in axes[1:])])
    return font


def serif(size, weight=500):
    return _face("serif.woff2", max(5, round(size)), weight)


def sans(size, weight=400):
    return _face("sans.woff2", max(5, round(size)), weight)


def italic(size, weight=400):
    return _face("serif-italic.woff2", max(5, round(size)), weight)
