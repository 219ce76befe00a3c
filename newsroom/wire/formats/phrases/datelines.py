"""Datelines as copy prints them: “PORT SABLE, March 3 (Coastal) — The council …”.

No standard says how they look. A city comes first, its region, the day and the agency
may follow, and a dash, a colon or a bracket ends them.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from articles import months
from newsroom.wire.formats.phrases import bylines, cities

# Where a dateline ends, at the latest.
REACH = 160  # characters
ABOVE = 2  # paragraphs that may stand above the one with the dateline
SHORT = 90  # characters: what stands above it is no longer
LETTER = r"[^\W\d_]"
DASH = r"\s*(?:(?:--|—)\s*|(?:–|_|-|:|=)\s+)"
AGENCY = r"(?:\((?P<agency>[^()]{2,40})\)|(?<=\s)/(?P<wire>[^/]{2,40})/)"
HEAD = r"(?P<head>[^()\[\]{}]{2,90}?)"
# The agency ends it, with or without a dash.
WITH_AGENCY = re.compile(
    rf"{HEAD}[\s,.]*(?:--|—|–|-)?\s*{AGENCY}"
    r"(?P<end>\s*\.?\s?(?:(?:--|—|–|-|_)\s*|(?:=|:)\s+)|\.?\s+)"
)
AGENCY_FIRST = re.compile(
    rf"\((?P<agency>[^()]{{2,40}})\){DASH}(?P<head>[^()]{{2,80}}?)"
    r"(?P<end>\s*(?:--|—|–|_|-|:|=)\s+)"
)
IN_BRACKETS = re.compile(r"\((?P<head>[^()]{5,60})\)(?P<end>\s*(?:--|—|–|-)?\s*)")
# Neither agency nor brackets: a city in capitals, or one with a day.
BARE = re.compile(rf"{HEAD}(?P<end>\s*(?:--|—)\s*|\s*(?:–|-)\s+|:\s+)")
# As agencies of East Asia have it: “【東京＝沿岸通信】”, “沿岸社北京3月3日电”.
EAST_ASIAN = re.compile(
    r"[【［\[](?P<head>[^\W\d_]{2,8})(?:[\s＝=]+\d{1,2}日)?[\s＝=]*"
    r"(?P<agency>[^\W\d_]{0,12})[】］\]]\s*"
    r"|(?P<service>[^\W\d_]{2,5}社)(?P<city>[^\W\d_]{2,6}?)\d{1,2}月\d{1,2}日[电電]\s*"
)
WORD = re.compile(rf"['’]?{LETTER}[\w.'’]*(?:[/&-]['’]?{LETTER}?[\w.'’]*)*")
SMALL = {
    "a", "am", "an", "and", "the", "of", "in", "on", "de", "da", "di", "do", "dos",
    "das", "du", "des", "del", "della", "la", "le", "les", "el", "al", "y", "e", "et",
    "und", "van", "von", "der", "den", "aan", "bei", "im", "sur", "i", "og", "och",
    "op",
}  # fmt: skip
# What copy prints in capitals at its opening and is no place.
LABEL = re.compile(
    r"(?:\d{1,2}(?:ST|ND|RD|TH)? )?(?:UPDATED?|BREAKING(?: NEWS)?|NEWS(?: ?ALERT)?"
    r"|ALERTA?|EXCLUSIVE|CORRECT(?:ION|ED|S)|CLARIFICATION|RETRACTION|NOTE|ROUND-?UP"
    r"|WRAP(?:-?UP)?|ANALYSIS|OPINION|COMMENT|FEATURE|VIDEO|PHOTOS?|PICTURES?|GRAPHICS?"
    r"|AUDIO|CAPTION|FACT-?BOX|FACTS|PROFILE|EXPLAINER|ADVISORY|EDITORS?|EDS|ATTENTION"
    r"|URGENT|SNAP|FLASH|BULLETIN|LEAD|FOCUS|INTERVIEW|SUMMARY|TIME-?LINE|KILL|WATCH"
    r"|EMBARGO(?:ED)?|LIVE|NEW|STORY|HEADLINES?|FOR|ABOUT|MEDIA|(?:PRESS|NEWS) RELEASE"
    r"|EIL(?:MELDUNG)?|ACHTUNG|KORREKTUR|BERICHTIGUNG|ZUSAMMENFASSUNG|SPERRFRIST|HINWEIS"
    r"|URGENTE|EN VIVO|ÚLTIMA HORA|DIRECTO|EN DIRECT|ULTIM['’]ORA|CORRECCIÓN"
    r"|NATO|FIFA|UEFA|NASA|OPEC|UNESCO|UNICEF|ASEAN)(?: \d{1,2})?"
)


# What stands in brackets behind a person and is no agency: an age, a party.
NO_AGENCY = re.compile(
    r"\d.*|left|right|centre|pictured|independent|[DRI]-[A-Z].*|(?:new )?labour"
    r"|conservatives?|con|lab|lib ?dems?|liberal democrats?|republicans?|democrats?"
    r"|greens?|tory|snp|dup|ukip|spd|cdu(?:/csu)?|csu|fdp|afd|grüne|die linke|linke"
    r"|öv?p|spö|fpö|svp|psoe|vox|sumar|podemos|lfi|rn|pvda|vvd|cda|d66|pvv",
    re.I,
)
ARTICLES = {"the", "der", "die", "das", "le", "la", "les", "el", "los", "il", "de", "o"}


@dataclass(frozen=True, slots=True)
class Dateline:
    """What opens a story, and the story after it."""

    city: str
    agency: str
    rest: str


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands above a story or opens it; empty where nothing does."""

    byline: str = ""
    city: str = ""
    agency: str = ""


