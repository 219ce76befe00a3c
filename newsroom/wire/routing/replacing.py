"""Put words of an item otherwise: headline, standfirst and text, never its mark-up."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from articles import html
from newsroom.wire.formats.files import encoding
from newsroom.wire.items import WireItem
from newsroom.wire.models import Replacement
from newsroom.wire.routing import conditions, expressions
from newsroom.wire.routing.expressions import Patience


@dataclass(frozen=True, slots=True)
class Change:
    """A replacement without its row."""

    how: str
    old: str
    new: str

    @classmethod
    def of(cls, replacement: Replacement) -> "Change":
        return cls(replacement.how, replacement.old, replacement.new)

    def applied(self, text: str, patience: Patience) -> str:
        """Return a text with these words put otherwise.

        :raises expressions.Unusable: if an expression was stopped.
        """
        if self.how == Replacement.How.EXPRESSION:
            return expressions.replaced(self.old, self.new, text, patience)
        pattern = conditions.phrase(self.old, exact=True)
        most = expressions.LONGEST_RESULT // max(len(self.new), 1)
        return pattern.sub(lambda _match: self.new, text, count=most)


def reworded(item: WireItem, changes: Iterable[Change], patience: Patience) -> WireItem:
    """Return an item with its words put otherwise; the same item if none were.

    Each change is applied to what the one before has left. In the text each run of
    words between two tags is one by itself, and what is written there is words,
    whatever it looks like.

    :raises expressions.Unusable: if an expression was stopped.
    """
    changes = list(changes)

    def words(text: str) -> str:
        changed = text
        for change in changes:
            changed = change.applied(changed, patience)
        return text if changed == text else encoding.clean(changed)

    if not changes:
        return item
    changed = replace(
        item,
        headline=" ".join(words(item.headline).split()) if item.headline else "",
        standfirst=words(item.standfirst) if item.standfirst else "",
        body=html.reworded(item.body, words) if item.body else "",
    )
    return item if changed == item else changed
