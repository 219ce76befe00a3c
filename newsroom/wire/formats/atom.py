"""Atom 1.0 and its drafts: feeds, single entries, and what was deleted since.

Sources: RFC 4287, RFC 6721; the dialects as feedparser reads them.
"""

from datetime import UTC, tzinfo

from newsroom.wire.formats.feeds import syndication
from newsroom.wire.formats.trees import xml
from newsroom.wire.items import UnreadItem, WireItem

NAME = "Atom"

NAMESPACES = ("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#", "")


def recognises(data: bytes) -> bool:
    namespace, name = xml.root_name(data)
    return name == "feed" or (name == "entry" and namespace in NAMESPACES)


def parse(data: bytes, zone: tzinfo = UTC) -> list[WireItem | UnreadItem]:
    """Return the entries of a feed, in their order.

    :raises MalformedItem: if it is not well-formed XML, or holds no entries.
    """
    return syndication.read(data, zone)
