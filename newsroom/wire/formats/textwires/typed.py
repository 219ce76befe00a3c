"""Typed copy: its paragraphs, subheads and embargoes, as people write them.

No standard says how such copy looks; the rules here read what is common to it.
"""

import re
from collections.abc import Callable
from datetime import datetime, tzinfo
from html import escape

from articles import html
from articles.html import CleanHTML
from newsroom.wire.formats.files import encoding
from newsroom.wire.formats.phrases import moments
from newsroom.wire.items import MalformedItem

MAX_LINES = 10_000  # a day of results has some thousands
WRAPPED = 100  # characters: where every line is shorter, lines were broken by a machine
GOES_ON = 20  # characters: a shorter line may be one of a list
SUBHEAD = 80  # characters
NOTICE = 120  # characters: a longer paragraph tells a story, not when it is released
ENDS_A_SENTENCE = (
    ".", "!", "?", "”", '"', "’", "'", "»", "…", "。", "！", "？", "」", "؟", "।",
)  # fmt: skip
EMBARGO = re.compile(
    r"(strictly )?(under )?"
    r"(embargoed\b|embargo\b(?=\W*(until|till|to|for|by|bis|\d|$)))"
    r"( (until|till|to|for|by|bis)\b)?|hold for release\b"
    r"|not for (release|publication|use) before\b|sperrfrist\b",
    re.I,
)


def refuse_long(text: str) -> str:
    """Return the text of one story, unless it is longer than a story can be.

    :raises MalformedItem: if it has more characters or lines; an attack on whoever
        cleans it, most likely.
    """
    if text.count("\n") > MAX_LINES:
        raise MalformedItem(f"Its text has more than {MAX_LINES:,} lines.")
    return encoding.refuse_long(text)


def paragraphs(text: str, stands_alone: Callable[[str], bool]) -> list[str]:
    """Split text into paragraphs: by blank lines, by indents, or line by line.

    :param stands_alone: whether a line is a paragraph even amid wrapped ones.
    """
    text = text.replace("\f", "\n\n")
    lines = [encoding.clean(raw).replace("\t", "    ") for raw in text.split("\n")]
    lines = [line.rstrip() for line in lines]
    wrapped = _are_wrapped(lines)
    # A line this short was left short, where neither blank lines nor indents tell.
    spaced = "" in lines[1:-1]
    indents = [line.startswith("  ") for line in lines if line]
    told = spaced or 1 < sum(indents) < len(indents)
    short = 0 if told else 0.75 * max(map(len, lines))
    groups: list[list[str]] = []
    before = ""
    for line in lines:
        if line:
            apart = stands_alone(line) or stands_alone(before)
            new = (
                _begins(line, before, short) if wrapped else not _goes_on(line, before)
            )
            if not before or apart or new:
                groups.append([])
            groups[-1].append(line)
        before = line
    return [" ".join(" ".join(group).split()) for group in groups]


def plain_body(text: str) -> CleanHTML:
    """Return plain text as a body; every line that is no wrap is a paragraph."""
    texts = paragraphs(text, lambda line: False) if text.strip() else []
    return html.clean("\n".join(f"<p>{escape(one, quote=False)}</p>" for one in texts))


def blocks(text: str) -> list[str]:
    """Split the text of a transmission into paragraphs, each on one line.

    A paragraph begins after a blank line or with an indent; any other line end is a
    wrap, unless the line was longer than a machine makes it.
    """
    lines = [line.rstrip() for line in text.split("\n")]
    full = [line for line in lines if line.strip()]
    indented = sum(line.startswith("  ") for line in full)
    margin = indented > 0.8 * len(full) and len(full) > 2 and len(full) < len(lines) - 1
    groups: list[list[str]] = []
    before = ""
    for line in lines:
        bare = encoding.line(line)
        if bare:
            indent = line.startswith("\t") or (line.startswith("  ") and not margin)
            if not before or indent or len(before) > WRAPPED:
                groups.append([])
            groups[-1].append(bare)
        before = bare
    return [" ".join(group) for group in groups]


def body(texts: list[str]) -> CleanHTML:
    """Return paragraphs as a body; a short line in title case is a subhead."""
    last = len(texts) - 1
    return html.clean(
        "\n".join(
            f"<h2>{escape(text, quote=False)}</h2>"
            if 0 < at < last and _is_subhead(text, texts[at + 1])
            else f"<p>{escape(text, quote=False)}</p>"
            for at, text in enumerate(texts)
        )
    )


def embargo(text: str, zone: tzinfo) -> tuple[datetime | None, str] | None:
    """Return the embargo that a line states: its end, or words that name no moment.

    None if the line states none.
    """
    words = text.lstrip("*-– (")
    match = EMBARGO.match(words)
    if match is None or len(text) > NOTICE:
        return None
    until, unclear = moments.embargo(words[match.end() :].strip(" :*-–.)="), zone)
    return until, "" if until else unclear or text


def _are_wrapped(lines):
    """Whether a machine broke the lines: all are short, and few end with a sentence."""
    full = [line for line in lines if line.strip()]
    if not full or max(map(len, full)) > WRAPPED:
        return False
    ended = sum(line.endswith(ENDS_A_SENTENCE) for line in full)
    return ended < 0.6 * len(full)


def _goes_on(line, before):
    """Whether a line goes on with a sentence that the line above it broke off."""
    return len(before) > GOES_ON and line[0].islower() and before[-1].isalnum()


def _begins(line, before, short):
    """Whether a line of wrapped text begins a paragraph without a blank line."""
    indented = line.startswith("  ") and not before.startswith("  ")
    return indented or len(before) < short


def _is_subhead(text, following):
    """A short line in title case or capitals, without a stop, before a paragraph."""
    if len(text) > SUBHEAD or len(following) <= len(text):
        return False
    words = re.findall(r"[^\W\d_][\w'’.-]*", text)
    if not 2 <= len(words) <= 12:
        return False
    if text.endswith((*ENDS_A_SENTENCE, ",", ":", ";", ")")) or not text[0].isalnum():
        return False
    long = [word for word in words if len(word) > 3] or words
    return sum(word[0].isupper() for word in long) >= 0.7 * len(long)
