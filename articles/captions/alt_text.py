"""Doubts about an alt text: what a reader who cannot see the picture is left without.

Source: W3C WAI, Images Tutorial (a file name is no text, the caption's words twice are
noise); the bar of five words is that of the Guardian's Grid for descriptions.
"""

import re
from pathlib import PurePath

from django.utils.translation import gettext as _

FEWEST = 5  # words
FILE = re.compile(r"\S+\.(jpe?g|png|webp|tiff?|gif|heic|avif|raw|cr[23]|nef|arw)", re.I)
# What cameras, phones and screens call their pictures.
CAMERA = re.compile(
    r"(img|dsc[a-z]?|_?mg|pxl|dji|gopr|mvi|p|screenshot|image|photo|picture)"
    r"[-_ ]?\d{2,}[-\w]*",
    re.I,
)


def doubts(alt_text: str, *, caption: str, file_name: str = "") -> list[str]:
    """Return what an editor should look at, each as half a sentence; empty if nothing.

    An empty alt text raises no doubt here: whether it may be empty is a rule, not a
    doubt.

    :param file_name: what the file was called where that is known.
    """
    said = " ".join(alt_text.split())
    if not said:
        return []
    found = []
    if is_file_name(said, file_name):
        found.append(_("is a file name; say what the picture shows"))
    elif repeats(said, caption):
        found.append(_("repeats the caption; say what the picture shows instead"))
    if len(said.split()) < FEWEST:
        found.append(_("has fewer than five words; say who or what is seen, and where"))
    return found


def is_file_name(said: str, file_name: str = "") -> bool:
    """Whether the words are what a file is called, with its ending or without."""
    names = {file_name.casefold(), PurePath(file_name).stem.casefold()} - {""}
    return bool(
        said.casefold() in names or FILE.fullmatch(said) or CAMERA.fullmatch(said)
    )


def repeats(said: str, caption: str) -> bool:
    """Whether two texts say the same, or the one stands in the other as a whole."""
    one, other = sorted((_bare(said), _bare(caption)), key=len)
    if len(one.split()) < FEWEST - 1:  # a word or two may stand anywhere
        return bool(one) and one == other
    return f" {one} " in f" {other} "


def _bare(words):
    return " ".join(re.findall(r"\w+", words.casefold()))
