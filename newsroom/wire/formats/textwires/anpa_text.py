"""The text of ANPA 1312 copy: typesetters' marks, paragraphs, tables."""

import re
from dataclasses import dataclass
from html import escape

from articles import html
from articles.html import CleanHTML
from newsroom.wire.formats.files import encoding
from newsroom.wire.formats.textwires import transmissions, typed

# Two marks divide the columns of a table: the unit separator, and backspace.
COLUMN = re.compile("[\x1f\x08]")
GAP = re.compile(r" {2,}")
MARKS = [
    (re.compile(r"``"), "“"),
    (re.compile(r"''"), "”"),
    (re.compile(r"`"), "‘"),
    # “3{” and “3-{” are three and a half.
    (re.compile(r"(?:(?<=\d)-?|(?<![^ ]))\{(?!\{)"), "½"),
    (re.compile(r"(?:(?<= )|^)_(?= )"), "—"),
]


@dataclass(frozen=True, slots=True)
class Text:
    """A body, and what in it was meant for editors."""

    body: CleanHTML
    notes: tuple[str, ...] = ()


def typeset(words: str) -> str:
    """Return words with the marks of a typesetter as the characters they stand for."""
    words = encoding.line(words)
    for mark, character in MARKS:
        words = mark.sub(character, words)
    return words


def read(text: str, digest: tuple[str, ...], *, tabular: bool) -> Text:
    """Return the text below the caret lines as a body.

    :param digest: paragraphs that were caret lines themselves.
    :param tabular: whether every line stands for itself, as in results or weather.
    """
    if tabular:
        return Text(html.clean("\n".join(_tables(text))))
    return _running(text, digest)


def _running(text, digest):
    """Read running text: an indent begins a paragraph, and “<” ends one."""
    text, marks = transmissions.without_sign_off(text)
    lines = []
    for line in text.split("\n"):
        bare = line.rstrip()
        if bare.startswith("^"):
            lines += ["", bare, ""]
        else:
            lines.append(COLUMN.sub(" ", bare.removesuffix("<")))
            lines += [""] if bare.endswith("<") else []
    kept, notes = transmissions.without_notes(typed.blocks("\n".join(lines)))
    pieces = [_piece("p", words) for words in digest]
    for words in kept:
        bare = words.lstrip("^").rstrip("<= ")
        if transmissions.TO_EDITORS.match(bare):
            notes.append(typeset(bare))
        elif words.startswith("^") and not bare.endswith((".", "?", "!", "”")):
            pieces.append(_piece("h2", bare))
        else:
            pieces.append(_piece("p", bare if words.startswith("^") else words))
    return Text(html.clean("\n".join(pieces)), (*notes, *marks))


def _piece(tag, words):
    return f"<{tag}>{escape(typeset(words), quote=False)}</{tag}>"


def _tables(text):
    """Yield the blocks of tabular text: tables, lines kept as they are, and prose."""
    block: list[str] = []
    for raw in [*text.split("\n"), ""]:
        line = raw.strip("\n\t ").removeprefix("^").removesuffix("<").rstrip()
        bare = encoding.line(line)
        short = len(bare) <= typed.WRAPPED and len(line) <= 2 * typed.WRAPPED
        if bare and short and not transmissions.RULE.fullmatch(bare):
            block.append(line)
            continue
        if block:
            yield _table(block)
            block = []
        if not short:
            yield _piece("p", bare)


def _table(lines):
    """Return lines as a table if columns are marked or set apart, else line by line."""
    for mark in (COLUMN, GAP):
        if sum(bool(mark.search(line)) for line in lines) > len(lines) / 2:
            rows = "".join(_row(mark.split(line)) for line in lines)
            return f"<table><tbody>{rows}</tbody></table>"
    words = "<br>\n".join(escape(typeset(line), quote=False) for line in lines)
    return f"<p>{words}</p>"


def _row(cells):
    return "<tr>" + "".join(_piece("td", cell) for cell in cells) + "</tr>"
