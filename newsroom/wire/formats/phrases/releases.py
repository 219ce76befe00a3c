"""Embargoes in words, the same in every format: what holds, and until when for sure."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from articles import html
from newsroom.wire.items import WireItem

# What says by itself that the copy is not to go out yet. An embargo on oil does not.
STATED = re.compile(
    r"\bhold(?:ing)? for release\b"
    r"|\bfor release (?:at|on|after|from|\d)"
    r"|\bnot (?:for|to be) (?:releas|publi|us|broadcast)\w*"
    r" (?:before|until|till|prior)\b"
    r"|\b(?:strictly )?(?:under|sous|bajo|unter) embargo\b|\bstrict(?:ly)? embargo"
    r"|\bembargoed\b(?! (?:goods|oil|country|countries|state|nation|territor))"
    r"|(?<!oil )(?<!arms )(?<!trade )\bembargo(?:\s*[:=]|\W{1,3}"
    r"(?:until|till|to|time|date|expires|ends|lifts|bis|\d+|jusqu|hasta|fino)\b)"
    r"|\b(?:embargado|embargad[oa]s?|embargu[ée]e?s?) (?:hasta|jusqu)"
    r"|\bsperr(?:frist|vermerk)\b",
    re.I,
)
# One of these, in any case, stands in all that states an embargo; most copy has none.
NEEDED = ("embarg", "releas", "sperr", "not ")
LIFTED = re.compile(
    r"\bembargo\W{0,3}(?:has been |is |was |now )?(?:lifted|over|off|none|no|nil|n/a)\b"
    r"|\b(?:no|not|no longer|without|kein\w*|sans) (?:longer )?(?:under )?"
    r"(?:embargo|sperrfrist|hold for release)"
    r"|\b(?:lifts?|lifting|lifted) (?:the )?embargo|\bsperrfrist aufgehoben",
    re.I,
)
REACH = 5_000  # characters of a note that are read
WORDS = 200  # characters of a statement: further on it speaks of something else
OPENING = 3  # paragraphs of a text that can be a line about its release
NOTICE = 300  # characters: a longer paragraph tells a story
# Hours east of Greenwich. Names that several countries have, such as CST, are none.
ZONES: dict[str, tzinfo] = {
    name: timezone(timedelta(hours=hours))
    for name, hours in {
        "Z": 0, "GMT": 0, "UTC": 0, "BST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2,
        "EET": 2, "EEST": 3, "EST": -5, "EDT": -4, "CDT": -5, "MDT": -6, "PST": -8,
        "PDT": -7, "JST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
    }.items()
}  # fmt: skip
ZONES |= {"ET": ZoneInfo("America/New_York"), "PT": ZoneInfo("America/Los_Angeles")}
MONTHS = {
    name: number
    for number, names in enumerate(
        ["jan", "feb", "mar mär", "apr", "may mai", "jun", "jul", "aug", "sep",
         "oct okt", "nov", "dec dez déc"], start=1
    )
    for name in names.split()
}  # fmt: skip
MONTH = rf"(?P<month>{'|'.join(MONTHS)})[a-zéäû]{{0,7}}\.?"
DAY, YEAR = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.)?", r"(?P<year>\d{4})"
DATES = [
    re.compile(rf"\b{DAY}\s+{MONTH},?\s+{YEAR}\b", re.I),
    re.compile(rf"\b{MONTH}\s+{DAY},?\s+{YEAR}\b", re.I),
    re.compile(r"\b(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})\b"),
    re.compile(r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?=\D|$)T?"),
]
TIME = re.compile(
    r"(?<![\d.:])(?P<hour>\d{1,2}|\d\d(?=\d\d\b))(?:[:.h]?(?P<minute>\d\d))?(?::\d\d)?"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?(?:\s?(?:hrs?|hours?|uhr|h))?\s{0,2}\(?"
    rf"(?P<zone>{'|'.join(sorted(ZONES, key=len, reverse=True))})\b",
    re.I,
)


def read(item: WireItem) -> WireItem:
    """Return the item with the embargo that its own words state.

    Words that name a moment for sure (day, hour and zone) are an embargo until then;
    others hold the item, as an embargo that names no moment.
    """
    if item.embargo_until is not None:
        return item
    words = item.embargo_unclear or next(_statements(item), "")
    if not words:
        return item
    until = moment(words)
    if until is None:
        return replace(item, embargo_unclear=words)
    said = f"Its embargo was read from “{words}”; see that it is right."
    warnings = (*item.warnings, said)
    return replace(item, embargo_until=until, embargo_unclear="", warnings=warnings)


def moment(words: str) -> datetime | None:
    """Return the one moment that words name for sure, in UTC; else None.

    It takes a day with its year, an hour, and a zone that means one thing.
    """
    days, rest = set(), words
    for pattern in DATES:
        days |= {_day(found) for found in pattern.finditer(words)}
        rest = pattern.sub(" ", rest)
    if len(days) != 1 or None in days:
        return None
    [day] = days
    moments = {_at(day, found) for found in TIME.finditer(rest)}
    return moments.pop() if len(moments) == 1 else None


def _statements(item) -> Iterator[str]:
    """Yield what states an embargo: anywhere in a note, first thing in the copy."""
    for note in (item.editor_note, item.slugline, item.usage_terms):
        yield from filter(None, map(_statement, re.split(r"[\n;]", note[:REACH])))
    # Whole paragraphs: a long one that is cut would pass for a notice.
    end = item.body.find("</p>", REACH)
    body = item.body if end < 0 else item.body[: end + len("</p>")]
    opening = html.paragraphs(body)[:OPENING] if body else []
    for line in (item.headline, item.standfirst, *opening):
        words = line.lstrip(" *-–—([#.:")
        stated = _statement(words)
        if stated and words.startswith(stated) and len(line) <= NOTICE:
            yield stated


def _statement(line):
    """Return the words of a line from where it states an embargo, or nothing."""
    folded = line.casefold()
    if not any(word in folded for word in NEEDED):
        return ""
    found = STATED.search(line)
    if found is None or LIFTED.search(line):
        return ""
    return line[found.start() :][:WORDS].strip(" *-–—)]=")


def _day(found):
    month = found["month"].lower()
    number = int(month) if month.isdecimal() else MONTHS[month]
    try:
        return datetime(int(found["year"]), number, int(found["day"]), tzinfo=UTC)
    except ValueError:
        return None


def _at(day, found):
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (found["half"].lower() == "p")
    elif found["minute"] is None and "uhr" not in found[0].lower():
        return None
    try:
        there = day.replace(
            hour=hour, minute=minute, tzinfo=ZONES[found["zone"].upper()]
        )
        return there.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
