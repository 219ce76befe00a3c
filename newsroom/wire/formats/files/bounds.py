"""What is too much for one file, counted before anything is taken apart.

No agency sends as much; whoever does means harm, or has sent an archive.
"""

import re

from newsroom.wire.items import MalformedItem

MAX_ITEMS = 2_000  # of one file
MAX_EXPORTED = 20_000  # of a site's export, which is taken in once
MAX_TAGS = 600_000  # of mark-up, “<”; a photograph of 32 MB holds 130,000 by chance
MAX_OBJECTS = 100_000  # of JSON, “{”
MAX_VALUES = 400_000  # of JSON, “,”
MAX_PICTURES = 200  # of one item
MAX_WORDS = 500  # of each list of an item: keywords, subjects, places

ITEM = re.compile(
    rb"<(?:[\w-]+:)?(?:item|entry|deleted-entry|newsItem|packageItem|NewsItem)[\s/>]"
)
EXPORT = b"http://wordpress.org/export/"
# What opens an item of a text wire.
TRANSMISSION = re.compile(rb"\bZCZC|\x01|\x02|\x03|\x16\x16")


def refuse_crowds(data: bytes) -> None:
    """Refuse a file of more parts than there can be news in.

    :raises MalformedItem: with a sentence that says of what.
    """
    opening = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if opening.startswith((b"{", b"[")):
        _refuse(data.count(b"{"), MAX_OBJECTS, "objects")
        _refuse(data.count(b","), MAX_VALUES, "values")
    elif opening.startswith(b"<"):
        limit = MAX_EXPORTED if EXPORT in opening else MAX_ITEMS
        _refuse(sum(1 for _item in ITEM.finditer(data)), limit, "items")
        _refuse(data.count(b"<"), MAX_TAGS, "tags")
    elif opening.startswith((b"ZCZC", b"\x01", b"\x02", b"\x16")):
        found = sum(1 for _start in TRANSMISSION.finditer(data))
        _refuse(found, 3 * MAX_ITEMS, "marks of a transmission")


def refuse_many(number: int) -> None:
    """Refuse more items than one file can hold.

    :raises MalformedItem: with a sentence.
    """
    _refuse(number, MAX_ITEMS, "items")


def _refuse(number, limit, what):
    if number > limit:
        raise MalformedItem(f"It holds {number:,} {what}; at most {limit:,} are read.")
