"""Concepts of NewsML-G2: codes, names and roles, whatever their prefix."""

import re
from collections.abc import Iterator

from newsroom.wire.formats.files import encoding
from newsroom.wire.formats.trees import xml

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# IPTC's codes whatever their alias is: subject codes 01 to 17, media topics 20.
IPTC_SUBJECT = re.compile(r"(?:^|[:/])((?:0[1-9]|1[0-7]|20)\d{6})$")
PLACES = ("geoarea", "poi", "city", "country", "place", "cpttype:5")


def subjects(news: xml.Element) -> Iterator[str]:
    """Yield the IPTC codes of an item's subjects; an agency's own stay out."""
    for subject in xml.find_all(news, "contentMeta/subject"):
        for one in [subject, *xml.find_all(subject, "sameAs")]:
            for name in ("qcode", "uri", "literal"):
                if match := IPTC_SUBJECT.search(one.get(name, "").strip()):
                    yield match[1]


def places(news: xml.Element) -> Iterator[str]:
    """Yield the names of those subjects that are places, in the item's language."""
    spoken = language(news)[:2].lower()
    for subject in xml.find_all(news, "contentMeta/subject"):
        if subject.get("type", "").lower().endswith(PLACES):
            words = _named(subject, spoken) or subject.get("literal", "")
            if words := encoding.line(words):
                yield words


def _named(element, spoken):
    """Return the name in a language, else the first."""
    names = xml.find_all(element, "name")
    names.sort(key=lambda one: one.get(LANGUAGE, "")[:2].lower() != spoken)
    return next(filter(None, map(xml.words, names)), "")


def language(news: xml.Element) -> str:
    """Return the language of the content, else that of the item's own words."""
    stated = xml.find(news, "contentMeta/language")
    tag = "" if stated is None else stated.get("tag", "")
    return encoding.line(tag or news.get(LANGUAGE, ""))


def name(element: xml.Element | None) -> str:
    """Return what a concept is called: name, literal, or the end of its code."""
    if element is None:
        return ""
    stated = xml.words_at(element, "name") or element.get("literal", "")
    coded = element.get("qcode") or element.get("uri") or ""
    return encoding.line(stated or last_part(coded))


def code(news: xml.Element, path: str) -> str:
    """Return the last part of a qcode or URI, such as "usable" of "stat:usable"."""
    element = xml.find(news, path)
    if element is None:
        return ""
    return last_part(element.get("qcode") or element.get("uri") or "")


def last_part(concept: str) -> str:
    """Return what follows the scheme of a qcode or URI."""
    return re.split("[:/]", concept.strip())[-1]


def role(element: xml.Element) -> str:
    """Return the last part of an element's role, in lower case."""
    return last_part(element.get("role", "")).lower()


def signals(news: xml.Element) -> Iterator[str]:
    """Yield what the agency says of this version in IPTC's words, such as "update"."""
    for element in xml.find_all(news, "itemMeta/signal"):
        stated = element.get("qcode") or element.get("uri") or ""
        if re.search(r"(?:^sig:|/signal/)", stated.strip()):
            yield last_part(stated).lower()


def rank(element: xml.Element) -> int:
    """Return an element's rank; one without a rank stands first."""
    return encoding.whole_number(element.get("rank")) or 0
