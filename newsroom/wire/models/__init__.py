"""What the wire remembers: feeds, deliveries, takes, and what was decided."""

from newsroom.wire.models.deliveries import Delivery
from newsroom.wire.models.feeds import Feed, refuse_unknown_zone
from newsroom.wire.models.receipts import URGENT, Decision, Quarantined, Receipt
from newsroom.wire.models.takes import Take, TakeName

__all__ = [
    "URGENT",
    "Decision",
    "Delivery",
    "Feed",
    "Quarantined",
    "Receipt",
    "Take",
    "TakeName",
    "refuse_unknown_zone",
]
