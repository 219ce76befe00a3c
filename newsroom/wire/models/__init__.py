"""What the wire remembers: feeds, deliveries, takes, and what was decided."""

from newsroom.wire.models.deliveries import Delivery
from newsroom.wire.models.derivatives import Answer, Derivative, Recall
from newsroom.wire.models.feeds import Afterwards, Feed, Transport, refuse_unknown_zone
from newsroom.wire.models.pictures import Companion, PendingPicture, TakePhoto
from newsroom.wire.models.polling import Polling, Sighting, Traffic
from newsroom.wire.models.prints import StoryPrint, TakePrint
from newsroom.wire.models.receipts import URGENT, Decision, Quarantined, Receipt
from newsroom.wire.models.routing import Condition, Replacement, Rule, RuleOutcome
from newsroom.wire.models.takes import Take, TakeName

__all__ = [
    "URGENT",
    "Condition",
    "Afterwards",
    "Answer",
    "Companion",
    "Decision",
    "Delivery",
    "Derivative",
    "Feed",
    "PendingPicture",
    "Polling",
    "Quarantined",
    "Recall",
    "Receipt",
    "Sighting",
    "Replacement",
    "Rule",
    "RuleOutcome",
    "StoryPrint",
    "Take",
    "TakeName",
    "TakePrint",
    "TakePhoto",
    "Traffic",
    "Transport",
    "refuse_unknown_zone",
]
