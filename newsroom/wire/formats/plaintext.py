"""Plain text: a story as somebody typed or pasted it, furniture and all.

No standard says how such copy looks. The rules here read what is common to it: a
caption before the story, a headline, a byline, a dateline, subheads, the agency's name
in brackets at the end, and the words of the page it was copied from.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from typing import Any

from newsroom.wire.formats.files import encoding, unsupported
from newsroom.wire.formats.phrases import bylines, datelines, signoffs
from newsroom.wire.formats.textwires import labels, typed
from newsroom.wire.formats.textwires.typed import ENDS_A_SENTENCE
from newsroom.wire.items import MalformedItem, WireItem, WirePicture

NAME = "plain text"

HEADLINE = 120  # characters
SLUG = re.compile(r"[A-ZÀ-Þ\d]{2,20}(?:[-/]{1,2}[A-ZÀ-Þ\d]{2,20}){1,4}/?")
# Scripts that put no space between words.
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
FOR_RELEASE = re.compile(
    r"(?:for )?immediate release\W*|(?:press|news|media) release\W*"
    r"|(?:comunicado de prensa|communiqué de presse|pressemitteilung)\W*",
    re.I,
)

CREDITED = re.compile(r"(?P<words>.*\S)\s*\((?P<credit>[^()]{2,80})\)\s*$", re.S)
OF_A_PICTURE = re.compile(
    r"\bin (this|an?|these) ([\w-]+ ){0,3}"
    r"(photo|photograph|image|picture|frame|screenshot)s?\b"
    r"|\bfile (photo|picture)\b"
    r"|\b(photo|image|picture|screenshot) (by|courtesy|provided)\b"
    r"|^(photo|caption|picture)\s*:",
    re.I,
)
# Said of a picture where a caption may be expected; elsewhere it may be the story.
SEEN = re.compile(
    r"\b(is|are) (seen|pictured|shown)\b|\bpictured\b"
    r"|\b(looks?|gestures?|poses?|waves?) (on|at|for|to|during|in)\b"
    r"|\((left|right|centre|center|[LRC])\)",
    re.I,
)
AGENCY_NAME = re.compile(r"(\w[\w.&-]*)( [\w.&/-]+){0,3}")
RIGHTS = re.compile(
    r"(©|\(c\)|copyright\b).{0,200}|.{0,60}\ball rights reserved\W*", re.I
)

# Words of the page around a story. After those of the first kind a list follows.
LISTS = {
    "most popular", "most read", "most viewed", "most shared", "trending now",
    "trending",
    "related", "related articles", "related stories", "related news", "related topics",
    "related content", "recommended", "recommended for you", "you may also like",
    "you might also like", "read also", "read more", "read next", "more from",
    "more stories", "latest news", "latest stories", "top stories", "editors picks",
    "popular", "see also", "also read",
}  # fmt: skip
LABELS = {
    "advertisement", "advertising", "sponsored", "sponsored content", "subscribe",
    "subscribe now", "sign up", "newsletter", "share", "share this",
    "share this article",
    "share this story", "tweet", "print", "email", "comments", "leave a comment",
    "continue reading", "story continues below", "article continues below",
    "story continues below advertisement", "article continues below advertisement",
    "story continues after advertisement", "follow us", "back to top",
    "skip to content",
    "skip to main content",
}  # fmt: skip


@dataclass
class Reading:
    """What has been found so far, and the paragraphs not yet explained."""

    paragraphs: list[str]
    found: dict = field(default_factory=dict)
    pictures: list[WirePicture] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def recognises(data: bytes) -> bool:
    """Whether these bytes are words and nothing else; the last format to be asked."""
    return not unsupported.seems(data)


def parse(data: bytes, zone: tzinfo = UTC) -> list[WireItem]:
    """Return the one story of a text file.

    :raises MalformedItem: if it holds no words, or is no text.
    """
    story = item(encoding.decode(data), zone)
    if not story.body and not story.pictures:
        raise MalformedItem("It holds no words of a story.")
    return [story]


def item(text: str, zone: tzinfo = UTC, **stated: Any) -> WireItem:
    """Return typed copy as an item; a copy without words has an empty body.

    :param stated: what is known otherwise, as fields of the item, such as a headline;
        it wins over what the copy says, and notes and pictures are added up.
    :raises MalformedItem: if it is longer than a story can be.
    """
    labelled, notes, text = labels.divided(typed.refuse_long(text), zone)
    reading = Reading(typed.paragraphs(text, _stands_alone), labelled, notes=notes)
    _drop_furniture(reading)
    _take_embargo(reading, zone)
    _take_captions(reading)
    _take_slug(reading)
    if headline := stated.get("headline") or labelled.get("headline"):
        _drop_repeated(reading, headline)
    else:
        _take_headline(reading)
    _take_byline(reading)
    _take_dateline(reading)
    _take_end(reading)
    _take_sign_off(reading)
    said = {name: value for name, value in stated.items() if value}
    notes = [stated.get("editor_note", ""), *reading.notes]
    found = reading.found | said
    return WireItem(
        **found
        | {
            "body": typed.body(reading.paragraphs),
            "pictures": (*reading.pictures, *stated.get("pictures", ())),
            "editor_note": "\n".join(filter(None, notes)),
        }
    )


def _stands_alone(line):
    """Whether a line is no part of a wrapped paragraph."""
    return _is_furniture(line) or bool(bylines.read(line))


def _is_furniture(line):
    return _words_of(line) in LISTS | LABELS


def _words_of(paragraph):
    return " ".join(re.findall(r"[\w']+", paragraph.replace("’", "").casefold()))


def _drop_furniture(reading):
    """Drop the words of a page; a list of other stories goes with its title."""
    prose = [at for at, text in enumerate(reading.paragraphs) if _is_prose(text)]
    last = prose[-1] if prose else -1
    kept = []
    for at, paragraph in enumerate(reading.paragraphs):
        words = _words_of(paragraph)
        if words in LISTS and at > last:
            break
        if RIGHTS.fullmatch(paragraph) or FOR_RELEASE.fullmatch(paragraph):
            reading.notes.append(paragraph)
        elif words not in LISTS and words not in LABELS:
            kept.append(paragraph)
    reading.paragraphs = kept


def _is_prose(paragraph):
    return len(paragraph) > HEADLINE or paragraph.endswith(ENDS_A_SENTENCE)


def _take_embargo(reading, zone):
    for at, paragraph in enumerate(reading.paragraphs[:4]):
        if stated := typed.embargo(paragraph, zone):
            until, unclear = stated
            reading.found |= {"embargo_until": until, "embargo_unclear": unclear}
            reading.notes.append(paragraph)
            del reading.paragraphs[at]
            return


def _take_captions(reading):
    """Set captions apart: paragraphs that end with a credit and speak of a picture."""
    kept = []
    for at, paragraph in enumerate(reading.paragraphs):
        match = CREDITED.fullmatch(paragraph)
        if match and _is_caption(match["words"], at, reading.paragraphs):
            caption = re.sub(
                r"^(photo|caption|picture)\s*:\s*", "", match["words"], flags=re.I
            )
            reading.pictures.append(
                WirePicture(caption=caption, credit=match["credit"].strip())
            )
        else:
            kept.append(paragraph)
    reading.paragraphs = kept


def _is_caption(words, at, paragraphs):
    if datelines.read(words):
        return False
    if OF_A_PICTURE.search(words):
        return True
    followed = paragraphs[at + 1 : at + 2]
    return at == 0 and bool(
        SEEN.search(words) or (followed and datelines.read(followed[0]))
    )


def _take_headline(reading):
    """Take the first line for the headline if it reads like one and a story follows."""
    first, *rest = reading.paragraphs or [""]
    if (
        len(rest) < 2
        or len(first) > HEADLINE
        or len(first.split()) < (1 if UNSPACED.search(first) else 3)
        or first.endswith((".", "!", "?", "。", "！", "।", ":", ";", ","))
        or bylines.read(first)
        or datelines.read(first)
        or len(rest[0]) < len(first)
        and not any(bylines.read(line) or datelines.read(line) for line in rest[:2])
    ):
        return
    reading.found["headline"] = first
    reading.paragraphs = rest


def _drop_repeated(reading, headline):
    """Drop a first paragraph that only says the headline again."""
    if reading.paragraphs and reading.paragraphs[0].casefold() == headline.casefold():
        del reading.paragraphs[0]


def _take_slug(reading):
    """Take a first line in capitals without a space, as “FERRY-COUNCIL”."""
    if len(reading.paragraphs) > 2 and SLUG.fullmatch(reading.paragraphs[0]):
        reading.found["slugline"] = reading.paragraphs.pop(0)


def _take_byline(reading):
    """Take the byline; a short line above it, below the headline, is the deck."""
    if reading.paragraphs and (byline := bylines.read(reading.paragraphs[0])):
        reading.found["byline"] = byline
        del reading.paragraphs[0]
        return
    deck, *below = reading.paragraphs[:2] or [""]
    if not below or _is_prose(deck) or "headline" not in reading.found:
        return
    if (byline := bylines.read(below[0])) and not datelines.read(deck):
        reading.found |= {"standfirst": deck, "byline": byline}
        del reading.paragraphs[:2]


def _take_end(reading):
    """Take the marks that only say that the story ends, and who worked on it."""
    while len(reading.paragraphs) > 1 and (
        signoffs.END.fullmatch(reading.paragraphs[-1])
        or signoffs.is_by_a_desk(reading.paragraphs[-1])
    ):
        reading.notes.append(reading.paragraphs.pop())


def _take_dateline(reading):
    opening = datelines.opening(reading.paragraphs)
    if opening.city:
        reading.found |= {"dateline": opening.city}
        reading.found.setdefault("credit", opening.agency)


def _take_sign_off(reading):
    """Take the agency's name in brackets that ends the last paragraph, or is it."""
    if not reading.paragraphs:
        return
    last = reading.paragraphs[-1]
    alone = re.fullmatch(r"\((?P<credit>[^()]{2,40})\)", last)
    match = alone or CREDITED.fullmatch(last)
    if not match or not AGENCY_NAME.fullmatch(match["credit"].strip()):
        return
    if alone:
        del reading.paragraphs[-1]
    elif match["words"].endswith(ENDS_A_SENTENCE):
        reading.paragraphs[-1] = match["words"]
    else:
        return
    reading.found["credit"] = match["credit"].strip()
