"""What the wire remembers: feeds, deliveries, takes, and what was decided."""

from newsroom.wire.models.deliveries import Delivery
from newsroom.wire.models.feeds import Afterwards, Feed, Transport, refuse_unknown_zone
from newsroom.wire.models.polling import Polling, Sighting, Traffic
from newsroom.wire.models.receipts import URGENT, Decision, Quarantined, Receipt
from newsroom.wire.models.routing import Condition, Replacement, Rule, RuleOutcome
from newsroom.wire.models.takes import Take, TakeName

__all__ = [
    "Afterwards",
    "URGENT",
    "Condition",
    "Decision",
    "Delivery",
    "Feed",
    "Polling",
    "Quarantined",
    "Receipt",
    "Sighting",
    "Replacement",
    "Rule",
    "RuleOutcome",
    "Take",
    "TakeName",
    "Traffic",
    "Transport",
    "refuse_unknown_zone",
]
