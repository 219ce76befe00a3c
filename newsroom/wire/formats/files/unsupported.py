"""Say what a file seems to be that no format here reads."""

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
]
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
    opening = encoding.opening(data)
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
    return f"It seems to be {seems(data)}, which the wire does not read yet."


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
