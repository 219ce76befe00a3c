"""Atom and RSS 1.0 by feedparser, which knows their dialects.

feedparser is never given what came: it hears the tree that the hardened reader built.
So no DOCTYPE, entity or address of a file reaches it, and its guessing parser never
runs. Its own sanitiser is left out: `articles.html` cleans every body.

Sources: RFC 4287 (Atom), RFC 6721 (deleted entries), RFC 5023 §13.1 (drafts), RSS 1.0.
"""

import re
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

import lxml.sax
from feedparser.api import StrictFeedParser
from lxml import etree

from articles import html
from newsroom.wire.formats.feeds import links, mediarss
from newsroom.wire.formats.files import encoding
from newsroom.wire.formats.phrases import datelines, moments
from newsroom.wire.formats.trees import markup, xml
from newsroom.wire.items import (
    MalformedItem,
    PubStatus,
    UnreadItem,
    WireItem,
    WirePicture,
)

ATOM = "http://www.w3.org/2005/Atom"
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
OURS = "urn:newsroom:wire"  # by which an entry is found again
STANDFIRST = 300  # characters: a longer description is the story itself
IPTC_CODE = re.compile(r"(?:^|[:/])(\d{8})$")
# Extensions of agencies that hold the text, where the standard element has a stub.
OWN_BODY = re.compile(r"[a-z]\w{0,80}_(?:body|fulltext|full_text|story_?text)")
OWN_LEAD = re.compile(r"[a-z]\w{0,80}_(?:first_?line|lead|lede|intro)")


@dataclass(frozen=True, slots=True)
class Seen:
    """What is read of an entry before feedparser gets it."""

    guid: str = ""  # as it is written: an identifier is never made whole
    pictures: tuple[WirePicture, ...] = ()
    creators: tuple[str, ...] = ()
    draft: bool = False
    title: str = ""  # of its picture group, where it has none itself


def read(data: bytes, zone: tzinfo) -> list[WireItem | UnreadItem]:
    """Return the entries of a feed, in their order, and the deletions it announces.

    :raises MalformedItem: if it is not well-formed XML, or holds no entries.
    """
    root = xml.read(data)
    if xml.name(root) == "entry":  # a document of its own, says RFC 4287
        root = _feed_around(root)
    deleted = [_deleted(part, zone) for part in xml.find_all(root, "deleted-entry")]
    seen = {}
    for at, part in enumerate(root.iter("{*}entry", "{*}item")):
        seen[str(at)] = _seen(part)
        etree.SubElement(part, f"{{{OURS}}}at", nsmap={"wire": OURS}).text = str(at)
    feed = _parsed(root)
    if not feed.entries and not deleted:
        raise MalformedItem("The feed holds no entries.")
    items = [
        _read(entry, seen.get(_words(entry, "wire_at"), Seen()), feed.feeddata, zone)
        for entry in feed.entries
    ]
    return [*items, *deleted]


def standfirst(summary: str, body: str) -> str:
    """Return a feed's description, where it is only a summary of a fuller text."""
    if len(summary) < 4 * STANDFIRST:
        summary = re.sub(f" ?{markup.FIRST_APPEARED}$", "", summary, flags=re.I)
    words = " ".join(html.paragraphs(body))
    repeats = words.startswith(summary.rstrip(".… [&#8230;]")[:80])
    return "" if repeats or len(summary) > STANDFIRST else summary


def names(words: list[str]) -> str:
    """Return the names of authors as a byline; a bare e-mail address is none."""
    named = []
    for one in words:
        inside = re.search(r"\(([^()]{2,80})\)\s*$", one) if "@" in one else None
        one = inside[1] if inside else one
        if one and "@" not in one:
            named.append(markup.plain(one))
    named = list(dict.fromkeys(named))
    return " and ".join(filter(None, [", ".join(named[:-1]), *named[-1:]]))


def _feed_around(entry):
    feed = etree.Element(f"{{{ATOM}}}feed")
    feed.append(entry)
    return feed


def _seen(element):
    base = element.base or ""
    identifier = next((part for part in element if xml.name(part) == "id"), None)
    seen = Seen(
        guid=xml.words(identifier) or encoding.line(element.get(RDF_ABOUT, "")),
        pictures=mediarss.pictures(element, base),
        creators=tuple(map(xml.words, element.findall(f"{DUBLIN_CORE}creator"))),
        draft=xml.words_at(element, "control/draft").lower() == "yes",
        title=mediarss.title(element),
    )
    mediarss.drop(element)
    return seen


def _parsed(root):
    """Let feedparser hear the tree that the hardened reader built."""
    listener = StrictFeedParser("", None, "utf-8")
    listener.sanitize_html = listener.resolve_relative_uris = False
    lxml.sax.saxify(root, listener)
    return listener


def _read(entry, early, feed, zone):
    try:
        return _item(entry, early, feed, zone)
    except MalformedItem as error:
        return UnreadItem(reason=str(error))


