"""Read the demo edition's files: who writes, what about, with which pictures, and what.

A story is a text file: header lines `Key: value`, a blank line, then its body in blocks
apart by blank lines. In it `## ` begins a subhead, `### ` a smaller one, `### @0.5 ` an
update half an hour ago, `> ` a quotation (its last line `> — ` says whose), `- ` each
point of a list, `| ` each row of a table, `[photo: key]` places a picture,
`[gallery: key key]` several together, `[box]` and `[end of box]` stand round the blocks
of a fact box, and anything else is a paragraph. *Words* are
stressed, **words** strongly.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from articles import html

EDITION = Path(__file__).resolve().parent / "edition"
HEADERS = {
    "Headline", "Kicker", "Standfirst", "Section", "Genre", "Bylines", "Byline-Text",
    "Dateline", "Tags", "Photo", "Caption", "Agency", "Slugline", "Editor-Note",
    "Language", "Hours-Ago", "Updated-Hours-Ago", "State", "Kill-Note", "Correction",
    "Correction-Hours-Ago", "Correction-At-Top", "Reads", "Translation-Of",
    "Box-Title", "Box", "Method", "Sources", "AI", "Reviewed", "Reviewed-Kind",
    "Reviewed-Maker", "Reviewed-Details", "Rating", "Person", "Born", "Died",
    "Coverage-Start-Hours-Ago", "Coverage-End-Hours-Ago",
}  # fmt: skip
STATES = {"published", "killed", "scheduled", "embargoed", "draft", "submitted"}
PHOTO = re.compile(r"\[photo: ([a-z0-9-]+)\]")
GALLERY = re.compile(r"\[gallery: ([a-z0-9 -]+)\]")
BOX = {"[box]": "<aside>", "[end of box]": "</aside>"}


class MalformedEdition(Exception):
    """A file of the edition cannot be read. The message names it and says why."""


@dataclass(frozen=True)
class Story:
    """One story as its file says it."""

    file: str
    headers: Mapping[str, str] = field(repr=False)
    blocks: tuple[str, ...] = field(repr=False)

    def __getitem__(self, header: str) -> str:
        """Return a header, or an empty string where the file has none."""
        return self.headers.get(header, "")

    @property
    def state(self) -> str:
        return self["State"] or "published"

    @property
    def bylines(self) -> list[tuple[str, str]]:
        """Names with their roles, such as ("Nadia Crewe", "photographs")."""
        found = re.findall(r"([^;(]+)(?:\((\w+)\))?", self["Bylines"])
        return [(name.strip(), role or "words") for name, role in found if name.strip()]

    @property
    def topics(self) -> list[str]:
        return [name.strip() for name in self["Tags"].split(",") if name.strip()]

    def lines(self, header: str) -> str:
        """Return a header that holds several lines, which " | " parts, as lines."""
        return "\n".join(line.strip() for line in self[header].split(" | "))

    @property
    def photo_keys(self) -> list[str]:
        """The keys of all its pictures, the lead photo first."""
        placed = [
            key
            for block in self.blocks
            if (match := PHOTO.match(block) or GALLERY.match(block))
            for key in match[1].split()
        ]
        return [key for key in (self["Photo"], *placed) if key]

    def hours(self, header: str) -> float | None:
        """Return how many hours ago a header says, negative for the future, or None."""
        return float(self[header]) if self[header] else None

    def body(self, photos: Mapping[str, int]) -> str:
        """Return the body as clean HTML.

        :param photos: picture key → id; pictures without one are left out.
        """
        return html.clean("\n".join(_block(block, photos) for block in self.blocks))


def parse(file: str, text: str) -> Story:
    """Return the story that a file's text tells.

    :param file: its name, for the refusals.
    :raises MalformedEdition: if a header is unknown, or one that is needed is missing.
    """
    head, _, rest = text.replace("\r\n", "\n").strip().partition("\n\n")
    headers = {}
    for line in head.split("\n"):
        key, colon, value = line.partition(": ")
        if not colon or key not in HEADERS:
            raise MalformedEdition(f"{file}: “{line[:40]}” is no header line.")
        headers[key] = value.strip()
    story = Story(file, headers, tuple(b.strip() for b in re.split(r"\n\s*\n", rest)))
    for needed in ("Headline", "Section"):
        if not story[needed]:
            raise MalformedEdition(f"{file} has no {needed}; add the line.")
    if story.state not in STATES:
        raise MalformedEdition(f"{file}: {story.state} is no state of a story.")
    if not rest.strip():
        raise MalformedEdition(f"{file} has no text under its headers; write it.")
    return story


def as_html(text: str) -> str:
    """Return a text without pictures, in blocks apart by blank lines, as clean HTML."""
    blocks = re.split(r"\n\s*\n", text.strip())
    return html.clean("\n".join(_block(block, {}) for block in blocks))


@cache
def stories() -> tuple[Story, ...]:
    """Return all stories of the edition, in the order of their numbers."""
    files = sorted((EDITION / "stories").glob("*.txt"))
    return tuple(parse(file.name, file.read_text(encoding="utf-8")) for file in files)


@cache
def table(name: str) -> tuple[dict[str, Any], ...]:
    """Return the entries of sections, contributors, topics or photos."""
    text = (EDITION / f"{name}s.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)[name])


def _block(block, photos):
    if match := PHOTO.fullmatch(block):
        number = photos.get(match[1])
        return f'<figure data-photo="{number}"></figure>' if number else ""
    if match := GALLERY.fullmatch(block):
        numbers = [str(photos[key]) for key in match[1].split() if key in photos]
        return f'<figure data-gallery="{" ".join(numbers)}"></figure>'
    if block in BOX:
        return BOX[block]
    if block.startswith("### "):
        return f"<h3>{_inline(block[4:])}</h3>"
    if block.startswith("## "):
        return f"<h2>{_inline(block[3:])}</h2>"
    if block.startswith("> "):
        said = re.sub(r"^> ?", "", block, flags=re.M)
        said, _, by = said.partition("\n— ")
        who = f"<p>— {_inline(by)}</p>" if by else ""
        return f"<blockquote><p>{_inline(said)}</p>{who}</blockquote>"
    if block.startswith("| "):
        return _table(block)
    if block.startswith("- "):
        points = (line.removeprefix("- ") for line in block.split("\n"))
        return f"<ul>{''.join(f'<li>{_inline(point)}</li>' for point in points)}</ul>"
    return f"<p>{_inline(block)}</p>"


def _table(block):
    """Return rows of `| a | b` as a table, the first row and column its heads."""
    first, *rows = (line.removeprefix("| ").split(" | ") for line in block.split("\n"))
    heads = "".join(f'<th scope="col">{_inline(cell)}</th>' for cell in first)
    body = "".join(
        f'<tr><th scope="row">{_inline(row[0])}</th>'
        + "".join(f"<td>{_inline(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"


def _inline(words):
    words = escape(" ".join(words.split()), quote=False)
    words = re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", words)
    return re.sub(r"\*([^*]+)\*", r"<em>\1</em>", words)
