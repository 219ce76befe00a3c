"""RSS 1.0 and 0.90, which are RDF, with the modules content, Dublin Core and media.

Sources: RSS 1.0 (RSS-DEV), its modules; the dialects as feedparser reads them.
"""

from datetime import UTC, tzinfo

from newsroom.wire.formats.feeds import syndication
from newsroom.wire.formats.trees import xml
from newsroom.wire.items import UnreadItem, WireItem

NAME = "RSS 1.0"


def recognises(data: bytes) -> bool:
    return xml.root_name(data)[1] == "RDF"


def parse(data: bytes, zone: tzinfo = UTC) -> list[WireItem | UnreadItem]:
    """Return the items of a channel, in their order.

    :raises MalformedItem: if it is not well-formed XML, or holds no items.
    """
    return syndication.read(data, zone)
