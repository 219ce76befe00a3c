"""IPTC 7901: a header, a slug, headline lines and text between control characters.

Source: IPTC Recommendation 7901, revision 5 (1995). It has no identifier that lasts
longer than a day, so what it says is its identity.
"""

import re
from dataclasses import dataclass
from datetime import UTC, tzinfo

from articles import html
from newsroom.wire.formats.files import encoding
from newsroom.wire.formats.phrases import bylines, datelines, moments, signoffs
from newsroom.wire.formats.textwires import transmissions, typed
from newsroom.wire.formats.textwires.transmissions import ETX, SOH, STX
from newsroom.wire.items import MalformedItem, PubStatus, UnreadItem, WireItem

NAME = "IPTC 7901"

HEAD_LINES = 12  # at most, before the line that ends with “=”
# Source and number, priority, category, words: “eca062 4 i 211 ccccb   dpa 061”.
HEADER = re.compile(
    r"(?P<number>[A-Za-z]{1,8} ?\d{2,7}) {1,4}(?P<priority>[1-9]) {1,4}"
    r"(?P<category>[^\W\d_]{1,4})(?: {1,4}(?P<words>\d{1,5})\b)?(?P<rest>[^\n]{0,120})"
)
# The same at the start of a file whose control characters got lost on the way.
BARE = re.compile(
    rb"[A-Za-z]{2,4}\d{3,6} {1,4}[1-9] {1,4}[a-z]{1,3} {1,4}\d{1,5}\b[^\n]{0,80}\r?\n"
)
FORMAT_CODE = re.compile(r"[cv]{3,5}[a-z]?", re.I)
SERVICE = re.compile(r"[^\W\d_][\w.&-]{0,19}")
# “By …” whatever follows; in other languages a name, since “Von der …” is none.
BYLINE = re.compile(
    r"(?:B[Yy] \w|(?:Von|VON|Par|PAR|Por|Di|Door|Av|Af) (?=[^\W\d_a-zäöüé]))"
    r"[^!?:]{2,100}"
)


@dataclass(frozen=True, slots=True)
class Head:
    """The lines between the start of the text and its first paragraph."""

    headline: str = ""
    byline: str = ""
    versions: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    text: str = ""  # what follows the head


def recognises(data: bytes) -> bool:
    start = data[:2000].lstrip(transmissions.NOISE)
    if start.startswith((b"\x01", b"\x02")):
        return b"\x02" in start[:800] or bool(BARE.match(start[1:]))
    return bool(BARE.match(start))


def parse(data: bytes, zone: tzinfo = UTC) -> list[WireItem | UnreadItem]:
    """Return the items of a file of one or several transmissions.

    :raises MalformedItem: if there is no text in it.
    """
    text = transmissions.text_of(data)
    parts = text.split(SOH)
    # What stands before the first header is noise; without a header it is all there is.
    parts = parts[1:] if len(parts) > 1 else parts
    parts = [part for part in parts if encoding.line(part)]
    nothing = "It is an IPTC 7901 text transmission without a text."
    return transmissions.each(parts, lambda part: _item(part, zone), nothing)


def _item(part, zone):
    """Read one transmission: a table to hold against the recommendation."""
    header, slug, text, trailer = _divided(part)
    head = _head(text)
    text, marks = transmissions.without_sign_off(head.text)
    texts, notes = transmissions.without_notes(typed.blocks(text))
    embargo, texts, stated = _embargo([*head.others], texts, zone)
    if not texts and not head.headline:
        raise MalformedItem("The text transmission (IPTC 7901) holds no text.")
    body, sign_off = signoffs.taken_off(typed.body(texts))
    opening = datelines.opening(html.paragraphs(body))
    fields = header.groupdict() if header else {}
    kills = any(map(transmissions.is_kill, [*head.versions, head.headline]))
    notes = [
        _routing(fields),
        *head.versions,
        *head.others,
        *stated,
        *notes,
        sign_off,
        *marks,
    ]
    return WireItem(
        version_created=transmissions.filed(trailer, zone),
        pub_status=PubStatus.CANCELED if kills else PubStatus.USABLE,
        embargo_until=embargo[0],
        embargo_unclear=embargo[1],
        urgency=int(fields["priority"]) if fields else None,
        headline=head.headline,
        slugline=slug,
        byline=head.byline or opening.byline,
        dateline=opening.city,
        credit=opening.agency,
        source=_service(fields.get("rest") or ""),
        body=body,
        signals=tuple(words.strip("()*:! ") for words in head.versions),
        editor_note="\n".join(filter(None, notes)),
        warnings=tuple(_warnings(kills, [] if any(embargo) else notes)),
    )


