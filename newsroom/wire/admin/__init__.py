"""The wire in the admin: the list an editor watches, the quarantine, and the feeds."""

from newsroom.wire.admin import (
    derivatives,
    feeds,
    pictures,
    quarantine,
    receipts,
    routing,
)

__all__ = ["derivatives", "feeds", "pictures", "quarantine", "receipts", "routing"]
