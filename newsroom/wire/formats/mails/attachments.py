"""What hangs on a mail: pictures, known by their first bytes, and other files."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from email.message import Message

from newsroom.wire.formats import photograph
from newsroom.wire.formats.mails import mailfiles, mailwords
from newsroom.wire.items import MalformedItem, WireItem, WirePicture

MAX_FILES = 60
# Smaller pictures are an office's logo or count who opened the letter.
SMALLEST = 48  # pixels, either way
UNFIT = re.compile(r"[^\w .,()+-]+")


@dataclass(frozen=True, slots=True)
class Attachments:
    """The pictures of a mail, and a line for each other file."""

    pictures: tuple[WirePicture, ...]
    notes: tuple[str, ...]


def read(parts: Iterable[Message], files: mailfiles.Files) -> Attachments:
    """Return what hangs on a mail; a picture that cannot be read is named in a note."""
    pictures: list[WirePicture] = []
    notes: list[str] = []
    seen: set[bytes] = set()
    for part in parts:
        if not is_file(part) and part.get_content_maintype() == "text":
            continue
        if len(pictures) + len(notes) >= MAX_FILES:
            notes.append("It carries more files; look at the mail itself.")
            break
        data = files.payload(part)
        if not data or data in seen:
            continue
        seen.add(data)
        name = _name(part, len(seen))
        if not photograph.recognises(data):
            kind = part.get_content_type()
            notes.append(f"A file came along: {name} ({kind}, {len(data):,} bytes)")
            continue
        try:
            pictures += _picture(data, name, part)
        except MalformedItem as error:
            notes.append(f"A picture came along that cannot be read: {name}. {error}")
    return Attachments(tuple(pictures), tuple(notes))


def is_file(part: Message) -> bool:
    """Whether a part of a mail is a file rather than the letter itself."""
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _picture(data, name, part):
    [item] = photograph.parse(data)
    if not isinstance(item, WireItem):
        return []
    [picture] = item.pictures
    small = min(picture.width or 0, picture.height or 0) < SMALLEST
    if small and part.get_content_disposition() != "attachment":
        return []
    caption = picture.caption or mailwords.header(part, "Content-Description")
    return [replace(picture, href=name, caption=caption)]


def _name(part, number):
    """Return the name of a file without its path and without odd characters."""
    stated = mailwords.unfolded(str(part.get_filename() or ""))
    name = UNFIT.sub("_", re.split(r"[/\\]", stated)[-1]).strip(". ")[-80:]
    return name or f"attachment-{number}"
