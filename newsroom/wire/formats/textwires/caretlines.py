"""The lines above the text of ANPA 1312 copy: slug, headline, byline, notes to editors.

Each begins with a caret and ends with “<”; a byline and what follows it end with “=”.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo

from newsroom.wire.formats.files import encoding
from newsroom.wire.formats.phrases import bylines
from newsroom.wire.formats.textwires import anpa_text, transmissions, typed

NOTE = re.compile(
    r"(?:eds?|editors?|desks?)\b\W{0,4}:|editors?['’]?s?['’]? notes?\b"
    r"|notes? to (?:editors|readers|desk)|attention\b|advance for\b|for release\b"
    r"|for use\b|moved\b.{0,40}:|with (?:[\w-]+ ){0,4}(?:photo|graphic|video)s?\W*$"
    r"|(?:[A-Z][\w.]{1,12} )?(?:photo|graphic|video|audio|interactive)s?\b"
    r"(?: [A-Z]{1,6}\d|\W*$|:)|(?:for )?immediate release\b|adv\d|eds\.",
    re.I,
)
# The agency's own pictures: “AP Photo”, “COA Graphic”.
PICTURES = re.compile(r"[A-Z]{2,6} (?:Photo|Graphic|Video|Interactive|Audio)s?\b")
# “BC-LT--Argentina-Cancer Beauty, 1st Ld-Writethru,466”
WORDS = re.compile(r"[, ]{0,2}\b\d{1,5}$")
CYCLE = re.compile(r"(?:BC|AM|PM|AP)-+(?:[A-Z]{2,5}(?:-[A-Z]{2,5})?--)?")
SLUG = 80  # characters, at most


@dataclass(frozen=True, slots=True)
class CaretLine:
    """One line of the header; its mark tells a byline from a headline."""

    words: str
    is_titled: bool = False  # it ends with “=”


@dataclass(frozen=True, slots=True)
class Head:
    """What the caret lines say."""

    slug: str = ""
    headline: str = ""
    summary: str = ""
    byline: str = ""
    versions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()  # of a digest, which has no other text
    kills: bool = False

    def embargo(self, zone: tzinfo = UTC) -> tuple[datetime | None, str]:
        """Return the end of the embargo that a note states, or its words."""
        for note in self.notes:
            if found := typed.embargo(note, zone):
                return found
        return None, ""


def divided(text: str) -> tuple[list[CaretLine], str]:
    """Return the lines of the header, and the text below them.

    The text begins with the first indented line; where none is indented, below the
    caret lines at the top.
    """
    lines = text.split("\n")
    at = _start_of_text(lines)
    header: list[str] = []
    for line in lines[:at]:
        bare = encoding.clean(line).strip()
        goes_on = header and header[-1].startswith("^") and not _is_closed(header[-1])
        if goes_on and bare and not bare.startswith("^"):
            header[-1] += f"{_joint(header[-1])}{bare}"
        elif bare:
            header.append(bare)
    return [_caret_line(line) for line in header], "\n".join(lines[at:])


def read(lines: list[CaretLine], code: str, *, digest: bool) -> Head:
    """Return what the lines of a header say.

    :param code: the slug as the line of codes above has it, without blanks.
    :param digest: whether nothing follows them, so that they are the text as well.
    """
    slug, versions, lines = _slug(lines, code)
    byline, lines = _byline(lines)
    notes, plain, more = [], [], []
    for line in lines:
        if line.is_titled and line.words and not byline:
            byline = line.words
        elif _is_note(line.words):
            notes.append(line.words)
        elif transmissions.is_about_version(line.words):
            more.append(line.words)
        elif line.words:
            plain.append(line.words)
    kills = any(map(transmissions.is_kill, [*versions, *more, *plain[:1]]))
    head = Head(
        slug=slug,
        byline=byline,
        versions=(*versions, *more),
        notes=tuple(notes),
        kills=kills,
    )
    if digest and len(plain) > 1:
        return replace(head, headline=plain[0], paragraphs=tuple(plain[1:]))
    summary = " ".join(plain[1:])
    return replace(head, headline="".join(plain[:1]), summary=summary)


def _start_of_text(lines):
    for at, line in enumerate(lines):
        if line.startswith(("\t", "   ")) and encoding.line(line):
            return at
    others = (
        at
        for at, line in enumerate(lines)
        if encoding.line(line) and not line.startswith("^")
    )
    return next(others, len(lines))


def _joint(line):
    """Return what joins a line to the next: a title stands below a whole byline."""
    byline = bylines.read(line.removeprefix("^"))
    return ", " if byline and not byline.endswith((" and", ",")) else " "


def _is_closed(line):
    return line.endswith(("<", "="))


def _caret_line(line):
    words = line.removeprefix("^").strip()
    titled = words.endswith("=")
    return CaretLine(anpa_text.typeset(words.rstrip("<=^ ")), titled)


def _slug(lines, code):
    """Return the slug, the words about the version, and the lines that are left."""
    stated, first = code.strip("<^ "), lines[0].words if lines else ""
    if first and _is_slug(first, stated):
        lines = lines[1:]
        slug, comma, rest = WORDS.sub("", first).strip(" ,").partition(",")
        versions = [part for part in rest.split(",") if comma and part.strip()]
    else:
        slug, versions = stated, []
    slug = CYCLE.sub("", slug, count=1).strip(" -")[:SLUG]
    return slug, [version.strip() for version in versions], lines


def _is_slug(words, code):
    """Whether a line is the slug: by its cycle, its word count, or the codes above."""
    if len(words) > SLUG:
        return False
    if CYCLE.match(words) or re.search(r",\d{0,5}$", words):
        return True
    shared = len(_letters(code)[:8])
    return shared > 3 and _letters(words).startswith(_letters(code)[:8])


def _letters(words):
    return re.sub(r"[\W_]", "", words).casefold()


def _byline(lines):
    """Take the byline out of the lines, with the title that follows it."""
    for at, line in enumerate(lines):
        is_byline = line.words[:3].lower() == "by " and (
            line.is_titled or bylines.read(line.words)
        )
        if is_byline:
            after = at + 1
            titles = []
            while after < len(lines) and (
                lines[after].is_titled or _is_title(lines[after].words)
            ):
                titles.append(lines[after].words)
                after += 1
            byline = ", ".join([line.words.rstrip(", "), *titles])
            return byline, [*lines[:at], *lines[after:]]
    return "", lines


def _is_title(words):
    """Whether a line below a byline says what those are who wrote."""
    return len(words) < 60 and bool(bylines.TITLE.search(words))


def _is_note(words):
    embargo = typed.EMBARGO.match(words.lstrip("(*- "))
    return bool(NOTE.match(words) or PICTURES.match(words) or embargo)
