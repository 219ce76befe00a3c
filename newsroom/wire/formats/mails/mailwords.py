"""Words of a mail as text, however many encodings it mixes, and whichever are wrong."""

from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.policy import Compat32

from newsroom.wire.formats.files import encoding
from newsroom.wire.items import MalformedItem

MAX_HEADER = 2_000  # characters of one header that are read


class Bounded(Compat32):
    """The email package's oldest policy, which never fails, with headers cut short."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, str(value)[:MAX_HEADER]

    def header_fetch_parse(self, name: str, value: str) -> str:
        return repaired(value)


def header(message: Message, name: str) -> str:
    """Return a header as one line of text; empty without one."""
    return unfolded(str(message.get(name, "")))


def unfolded(raw: str) -> str:
    """Return the value of a header as one line, encoded words (RFC 2047) read."""
    raw = repaired(raw)
    try:
        pieces = decode_header(raw)
    except (HeaderParseError, ValueError):
        return encoding.line(raw)
    return encoding.line("".join(_piece(*piece) for piece in pieces))


def decoded(data: bytes, charset: str) -> str:
    """Return bytes of a mail as text; what no encoding explains becomes “�”."""
    data = data.replace(b"\x00", b"")
    try:
        if b"\x1b" in data and charset.lower().startswith("iso-2022"):
            return data.decode(charset, "replace")
        return encoding.decode(data, charset)
    except (LookupError, MalformedItem):
        text = encoding.decode_mixed(data)
        return text.replace("\r\n", "\n").replace("\r", "\n")


def repaired(words: str) -> str:
    """Return raw bytes of a header, which the package keeps as surrogates, as text."""
    return decoded(words.encode("utf-8", "surrogateescape"), "")


def _piece(words, charset):
    if isinstance(words, str):
        return words
    if charset is None:  # the package's own way to hand on what was no encoded word
        return words.decode("raw-unicode-escape", "replace")
    return decoded(words, charset)
