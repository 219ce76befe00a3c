"""What an agency forbids with a picture, as limits that the photo here keeps."""

import re
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Any

from articles import months
from articles.models import Photo, rights
from articles.photos import lapsing, restrictions

FLAGS = {
    "one_time_use": r"\b(?:one|single)[- ]?(?:time|use)\b",
    # “No online archives” is about archives.
    "no_internet": r"\bno (?:internet|web|online|digital)\b(?! archiv)"
    r"|\bprint (?:use )?only\b",
    "no_archives": r"\b(?:no|not for)(?: online)? archiv",
    "no_sales": r"\b(?:no|not for) (?:re-?)?sales?\b",
    "editorial_only": r"\beditorial use only\b",
    "mandatory_credit": r"\b(?:mandatory|compulsory) credit\b",
}
MONTH = rf"(?P<month>{restrictions.MONTH})\b\.?"
YEAR = r"(?:,?(?: del?)? (?P<year>\d{4}))?"
DAYS = [
    re.compile(pattern, re.I)
    for pattern in (
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|[.º°])?(?: of| de)? {MONTH}{YEAR}\b",
        rf"{MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?{YEAR}\b",
    )
]
CLOCK = re.compile(r"\b(?P<hour>[01]?\d|2[0-3])[:.]?(?P<minute>[0-5]\d)(?!\d)", re.I)
IN_UTC = re.compile(r"\b(?:gmt|utc)\b|\dz\b", re.I)
NOT_BEFORE = re.compile(
    r"\b(?:no|not|no usage|do not)\b.*\bbefore\b|\bembargoed\b"
    rf"|\b(?:{restrictions.NOT_TO_BE_USED})\b.*\b(?:vor|avant|antes|prima)\b",
    re.I,
)
UNTIL = re.compile(
    r"\b(?:after|until|through|within|by|before"
    r"|nach|bis|après|jusqu|después|despues|após|depois|dopo|hasta|até|fino)\b",
    re.I,
)
SPAN = re.compile(
    r"\b(?:for|within) (?P<count>\d{1,4}) (?P<unit>days|weeks|months)\b", re.I
)
SPANS = {"days": 1, "weeks": 7, "months": 30}  # days
ABROAD = re.compile(r"\b(?:use|publication|distribution) in (?P<where>.+)", re.I)
OUT = re.compile(r"(?P<where>.+?)[ ,/-]+OUT$")
KEPT_LONGEST = 300  # characters of territory


def found(*texts: str, received: datetime, zone: tzinfo = UTC) -> dict[str, Any]:
    """Return the limits in these words as values of `Photo` fields; {} if none.

    A date without a year is the next such; one that is not understood stays in words.

    :param received: when the words came, aware; “for 14 days” counts from then.
    :param zone: of the agency, whose days begin and end in it.
    """
    said = restrictions.found(*texts)
    if not said:
        return {}
    limits: dict[str, Any] = {"restrictions": "\n".join(said)}
    for words in said:
        for name, pattern in FLAGS.items():
            if re.search(pattern, words, re.I):
                limits[name] = True
        if where := (OUT.search(words) or ABROAD.search(words)):
            known = limits.get("territory_excluded", "")
            both = "; ".join(filter(None, [known, where["where"].strip(" .")]))
            limits["territory_excluded"] = both[:KEPT_LONGEST]
        _add_dates(limits, words, received.astimezone(zone))
    if _ends_before_it_begins(limits):
        del limits["valid_from"]  # the end is what must not be overstepped
    return limits


def tighten(photo: Photo, limits: dict[str, Any]) -> bool:
    """Add limits to a photo that has others; none is ever loosened. Saves it.

    :returns: whether it has more limits now.
    """
    changed, was_open = [], rights.is_open(photo)
    for name, value in limits.items():
        before = getattr(photo, name)
        if name == "restrictions":
            value = "\n".join(
                dict.fromkeys([*before.splitlines(), *value.splitlines()])
            )
        elif name in ("valid_until", "valid_from") and before:
            value = (min if name == "valid_until" else max)(before, value)
        elif name == "territory_excluded" and before:
            value = before if value in before else f"{before}; {value}"[:KEPT_LONGEST]
        if value != before:
            setattr(photo, name, value)
            changed.append(name)
    if photo.valid_from and photo.valid_until and photo.valid_from >= photo.valid_until:
        photo.valid_from = None
        changed.append("valid_from")
    if changed:
        photo.save(update_fields=changed)
        lapsing.rights_changed(photo, was_open=was_open)
    return bool(changed)


def _add_dates(limits, words, received):
    if span := SPAN.search(words):
        days = int(span["count"]) * SPANS[span["unit"].lower()]
        _keep_earlier(limits, received + timedelta(days=days))
        return
    day = _day(words, received)
    if day is None:
        return
    clock = CLOCK.search(words[day[1] :])
    zone = UTC if IN_UTC.search(words) else received.tzinfo
    begins = datetime.combine(day[0], time(), zone)
    if clock:
        begins += timedelta(hours=int(clock["hour"]), minutes=int(clock["minute"]))
    if NOT_BEFORE.search(words):
        limits["valid_from"] = max(begins, limits.get("valid_from", begins))
    elif UNTIL.search(words):
        whole_day = not clock and not re.search(r"\bbefore\b", words, re.I)
        _keep_earlier(limits, begins + timedelta(days=1) if whole_day else begins)


def _keep_earlier(limits, moment):
    limits["valid_until"] = min(moment, limits.get("valid_until", moment))


def _ends_before_it_begins(limits):
    begins, ends = limits.get("valid_from"), limits.get("valid_until")
    return bool(begins and ends and begins >= ends)


def _day(words, received):
    """Return the day that words name and where they end, or None."""
    for pattern in DAYS:
        for match in pattern.finditer(words):
            if day := _date(match, received):
                return day, match.end()
    return None


def _date(match, received):
    number = months.number(match["month"])
    year = int(match["year"] or received.year)
    try:
        day = datetime(year, number, int(match["day"]), tzinfo=UTC).date()
        if match["year"] is None and day < received.date() - timedelta(days=180):
            day = day.replace(year=year + 1)
    except ValueError:
        return None
    return day
