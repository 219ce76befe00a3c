"""Whose mail a feed takes."""

import email.utils
import re
from collections.abc import Iterable
from email.parser import BytesHeaderParser

HEADERS = 65_536  # bytes in which the headers of a mail must end


def senders_of(data: bytes) -> list[str]:
    """Return every address that a mail says it is from, in lower case.

    Mail that names a sender twice names both: one of them is a lie.
    """
    head = re.split(rb"\r?\n\r?\n", data.lstrip()[:HEADERS], maxsplit=1)[0]
    message = BytesHeaderParser().parsebytes(head + b"\n\n")
    lines = [str(line) for line in message.get_all("From", [])]
    found = email.utils.getaddresses(lines)
    return [address.casefold() for _name, address in found]


def are_allowed(senders: Iterable[str], allowed: str) -> bool:
    """Whether all of them are among addresses and domains, one in each line.

    “wire@agency.example” is that address, “agency.example” everybody at that domain.
    """
    entries = {line.strip().casefold().lstrip("@") for line in allowed.split()}
    named = list(senders)
    return bool(named) and all(
        sender in entries or sender.rpartition("@")[2] in entries for sender in named
    )
