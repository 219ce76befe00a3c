"""Who an item of NewsML 1 is, and what its agency lets happen with it."""

import re
from datetime import tzinfo
from typing import Any

from newsroom.wire.formats.files import encoding
from newsroom.wire.formats.newsml import components
from newsroom.wire.formats.phrases import moments
from newsroom.wire.formats.trees import xml
from newsroom.wire.items import PubStatus

ABSENT_ID = {"", "0"}
REVISION = re.compile(r":\d{1,6}[ANU]?$")
IDENTIFIER = re.compile(r"(urn:newsml(?::[^:]+){3}):\d+[ANU]?")


def fields(news: xml.Element, root: xml.Element, zone: tzinfo) -> dict[str, Any]:
    """Return what identifies the item, and what the agency lets happen with it."""
    until, unclear = _embargo(news, zone)
    guid, story_id = _identity(news)
    urgencies = [
        components.formal_name(found)
        for found in (
            xml.find(news, "NewsManagement/Urgency"),
            xml.find(news, "NewsManagement/Priority"),
            xml.find(root, "NewsEnvelope/Priority"),
        )
    ]
    return {
        "guid": guid,
        "story_id": story_id,
        "version": encoding.whole_number(_identifier(news, "RevisionId")),
        "version_created": _made(news, root, zone),
        "pub_status": _pub_status(news),
        "embargo_until": until,
        "embargo_unclear": unclear,
        "urgency": encoding.whole_number(next(filter(None, urgencies), "")),
        "signals": tuple(name.lower() for name in _instructions(news)),
    }


def in_language(managed: dict[str, Any], language: str) -> dict[str, Any]:
    """Return the fields of one language's story, which has an identity of its own."""
    named = {
        name: f"{managed[name]}:{language}"
        for name in ("guid", "story_id")
        if managed[name]
    }
    return managed | named


def associations(news: xml.Element) -> list[str]:
    """Return the identities of items this one points to, without their revisions."""
    pointed = [
        *xml.find_all(news, "NewsManagement/AssociatedWith"),
        *xml.descendants(news, "NewsItemRef"),
    ]
    found = (encoding.line(part.get("NewsItem") or "") for part in pointed)
    return list(
        dict.fromkeys(
            match[1] if (match := IDENTIFIER.fullmatch(words)) else words
            for words in found
            if words and not words.startswith("#")
        )
    )


def _identifier(news, name):
    path = f"Identification/NewsIdentifier/{name}"
    return encoding.line(xml.words_at(news, path))


def _identity(news):
    """Return the identifier as printed, and the one all revisions share.

    The public identifier ends with the revision, by the standard. Some agencies print
    the same one, or no item number, for everything they send: then the date and the
    headline make the difference.
    """
    provider, day, number, public = (
        _identifier(news, name)
        for name in ("ProviderId", "DateId", "NewsItemId", "PublicIdentifier")
    )
    if number not in ABSENT_ID:
        shared = ":".join(filter(None, ["urn:newsml", provider, day, number]))
        return public or shared, shared
    if public and day and day in public:
        return public, REVISION.sub("", public)
    headlines = map(xml.words, xml.descendants(news, "HeadLine", "NameLabel"))
    headline = next(filter(None, headlines), "")
    headline = headline or components.words_of(news, components.TITLE)
    if not headline:
        return "", ""  # it is named by what it says
    shared = ":".join(filter(None, [public or provider, day, headline]))
    return public or shared, shared


def _made(news, root, zone):
    for found in (
        xml.words_at(news, "NewsManagement/ThisRevisionCreated"),
        xml.words_at(news, "NewsManagement/FirstCreated"),
        xml.words_at(root, "NewsEnvelope/DateAndTime"),
    ):
        if moment := moments.made(found, zone):
            return moment
    return None


def _status(news):
    found = components.formal_name(xml.find(news, "NewsManagement/Status"))
    return found.lower()


def _pub_status(news):
    """Return the status; an instruction to kill counts as one."""
    if any(PubStatus.read(word) == PubStatus.CANCELED for word in _instructions(news)):
        return PubStatus.CANCELED
    status = _status(news)
    return PubStatus.read("" if status == "embargoed" else status)


def _instructions(news):
    found = xml.find_all(news, "NewsManagement/Instruction")
    return list(filter(None, map(components.formal_name, found)))


def _embargo(news, zone):
    """Return when an embargoed or withheld item becomes usable, or that nobody says."""
    status = _status(news)
    if status not in ("embargoed", "withheld"):
        return None, ""
    for change in xml.find_all(news, "NewsManagement/StatusWillChange"):
        future = components.formal_name(xml.find(change, "FutureStatus"))
        if PubStatus.read(future) == PubStatus.USABLE:
            stated = xml.words_at(change, "DateAndTime")
            until, unclear = moments.embargo(stated, zone)
            return until, "" if until else unclear or status
    return None, status if status == "embargoed" else ""