def _divided(part):
    """Return the header, the slug, the text and the trailer of a transmission."""
    head, begins, rest = part.partition(STX)
    text, ends, trailer = (rest if begins else part).partition(ETX)
    if not ends:
        text, trailer = _without_trailer(text)
    if begins:
        above = [line for raw in head.split("\n") if (line := encoding.line(raw))]
        header = HEADER.match(above[0]) if above else None
        slug = above[1:]
    else:
        header, slug, text = _lifted(text)
    return header, " ".join(line.strip("/ ") for line in slug), text, trailer


def _lifted(text):
    """Return header, slug and text where nothing marks where the text starts."""
    lines = text.strip("\n ").split("\n")
    header = HEADER.match(encoding.line(lines[0]))
    lines = lines[1:] if header else lines
    while lines and not encoding.line(lines[0]):
        lines = lines[1:]
    slug = []
    if header and lines and "/" in lines[0] and not lines[0].rstrip().endswith("="):
        slug = [encoding.line(lines[0])]
        lines = lines[1:]
    return header, slug, "\n".join(lines)


def _without_trailer(text):
    """Take the filing time off the end of a text that no control character ends."""
    lines = text.rstrip().split("\n")
    last = encoding.line(lines[-1])
    if len(last) < 40 and any(pattern.match(last) for pattern in transmissions.FILED):
        return "\n".join(lines[:-1]), last
    return text, ""


def _head(text):
    """Read the lines up to the one that ends with “=”: versions, headline, byline."""
    lines = text.split("\n")
    full = [at for at, line in enumerate(lines) if encoding.line(line)][:HEAD_LINES]
    ends = [at for at in full if encoding.clean(lines[at]).rstrip().endswith("=")]
    if not ends:
        return _head_without_mark(lines, full)
    last = ends[0]
    for at in ends[1:]:
        above = encoding.line(lines[last]).rstrip("= ")
        if not (_is_byline(lines[at]) or transmissions.is_about_version(above)):
            break
        last = at
    head = [encoding.line(lines[at]).rstrip("= ") for at in full if at <= last]
    return _sorted(list(filter(None, head)), "\n".join(lines[last + 1 :]))


def _is_byline(line):
    words = encoding.line(line).rstrip("= ")
    return bool(BYLINE.fullmatch(words) or bylines.read(words))


def _head_without_mark(lines, full):
    """Take one short line before an empty one for the headline, if more follows."""
    if len(full) < 2:
        return Head(text="\n".join(lines))
    first = encoding.line(lines[full[0]])
    apart = not encoding.line(lines[full[0] + 1])
    if not apart or len(first) > typed.NOTICE or datelines.read(first):
        return Head(text="\n".join(lines))
    return _sorted([first], "\n".join(lines[full[0] + 1 :]))


def _sorted(lines, text):
    versions: list[str] = []
    others: list[str] = []
    headline: list[str] = []
    byline = ""
    for at, line in enumerate(lines):
        last = at == len(lines) - 1
        if typed.EMBARGO.match(line.lstrip("(*- ")):
            others.append(line)
        elif not headline and not last and transmissions.is_about_version(line):
            versions.append(line)
        elif headline and last and _is_byline(line):
            byline = line
        else:
            headline.append(line)
    words = " ".join(headline)
    return Head(words, byline, tuple(versions), tuple(others), text)


def _embargo(others, texts, zone):
    """Return the embargo of the head or the first paragraphs, which it is taken off."""
    for line in others:
        if found := typed.embargo(line, zone):
            return found, texts, []
    for at, line in enumerate(texts[:3]):
        if found := typed.embargo(line, zone):
            return found, [*texts[:at], *texts[at + 1 :]], [line]
    return (None, ""), texts, []


def _routing(fields):
    if not fields:
        return ""
    return f"Routing: {fields['number']}, category {fields['category']}"


def _service(rest):
    """Return the agency: the words between the format's code and the serial number."""
    words = [word for word in rest.split() if not FORMAT_CODE.fullmatch(word)]
    return " ".join(word for word in words[:3] if SERVICE.fullmatch(word))


def _warnings(kills, notes):
    if kills:
        yield "It names the story it kills by the slugline alone; see that it is gone."
    if any(map(moments.speaks_of_embargo, notes)):
        yield "The agency's note speaks of an embargo; read it before publishing."
