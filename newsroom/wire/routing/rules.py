"""What the rules in force make of an item: where it goes, in which words, and why."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from newsroom.wire.items import WireItem
from newsroom.wire.models import Feed, Rule, RuleOutcome
from newsroom.wire.routing import expressions
from newsroom.wire.routing.conditions import Copy, Criterion
from newsroom.wire.routing.expressions import Patience
from newsroom.wire.routing.replacing import Change, reworded

# What a receipt says of an outcome; whether it came to it is told after it.
DONE = {
    RuleOutcome.WIRE: gettext_lazy("left on the wire"),
    RuleOutcome.DRAFT: gettext_lazy("made a draft"),
    RuleOutcome.HELD: gettext_lazy("put on hold"),
    RuleOutcome.SUBMITTED: gettext_lazy("submitted to the desk"),
    RuleOutcome.READY: gettext_lazy("to be made ready"),
    RuleOutcome.PUBLISHED: gettext_lazy("to be published"),
}


@dataclass(frozen=True, slots=True)
class Instruction:
    """A rule with all that belongs to it, without its rows."""

    name: str
    tests: tuple[Criterion, ...]
    needs_all: bool
    section: tuple[int, str] | None  # key and name
    topics: tuple[tuple[int, str], ...]
    outcome: str
    stop: bool
    changes: tuple[Change, ...]
    switched_on_by: int | None

    @classmethod
    def of(cls, rule: Rule) -> "Instruction":
        """Return a saved rule; four queries if nothing of it is prefetched."""
        return cls(
            name=rule.name,
            tests=tuple(Criterion.of(one) for one in rule.conditions.all()),
            needs_all=rule.needs == Rule.Needs.ALL,
            section=(rule.section.pk, str(rule.section)) if rule.section else None,
            topics=tuple((topic.pk, topic.name) for topic in rule.topics.all()),
            outcome=rule.outcome,
            stop=rule.stop,
            changes=tuple(Change.of(one) for one in rule.replacements.all()),
            switched_on_by=rule.switched_on_by_id,
        )

    def reasons(self, copy: Copy, patience: Patience) -> list[str] | None:
        """Return why the rule holds, a phrase for each condition; None if it does not.

        :raises expressions.Unusable: if an expression was stopped.
        """
        found = []
        for test in self.tests:
            if reason := test.reason(copy, patience):
                found.append(reason)
            elif self.needs_all:
                return None
        return found if found or not self.tests else None


@dataclass(frozen=True, slots=True)
class Filing:
    """What the rules say of one item."""

    item: WireItem  # its words put otherwise
    section: int | None = None
    topics: tuple[int, ...] = ()
    outcome: str = ""
    decided_by: Instruction | None = None  # the rule that the outcome is of
    reasons: tuple[str, ...] = ()  # sentences for its receipt: which rule did what
    remarks: tuple[str, ...] = ()  # those of them about its words alone
    left_out: bool = False  # a rule could not be asked, and might have said otherwise

    def makes_draft(self, feed: Feed) -> bool:
        """Whether a draft is made; where no rule says so, as the feed has it."""
        if not self.outcome:
            return feed.makes_drafts
        return self.outcome != RuleOutcome.WIRE

    def refusal(self) -> str:
        """Return why the rule may not publish: who switched it on may not, or is gone.

        A rule acts with the rights that somebody has today, not those of the past.
        """
        key = self.decided_by and self.decided_by.switched_on_by
        user = get_user_model().objects.filter(pk=key).first() if key else None
        if user is not None and user.has_perm("articles.publish_article"):
            return ""
        return _(
            "The rule “%s” does not publish: nobody who may publish has switched it on."
        ) % (self.decided_by.name if self.decided_by else "")


def filed(item: WireItem, feed: Feed, *, taken: bool = False) -> Filing:
    """Return what the rules that are switched on say of an item.

    The first that names a section decides that, the first that says what becomes of
    the story that; topics and replacements come from all. One query while no rule
    changes.

    :param taken: somebody takes it, so no rule says what becomes of it.
    """
    asked = in_force()
    if taken:
        asked = tuple(replace(one, outcome="") for one in asked)
    return filed_by(asked, item, feed)


def in_force() -> tuple[Instruction, ...]:
    """Return the rules that are switched on, in their order."""
    marks = Rule.objects.filter(active=True).values_list("pk", "mark")
    return _in_force(tuple(marks))


def filed_by(instructions: Iterable[Instruction], item: WireItem, feed: Feed) -> Filing:
    """Return what these rules, in their order, say of an item; stores nothing."""
    copy, patience, filing = Copy(item, feed), Patience(), Filing(item)
    for instruction in instructions:
        patience.begin_rule()
        try:
            phrases = instruction.reasons(copy, patience)
            if phrases is None:
                continue
            filing = _followed(filing, instruction, phrases, patience)
        except expressions.Unusable as why:
            sentence = _left_out(instruction, why)
            filing = replace(
                filing,
                reasons=(*filing.reasons, sentence),
                remarks=(*filing.remarks, sentence),
                left_out=True,
            )
            continue
        if instruction.stop:
            break
    return filing


@lru_cache(maxsize=2)
def _in_force(marks) -> tuple[Instruction, ...]:
    """Return the rules of these marks; a saved rule has a new one."""
    rules = Rule.objects.filter(pk__in=[pk for pk, _mark in marks])
    rules = rules.select_related("section")
    rules = rules.prefetch_related("topics", "conditions", "replacements")
    return tuple(Instruction.of(rule) for rule in rules) if marks else ()


def _followed(filing, instruction, phrases, patience):
    """Return the filing as one more rule leaves it, and say what that rule did."""
    item = reworded(filing.item, instruction.changes, patience)
    new = [topic for topic in instruction.topics if topic[0] not in filing.topics]
    changed: dict[str, Any] = {"topics": (*filing.topics, *(pk for pk, _name in new))}
    done = []
    if instruction.section and filing.section is None:
        changed["section"] = instruction.section[0]
        done.append(_("section %s") % instruction.section[1])
    if new:
        names = ", ".join(name for _pk, name in new)
        done.append(ngettext("topic %s", "topics %s", len(new)) % names)
    if instruction.outcome and not filing.outcome:
        changed |= {"outcome": instruction.outcome, "decided_by": instruction}
        done.append(str(DONE[RuleOutcome(instruction.outcome)]))
    if item is not filing.item:
        changed |= {"item": item}
        done.append(_("words put otherwise"))
        remark = _said(instruction, phrases, done[-1:])
        changed["remarks"] = (*filing.remarks, remark)
    if done:
        sentence = _said(instruction, phrases, done)
        changed["reasons"] = (*filing.reasons, sentence)
    return replace(filing, **changed)


def _said(instruction, phrases, done):
    """Return a sentence: “Section Sport, because of the rule “Goals”: subject 15.”"""
    words = "; ".join(done)
    why = ", ".join(phrases) or _("all copy")
    return _("%(done)s, because of the rule “%(rule)s”: %(why)s.") % {
        "done": words[:1].upper() + words[1:],
        "rule": instruction.name,
        "why": why,
    }


def _left_out(instruction, why):
    return _("The rule “%(rule)s” was left out. %(why)s") % {
        "rule": instruction.name,
        "why": why,
    }
