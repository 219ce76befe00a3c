"""Read words as plain text, because an editor says so: broken mark-up, mixed bytes."""

import codecs
import re
from datetime import UTC, tzinfo
from html import unescape

from newsroom.wire import formats
from newsroom.wire.formats import plaintext
from newsroom.wire.formats.files import encoding
from newsroom.wire.items import MalformedItem, UnreadItem, WireItem

PICTURES_AND_ARCHIVES = (
    b"\xff\xd8", b"\x89PNG", b"GIF8", b"II*\x00", b"MM\x00*", b"RIFF", b"%PDF",
    b"PK\x03\x04", b"\x1f\x8b",
)  # fmt: skip
TAG = re.compile(r"<(?=[!?/A-Za-z])[!?/]?([A-Za-z][\w:.-]*)?[^<>]*>?")
# Elements that stand inside a line; every other one begins a paragraph.
INLINE = {
    "a", "abbr", "b", "cite", "em", "font", "i", "location", "money", "num", "org",
    "person", "q", "s", "span", "strong", "sub", "sup", "u",
}  # fmt: skip


def parse(data: bytes, zone: tzinfo = UTC) -> tuple[str, list[WireItem | UnreadItem]]:
    """Return the words of a file as one story in plain text; tags go.

    Bytes that are not UTF-8 are taken for Windows-1252, NUL characters go.

    :raises MalformedItem: if it holds a picture or an archive, or no words.
    """
    if len(data) > formats.MAX_BYTES:
        raise MalformedItem("It is too large for a story in plain text.")
    if data.startswith(PICTURES_AND_ARCHIVES):
        raise MalformedItem(
            "It holds no words: it is a picture, a sound or an archive."
        )
    text = encoding.refuse_long(_decoded(data))
    if text.lstrip().startswith("<"):
        text = unescape(TAG.sub(_gap, text))
    return plaintext.NAME, [*plaintext.parse(encoding.clean(text).encode(), zone)]


def _decoded(data):
    try:
        text = encoding.decode(data)
    except MalformedItem:
        text = data.decode("utf-8", _as_cp1252.__name__)
    return text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")


def _as_cp1252(error):
    """Say what the bytes mean that are not UTF-8, for the decoder."""
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


def _gap(tag):
    return "" if (tag[1] or "").lower() in INLINE else "\n\n"


codecs.register_error(_as_cp1252.__name__, _as_cp1252)
