"""Read the invented samples, and make items and feeds for tests."""

from pathlib import Path

from newsroom.wire import formats
from newsroom.wire.items import WireItem
from newsroom.wire.models import Feed

SAMPLES = Path(__file__).parent / "samples"


def data(name):
    return (SAMPLES / name).read_bytes()


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
