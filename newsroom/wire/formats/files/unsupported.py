"""Say what a file seems to be that no format here reads."""

import csv
import re

from newsroom.wire.formats.files import encoding
from newsroom.wire.formats.trees import xml
from newsroom.wire.items import MalformedItem

BINARY = [
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a sound or a film"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound or a film"),
    (b"fLaC", "a sound file"),
    (b"MZ\x90", "a program"),
    (b"\x7fELF", "a program"),
    (b"%!PS", "a PostScript document"),
    (b"SQLite format 3", "a database"),
]
BOXED = b"ftyp"  # at the fifth byte of films and of HEIC pictures
TARRED = b"ustar"  # at the 258th
# What begins so, and is text that tells no story.
OPENINGS = [
    (re.compile(r"BEGIN:VCALENDAR\b"), "a calendar (iCalendar)"),
    (re.compile(r"BEGIN:VCARD\b"), "an address card (vCard)"),
    (
        re.compile(
            r"(?:(?:--|/\*|SET |USE |BEGIN|PRAGMA |LOCK )[^\n]*\n|\s)*"
            r"(?:CREATE (?:TABLE|DATABASE)|DROP TABLE|INSERT INTO)\b"
        ),
        "a dump of a database (SQL)",
    ),
]
ROWS = 20  # looked at, to know a table
COLUMNS = 3  # at least; prose may have a comma in each of its lines
HEADING = 40  # characters
ROOTS = {
    "html": "a web page",
    "contentSet": "a fragment of NewsML-G2 without its item",
    "groupSet": "a fragment of NewsML-G2 without its item",
}


def seems(data: bytes) -> str:
    """Return what the bytes seem to be, in a few words; empty for plain text."""
    if not data.strip():
        return "an empty file"
    for mark, words in BINARY:
        if data.startswith(mark):
            return words
    if data[4:8] == BOXED:
        return "a film, or a picture of a telephone (HEIC)"
    if data[257:262] == TARRED:
        return "a tar archive"
    opening = encoding.opening(data)
    for pattern, words in OPENINGS:
        if pattern.match(opening):
            return words
    if _is_table(opening, len(data) > len(opening)):
        return "a table (CSV)"
    if opening.startswith("<"):
        root = xml.root_name(data)[1]
        return ROOTS.get(
            root, f"XML with the root element {root!r}" if root else "broken XML"
        )
    return _text_wire(data, opening)


def reason(data: bytes) -> str:
    """Return why a file of no known format was set aside, as a sentence."""
    if not data.strip():
        return "It is empty."
    return f"It seems to be {seems(data)}, which the wire does not read."


def _text_wire(data, opening):
    if data.lstrip()[:1] in (
        b"\x01",
        b"\x02",
        b"\x03",
        b"\x16",
    ):
        return "an agency's text transmission (IPTC 7901 or ANPA 1312)"
    if opening.startswith("^"):
        return "an agency's text transmission (ANPA 1312)"
    try:
        text = encoding.decode(data)
    except MalformedItem:
        return ""  # words all the same; reading them says what is wrong
    controls = re.search("[\x01-\x08\x0e-\x19\x1b-\x1f\x7f]", text)
    return (
        "data with control characters, perhaps a text transmission" if controls else ""
    )


def _is_table(opening, cut):
    """Whether lines are rows of a table: as many fields each, below short headings."""
    lines = opening.splitlines()
    lines = lines[:-1] if cut else lines
    for delimiter in ",;\t|":
        if opening.count(delimiter) < 2 * (COLUMNS - 1):
            continue
        try:
            rows = [row for row in csv.reader(lines[:ROWS], delimiter=delimiter) if row]
        except csv.Error:
            continue
        widths = {len(row) for row in rows[:-1]} | {len(row) for row in rows[1:2]}
        if len(rows) > 1 and len(widths) == 1 and min(widths) >= COLUMNS:
            return all(
                0 < len(head) < HEADING and head.strip(" .") == head for head in rows[0]
            )
    return False
