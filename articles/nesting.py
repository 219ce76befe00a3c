"""How deep mark-up may nest before a parser reads it."""

import re
from collections import Counter

ANY_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(?=[\s>/])")
# Those that need no end, since the next of their kind ends them, or hold nothing.
CLOSED_BY_NEXT = {
    "a", "p", "li", "dt", "dd", "tr", "td", "th", "br", "img", "hr", "wbr", "input",
}  # fmt: skip
DEEP = 30


def bounded(html: str) -> str:
    """Return mark-up without what opens within thirty open elements of its kind.

    The parsers take the square of the time over them. What is dropped becomes an
    element that holds nothing, so that its words stay where they are.
    """
    if html.count("<") < DEEP:
        return html
    open_now: Counter[str] = Counter()
    dropped: Counter[str] = Counter()

    def kept(tag):
        closes, name = tag[1], tag[2].lower()
        if name in CLOSED_BY_NEXT:
            return tag[0]
        too_deep = dropped[name] > 0 if closes else open_now[name] >= DEEP
        count = dropped if too_deep else open_now
        count[name] = max(0, count[name] + (-1 if closes else 1))
        return f"<{closes}wbr" if too_deep else tag[0]

    return ANY_TAG.sub(kept, html)
