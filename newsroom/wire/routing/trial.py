"""Try a rule on what came in the last days; nothing is stored."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from articles import comparing, html
from newsroom.wire.desk.arrivals import TAKEN_IN, may_become_a_draft, on_arrival
from newsroom.wire.items import WireItem
from newsroom.wire.models import Decision, Receipt, RuleOutcome
from newsroom.wire.routing import rules
from newsroom.wire.routing.conditions import Copy
from newsroom.wire.routing.expressions import Patience, Unusable
from newsroom.wire.routing.rules import Instruction

DAYS = 7
MOST = 5_000  # receipts, the newest, however many came
TIME_LIMIT = 8.0  # seconds of processor time, after which it says how far it came
SHOWN = 100  # items caught that are listed; the rest are only counted
REWORDINGS = 5  # changed paragraphs shown of an item
CHUNK = 200  # receipts held in memory at once


@dataclass(frozen=True, slots=True)
class Caught:
    """One item for which the rule holds, and what it would have changed."""

    receipt: Receipt
    reason: str
    changes: list[tuple[str, str, str]]  # what, before, after
    words: list[list[tuple[str, str, str]]]  # as comparing.words_apart says it


@dataclass(slots=True)
class Trial:
    """What a rule would have done; `examined` counts items that could be stories."""

    examined: int = 0
    caught: int = 0
    too_slow: int = 0
    rows: list[Caught] = field(default_factory=list)
    oldest: Receipt | None = None  # how far it came, if it did not come to the end


def on_last_week(rule: Instruction) -> Trial:
    """Ask a rule, alone, about the newest items of the last days.

    Memory and time are bounded: receipts are read a few at a time, each as it was read
    when it came, and the clock stops the rest.
    """
    trial, end = Trial(), time.thread_time() + TIME_LIMIT
    for receipt in _receipts():
        if time.thread_time() > end:
            trial.oldest = receipt
            break
        item = WireItem.from_data(receipt.content)
        if may_become_a_draft(item):
            _examine(trial, rule, receipt, item)
    return trial


def _receipts() -> Iterator[Receipt]:
    since = timezone.now() - timedelta(days=DAYS)
    receipts = Receipt.objects.filter(decided_at__gte=since)
    receipts = receipts.exclude(decision__in=[Decision.QUARANTINED, Decision.DUPLICATE])
    receipts = receipts.select_related("feed", "section").defer("reason")
    return receipts.order_by("-pk")[:MOST].iterator(chunk_size=CHUNK)


def _examine(trial, rule, receipt, item):
    """Count an item; what a rule would write is only worked out for what is listed."""
    trial.examined += 1
    patience = Patience()
    patience.begin_rule()
    try:
        phrases = rule.reasons(Copy(item, receipt.feed), patience)
    except Unusable:
        trial.too_slow += 1
        return
    if phrases is None:
        return
    trial.caught += 1
    if len(trial.rows) < SHOWN:
        filing = rules.filed_by([rule], item, receipt.feed)
        trial.too_slow += filing.left_out
        changes = [] if filing.left_out else list(_changes(rule, receipt, item))
        words = _rewordings(item, filing.item)
        trial.rows.append(Caught(receipt, ", ".join(phrases), changes, words))


def _changes(rule: Instruction, receipt: Receipt, item: WireItem):
    """Yield what would be otherwise: what, before, after."""
    if rule.section and rule.section[0] != receipt.section_id:
        before = str(receipt.section) if receipt.section else _("none")
        yield _("Section"), before, rule.section[1]
    if rule.topics:
        yield _("Topics"), "", ", ".join(name for _pk, name in rule.topics)
    if rule.outcome:
        yield _("Status"), "", _outcome(rule, receipt, item)


def _outcome(rule, receipt, item):
    """Return where the rule would have brought it, or why it would have waited."""
    outcome = RuleOutcome(rule.outcome)
    arrival = on_arrival(item, receipt.feed)
    passed_on = outcome in (RuleOutcome.READY, RuleOutcome.PUBLISHED)
    if passed_on and (arrival.decision not in TAKEN_IN or arrival.reason):
        return _("Draft, since: %s") % arrival.reason
    if outcome == RuleOutcome.PUBLISHED and not item.body:
        return _("Draft, since it came without a text.")
    return str(outcome.label)


def _rewordings(before: WireItem, after: WireItem):
    """Return the first lines and paragraphs that are put otherwise, word by word."""
    if before is after:
        return []
    old, new = _lines(before), _lines(after)
    if len(old) != len(new):  # a paragraph went, or the words of one now look like two
        old, new = ["\n".join(old)], ["\n".join(new)]
    pairs = zip(old, new, strict=True)
    changed = [(one, other) for one, other in pairs if one != other]
    return [comparing.words_apart(one, other) for one, other in changed[:REWORDINGS]]


def _lines(item):
    return [item.headline, item.standfirst, *html.paragraphs(item.body or "<p></p>")]
