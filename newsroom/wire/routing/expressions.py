"""Regular expressions that somebody typed: checked when typed, stopped when slow.

An expression can take years on a line of forty letters. The package `regex` counts the
processor's time and gives up; the module `re` of the standard library does not.
"""

import time
from functools import lru_cache

import regex
from django.utils.translation import gettext as _

RULE_LIMIT = 0.1  # seconds of processor time that one rule may take on one item
ITEM_LIMIT = 0.5  # and that all rules together may take on it
LONGEST_RESULT = 1_000_000  # characters that one replacement may write into one text


class Unusable(Exception):
    """An expression does nothing here; the message is a sentence that says why."""


class NotAnExpression(Unusable):
    """What was typed is no regular expression, or no replacement."""


class TooSlow(Unusable):
    """An expression was stopped."""

    def __init__(self, pattern: str):
        super().__init__(
            _("The expression “%s” takes too long on this copy.") % pattern
        )


class Patience:
    """How long the expressions of all rules may go on with one item."""

    def __init__(self):
        self._end = time.thread_time() + ITEM_LIMIT
        self._end_of_rule = self._end

    def begin_rule(self) -> None:
        """Give the next rule its share of what is left."""
        self._end_of_rule = min(self._end, time.thread_time() + RULE_LIMIT)

    def left(self, pattern: str) -> float:
        """Return the seconds left.

        :raises TooSlow: if there are none.
        """
        seconds = self._end_of_rule - time.thread_time()
        if seconds <= 0:
            raise TooSlow(pattern)
        return seconds


def check(pattern: str) -> None:
    """Refuse what cannot be read as a regular expression.

    :raises NotAnExpression: with a sentence that says why.
    """
    _compiled(pattern, False)


def check_replacement(pattern: str, new: str) -> None:
    """Refuse a pair that cannot replace anything.

    :raises NotAnExpression: if either cannot be read, or it would match between any
        two letters.
    """
    compiled = _compiled(pattern, False)
    try:
        matches_nothing = compiled.fullmatch("", timeout=RULE_LIMIT)
        # Without a match nobody reads `new`; the added alternative always matches.
        _compiled(f"{pattern}\n|", False).sub(new, "", timeout=RULE_LIMIT)
    except (regex.error, IndexError, ValueError, OverflowError) as error:
        raise _unfit(new, error) from None
    except TimeoutError:
        raise NotAnExpression(_("“%s” takes too long.") % pattern) from None
    if matches_nothing:
        raise NotAnExpression(
            _("“%s” also matches no letter at all, and so everywhere.") % pattern
        )


def finds(pattern: str, text: str, patience: Patience) -> bool:
    """Whether an expression matches somewhere in a text; capital letters are no matter.

    :raises Unusable: if it did not come to an end in time, or cannot be read.
    """
    try:
        found = _compiled(pattern, True).search(text, timeout=patience.left(pattern))
    except (TimeoutError, MemoryError):
        raise TooSlow(pattern) from None
    return found is not None


def replaced(pattern: str, new: str, text: str, patience: Patience) -> str:
    r"""Return a text with each match put otherwise; \1 in `new` is the first group.

    Capital letters matter. A match of no letters is left alone.

    :raises Unusable: if it did not come to an end in time, wrote without end, or cannot
        be read.
    """
    written = len(text)

    def put(match):
        nonlocal written
        # No group is longer than the match, so this bounds what is about to be written.
        longest = len(match[0]) * new.count("\\") + len(new)
        if written + longest > LONGEST_RESULT:
            raise TooSlow(pattern)
        words = match.expand(new) if match[0] else ""
        written += len(words)
        return words

    try:
        return _compiled(pattern, False).sub(put, text, timeout=patience.left(pattern))
    except (TimeoutError, MemoryError):
        raise TooSlow(pattern) from None
    except (regex.error, IndexError) as error:
        raise _unfit(new, error) from None


def _unfit(new, error):
    said = {"new": new, "why": error}
    return NotAnExpression(_("“%(new)s” cannot be put in its place: %(why)s.") % said)


@lru_cache(maxsize=500)
def _compiled(pattern, any_case):
    flags = regex.IGNORECASE if any_case else 0
    try:
        return regex.compile(pattern, flags)
    except (regex.error, ValueError, KeyError, IndexError, OverflowError) as error:
        words = {"pattern": pattern, "why": error}
        message = _("“%(pattern)s” is no regular expression: %(why)s.")
        raise NotAnExpression(message % words) from None
    except RecursionError:
        message = _("“%s” is nested too deeply.") % pattern
        raise NotAnExpression(message) from None
