"""Read the bytes of a delivery into items; nothing is stored here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import Protocol

from newsroom.wire import formats
from newsroom.wire.items import MalformedItem, UnreadItem, WireItem


class Reader(Protocol):
    """What reads bytes: `newsroom.wire.formats`, or `newsroom.wire.anytext`."""

    def parse(
        self, data: bytes, zone: tzinfo = UTC
    ) -> tuple[str, list[WireItem | UnreadItem]]: ...


@dataclass(frozen=True, slots=True)
class Reading:
    """What a delivery says: its format and its items, or why nobody can read it."""

    format: str
    items: Sequence[WireItem | UnreadItem] = ()
    refusal: str = ""  # a sentence


def read(data: bytes, zone: tzinfo, reader: Reader = formats) -> Reading:
    """Return what a delivery says; of one that cannot be read, why.

    :param zone: assumed for moments that name no zone.
    """
    try:
        name, items = reader.parse(data, zone)
    except MalformedItem as error:
        return Reading(formats.format_name(data), refusal=str(error))
    return Reading(name, tuple(items))
