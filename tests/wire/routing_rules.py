"""Make routing rules for tests."""

from newsroom.wire.models import Condition, Replacement, Rule
from tests.factories import make_topic


def make_rule(*conditions, words=(), topics=(), **fields):
    """Return a rule that is on.

    :param conditions: (field, how, words), with a fourth to negate it.
    :param words: (old, new), with a third for a regular expression.
    """
    number = Rule.objects.count() + 1
    rule = Rule.objects.create(**{"name": f"Rule {number}", "active": True} | fields)
    for field, how, said, *negated in conditions:
        Condition.objects.create(
            rule=rule, field=field, how=how, words=said, negated=bool(negated)
        )
    for old, new, *expression in words:
        how = Replacement.How.EXPRESSION if expression else Replacement.How.WORDS
        Replacement.objects.create(rule=rule, old=old, new=new, how=how)
    rule.topics.add(*(make_topic(name) for name in topics))
    rule.save()
    return rule
