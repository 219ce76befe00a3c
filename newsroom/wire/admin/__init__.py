"""The wire in the admin: the list an editor watches, the quarantine, and the feeds."""

from newsroom.wire.admin import derivatives, feeds, quarantine, receipts, routing

__all__ = ["derivatives", "feeds", "quarantine", "receipts", "routing"]
