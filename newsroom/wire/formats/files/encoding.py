"""Bytes of unknown origin as text: which encoding, and which characters stay."""

import binascii
import codecs
import re

from newsroom.wire.items import MalformedItem

MARKS = [
    (codecs.BOM_UTF8, "utf-8"),
    (
        codecs.BOM_UTF32_LE,
        "utf-32",
    ),  # before UTF-16: its mark begins with the same bytes
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
# Two and three bytes that are common in UTF-8 and next to impossible in cp1252.
UTF8_PIECE = re.compile(rb"[\xc2\xc3][\x80-\xbf]|\xe2[\x80-\x84][\x80-\xbf]")
MAX_TEXT = 500_000  # characters, some 80,000 words
MAX_TAGS = 20_000  # nested in one another they take the square of their number
# What agencies print where they have nothing to say.
ABSENT = {"", "none", "null", "n/a"}
END_OF_FILE = b"\x00\x1a"  # what old systems fill the end of a file with
# All control characters but tab and newline, lone surrogates, and non-characters.
UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


def decode(data: bytes, declared: str = "") -> str:
    """Return bytes as text, lines ended by a newline.

    In this order: a byte order mark, UTF-8 if the bytes are UTF-8 (whatever is
    declared: many agencies declare Latin-1 and send UTF-8), what is declared, cp1252.

    :param declared: the encoding that the XML declaration or a header names.
    :raises MalformedItem: if one file mixes UTF-8 with another encoding, or holds a
        NUL character.
    """
    if not _marked(data):
        data = data.rstrip(END_OF_FILE)
        if b"\x00" in data[-80:]:  # a new line may stand below them
            data = data.rstrip(END_OF_FILE + b"\r\n")
    text = _decoded(data, declared.strip().lower()).removeprefix("\ufeff")
    if "\x00" in text:
        place = text.index("\x00")
        raise MalformedItem(f"It holds a NUL character after {place} characters.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def decode_mixed(data: bytes) -> str:
    """Return bytes that mix UTF-8 with Windows-1252 as text; nothing is refused.

    For copy that passed through many machines, where `decode` refuses to guess.
    """
    return data.decode("utf-8", "windows_1252").replace("\x00", "")


def unpacked(text: str, packed: str) -> str:
    """Return the text that an element holds in an encoding of its own.

    :param packed: what the element says of it, such as “Base64” or a URI that ends so;
        text in any other encoding is returned as it is.
    :raises MalformedItem: if it is no Base64 after all.
    """
    if not packed.lower().endswith("base64"):
        return text
    try:
        data = binascii.a2b_base64("".join(text.split()), strict_mode=True)
    except (ValueError, UnicodeEncodeError):
        raise MalformedItem("Its text is said to be Base64, and is not.") from None
    return decode(data)


def clean(text: str) -> str:
    """Return text without control characters and with plain spaces for hard ones."""
    if text.isprintable():
        return text  # most of what is asked about: a line without any of these
    return UNWANTED.sub("", text.replace("\xa0", " "))


def line(text: str) -> str:
    """Return text as one line: clean, each run of white space as one space."""
    return " ".join(clean(text).split())


def refuse_long(text: str) -> str:
    """Return the text of one story, unless it is longer than a story can be.

    :raises MalformedItem: if it is; a book, or an attack on whoever cleans it.
    """
    if len(text) > MAX_TEXT:
        raise MalformedItem(
            f"Its text has {len(text):,} characters; no story is so long."
        )
    if (tags := text.count("<")) > MAX_TAGS:
        raise MalformedItem(f"Its text has {tags:,} tags; no story has so many.")
    return text


def stated(text: str) -> str:
    """Return words as one line, or nothing where they only say that there are none."""
    words = line(text)
    return "" if words.lower() in ABSENT else words


def whole_number(text: str | None) -> int | None:
    """Return a whole number of at most eighteen digits, which a column can hold."""
    words = (text or "").strip()
    fits = words.isascii() and words.isdecimal() and len(words) < 19
    return int(words) if fits else None


def opening(data: bytes, size: int = 4096) -> str:
    """Return the first bytes of a file as text, blanks aside, for recognising it."""
    if name := _marked(data):
        return data[:size].decode(name, "replace").lstrip("\ufeff \t\r\n")
    return data[:size].decode("latin-1").lstrip(" \t\r\n")


def _decoded(data, declared):
    if name := _marked(data):
        return _decoded_as(data, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if UTF8_PIECE.search(data):
            raise MalformedItem(
                f"It mixes UTF-8 with another encoding (first at byte {error.start})."
            ) from None
    if declared and declared not in (
        "utf-8",
        "utf8",
        "us-ascii",
        "iso-8859-1",
        "latin-1",
    ):
        return _decoded_as(data, declared)
    # Bytes 0x80 to 0x9F are quotes and dashes, never controls; five are unassigned.
    return data.decode("cp1252", "replace")


def _marked(data):
    """Return the encoding that a byte order mark names, or zeros between letters do."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return name
    start = data[:8]
    if len(data) % 2 == 0 and len(start) == 8:
        if not any(start[1::2]) and all(start[::2]):
            return "utf-16-le"
        if not any(start[::2]) and all(start[1::2]):
            return "utf-16-be"
    return ""


def _decoded_as(data, name):
    try:
        return data.decode(name)
    except LookupError:
        raise MalformedItem(
            f"It says its encoding is {name!r}, which nobody knows."
        ) from None
    except UnicodeDecodeError as error:
        raise MalformedItem(
            f"It says it is {name} but is not (first at byte {error.start})."
        ) from None


def _as_windows_1252(error):
    """Say what bytes mean that are not UTF-8, for the decoder."""
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("windows_1252", _as_windows_1252)
