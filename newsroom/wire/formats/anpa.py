"""ANPA 1312: caret lines and text between control characters.

Source: ANPA bulletin 1312 and its use by agencies. It has no identifier that lasts
longer than a day, so what it says is its identity.
"""

import re
from datetime import UTC, tzinfo

from articles import html
from newsroom.wire.formats.files import encoding
from newsroom.wire.formats.phrases import datelines, moments
from newsroom.wire.formats.textwires import anpa_text, caretlines, transmissions
from newsroom.wire.formats.textwires.transmissions import ETX, SOH, STX
from newsroom.wire.items import MalformedItem, PubStatus, UnreadItem, WireItem

NAME = "ANPA 1312"

# A line of the header as it stands in the file: “^Storm hits coast<”.
CARET_LINE = re.compile(rb"(?:^|[\r\n\x02])\^[^\r\n]{1,300}[<=]\s{0,4}[\r\n]")
# Priority, category, then the codes for running or tabular text: “u i” and DC2.
CODES = re.compile(rb"[a-zA-Z] ?[a-zA-Z]?[\x11-\x14]{1,2}")
# The same header where the control characters got lost: a number, then two letters.
BARE = re.compile(rb"[A-Za-z]{1,2}\d{3,4}[^\r\n]{0,20}\r?\n[a-z] [a-z] ")
LINE = re.compile(
    r"(?P<priority>[a-z]) ?(?P<category>[a-z])?(?P<codes>[\x11-\x14]{0,2})\s*"
    r"(?P<slug>\S{0,60})(?P<rest>[^\n]{0,100})",
    re.I,
)
# Which urgency the letter of a priority stands for; any other is routine.
URGENCY = {"f": 1, "b": 2, "u": 3, "r": 4, "d": 5}
ROUTINE = 6
FLASH = 60  # words, at most
TABULAR = re.compile("[\x12\x14]")
# “AP-WF-11-13-13 1509GMT”: agency, wire, moment.
AGENCY = re.compile(r"\W{0,40}(?P<agency>[A-Z]{2,8})-[A-Z]{1,4}-\d\d-\d\d-\d\d ")
END = re.compile(r"\^ ?END ?<?", re.I)


def recognises(data: bytes) -> bool:
    start = data[:4000].lstrip(transmissions.NOISE)
    if start.startswith((b"\x01", b"\x02")):
        head = start.partition(b"\x02")[0][:400]
        return bool(CODES.search(head)) or b"\x1f" in head or _has_carets(start)
    return start.startswith(b"^") and _has_carets(start) or bool(BARE.match(start))


def parse(data: bytes, zone: tzinfo = UTC) -> list[WireItem | UnreadItem]:
    """Return the items of a file of one or several transmissions.

    :raises MalformedItem: if there is no text in it.
    """
    parts = transmissions.text_of(data).split(SOH)
    parts = parts[1:] if len(parts) > 1 else parts
    parts = [part for part in parts if encoding.line(part)]
    nothing = "It is an ANPA 1312 text transmission without a text."
    return transmissions.each(parts, lambda part: _item(part, zone), nothing)


def _item(part, zone):
    """Read one transmission: a table to hold against the bulletin."""
    number, line, text, trailer = _divided(part)
    codes = line.groupdict() if line else {}
    tabular = bool(TABULAR.search(codes.get("codes") or ""))
    lines, rest = caretlines.divided(text)
    head = caretlines.read(lines, codes.get("slug") or "", digest=not rest)
    copy = anpa_text.read(rest, head.paragraphs, tabular=tabular)
    if not copy.body and not head.headline:
        raise MalformedItem("The text transmission (ANPA 1312) holds no text.")
    texts = html.paragraphs(copy.body)
    opening = datelines.opening(texts)
    agency = AGENCY.match(trailer)
    until, unclear = head.embargo(zone)
    notes = [_routing(number, codes), *head.versions, *head.notes, *copy.notes]
    return WireItem(
        version_created=transmissions.filed(trailer, zone),
        pub_status=PubStatus.CANCELED if head.kills else PubStatus.USABLE,
        embargo_until=until,
        embargo_unclear=unclear,
        urgency=_urgency(codes, html.word_count(copy.body)),
        headline=head.headline,
        standfirst=head.summary,
        slugline=head.slug,
        byline=head.byline or opening.byline,
        dateline=opening.city,
        credit=opening.agency,
        source=agency["agency"] if agency else "",
        body=copy.body,
        signals=head.versions,
        editor_note="\n".join(filter(None, notes)),
        warnings=tuple(_warnings(head.kills, [] if until or unclear else notes)),
    )


def _has_carets(start):
    return bool(CARET_LINE.search(start))


def _divided(part):
    """Return the number, the line of codes, the text and the trailer."""
    above, begins, rest = part.partition(STX)
    if not begins:
        above, rest = _without_start(part)
    text, _ends, trailer = rest.partition(ETX)
    lines = [line for line in above.split("\n") if encoding.line(line)]
    number = encoding.line(re.split("[\x1f\n]", lines[0])[0]) if lines else ""
    line = next(filter(None, (LINE.match(line.strip(" ")) for line in lines[1:])), None)
    return number, line, _up_to_the_end(text), encoding.line(trailer)


def _without_start(part):
    """Divide a transmission at its first caret line or indented line."""
    lines = part.split("\n")
    for at, line in enumerate(lines):
        if line.startswith(("^", "\t", "   ")) and line.strip():
            return "\n".join(lines[:at]), "\n".join(lines[at:])
    return "", part


def _up_to_the_end(text):
    lines = text.split("\n")
    ends = (at for at, line in enumerate(lines) if END.fullmatch(line.strip()))
    return "\n".join(lines[: next(ends, len(lines))])


def _urgency(codes, words):
    """Return the urgency; a flash is a sentence, but some send features under its f."""
    letter = (codes.get("priority") or "").lower()
    if not letter or (letter == "f" and words > FLASH):
        return ROUTINE if letter else None
    return URGENCY.get(letter, ROUTINE)


def _routing(number, codes):
    if not codes:
        return ""
    parts = [f"Routing: {number or '–'}", f"priority {codes['priority']}"]
    if codes.get("category"):
        parts.append(f"category {codes['category']}")
    return ", ".join(parts)


def _warnings(kills, notes):
    if kills:
        yield "It names the story it kills by the slugline alone; see that it is gone."
    if any(map(moments.speaks_of_embargo, notes)):
        yield "The agency's note speaks of an embargo; read it before publishing."
