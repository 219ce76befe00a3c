"""Whether the conditions of a rule hold for an item, and by which of its words."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.utils.translation import gettext as _

from articles import html
from newsroom.wire.items import WireItem
from newsroom.wire.models import Condition, Feed
from newsroom.wire.routing import expressions
from newsroom.wire.routing.expressions import Patience

Field = Condition.Field
How = Condition.How
# Of the codes that say by their digits what stands above them: 15 sport, 15054 soccer,
# 15054001 one of its leagues. Media topics, from 20000000 on, do not.
LAST_OF_TREE = 18_000_000
SHOWN = 60  # characters of a condition that a reason quotes


class Copy:
    """What the conditions of rules can see of an item; the text is read only once."""

    def __init__(self, item: WireItem, feed: Feed):
        self.item, self.feed = item, feed

    def said(self, field: str) -> Iterable[str]:
        """Return what the item says under the name of a condition's field."""
        return TEXTS[field](self)

    @cached_property
    def text(self) -> str:
        item = self.item
        return "\n".join([item.headline, item.standfirst, html.to_text(item.body)])


TEXTS: dict[str, Callable[[Copy], Iterable[str]]] = {
    Field.FEED: lambda copy: (copy.feed.slug, copy.feed.name),
    Field.SUBJECT: lambda copy: copy.item.subjects,
    Field.KEYWORD: lambda copy: copy.item.keywords,
    Field.SLUGLINE: lambda copy: (copy.item.slugline,),
    Field.HEADLINE: lambda copy: (copy.item.headline,),
    Field.TEXT: lambda copy: (copy.text,),
    Field.PLACE: lambda copy: (*copy.item.places, copy.item.dateline),
    Field.URGENCY: lambda copy: (str(copy.item.urgency or ""),),
    Field.LANGUAGE: lambda copy: (copy.item.language or copy.feed.language,),
    Field.CREDIT: lambda copy: (copy.item.credit, copy.item.source),
    Field.SIGNAL: lambda copy: copy.item.signals,
}


@dataclass(frozen=True, slots=True)
class Criterion:
    """A condition without its row, so that it can be kept and asked again and again."""

    field: Condition.Field
    how: Condition.How
    negated: bool
    alternatives: tuple[str, ...]

    @classmethod
    def of(cls, condition: Condition) -> "Criterion":
        return cls(
            Condition.Field(condition.field),
            Condition.How(condition.how),
            condition.negated,
            tuple(condition.alternatives),
        )

    def reason(self, copy: Copy, patience: Patience) -> str:
        """Return why it holds, such as “subject 15000000”; nothing if it does not.

        :raises expressions.Unusable: if its expression was stopped.
        """
        met = next(
            (one for one in self.alternatives if self._met(one, copy, patience)), None
        )
        if (met is None) is not self.negated:
            return ""
        words = "; ".join(self.alternatives) if met is None else met
        words = words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"
        if self.how in NUMBERS:
            # Negated it is “not at most 3”, else the urgency that the item has.
            number = f"{self.how.label} {words}"
            words = number if met is None else str(copy.item.urgency)
        elif self.field in QUOTED:
            words = f"“{words}”"
        told = _("%(what)s not %(words)s") if met is None else _("%(what)s %(words)s")
        return told % {"what": self.field.label, "words": words}

    def _met(self, words: str, copy: Copy, patience: Patience) -> bool:
        said = [text for text in copy.said(self.field) if text]
        if self.how == How.MATCHES:
            return any(expressions.finds(words, text, patience) for text in said)
        return any(COMPARED[self.how](words, text, self.field) for text in said)


NUMBERS = {How.AT_MOST, How.AT_LEAST}
QUOTED = {Field.KEYWORD, Field.SLUGLINE, Field.HEADLINE, Field.TEXT, Field.CREDIT}


@lru_cache(maxsize=1_000)
def phrase(words: str, *, exact: bool = False) -> re.Pattern[str]:
    """Return the pattern of whole words, white space between them as it comes.

    A star at the end of a word stands for any more of its letters. No text takes longer
    than its length.

    :param exact: capital letters matter, and a star is a star.
    """
    parts = [re.escape(part) for part in re.split(r"\s+", words)]
    if not exact:
        parts = [re.sub(r"(?<=\w)\\\*$", r"\\w*", part) for part in parts]
    # Where it begins or ends with a letter, another letter must not stand beside it;
    # where it begins with white space, all of that.
    start = r"(?<!\w)" if words[:1].isalnum() else r"(?<!\s)" * words[:1].isspace()
    end = r"(?!\w)" if words[-1:].isalnum() else ""
    return re.compile(
        start + r"\s+".join(parts) + end, re.NOFLAG if exact else re.IGNORECASE
    )


def _contains(words, text, field):
    return phrase(words).search(text) is not None


def _is(words, text, field):
    if field == Field.SUBJECT:
        return text == words or text.startswith(_branch(words))
    one, other = _folded(words), _folded(text)
    if field == Field.LANGUAGE:
        return other == one or other.startswith(f"{one}-")
    return other == one


def _starts(words, text, field):
    return _folded(text).startswith(_folded(words))


def _at_most(words, text, field):
    return int(text) <= int(words)


def _at_least(words, text, field):
    return int(text) >= int(words)


COMPARED = {
    How.CONTAINS: _contains,
    How.IS: _is,
    How.STARTS: _starts,
    How.AT_MOST: _at_most,
    How.AT_LEAST: _at_least,
}


def _branch(code):
    """Return the digits that all codes below an IPTC subject code begin with."""
    if not code.isdecimal() or int(code) >= LAST_OF_TREE:
        return code
    for digits in (2, 5):
        if not code[digits:].strip("0"):
            return code[:digits]
    return code


def _folded(words):
    return " ".join(words.casefold().split())
