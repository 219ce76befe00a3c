"""Read the invented samples, and make items and feeds for tests."""

from pathlib import Path

from newsroom.wire import formats
from newsroom.wire.items import WireItem
from newsroom.wire.models import Feed

SAMPLES = Path(__file__).parent / "samples"
# Bytes no editor of text keeps as they are, so they are made here.
ODD = {
    "curly-cp1252.txt": (
        "The council’s chair said “nobody” would lose a berth – not even at Easter.\n\n"
        "The café on the quay stays open, she added, as it has for years.\n"
    ).encode("cp1252"),
    "mixed.txt": "The café on the quay — ".encode() + "l’été".encode("cp1252"),
    "nul.txt": b"The harbour council met\x00 on Tuesday.\n",
    "photo-without-extension": b"\xff\xd8\xff\xe0\x00\x10JFIF",
}


def data(name):
    """Return the bytes of a sample."""
    return ODD[name] if name in ODD else (SAMPLES / name).read_bytes()


def read(name):
    """Return the items of a sample."""
    return formats.parse(data(name))[1]


def read_text(text):
    """Return the one item of a plain text."""
    [item] = formats.parse(text.encode())[1]
    return item


def make_feed(**fields):
    return Feed.objects.create(**{"name": "Coastal", "slug": "coastal"} | fields)


def make_item(**fields):
    invented = {
        "guid": "urn:coastal:1",
        "version": 1,
        "headline": "Night ferry is saved",
        "body": "<p>The council voted nine to four.</p>",
    }
    return WireItem(**invented | fields)
