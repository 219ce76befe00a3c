"""A digest of what a picture file shows, whatever it says of itself.

An agency that corrects a caption sends the same pixels again in another file. Nothing
is decoded for the digest; the segments that hold words are left out of it.

Sources: ITU T.81 annex B (JPEG), PNG 3rd edition §5, WebP container specification.
"""

import hashlib
from collections.abc import Iterator

PNG_PARTS = {b"IHDR", b"PLTE", b"IDAT", b"tRNS"}
WEBP_PARTS = {b"VP8 ", b"VP8L", b"ALPH", b"ANMF"}
# JPEG's application segments (Exif, XMP, IIM, profiles) and its comments.
JPEG_WORDS = {*range(0xE0, 0xF0), 0xFE}
JPEG_SCAN = 0xDA  # from here on there is nothing but pixels


def digest(data: bytes) -> str:
    """Return “sha256:…” of the pixels of a JPEG, PNG or WebP, else of the whole file.

    A file whose segments cannot be followed counts whole too.
    """
    parts = b""
    if data.startswith(b"\xff\xd8"):
        parts = b"".join(_jpeg(data))
    elif data.startswith(b"\x89PNG"):
        parts = b"".join(_chunks(data, 8, "big", PNG_PARTS))
    elif data.startswith(b"RIFF"):
        parts = b"".join(_chunks(data, 12, "little", WEBP_PARTS))
    return f"sha256:{hashlib.sha256(parts or data).hexdigest()}"


def _jpeg(data: bytes) -> Iterator[bytes]:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == JPEG_SCAN:
            yield data[at:]
            return
        end = at + 2 + max(2, int.from_bytes(data[at + 2 : at + 4], "big"))
        if marker not in JPEG_WORDS:
            yield data[at:end]
        at = end


def _chunks(data, at, order, wanted) -> Iterator[bytes]:
    """Yield the wanted chunks of PNG (length, name) or RIFF (name, length, padded)."""
    big = order == "big"
    while at + 8 <= len(data):
        first, second = data[at : at + 4], data[at + 4 : at + 8]
        name, stated = (second, first) if big else (first, second)
        size = int.from_bytes(stated, order)
        if name in wanted:
            yield name + data[at + 8 : at + 8 + size]
        at += 8 + size + (4 if big else size % 2)
