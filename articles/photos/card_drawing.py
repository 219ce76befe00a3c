"""Draw the picture that a link to a story shows: 1200×630, with the headline on it.

A photo stands above a band that carries the words; without a photo the words have the
whole of it. Colours and faces are those of static/css/site.css.
"""

from PIL import Image, ImageDraw

from articles.photos import lettering, pixels

SIZE = (1200, 630)
EDGE = 56  # pixels between the edge and the words
LINE = SIZE[0] - 2 * EDGE  # pixels of width for words
SPACE = 20  # pixels between one part and the next
GAP = 14  # pixels between a label and its headline
PAPER, INK, GREY, ACCENT = "#fdfcf9", "#16181b", "#65676b", "#b3261a"
OPINION, OPINION_TINT = "#0f5561", "#e8f0ef"
# Sizes of letters in pixels, and how many lines: over a photo at most three, so that
# the picture keeps more than half.
OVER_PHOTO = (58, 52, 46, 42, 38, 34), 3
ALONE = (92, 84, 76, 68, 62, 56, 50, 44), 5
SMALL = (24, 21), 1
NAME = (30, 24), 1


def can_draw(headline: str, paper: str) -> bool:
    """Whether the fonts have the letters of a headline and of the paper's name."""
    return lettering.can_set(headline, lettering.HEADLINE) and lettering.can_set(
        paper, lettering.HEADLINE
    )


def draw(
    *,
    headline: str,
    label: str,
    paper: str,
    credit: str = "",
    is_opinion: bool = False,
    photo: Image.Image | None = None,
    focus: tuple[float, float] = (0.5, 0.5),
) -> Image.Image:
    """Return the picture of a story. A label or credit that no font has is left out.

    :param photo: its sharing crop, of which the part round the focal point is shown.
    :raises LookupError: if the fonts lack letters; see `can_draw`.
    """
    if photo is None:
        return _of_words(headline, label, paper, is_opinion)
    return _over(photo, focus, headline, label, paper, credit, is_opinion)


def _over(photo, focus, headline, label, paper, credit, is_opinion):
    words = _headline(headline, is_opinion, OVER_PHOTO)
    above = _small(label)
    below = _set(paper, lettering.HEADLINE, NAME)
    beside = _small(credit, LINE - SPACE - round(below.font.getlength(paper)))
    height = 2 * SPACE + words.height + SPACE + below.height
    height += above.leading + GAP if above else 0
    top = SIZE[1] - height
    image = Image.new("RGB", SIZE, OPINION_TINT if is_opinion else PAPER)
    image.paste(pixels.cropped(photo, (SIZE[0], top), focus), (0, 0))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, top, SIZE[0], top + 5), fill=OPINION if is_opinion else ACCENT)
    line = top + SPACE + 6
    if above:
        _write(draw, above, line, OPINION if is_opinion else ACCENT)
        line += above.leading + GAP
    _write(draw, words, line, INK)
    _foot(draw, below, beside, is_opinion)
    return image


def _foot(draw, below, beside, is_opinion):
    """Write the paper's name at one side of the last line, the credit at the other."""
    line = SIZE[1] - SPACE + 2 - below.height
    _write(draw, below, line, OPINION if is_opinion else INK)
    if beside:
        left = EDGE if below.is_rtl else SIZE[0] - EDGE
        anchor = "la" if below.is_rtl else "ra"
        at = (left, line + below.height - beside.height)
        draw.text(at, beside.lines[0], fill=GREY, font=beside.font, anchor=anchor)


def _of_words(headline, label, paper, is_opinion):
    ground, ink = (OPINION, PAPER) if is_opinion else (PAPER, INK)
    image = Image.new("RGB", SIZE, ground)
    draw = ImageDraw.Draw(image)
    above, below = _small(label), _set(paper, lettering.HEADLINE, NAME)
    # Two rules, as at the foot of the paper's masthead.
    foot = SIZE[1] - EDGE - below.height
    rules = foot - SPACE
    draw.rectangle((EDGE, rules, SIZE[0] - EDGE, rules), fill=ink)
    draw.rectangle((EDGE, rules - 6, SIZE[0] - EDGE, rules - 4), fill=ink)
    _write(draw, below, foot, ink)
    top = EDGE
    if above:
        _write(draw, above, top, OPINION_TINT if is_opinion else ACCENT)
        top += above.leading + SPACE
    # In the middle of what is left, a little above it, as the eye sees the middle.
    room = rules - SPACE - top
    words = _headline(headline, is_opinion, ALONE, room)
    _write(draw, words, top + max(0, int((room - words.height) * 0.42)), ink)
    return image


def _headline(words, is_opinion, how, room=SIZE[1]):
    role = lettering.ITALIC if is_opinion else lettering.HEADLINE
    return _set(words, role, how, room=room)


def _small(words, width=LINE):
    if not words or not lettering.can_set(words, lettering.SANS):
        return None
    return _set(words, lettering.SANS, SMALL, width)


def _set(words, role, how, width=LINE, room=SIZE[1]):
    sizes, lines = how
    return lettering.fitted(
        words, role, width=width, sizes=sizes, lines=lines, height=room
    )


def _write(draw, setting, top, ink):
    setting.draw(draw, EDGE, top, SIZE[0] - EDGE, ink)
