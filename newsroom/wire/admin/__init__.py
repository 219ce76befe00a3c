"""The wire in the admin: the list an editor watches, the quarantine, and the feeds."""

from newsroom.wire.admin import feeds, quarantine, receipts, routing

__all__ = ["feeds", "quarantine", "receipts", "routing"]