@dataclass(frozen=True, slots=True)
class _Place:
    city: str
    day: bool  # whether a day follows it
    more: bool  # whether a region or a day does


def read(paragraph: str, known: Iterable[str] = ()) -> Dateline | None:
    """Return the dateline that opens a paragraph, or None.

    :param paragraph: the first paragraph of a story as plain text, one line.
    :param known: places that the item names, such as where it was written; one of them,
        or a large city, needs neither day, agency nor capitals before a dash.
    """
    opening = paragraph[:REACH]
    for pattern in (AGENCY_FIRST, WITH_AGENCY, IN_BRACKETS, BARE, EAST_ASIAN):
        match = pattern.match(opening)
        if match and (found := _dateline(match, pattern, paragraph, known)):
            return found
    return None


def opening(paragraphs: Sequence[str], known: Iterable[str] = ()) -> Opening:
    """Return the byline and the dateline that open a text; each may be missing.

    A byline, or a short line such as a subhead, may stand above the dateline.

    :param known: places that the item names, as `read` takes them.
    """
    byline = ""
    for paragraph in paragraphs[: ABOVE + 1]:
        if found := read(paragraph, known):
            return Opening(byline, found.city, found.agency)
        byline = byline or bylines.read(paragraph)
        if len(paragraph) > SHORT or paragraph.endswith((".", "”", '"')):
            break
    return Opening(byline)


def city(words: str) -> str:
    """Return the city of a dateline or place, such as “Lisse” of “Lisse, Port Sable”.

    A day or an agency after it, as in “Lisse March 3 (Coastal) -”, goes.

    Empty if the words hold a moment, as some agencies put there.
    """
    words = re.sub(r"^\([^()]{2,40}\)\s*[-–—]\s*", "", words)
    first = re.split(r"[,(;]| - | [—–] |--| /", words, maxsplit=1)[0].strip(" -–—.:_=")
    if months.is_day(words.strip(" -–—.:_=")) or months.is_day(first):
        return ""
    first = _without_day(first)
    is_weekday = first.casefold() in months.WEEKDAY_NAMES
    return "" if is_weekday or re.search(r"\d", first) else first


def _dateline(match, pattern, paragraph, known):
    found = match.groupdict()
    rest = paragraph[match.end() :]
    if pattern is EAST_ASIAN:
        place = found["head"] or found["city"]
        agency = found["agency"] or found["service"] or ""
        return Dateline(place, agency, rest) if rest else None
    place = _place(re.sub(r"\s[-–—]\s", ", ", found["head"]))
    agency = (found.get("agency") or found.get("wire") or "").strip()
    if place is None or NO_AGENCY.fullmatch(agency):
        return None
    likely = _is_likely(place, pattern, agency, found["end"])
    if not likely and not _is_told(place.city, pattern, found["end"], known):
        return None
    in_small = bool(agency) and place.city.isupper() and bool(found["end"].strip())
    if not _opens_a_sentence(rest, in_small=in_small):
        return None
    return Dateline(place.city, agency, rest)


