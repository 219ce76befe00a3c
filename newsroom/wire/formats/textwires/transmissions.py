"""What the text transmissions of agencies have in common: control bytes, filing times,
words about a version, and what stands below the text for editors alone.

Sources: ANPA bulletin 1312, IPTC 7901 revision 5, and agencies' own guides to their
notebooks; ISO 646 for the control characters.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from articles import months
from newsroom.wire.formats.files import encoding
from newsroom.wire.formats.phrases import moments
from newsroom.wire.formats.textwires import typed
from newsroom.wire.items import MalformedItem, UnreadItem, WireItem

SOH, STX, ETX = "\x01", "\x02", "\x03"
NOISE = b" \t\r\n\x00\x04\x0c\x16\x7f"  # what may stand before a transmission
PADDING = b"\x00\x7f"  # NUL and DEL fill gaps; they never mean anything
# Control characters without a meaning in copy, and bytes that are no letters.
NEVER_SENT = re.compile("[\x05-\x07\x0b\x10\x15\x17-\x1e\ufffd]")
# More of them come in a minute than people read in a day; bounds time and memory.
MAX_PARTS = 500
MOST_SIGN_OFFS = 4

# Hours ahead of UTC.
ZONES = {
    "GMT": 0, "UTC": 0, "UT": 0, "Z": 0, "WET": 0, "BST": 1, "CET": 1, "MEZ": 1,
    "CEST": 2, "MESZ": 2, "EET": 2, "MSK": 3, "IST": 5.5, "HKT": 8, "JST": 9, "KST": 9,
    "AEST": 10, "AEDT": 11, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7,
    "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
ZONE = r"(?P<zone>[A-Z]{2,4})?"
FILED = [
    # “131137 GMT Nov 13”; the zone may be missing.
    re.compile(
        r"(?<!\d)(?P<day>\d\d)(?P<hour>\d\d)[:.]?(?P<minute>\d\d) {0,3}"
        rf"(?:{ZONE} {{1,3}})?(?P<month>[^\W\d_]{{3,9}}|M\Wr)\.? {{0,3}}"
        r"(?P<year>\d{4}|\d\d)(?!\d)"
    ),
    # “11-13-13 1509GMT”, month first.
    re.compile(
        r"(?<!\d)(?P<month>\d\d)-(?P<day>\d\d)-(?P<year>\d{4}|\d\d) {1,3}"
        rf"(?P<hour>\d\d):?(?P<minute>\d\d) ?{ZONE}"
    ),
    # “15:09-13-11-13”, day first.
    re.compile(
        r"(?<!\d)(?P<hour>\d\d):(?P<minute>\d\d)-(?P<day>\d\d)-(?P<month>\d\d)"
        rf"-(?P<year>\d{{4}}|\d\d) ?{ZONE}"
    ),
    # “13.11.2013 15:09”, day first; “2013-11-13 15:09”.
    re.compile(
        r"(?<!\d)(?P<day>\d\d?)[./](?P<month>\d\d?)[./](?P<year>\d{4}) {1,3}"
        rf"(?P<hour>\d\d):(?P<minute>\d\d)(?::\d\d)? ?{ZONE}"
    ),
    re.compile(
        r"(?<!\d)(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)[ T]"
        rf"(?P<hour>\d\d):(?P<minute>\d\d)(?::\d\d)? ?{ZONE}"
    ),
    # “13-NOV-13 15:09”.
    re.compile(
        r"(?<!\d)(?P<day>\d\d?)[- ](?P<month>[^\W\d_]{3,9})[- ](?P<year>\d{4}|\d\d) "
        rf"(?P<hour>\d\d)[:.](?P<minute>\d\d) ?{ZONE}"
    ),
]
# Words that tell how a version follows another: “2ND LEAD”, “(Achtung)”, “UPDATE 3”.
ORDER = r"(?:\d{1,2}(?:st|nd|rd|th|[.e])?|first|second|third|fourth|erste|neue)"
VERSION_WORD = (
    r"(?:leads?|lds?|net|writethru|update|take|add|wrap|wrapup|roundup|refile|urgent"
    r"|extra|eil|eilmeldung|blitz|flash|bulletin|alert|snap|newsbreak|achtung|attention"
    r"|correct(?:ion|ed)?|korrektur|berichtigung|rectifica\w{0,6}|rectificatif|repeat\w*"
    r"|wiederholung|zusammenfassung|advisory|kill|storno|optional|sub|new|vorrang"
    r"|abridged|final|eds)"
)
VERSION = re.compile(
    rf"\(?{ORDER}?[ -]?{VERSION_WORD}(?:[ ,/-]{{1,2}}(?:{VERSION_WORD}|\d{{1,2}}))"
    r"{0,3}[):.!]{0,2}",
    re.I,
)
IN_BRACKETS = re.compile(r"\([^()]{1,60}\)|\*{2,3}[^*]{1,60}\*{2,3}")
# “KILL”, “MANDATORY KILL: …”, but no headline that begins with the verb.
KILL = re.compile(
    r"(?:(?:bulletin|mandatory|urgent|attention|editors?|kill)\W{1,3}){0,2}"
    r"(?:(?:story )?kill(?:ed)?|storno|annull\w{1,8})\s?(?:$|[:–—(-])",
    re.I,
)
# Where the part of a message begins that is for editors alone.
NOTEBOOK = re.compile(
    r"#{1,3} .{0,40}\b(?:notebook|notizblock|notepad|bloc-notes)\b"
    r"|\*(?: ?\*){3,}(?: |$)"
    r"|.{0,60}\bnot (?:intended )?for publication\b"
    r"|.{0,60}\bnicht (?:für die|zur) veröffentlichung\b",
    re.I,
)
# What stands on a line of its own below the text: “==Coastal”, “(Rui/Coastal)”,
# “(COA - 1q2w)”, “RUI”, “-0-”, “ISSN 1234 - 5678”.
SIGN_OFF = re.compile(
    r"={2,3} ?\w[\w ]{1,20}|-0-|ISSN [\d -]{8,14}X?|[A-Z]{2,4}(?:[-/][A-Z]{2,4}){0,3}"
    r"|\([^\W\d_]{2,12}(?: ?[-/] ?\w{2,12}){1,3}\)|[A-Z]\d{1,3}-[A-Z]{2,4}"
    r"|\([A-Z]{2,8}\)\.? [A-Z]{2,3}|[^\W\d_]{2,4}(?: ?\\ ?[^\W\d_]{2,4}){1,3}"
    r"|\W{0,4}(?:end|ends|more)\W{0,4}",
    re.I,
)
# “… said the mayor. (COA).”
SIGNED = re.compile(r"(?<=[.!?”\"»] )\([A-Z][\w/-]{1,12}\)\.?")
# A paragraph of its own that speaks to editors.
TO_EDITORS = re.compile(
    r"\W{0,3}(?:eds?\.?\s?:|editors?\b\W{0,3}:|editors?['’]?s?['’]? notes?\b"
    r"|notes? to (?:editors|desks?)\b|attention editors\b|\(achtung\b"
    r"|achtung\b(?: redaktion\w*)?\s?[:,–-]|hinweis (?:an|für) (?:die )?redaktion)",
    re.I,
)
# The same in brackets amid a paragraph: “(EDS: ADDS QUOTES)”.
ASIDE = re.compile(r"\(eds?(?:itors)?\s?[:.][^()]{1,300}\) ?", re.I)
TITLE_OF_NOTES = re.compile(r"#{1,3} \S")
RULE = re.compile(r"[\s_*=·.-]{2,}")


def text_of(data: bytes) -> str:
    """Return a delivery as text, without the bytes that fill gaps.

    :raises MalformedItem: if it is data that only begins like a transmission.
    """
    data = data.translate(None, PADDING)
    try:
        text = encoding.decode(data)
    except MalformedItem:
        text = encoding.decode_mixed(data).replace("\r\n", "\n").replace("\r", "\n")
    if sum(1 for _odd in NEVER_SENT.finditer(text)) > 10 + len(text) // 100:
        raise MalformedItem("It begins like a text transmission, but is no text.")
    return text


def each(
    parts: list[str], read: Callable[[str], WireItem], nothing: str
) -> list[WireItem | UnreadItem]:
    """Read the transmissions of a delivery; one that cannot be read stops no other.

    :param nothing: the refusal of a delivery without any, as a sentence.
    :raises MalformedItem: if there is none, too many, or the only one cannot be read.
    """
    if not parts:
        raise MalformedItem(nothing)
    if len(parts) > MAX_PARTS:
        raise MalformedItem(f"It holds more than {MAX_PARTS} transmissions.")
    if len(parts) == 1:
        return [read(typed.refuse_long(parts[0]))]
    found: list[WireItem | UnreadItem] = []
    for part in parts:
        try:
            found.append(read(typed.refuse_long(part)))
        except MalformedItem as error:
            found.append(UnreadItem(reason=str(error)))
    return found


def filed(words: str, zone: tzinfo = UTC) -> datetime | None:
    """Return the moment that a line of routing states, in UTC; None if it states none.

    :param zone: assumed where the line names no zone.
    """
    for pattern in FILED:
        if (match := pattern.search(words[:400])) and (
            moment := _moment(match.groupdict(), zone)
        ):
            return moments.made(moment.isoformat())
    return None


def without_notes(texts: list[str]) -> tuple[list[str], list[str]]:
    """Divide paragraphs into those for readers and those below them for editors.

    Titles of notes that stand right above the notebook belong to it.
    """
    for at, text in enumerate(texts):
        if NOTEBOOK.match(text):
            while at and TITLE_OF_NOTES.match(texts[at - 1]):
                at -= 1
            kept, below = texts[:at], texts[at:]
            break
    else:
        kept, below = texts, []
    told = [text for text in kept if TO_EDITORS.match(text)]
    kept = [text for text in kept if text not in told]
    told += [match[0] for text in kept for match in ASIDE.finditer(text)]
    kept = [ASIDE.sub("", text) for text in kept]
    return _without_rules(kept), [*told, *_without_rules(below)]


def without_sign_off(text: str) -> tuple[str, list[str]]:
    """Divide a text from the initials and marks on the lines below it."""
    lines = text.rstrip().split("\n")
    notes: list[str] = []
    while len(lines) > 1 and len(notes) < MOST_SIGN_OFFS:
        last = encoding.line(lines[-1]).strip("\t ")
        if last and not SIGN_OFF.fullmatch(last):
            break
        notes += [last] if last else []
        del lines[-1]
    bare = encoding.line(lines[-1][-40:])
    if (signed := SIGNED.search(bare)) and signed.end() == len(bare):
        lines[-1] = lines[-1][: lines[-1].rindex("(")].rstrip()
        notes.append(signed[0])
    return "\n".join(lines), notes[::-1]


def is_about_version(text: str) -> bool:
    """Whether a line only tells which version this is, or stands in brackets."""
    return bool(VERSION.fullmatch(text) or IN_BRACKETS.fullmatch(text))


def is_kill(text: str) -> bool:
    """Whether a line of a header says that a story is killed."""
    return bool(KILL.match(text.strip("(*!- "))) and len(text) <= 60


def _without_rules(texts):
    return [text for text in texts if not RULE.fullmatch(text)]


def _moment(found, zone):
    month = months.number(found["month"])
    year = int(found["year"])
    stated = (found["zone"] or "").upper()
    try:
        moment = datetime(
            year if year > 99 else 2000 + year,
            month,
            int(found["day"]),
            int(found["hour"]),
            int(found["minute"]),
            tzinfo=timezone(timedelta(hours=ZONES[stated]))
            if stated in ZONES
            else zone,
        )
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
