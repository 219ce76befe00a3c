"""Datelines and bylines as copy prints them: “PORT SABLE (Coastal) — The council …”."""

import re
from dataclasses import dataclass

# Where a dateline ends, at the latest.
REACH = 160  # characters
LETTER = r"[^\W\d_]"
WORD = rf"{LETTER}[\w.'’]*"
CITY = rf"(?P<city>{WORD}(?:[ -]{WORD}){{0,4}})"
REGION = r"(?:, ?[^\W\d_][\w.'’ ]{0,25}){0,2}"
DAY = (
    r"(?:,? (?:[^\W\d_]{3,9}\.? \d{1,2}|\d{1,2}\.? [^\W\d_]{3,9}\.?|\d{1,2}/\d{1,2})"
    r"(?:,? \d{4})?)?"
)
AGENCY = r"\((?P<agency>[^()]{2,40})\)"
DASH = r"\s*(?:--|—|–|_|-|:|=)\s+"
TRAILING_DAY = re.compile(r" (?:[^\W\d_]{3,9}\.? \d{1,2}|\d{1,2}\.? [^\W\d_]{3,9}\.?)$")
# With the agency in brackets any city is one; without it, only one in capitals.
WITH_AGENCY = re.compile(rf"{CITY}{REGION}{DAY}\s*{AGENCY}(?:{DASH}|\s+)")
IN_CAPITALS = re.compile(rf"{CITY}{REGION}{DAY}\s*(?:--|—|–|-)\s+")
AGENCY_FIRST = re.compile(rf"{AGENCY}{DASH}{CITY}{REGION}{DAY}{DASH}")
IN_BRACKETS = re.compile(
    rf"\({CITY}{REGION}(?:{DASH}|, )[^\W\d_]{{3,9}}\.? \d{{1,2}}(?:, \d{{4}})?\)"
    r"\s*(?:--|—|–|-)?\s*"
)
BYLINE = re.compile(
    rf"[Bb][Yy] (?P<names>{LETTER}[^.!?]{{2,90}}(?: [A-Z]\.[^.!?]{{2,60}})?)"
)
SMALL = {
    "and",
    "in",
    "for",
    "of",
    "the",
    "de",
    "da",
    "di",
    "van",
    "von",
    "der",
    "del",
    "la",
    "with",
}


@dataclass(frozen=True, slots=True)
class Dateline:
    """What opens a story, and the story after it."""

    city: str
    agency: str
    rest: str


def read(paragraph: str) -> Dateline | None:
    """Return the dateline that opens a paragraph, or None.

    :param paragraph: the first paragraph of a story as plain text, one line.
    """
    opening = paragraph[:REACH]
    for pattern in (AGENCY_FIRST, WITH_AGENCY, IN_BRACKETS, IN_CAPITALS):
        match = pattern.match(opening)
        if match and _is_place(match, pattern is IN_CAPITALS):
            rest = paragraph[match.end() :]
            if _opens_a_sentence(rest):
                groups = match.groupdict()
                return Dateline(match["city"], groups.get("agency") or "", rest)
    return None


def city(words: str) -> str:
    """Return the city of a dateline or place, such as “Lisse” of “Lisse, Port Sable”.

    A day after it, as in “Lisse March 3”, goes.

    Empty if the words hold a moment, as some agencies put there.
    """
    first = re.split(r"[,(]| - | — |--", words, maxsplit=1)[0].strip(" -–—.")
    first = TRAILING_DAY.sub("", first)
    return "" if re.search(r"\d", first) else first


def byline(paragraph: str) -> str:
    """Return a paragraph that is nothing but a byline (“By Ana Ruiz”), else nothing."""
    match = BYLINE.fullmatch(paragraph.strip(" ="))
    if not match:
        return ""
    words = re.findall(r"[^\W\d_][\w'’.-]*", match["names"])
    named = [word for word in words if word not in SMALL]
    capital = sum(word[0].isupper() for word in named)
    return paragraph.strip(" =") if named and capital == len(named) <= 12 else ""


def _is_place(match, in_capitals):
    words = re.split(r"[ -]", match["city"])
    if in_capitals:
        return match["city"].isupper() and len(match["city"]) > 2
    return all(word[0].isupper() or word in SMALL for word in words)


def _opens_a_sentence(rest):
    return bool(re.match(r"[\"'“‘«„(\d$€£¥]|[^\W\d_]", rest)) and not rest[0].islower()