def _place(head):
    """Return the place that the words before the agency or the dash name, or None."""
    first, *others = [part.strip() for part in head.split(",")]
    name = _without_day(first)
    words = name.split()
    if not 0 < len(words) <= 6 or LABEL.fullmatch(name.upper()):
        return None
    if bylines.starts(name) or name.casefold() in months.WEEKDAY_NAMES:
        return None
    if not all(map(WORD.fullmatch, words)) or not _is_named(words):
        return None
    others = [part for part in others if part]
    regions: list[str] = []
    while others and not _is_dated(", ".join(others)):
        part = others.pop(0)
        if len(regions) == 2 or len(part) > 25 or not _is_name(part):
            return None
        regions.append(part)
    dated = name != first or bool(others)
    return _Place(name, day=dated, more=dated or bool(regions))


def _is_name(words):
    parts = words.split()
    return all(map(WORD.fullmatch, parts)) and _is_named(parts)


def _is_dated(words):
    """Whether words are a day, with an agency's name after it or not."""
    if months.is_day(words):
        return True
    before, comma, agency = words.rpartition(", ")
    if comma and _is_name(agency) and len(agency.split()) < 3:
        return months.is_day(before)
    before, _, agency = words.rpartition(" ")
    return agency.isalpha() and agency.isupper() and months.is_day(before)


def _is_named(words):
    """Whether words are a name: each with a capital, but for small ones.

    Where a script has no capitals, three words are enough.
    """
    if not any(word.lower() != word.upper() for word in words):
        return len(words) <= 3
    return any(word not in SMALL for word in words) and all(
        word.lstrip("'’")[:1].isupper()
        or word in SMALL
        or re.match(r"['’][a-z]-|(?:d|l|all|nell)['’][A-ZÀ-Þ]", word)
        for word in words
    )


def _is_likely(place, pattern, agency, end):
    """Whether a name at the opening is a place: by capitals, the day, or the agency."""
    letters = re.sub(r"[\W\d_]", "", place.city)
    capitals = place.city.isupper() and len(letters) > 2
    if pattern is BARE and end.strip() == ":":
        words = len(place.city.split())
        return capitals and (place.more or (words < 4 and len(letters) > 3))
    if pattern is BARE:
        return capitals or place.day
    if pattern is IN_BRACKETS:
        return place.day
    parts = filter(None, re.split(r"[\s-]", place.city))
    initials = "".join(part[0] for part in parts if part.lower() not in ARTICLES)
    initials = re.sub(r"[a-z\W]", "", initials)
    if len(initials) > 1 and agency.startswith(initials):
        return False  # “the Harbour Masters’ Union (HMU)” is no place
    has_case = letters.lower() != letters.upper()
    if pattern is WITH_AGENCY and not end.strip(" ."):
        return has_case and (place.more or capitals or len(place.city.split()) < 3)
    return True


def _is_told(city, pattern, end, known):
    """Whether a name before a dash, or in brackets before one, is known for a place.

    “Berlin - The council …”, “(Nairobi) – The council …”.
    """
    if pattern not in (BARE, IN_BRACKETS) or end.strip() not in ("-", "–", "—", "--"):
        return False
    names = {name.partition(",")[0].strip().casefold() for name in known}
    parts = [part.strip().casefold() for part in city.split("/")]
    return any(part and part in names | cities.LARGE for part in parts)


def _without_day(words):
    """Return a city without the day that follows it without a comma."""
    tokens = words.split()
    for at in range(1, len(tokens)):
        if _is_dated(" ".join(tokens[at:])):
            return " ".join(tokens[:at]).rstrip(".,")
    return words


def _opens_a_sentence(rest, *, in_small=False):
    if not re.match(r"[\"'“‘«„(\[\d$€£¥¿¡]|[^\W\d_]", rest):
        return False
    return in_small or not rest[0].islower() or rest[1:2].isupper()
