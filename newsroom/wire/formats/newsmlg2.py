"""NewsML-G2: news items as XML, one alone or many in a news message.

Source: IPTC, NewsML-G2 2.35. Prefixes of codes are free: only the last part counts.
"""

from datetime import UTC, tzinfo

from articles import html
from newsroom.wire.formats.files import encoding
from newsroom.wire.formats.newsml import concepts, heads, references
from newsroom.wire.formats.phrases import datelines, moments, notices, signoffs
from newsroom.wire.formats.trees import markup, xml
from newsroom.wire.items import Kind, MalformedItem, PubStatus, UnreadItem, WireItem

NAME = "NewsML-G2"
NAMESPACE = "http://iptc.org/std/nar/"

KINDS = {
    "text": Kind.TEXT,
    "picture": Kind.PICTURE,
    "graphic": Kind.GRAPHIC,
    "audio": Kind.AUDIO,
    "video": Kind.VIDEO,
    "composite": Kind.PACKAGE,
}
OTHER_ITEMS = {
    "conceptItem": "It is a concept: it explains a term, and is no news.",
    "knowledgeItem": "It is a vocabulary of terms, and no news.",
    "planningItem": "It is a plan of what will be covered, and no news.",
    "catalogItem": "It is a catalogue of vocabularies, and no news.",
    "newsCoverage": "It is a plan of what will be covered, and no news.",
}
ROOTS = {"newsMessage", "newsItem", "packageItem", *OTHER_ITEMS}


def recognises(data: bytes) -> bool:
    namespace, root = xml.root_name(data)
    return root in ROOTS and (not namespace or namespace.startswith(NAMESPACE))


def parse(data: bytes, zone: tzinfo = UTC) -> list[WireItem | UnreadItem]:
    """Return the items of a message, or the one item that is the whole file.

    :raises MalformedItem: if it is not well-formed XML, or a message without items.
    """
    root = xml.read(data)
    if xml.name(root) != "newsMessage":
        return [_item(root, zone)]
    elements = [element for part in xml.find_all(root, "itemSet") for element in part]
    if not elements:
        raise MalformedItem("The news message holds no items.")
    return references.with_companions([_read(element, zone) for element in elements])


def _read(element, zone):
    try:
        return _item(element, zone)
    except MalformedItem as error:
        return UnreadItem(reason=str(error))


def _item(news, zone):
    """Read one item: a table to hold against the specification."""
    kind = _kind(news)
    readable = kind in (Kind.TEXT, Kind.PACKAGE)
    copy = _body(news) if readable else markup.Copy(html.clean(""))
    if kind == Kind.PACKAGE and copy.body:
        kind = Kind.TEXT  # a story that brings its pictures along
    body, sign_off = signoffs.taken_off(copy.body)
    paragraphs = html.paragraphs(body)
    opening = datelines.opening(paragraphs, heads.places(news))
    until, unclear = _embargo(news, zone)
    associated = references.associations(news)
    notes = [*_notes(news), copy.notes, sign_off]
    if kind == Kind.PACKAGE:
        notes.append(references.contents(news))
    return WireItem(
        kind=kind,
        guid=encoding.line(news.get("guid", "")),
        version=encoding.whole_number(news.get("version")),
        version_created=_made(news, zone),
        pub_status=_pub_status(news),
        embargo_until=until,
        embargo_unclear=unclear,
        urgency=encoding.whole_number(xml.words_at(news, "contentMeta/urgency")),
        headline=heads.headline(news),
        standfirst=heads.standfirst(news, kind),
        slugline=xml.words_at(news, "contentMeta/slugline"),
        byline=heads.byline(news, kind, opening),
        dateline=heads.dateline(news, opening, paragraphs),
        credit=xml.words_at(news, "contentMeta/creditline"),
        source=concepts.name(xml.find(news, "itemMeta/provider"))
        or concepts.name(xml.find(news, "rightsInfo/copyrightHolder")),
        language=concepts.language(news),
        body=body,
        keywords=tuple(
            filter(None, map(xml.words, xml.find_all(news, "contentMeta/keyword")))
        ),
        subjects=tuple(dict.fromkeys(concepts.subjects(news))),
        places=tuple(dict.fromkeys(concepts.places(news))),
        pictures=tuple(references.pictures(news, kind)) or copy.pictures,
        editor_note="\n".join(filter(None, notes)),
        usage_terms=_usage_terms(news),
        warnings=tuple(_warnings(news, until)),
        story_id="" if news.get("guid") else " ".join(associated),
        associations=associated,
        supersedes=references.replaced(news),
        kills=_killed(news),
        signals=tuple(dict.fromkeys(concepts.signals(news))),
        copyright=_rights(news, "copyrightNotice"),
        skip_reason=OTHER_ITEMS.get(xml.name(news), ""),
    )


def _kind(news):
    if xml.name(news) == "packageItem":
        return Kind.PACKAGE
    if xml.name(news) != "newsItem":
        return Kind.OTHER
    stated = concepts.code(news, "itemMeta/itemClass")
    return KINDS.get(stated.lower(), Kind.OTHER) if stated else Kind.TEXT


def _made(news, zone):
    for name in ("versionCreated", "firstCreated"):
        if moment := moments.made(xml.words_at(news, f"itemMeta/{name}"), zone):
            return moment
    return None


def _pub_status(news):
    """Return the status; some write it as the words of the element."""
    stated = concepts.code(news, "itemMeta/pubStatus")
    return PubStatus.read(stated or xml.words_at(news, "itemMeta/pubStatus"))


def _killed(news):
    """Return the items a kill replaces; it may come under a name of its own."""
    killed = _pub_status(news) == PubStatus.CANCELED
    return references.replaced(news) if killed else ()


def _embargo(news, zone):
    """Return the embargo; one that is empty names no moment, and is warned of."""
    return moments.embargo(xml.words_at(news, "itemMeta/embargoed"), zone)


def _warnings(news, until):
    embargoed = xml.find(news, "itemMeta/embargoed")
    if embargoed is not None and not xml.words(embargoed):
        yield "Its embargo names no moment; ask the agency before publishing."
    yield from notices.warnings(_notes(news), until, concepts.signals(news))


def _body(news):
    """Return the body: the first alternative that holds words."""
    for part in xml.find_all(news, "contentSet/inlineXML"):
        if next(xml.descendants(part, "body.content"), None) is not None:
            copy = markup.from_nitf(part)
        else:
            copy = markup.from_element(part)
        if copy.body:
            return copy
    for part in xml.find_all(news, "contentSet/inlineData"):
        # Its content type may well say plain text where the text is HTML.
        packed = part.get("encoding", "")
        copy = markup.from_any(encoding.unpacked("".join(part.itertext()), packed))
        if copy.body:
            return copy
    return markup.Copy(html.clean(""))


def _notes(news):
    return [
        words
        for note in xml.find_all(news, "itemMeta/edNote")
        if (words := xml.words(note))
    ]


def _usage_terms(news):
    return _rights(news, "usageTerms")


def _rights(news, name):
    """Return the first words of one kind in the rights that say anything."""
    found = map(xml.words, xml.find_all(news, f"rightsInfo/{name}"))
    return next(filter(None, map(encoding.stated, found)), "")
