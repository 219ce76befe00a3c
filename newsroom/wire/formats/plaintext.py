"""Plain text: a story as somebody typed or pasted it, furniture and all.

No standard says how such copy looks. The rules here read what is common to it: a
caption before the story, a headline, a byline, a dateline, subheads, the agency's name
in brackets at the end, and the words of the page it was copied from.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from html import escape

from articles import html
from newsroom.wire.formats import datelines, encoding, moments, unsupported
from newsroom.wire.items import MalformedItem, WireItem, WirePicture

NAME = "plain text"

WRAPPED = 100  # characters: where every line is shorter, lines were broken by a machine
HEADLINE = 120  # characters
SUBHEAD = 80  # characters

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
ENDS_A_SENTENCE = (".", "!", "?", "”", '"', "’", "'", "»", "…")
EMBARGO = re.compile(
    r"(strictly )?(under )?embargo(ed)?\b( (until|till|to|for|by))?|hold for release\b"
    r"|not for (release|publication|use) before\b|sperrfrist\b",
    re.I,
)
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
    reading = Reading(_paragraphs(encoding.refuse_long(encoding.decode(data))))
    _drop_furniture(reading)
    _take_embargo(reading, zone)
    _take_captions(reading)
    _take_headline(reading)
    _take_byline(reading)
    _take_dateline(reading)
    _take_sign_off(reading)
    if not reading.paragraphs and not reading.pictures:
        raise MalformedItem("It holds no words of a story.")
    return [
        WireItem(
            **reading.found,
            body=html.clean(_body(reading.paragraphs)),
            pictures=tuple(reading.pictures),
            editor_note="\n".join(reading.notes),
        )
    ]


def _paragraphs(text):
    """Split text into paragraphs: by blank lines, by indents, or line by line."""
    text = text.replace("\f", "\n\n")
    lines = [encoding.clean(raw).replace("\t", "    ") for raw in text.split("\n")]
    lines = [line.rstrip() for line in lines]
    wrapped = _are_wrapped(lines)
    # A line this short was left short, where no blank line tells paragraphs apart.
    spaced = "" in lines[1:-1]
    short = 0 if spaced else 0.75 * max(map(len, lines))
    groups: list[list[str]] = []
    before = ""
    for line in lines:
        if line:
            if not before or not wrapped or _begins(line, before, short):
                groups.append([])
            groups[-1].append(line)
        before = line
    return [" ".join(" ".join(group).split()) for group in groups]


def _are_wrapped(lines):
    """Whether a machine broke the lines: all are short, and few end with a sentence."""
    full = [line for line in lines if line.strip()]
    if not full or max(map(len, full)) > WRAPPED:
        return False
    ended = sum(line.endswith(ENDS_A_SENTENCE) for line in full)
    return ended < 0.6 * len(full)


def _begins(line, before, short):
    """Whether a line of wrapped text begins a paragraph without a blank line."""
    indented = line.startswith("  ") and not before.startswith("  ")
    around = _is_furniture(line) or _is_furniture(before)
    return indented or around or len(before) < short


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
        if RIGHTS.fullmatch(paragraph):
            reading.notes.append(paragraph)
        elif words not in LISTS and words not in LABELS:
            kept.append(paragraph)
    reading.paragraphs = kept


def _is_prose(paragraph):
    return len(paragraph) > HEADLINE or paragraph.endswith(ENDS_A_SENTENCE)


def _take_embargo(reading, zone):
    for at, paragraph in enumerate(reading.paragraphs[:4]):
        match = EMBARGO.match(paragraph.lstrip("*-– ("))
        if match and len(paragraph) <= HEADLINE:
            stated = paragraph.lstrip("*-– (")[match.end() :].strip(" :*-–.)")
            until, unclear = moments.embargo(stated, zone)
            reading.found |= {
                "embargo_until": until,
                "embargo_unclear": "" if until else unclear or paragraph,
            }
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
        or len(first.split()) < 3
        or first.endswith((*ENDS_A_SENTENCE[:3], ":", ";", ","))
        or datelines.byline(first)
        or datelines.read(first)
        or len(rest[0]) < len(first)
        and not datelines.byline(rest[0])
    ):
        return
    reading.found["headline"] = first
    reading.paragraphs = rest


def _take_byline(reading):
    if reading.paragraphs and (byline := datelines.byline(reading.paragraphs[0])):
        reading.found["byline"] = byline
        del reading.paragraphs[0]


def _take_dateline(reading):
    dateline = datelines.read(reading.paragraphs[0]) if reading.paragraphs else None
    if dateline:
        reading.found |= {"dateline": dateline.city, "credit": dateline.agency}


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


def _body(paragraphs):
    last = len(paragraphs) - 1
    return "\n".join(
        f"<h2>{escape(text, quote=False)}</h2>"
        if 0 < at < last and _is_subhead(text, paragraphs[at + 1])
        else f"<p>{escape(text, quote=False)}</p>"
        for at, text in enumerate(paragraphs)
    )


def _is_subhead(text, following):
    """A short line in title case or capitals, without a stop, before a paragraph."""
    words = re.findall(r"[^\W\d_][\w'’.-]*", text)
    if not 2 <= len(words) <= 12 or len(text) > SUBHEAD or len(following) <= len(text):
        return False
    if text.endswith((*ENDS_A_SENTENCE, ",", ":", ";", ")")) or not text[0].isalnum():
        return False
    long = [word for word in words if len(word) > 3] or words
    return sum(word[0].isupper() for word in long) >= 0.7 * len(long)
