"""What agencies print below the last line of a story and readers need not see."""

import re
from html import escape

from articles import html
from articles.html import CleanHTML

# “-30-”, “###”, “ENDS”: the mark alone, on a line of its own.
END = re.compile(r"\W{0,5}(?:ends?|30)\W{0,5}|[#*_=~-]{2,20}", re.I)
# “ends”, “-END-”, “###”, “(Coastal)”, “(© Coastal)”.
END_MARK = re.compile(
    r"\W*(?:ends?|ende|fin|more|-?30-?|#{2,5})\W*"
    r"|\((?:©|\(c\))? ?[^\W\d_][\w/.-]{1,15}(?: [\w/.-]{1,15})?\)\.?",
    re.I,
)
# Initials of those who wrote and edited it: “hh/ph/ts/hd”.
INITIALS = re.compile(r"\(?[a-zåäöü]{1,4}(?:\d?/[a-zåäöü]{1,4}\d?)+\)?", re.I)
# An agency, a desk and initials: “COA RTV ar”, “coa wsz jln npr”.
DESK = re.compile(
    r"[A-Z]{2,5}(?: [A-Z]{2,5}){0,2}(?: [a-z]{2,3}){1,2}"
    r"|[a-z]{2,4}(?: [a-z0-9]{1,4}){2,6}"
)
COPYRIGHT = re.compile(
    r"©|\(c\)|copyright(?: notice)?[ :]*(?:©|\(c\)|\d{4}|by\b|-)", re.I
)
# Below it an agency speaks to its customers: “# Notizblock”, “Not for publication”.
NOTEBOOK = re.compile(
    r"(?:#{1,3} ?)?(?:[^\W\d_]{2,12}[ -]){0,2}"
    r"(?:notebook|notizblock|notepad|bloc-notes)\W*"
    r"|.{0,60}\bnot (?:intended )?for publication\b.{0,20}"
    r"|.{0,60}\bnicht (?:für die|zur) veröffentlichung\b.{0,20}",
    re.I,
)
# What each of them has in it: most copy has not, and need not be taken apart for it.
NOTED = ("noteb", "notiz", "notep", "bloc-n", "publ", "veröffentl")
RULE = re.compile(r"[*_=~# -]{2,40}")
LONGEST = 60  # characters; a copyright notice may be longer
MOST = 4  # paragraphs


def taken_off(body: CleanHTML) -> tuple[CleanHTML, str]:
    """Return a body without the notebook and the sign-offs at its end, as a note.

    A story that holds nothing else keeps them.
    """
    blocks, below = str(body).split("\n"), []
    folded = body.casefold()
    if any(word in folded for word in NOTED):
        blocks, below = _before_notebook(blocks)
    taken: list[str] = []
    while len(blocks) > 1 and len(taken) < MOST:
        words = " ".join(html.paragraphs(blocks[-1]))
        if not blocks[-1].startswith("<p>") or not _is_sign_off(words):
            break
        taken.insert(0, words)
        del blocks[-1]
    taken += [" ".join(html.paragraphs(block)) for block in below]
    return html.clean("\n".join(blocks)) if taken else body, "\n".join(taken)


def _before_notebook(blocks):
    """Divide blocks where the notes to customers begin, with the rule above them."""
    for at, block in enumerate(blocks[1:], start=1):
        if not block.startswith("<") or len(block) > 4 * LONGEST:
            continue
        words = " ".join(html.paragraphs(block))
        if NOTEBOOK.fullmatch(words):
            kept = blocks[:at]
            while len(kept) > 1 and RULE.fullmatch(" ".join(html.paragraphs(kept[-1]))):
                del kept[-1]
            return kept, blocks[at:]
    return blocks, []


def with_tagline(body: CleanHTML, words: str) -> tuple[CleanHTML, str]:
    """Return a body with who else worked on it below, and what is for the desk alone.

    :param words: the tagline: a sentence for readers, or initials for the desk.
    """
    if not words or _is_sign_off(words) or " " not in words:
        return body, words
    return html.clean(f"{body}\n<p>{escape(words, quote=False)}</p>"), ""


def is_by_a_desk(words: str) -> bool:
    """Whether a line is nothing but a desk and initials, such as “coa wsz jln npr”."""
    return len(words) <= LONGEST and bool(
        INITIALS.fullmatch(words) or DESK.fullmatch(words)
    )


def _is_sign_off(words):
    if COPYRIGHT.match(words):
        return len(words) < 6 * LONGEST
    return len(words) <= LONGEST and any(
        pattern.fullmatch(words) for pattern in (END_MARK, INITIALS, DESK)
    )
