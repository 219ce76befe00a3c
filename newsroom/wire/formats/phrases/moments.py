"""Moments as agencies write them, as moments in UTC."""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime

# A clock may run fast, but no version was made the day after tomorrow.
TOLERANCE = timedelta(days=2)
RELEASE_WORDS = re.compile(
    r"hold for release|embargo|sperrfrist|not for (release|use) before", re.I
)
LONGEST = 60  # characters of a moment
# “20260303183000+0200”, “2026.03.03 18:30”, “2026-03-03 18:30:00 GMT+02:00”.
COMPACT = re.compile(r"(\d{8})(\d{4}(?:\d\d)?)(?!\d)")
DOTTED = re.compile(r"(\d{4})[./](\d\d)[./](\d\d)(?!\d)")
GREENWICH = re.compile(r"(\d) ?(?:GMT|UTC)(?=$|[+-]\d)")
HAS_HOUR = re.compile(r"\d[T ]\s*\d{2}:?\d{2}|\d{1,2}:\d{2}|\d{10}")


# Seconds or thousandths since 1970, as programs write them.
EPOCH = re.compile(r"1\d{9}(?:\d{3})?")


# “GMT+0100”: the letters say nothing that the figures do not.
OFFSET = re.compile(r"(?:GMT|UTC)(?=[+-]\d{4}$|[+-]\d{4} \()")


def read(text: str, zone: tzinfo = UTC) -> datetime | None:
    """Return a moment in UTC, or None if the words name none.

    ISO 8601 in its basic and extended forms, and the dates of mail (RFC 822).

    :param zone: assumed where the text names no zone: the agency's own.
    """
    words = " ".join(text.split())[:LONGEST]
    if EPOCH.fullmatch(words):
        return datetime.fromtimestamp(int(words[:10]), UTC)
    words = _in_iso(OFFSET.sub("", words))
    for reader in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = reader(words)
            if moment.tzinfo is None:
                moment = moment.replace(tzinfo=zone)
            return moment.astimezone(UTC)
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
    return None


def made(text: str, zone: tzinfo = UTC) -> datetime | None:
    """Return when a version was made; a date in the future is as good as none."""
    moment = read(text, zone)
    return moment if moment and moment < datetime.now(UTC) + TOLERANCE else None


def embargo(text: str, zone: tzinfo = UTC) -> tuple[datetime | None, str]:
    """Return the end of an embargo, and its words if they name no moment.

    A day without an hour names none: nobody can tell which end of it is meant.
    """
    words = " ".join(text.split())
    moment = read(words, zone) if HAS_HOUR.search(words) else None
    return (moment, "") if moment else (None, words)


def speaks_of_embargo(words: str) -> bool:
    """Whether a note to editors mentions an embargo, in words no clock can keep."""
    return bool(RELEASE_WORDS.search(words))


def _in_iso(words):
    """Return what agencies write for ISO 8601 as Python knows it."""
    if not re.match(r"\d{4}", words):
        return words
    words = COMPACT.sub(r"\1T\2", words, count=1)
    words = DOTTED.sub(r"\1-\2-\3", words, count=1)
    match = GREENWICH.search(words)
    if not match:
        return words
    after = words[match.end() :]
    return words[: match.end(1)] + (after or "Z")
