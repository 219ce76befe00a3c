"""Whose mail a feed takes."""

import email.utils
import re
from collections.abc import Iterable
from dataclasses import replace
from email.parser import BytesHeaderParser

from django.utils.translation import gettext as _

from newsroom.wire.formats import mail
from newsroom.wire.items import WireItem
from newsroom.wire.models import Feed, Transport
from newsroom.wire.reading import Reading

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


def screened(said: Reading, data: bytes, feed: Feed) -> Reading:
    """Return what a delivery says; the items of mail from strangers are passed over.

    What comes from a mailbox is mail, whatever it looks like.
    """
    if not feed.allowed_senders.strip():
        return said
    if said.format != mail.NAME and feed.transport != Transport.IMAP:
        return said
    senders = senders_of(data)
    if are_allowed(senders, feed.allowed_senders):
        return said
    reason = _("%s is none of the allowed senders of the feed.") % (
        ", ".join(filter(None, senders))[:200] or _("Whoever sent it")
    )
    return replace(
        said,
        items=tuple(
            replace(item, skip_reason=reason) if isinstance(item, WireItem) else item
            for item in said.items
        ),
    )
