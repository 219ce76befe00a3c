"""Mail: a message with its text, its pictures, and what else hangs on it.

Sources: RFC 5322, RFC 2045 to 2047, RFC 3676, read by Python's own email package. What
that package takes long over is bounded before it begins.
"""

import codecs
import email
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, tzinfo
from email.message import Message
from typing import Any

from articles import html
from newsroom.wire.formats import plaintext
from newsroom.wire.formats.files import encoding
from newsroom.wire.formats.mails import (
    attachments,
    correspondence,
    mailfiles,
    mailwords,
    webforms,
)
from newsroom.wire.formats.phrases import datelines, moments
from newsroom.wire.formats.trees import markup
from newsroom.wire.items import MalformedItem, UnreadItem, WireItem

NAME = "RFC 822 mail"

MAX_LINES = 600_000  # 32 MB of base64 have 440,000
MAX_LINE = 1_000_000  # bytes; the reader keeps an open line in four times as many
MAX_DELIMITERS = 1_000  # lines that begin with “--”, as those between parts do
MAX_NESTING = 20  # multiparts and messages inside the message
MAX_TAGS = 20_000  # of mark-up
HEADER_LINES = 60  # of the opening, in which two known headers must stand

LINE = re.compile(rb"[^\r\n]+")
DELIMITER = re.compile(rb"[\r\n]--")
NESTING = re.compile(rb"content-type:\s{0,8}(?:multipart|message)/", re.I)
HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]{0,60}):")
HEADERS = {
    "from", "to", "subject", "date", "message-id", "received", "return-path",
    "mime-version", "delivered-to", "content-type", "reply-to", "x-mailer", "sender",
}  # fmt: skip
FORWARDED = re.compile(r"(?:(?:fwd?|re|wg|aw|tr|rv|i|sv|vs)\s?:\s{0,4}){1,5}", re.I)
# A subject that says more than that the story is about one.
EMBARGO = re.compile(
    r"\W{0,3}(?:(?:strictly )?under embargo|embargoed|embargo (?:until|till|to|for|:)"
    r"|hold for release|sperrfrist)\b",
    re.I,
)
SIGNATURE = re.compile(r"^--[ \t]*$", re.M)


@dataclass(frozen=True, slots=True)
class Letter:
    """The text of a mail, and what the sender signs it with."""

    text: str
    signature: str = ""
    is_marked_up: bool = False


def recognises(data: bytes) -> bool:
    """Whether the first lines are headers, two of which mail alone has."""
    names = set()
    for line in encoding.opening(data, 16_384).splitlines()[:HEADER_LINES]:
        if match := HEADER.match(line):
            names.add(match[1].lower())
        elif not line.strip() or not line.startswith((" ", "\t", "From ", ">From ")):
            break
    return len(names & HEADERS) >= 2


def parse(data: bytes, zone: tzinfo = UTC) -> list[WireItem | UnreadItem]:
    """Return the one item that a message is.

    :raises MalformedItem: if it holds neither a subject nor words nor pictures, or
        more parts than any letter has.
    """
    _refuse_bombs(data)
    start = data.removeprefix(codecs.BOM_UTF8).lstrip(b" \t\r\n")
    files = mailfiles.Files(start)
    message = email.message_from_bytes(files.mail, policy=mailwords.Bounded())
    own, forwarded = list(_parts(message)), list(_parts(message, inner=True))
    letter = _letter(own, files)
    letter = letter if letter.text else _letter(forwarded, files)
    hangs_on = attachments.read([*own, *forwarded], files)
    stated = _envelope(message, zone) | {"pictures": hangs_on.pictures}
    notes = [stated["editor_note"], letter.signature, *hangs_on.notes]
    stated["editor_note"] = "\n".join(filter(None, notes))
    item = _item(letter, zone, stated)
    if not (item.headline or item.body or item.pictures):
        raise MalformedItem("The mail holds neither a subject, nor text, nor pictures.")
    return [item]


def _refuse_bombs(data):
    """Refuse what is no letter but would keep the reader busy.

    :raises MalformedItem: if it has more lines, parts or nested parts than a letter.
    """
    if data.count(b"\n") + data.count(b"\r") > 2 * MAX_LINES:
        raise MalformedItem(f"The mail has more than {MAX_LINES:,} lines.")
    if any(line.end() - line.start() > MAX_LINE for line in LINE.finditer(data)):
        raise MalformedItem(f"The mail has a line of more than {MAX_LINE:,} bytes.")
    if sum(1 for _delimiter in DELIMITER.finditer(data)) > MAX_DELIMITERS:
        raise MalformedItem(f"The mail has more than {MAX_DELIMITERS:,} parts.")
    if sum(1 for _part in NESTING.finditer(data)) > MAX_NESTING:
        raise MalformedItem(f"The mail nests its parts more than {MAX_NESTING} deep.")