def _item(entry, early, feed, zone):
    """Read one entry: a table to hold against RFC 4287."""
    link = links.without_tracking(_link(entry))
    detail = _text(entry)
    base = links.web(detail.get("base") or "") or link or _words(feed, "link")
    copy = markup.from_any(links.resolve(detail["value"], base))
    opening = datelines.opening(html.paragraphs(copy.body))
    summary = _plain(entry, "summary") if _has_text_besides(entry) else ""
    rights = _plain(entry, "rights") or _plain(feed, "rights")
    return WireItem(
        guid=early.guid or _words(entry, "feedburner_origlink") or link,
        version_created=_made(entry, zone),
        pub_status=PubStatus.WITHHELD if early.draft else PubStatus.USABLE,
        headline=_plain(entry, "title") or early.title,
        standfirst=standfirst(summary, copy.body),
        byline=names([*early.creators]) or _byline(entry, feed) or opening.byline,
        dateline=opening.city,
        source=_plain(entry.get("source") or {}, "title"),
        language=_language(entry, detail, feed),
        body=copy.body,
        keywords=_keywords(entry),
        subjects=tuple(dict.fromkeys(_subjects(entry))),
        pictures=early.pictures or copy.pictures[:1],
        editor_note="\n".join(filter(None, [copy.notes, link and f"Source: {link}"])),
        usage_terms=rights,
    )


def _deleted(element, zone):
    """Return the deletion of an entry as its kill."""
    return WireItem(
        guid=encoding.line(element.get("ref", "")),
        version_created=moments.made(element.get("when", ""), zone),
        pub_status=PubStatus.CANCELED,
        editor_note=xml.words_at(element, "comment"),
    )


def _link(entry):
    """Return the address of the story; without one feedparser takes the identifier."""
    stated = [part for part in entry.get("links") or [] if isinstance(part, dict)]
    alternates = (part for part in stated if part.get("rel") == "alternate")
    return next((_words(part, "href") for part in alternates), "")


def _text(entry) -> dict[str, Any]:
    """Return the fullest text of an entry: its value, type, base and language."""
    contents = [part for part in entry.get("content") or [] if part.get("value")]
    marked = [part for part in contents if "html" in (part.get("type") or "")]
    detail = next(iter(marked or contents), None) or _summary(entry)
    own = max(_named(entry, OWN_BODY), key=len, default="")
    if len(own) <= len(detail.get("value") or ""):
        return detail
    lead = next(iter(_named(entry, OWN_LEAD)), "")
    return {**detail, "value": "\n\n".join(filter(None, [lead, own])), "type": ""}


def _has_text_besides(entry):
    """Whether the summary is one: without one, feedparser repeats the content."""
    values = [part.get("value") for part in entry.get("content") or []]
    return bool(values) and entry.get("summary") not in values


def _summary(entry):
    detail = entry.get("summary_detail") or {}
    return {**detail, "value": entry.get("summary") or ""}


def _named(entry, pattern):
    return [
        value
        for key, value in entry.items()
        if isinstance(value, str) and pattern.fullmatch(key)
    ]


def _made(entry, zone):
    """Return when this version was made; a feed says first when it was updated."""
    for key in ("updated", "published", "created", "date"):
        # Asked for “updated”, feedparser answers with “published”, and complains.
        if key in entry and (moment := moments.made(_words(entry, key), zone)):
            return moment
    return None


def _byline(entry, feed):
    """Return who wrote it; without authors, those of the feed (RFC 4287, 4.2.1)."""
    for place in (entry, feed):
        authors = [one for one in place.get("authors") or [] if isinstance(one, dict)]
        if byline := names([_words(one, "name") for one in authors]):
            return byline
    return ""


def _language(entry, detail, feed):
    title = entry.get("title_detail") or {}
    return (
        _words(detail, "language")
        or _words(title, "language")
        or _words(feed, "language")
    )


def _keywords(entry):
    found = [_words(tag, "label") or _words(tag, "term") for tag in _tags(entry)]
    return tuple(dict.fromkeys(filter(None, found)))


def _subjects(entry):
    for tag in _tags(entry):
        if "iptc" in _words(tag, "scheme").lower():
            if match := IPTC_CODE.search(_words(tag, "term")):
                yield match[1]


def _tags(entry):
    return [tag for tag in entry.get("tags") or [] if isinstance(tag, dict)]


def _plain(part, key):
    """Return a text construct as one line: only HTML holds mark-up."""
    detail = part.get(f"{key}_detail") or {}
    value = part.get(key)
    if not isinstance(value, str):
        return ""
    plain = detail.get("type") == "text/plain"
    return encoding.line(value) if plain else markup.plain(value)


def _words(part, key):
    value = part.get(key)
    return encoding.line(value) if isinstance(value, str) else ""
