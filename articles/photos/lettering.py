"""Words drawn as pixels: a font that has every letter, lines that fit, lines alike.

The fonts lie beside this module, cut by script/cut-fonts. A letter that no font has is
never drawn as an empty box: the words are then not drawn at all.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import ImageDraw, ImageFont, features

FOLDER = Path(__file__).parent / "fonts"
# Roles → the files to try, each whole: a line is never set from two.
HEADLINE, ITALIC, SANS = "headline", "headline-italic", "sans"
FAMILIES = {name: (name, "arabic") for name in (HEADLINE, ITALIC, SANS)}
RIGHT_TO_LEFT = {"R", "AL"}
JOINERS = "\u200c\u200d"  # Persian and others mean something by them
LOOK = 24  # pixels; the size at which letters are compared
NO_LETTER = "\uffff"  # never assigned, so every font draws its sign for “missing”
STEP = 12  # pixels by which lines are narrowed to make them alike


@dataclass(frozen=True, slots=True)
class Setting:
    """Words that fit: the lines, the font and its size, the height of a line."""

    lines: tuple[str, ...]
    font: ImageFont.FreeTypeFont
    leading: int
    is_rtl: bool

    @property
    def height(self) -> int:
        """Of all lines, in pixels."""
        return self.leading * len(self.lines)

    def draw(self, draw: ImageDraw.ImageDraw, left: int, top: int, right: int, ink):
        """Write the lines below each other, from the side on which they begin."""
        for number, line in enumerate(self.lines):
            at = (right if self.is_rtl else left, top + number * self.leading)
            anchor = "ra" if self.is_rtl else "la"
            draw.text(at, line, fill=ink, font=self.font, anchor=anchor, **_way(self))


def printable(words: str) -> str:
    """Return words on one line, without signs that have no shape of their own."""
    seen = (
        letter
        for letter in unicodedata.normalize("NFC", words)
        if letter in JOINERS or letter.isspace() or unicodedata.category(letter) != "Cf"
    )
    return " ".join("".join(seen).split())


def can_set(words: str, role: str) -> bool:
    """Whether a font of a role has every letter of the words."""
    return _file(printable(words), role) is not None


def is_rtl(words: str) -> bool:
    """Whether words begin at the right, by the first letter that has a direction."""
    for letter in words:
        way = unicodedata.bidirectional(letter)
        if way in RIGHT_TO_LEFT:
            return True
        if way == "L":
            return False
    return False


def fitted(
    words: str,
    role: str,
    *,
    width: int,
    sizes: tuple[int, ...],
    lines: int,
    height: int = 10_000,
) -> Setting:
    """Return words at the largest size at which they take no more room than that.

    At the smallest size, what does not fit is cut off with an ellipsis.

    :param width: of a line, `height` of all lines, `sizes` from the largest; pixels.
    :raises LookupError: if no font has all of the letters; see `can_set`.
    """
    words = printable(words)
    file = _file(words, role)
    if file is None:
        raise LookupError(words)
    for size in sizes:
        font = _font(file, size)
        found = _lines(words, font, width)
        leading = round(size * (1.5 if file == "arabic" else 1.08))
        most = min(lines, height // leading)
        # A word wider than the line asks for a smaller size too.
        if len(found) <= most and all(font.getlength(x) <= width for x in found):
            found = _alike(words, font, width, len(found))
            break
    else:
        found = _cut_off(words, font, width, max(1, most))
    return Setting(tuple(found), font, leading, is_rtl(words))


def _way(setting):
    """Return what tells the shaper the direction, where Pillow has one."""
    if not features.check("raqm"):
        return {}
    return {"direction": "rtl" if setting.is_rtl else "ltr"}


def _file(words, role):
    """Return the first font of a role with all letters of the words, or None."""
    shaped = any(unicodedata.bidirectional(x) in RIGHT_TO_LEFT for x in words)
    if shaped and not features.check("raqm"):
        return None  # unjoined Arabic letters are no words
    letters = set(words) - set(" " + JOINERS)
    for file in FAMILIES[role]:
        if all(_has(file, letter) for letter in letters):
            return file
    return None


@cache
def _has(file, letter):
    return _shape(file, letter) != _shape(file, NO_LETTER)


def _shape(file, letter):
    mask = _font(file, LOOK).getmask(letter)
    return mask.size, bytes(mask)


@cache
def _font(file, size):
    return ImageFont.truetype(str(FOLDER / f"{file}.ttf"), size)


def _lines(words, font, width):
    found, line = [], ""
    for word in words.split():
        longer = f"{line} {word}".strip()
        if line and font.getlength(longer) > width:
            found.append(line)
            line = word
        else:
            line = longer
    return [*found, line]


def _alike(words, font, width, count):
    """Return as many lines as narrow as they can be, so that none is a leftover."""
    found = _lines(words, font, width)
    while width > STEP:
        width -= STEP
        narrower = _lines(words, font, width)
        if len(narrower) > count or any(font.getlength(x) > width for x in narrower):
            return found
        found = narrower
    return found


def _cut_off(words, font, width, count):
    """Return at most so many lines, the last ending with an ellipsis."""
    kept = words
    while kept:
        kept = kept[:-1].rstrip(" ,;:–—-")
        found = _lines(f"{kept}…", font, width)
        if len(found) <= count and all(font.getlength(x) <= width for x in found):
            return found
    return ["…"]