def _parts(message: Message, *, inner: bool = False) -> Iterator[Message]:
    """Yield the parts that hold something.

    :param inner: whether to yield those of forwarded messages, or the others.
    """
    if not message.is_multipart():
        if not inner:
            yield message
        return
    forwarded = message.get_content_maintype() == "message"
    if forwarded and not inner:
        return
    for part in message.get_payload():
        if isinstance(part, Message):
            yield from _parts(part, inner=inner and not forwarded)


def _envelope(message, zone) -> dict[str, Any]:
    """Return what the headers say, as fields of an item."""
    sender = mailwords.header(message, "From")
    subject = mailwords.header(message, "Subject")
    given = FORWARDED.match(subject)
    return {
        "guid": mailwords.header(message, "Message-ID"),
        "version_created": _made(message, zone),
        "headline": subject[given.end() :].strip() if given else subject,
        "keywords": _keywords(message),
        "language": mailwords.header(message, "Content-Language").partition(",")[0],
        "editor_note": f"From: {sender}" if sender else "",
        "embargo_unclear": subject if EMBARGO.match(subject) else "",
    }


def _keywords(message):
    stated = map(str.strip, mailwords.header(message, "Keywords").split(","))
    return tuple(dict.fromkeys(filter(None, stated)))


def _made(message, zone):
    """Return when it was sent, else when the last server took it."""
    received = mailwords.header(message, "Received").rpartition(";")[2]
    for words in (mailwords.header(message, "Date"), received):
        if moment := moments.made(words, zone):
            return moment
    return None


def _letter(parts, files) -> Letter:
    """Return the text: plain unless the HTML says twice as much.

    Some programs send a text in several parts, with pictures in between. A text that
    hangs on the message as a file is never its text.
    """
    found: dict[str, list[str]] = {"text/plain": [], "text/html": []}
    signatures = []
    for part in parts:
        kind = part.get_content_type()
        if kind not in found or attachments.is_file(part):
            continue
        text = _words(part, files.payload(part))
        if kind == "text/plain":
            text, signature = _without_signature(text)
            text, around = correspondence.divided(text)
            signatures += [signature, around]
        found[kind] += [text] if text.strip() else []
    plain, marked_up = ("\n\n".join(texts) for texts in found.values())
    whole = not marked_up or webforms.recognises(plain) or _is_whole(plain, marked_up)
    note = "\n".join(filter(None, signatures))
    if plain and whole:
        return Letter(plain, note)
    return Letter(marked_up, note, is_marked_up=bool(marked_up))


def _is_whole(plain, marked_up):
    return 2 * len(plain.split()) >= len(markup.MARKUP.sub(" ", marked_up).split())


def _words(part, payload):
    text = mailwords.decoded(payload, part.get_content_charset("") or "")
    if str(part.get_param("format", "")).lower() == "flowed":
        return _unflowed(text, str(part.get_param("delsp", "")).lower() == "yes")
    return text


def _unflowed(text, delete_space):
    """Join the lines that only a reader's window broke: those that end with a space."""
    lines: list[str] = []
    flows = False
    for raw in text.split("\n"):
        line = raw.removeprefix(" ")
        if flows and line and not SIGNATURE.match(line):
            lines[-1] += line
        else:
            lines.append(line)
        flows = line.endswith(" ") and not SIGNATURE.match(line)
        if flows and delete_space:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)


def _item(letter, zone, stated):
    if letter.is_marked_up:
        return _from_html(letter.text, stated)
    if webforms.recognises(letter.text):
        return webforms.item(letter.text, zone, stated)
    return plaintext.item(letter.text, zone, **stated)


def _from_html(text, stated):
    if text.count("<") > MAX_TAGS:
        raise MalformedItem(f"The mail's mark-up has more than {MAX_TAGS:,} tags.")
    copy = markup.from_html(text)
    opening = datelines.opening(html.paragraphs(copy.body))
    notes = [stated["editor_note"], copy.notes]
    found = {
        "body": copy.body,
        "byline": opening.byline,
        "dateline": opening.city,
        "credit": opening.agency,
        "editor_note": "\n".join(filter(None, notes)),
    }
    return WireItem(**stated | found)


def _without_signature(text):
    """Divide a letter at the line of two dashes, below which a sender signs."""
    match = SIGNATURE.search(text)
    if match is None or not text[: match.start()].strip():
        return text, ""
    return text[: match.start()], encoding.line(text[match.end() :])
