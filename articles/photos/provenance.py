"""Whether a file carries a C2PA manifest, and which program it says wrote it.

What is read is a claim: nothing here checks a signature or a hash. Sources: C2PA
Technical Specification 2.1, appendix A (where each format keeps the manifest), ISO/IEC
19566-5 (JUMBF boxes), RFC 8949 (CBOR). The parts are bounded, whatever they claim of
their own lengths.
"""

import struct
from typing import Any, BinaryIO

from PIL import Image

MOST_BYTES = 16 * 1024 * 1024  # of a manifest store; those with thumbnails take 1 MB
MOST_BOXES = 2_000
DEEPEST = 8  # boxes in boxes, lists in lists
MOST_VALUES = 5_000  # of a claim
LONGEST = 200  # characters of a program's name
UNNAMED = "unnamed"
STORE = b"c2pa"  # the label of the outermost box
CLAIMS = (b"c2pa.claim", b"c2pa.claim.v2")
TIFF_TAG = 0xCD41
# What reading ends with where the bytes are no manifest.
BROKEN = (ValueError, LookupError, struct.error, OverflowError)


def read(image: Image.Image, file: BinaryIO) -> str:
    """Return the program that a manifest names, "unnamed" without one, "" for none.

    :param image: opened, of which no pixel is decoded yet.
    :param file: the same file; read only where Pillow keeps no such part, and left
        where it stood.
    """
    try:
        store = _store(image, file)[:MOST_BYTES]
        boxes = list(_boxes(store))
    except BROKEN:
        return ""
    if not boxes or boxes[0][0] != (STORE,):
        return ""
    # The last manifest is the active one, of the file as it is.
    claims = [content for labels, content in boxes if labels[-1] in CLAIMS]
    try:
        return _generator(claims[-1]) or UNNAMED
    except BROKEN:
        return UNNAMED


# Where each format keeps it ----------------------------------------------------------


def _store(image, file):
    if image.format in ("JPEG", "MPO"):
        return _from_segments(getattr(image, "applist", []))
    if image.format == "PNG":
        chunks = getattr(image, "private_chunks", [])
        return next((chunk[1] for chunk in chunks if chunk[0] == b"caBX"), b"")
    if image.format == "TIFF":
        found = image.tag_v2.get(TIFF_TAG)
        # A number would be read as so many zeros.
        return found if isinstance(found, bytes) else b""
    if image.format == "WEBP":
        return _from_riff(file)
    return b""


def _from_segments(segments):
    """Put together the JUMBF of a JPEG: APP11 segments of the first box they hold.

    Each begins with “JP”, the number of the box, its own number, and the box's header,
    which all but the first repeat.
    """
    parts: dict[int, bytes] = {}
    first = None
    for name, data in segments:
        if name != "APP11" or data[:2] != b"JP" or len(data) < 16:
            continue
        box, number, length = struct.unpack(">HII", data[2:12])
        first = box if first is None else first
        if box == first:
            header = 24 if length == 1 else 16
            parts[number] = data[8:] if not parts else data[header:]
    return b"".join(parts[number] for number in sorted(parts))


def _from_riff(file):
    """Return the chunk “C2PA” of a WebP."""
    stood = file.tell()
    try:
        file.seek(12)
        for _count in range(MOST_BOXES):
            head = file.read(8)
            if len(head) < 8:
                return b""
            name, length = struct.unpack("<4sI", head)
            if name == b"C2PA":
                return file.read(min(length, MOST_BYTES))
            file.seek(length + length % 2, 1)
        return b""
    finally:
        file.seek(stood)


# Boxes -------------------------------------------------------------------------------


def _boxes(data):
    """Yield (labels from the outermost box, content) of each labelled box, in order.

    The content is that of the first box inside that is no box of boxes, or empty.
    """
    waiting: list[tuple[int, int, tuple[bytes, ...]]] = [(0, len(data), ())]
    count = 0
    while waiting:
        start, end, labels = waiting.pop()
        inside = []
        content = None
        for kind, begin, stop in _children(data, start, end):
            if (count := count + 1) > MOST_BOXES:
                return
            if kind == b"jumd":
                labels = (*labels, data[begin + 17 : stop].partition(b"\0")[0])
            elif kind == b"jumb":
                inside.append((begin, stop, labels))
            elif content is None:
                content = data[begin:stop]
        if labels:
            yield labels, content or b""
        if len(labels) < DEEPEST:
            waiting += [(b, s, labels) for b, s, _labels in reversed(inside)]


def _children(data, start, end):
    """Yield (kind, begin, stop) of the boxes side by side in a part of the data."""
    while start + 8 <= end:
        length, kind = struct.unpack(">I4s", data[start : start + 8])
        begin = start + 8
        if length == 1:
            if begin + 8 > end:
                return
            [length] = struct.unpack(">Q", data[begin : begin + 8])
            begin += 8
        stop = end if length == 0 else start + length
        if stop > end or stop < begin:
            return
        yield kind, begin, stop
        start = stop


# The claim ---------------------------------------------------------------------------


def _generator(claim):
    """Return the name of the program that made a claim, with its version if it says."""
    said = _Cbor(claim).value()
    info = said.get("claim_generator_info") if isinstance(said, dict) else None
    if isinstance(info, list):  # one in version 2, a list of them in version 1
        info = info[0] if info else None
    words = [info.get("name"), info.get("version")] if isinstance(info, dict) else []
    if not words and isinstance(said, dict):
        words = [said.get("claim_generator")]
    text = " ".join(word for word in words if isinstance(word, str))
    printable = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(printable.split())[:LONGEST]


class _Cbor:
    """As much of CBOR as a claim is written in; tags are passed over."""

    def __init__(self, data: bytes):
        self.data = data
        self.at = 0
        self.read = 0

    def value(self, depth: int = 0) -> Any:
        """Return the next value.

        :raises ValueError: if it is cut off, too deep, or holds too many values.
        """
        self.read += 1
        if depth > DEEPEST or self.read > MOST_VALUES:
            raise ValueError
        [first] = self._take(1)
        kind, argument = first >> 5, first & 31
        if kind == 7:
            return self._simple(argument)
        if argument == 31:
            raise ValueError  # of no stated length; claims state theirs
        number = argument if argument < 24 else self._number(argument)
        match kind:
            case 0:
                return number
            case 1:
                return -1 - number
            case 2:
                return self._take(number)
            case 3:
                return self._take(number).decode("utf-8", errors="replace")
            case 4:
                return [self.value(depth + 1) for _ in range(number)]
            case 5:
                pairs = (self._pair(depth) for _ in range(number))
                return {key: said for key, said in pairs if isinstance(key, str)}
        return self.value(depth + 1)  # what a tag stands before

    def _pair(self, depth):
        return self.value(depth + 1), self.value(depth + 1)

    def _simple(self, argument):
        if argument >= 24:
            self._take(1 << (argument - 24))
        return {20: False, 21: True}.get(argument)

    def _number(self, argument):
        if argument > 27:
            raise ValueError
        return int.from_bytes(self._take(1 << (argument - 24)))

    def _take(self, length):
        if length > len(self.data) - self.at:
            raise ValueError
        self.at += length
        return self.data[self.at - length : self.at]
