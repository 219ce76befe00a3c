"""NewsML-G2: news items as XML, one alone or many in a news message.

Source: IPTC, NewsML-G2 2.35. Prefixes of codes are free: only the last part counts.
"""

import re
from datetime import UTC, tzinfo

from articles import html
from newsroom.wire.formats import concepts, datelines, encoding, markup, moments, xml
from newsroom.wire.items import (
    Kind,
    MalformedItem,
    PubStatus,
    UnreadItem,
    WireItem,
    WirePicture,
)

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
    "conceptItem", "knowledgeItem", "planningItem", "catalogItem", "newsCoverage"
}  # fmt: skip
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
    return [_read(element, zone) for element in elements]


def _read(element, zone):
    try:
        return _item(element, zone)
    except MalformedItem as error:
        return UnreadItem(reason=str(error))


def _item(news, zone):
    """Read one item: a table to hold against the specification."""
    kind = _kind(news)
    copy = _body(news) if kind == Kind.TEXT else markup.Copy(html.clean(""))
    paragraphs = html.paragraphs(copy.body)
    first = paragraphs[0] if paragraphs else ""
    until, unclear = _embargo(news, zone)
    pub_status = PubStatus.read(concepts.code(news, "itemMeta/pubStatus"))
    return WireItem(
        kind=kind,
        guid=encoding.line(news.get("guid", "")),
        version=encoding.whole_number(news.get("version")),
        version_created=moments.made(
            xml.words_at(news, "itemMeta/versionCreated"), zone
        ),
        pub_status=pub_status,
        embargo_until=until,
        embargo_unclear=unclear,
        urgency=encoding.whole_number(xml.words_at(news, "contentMeta/urgency")),
        headline=_headline(news),
        standfirst=_standfirst(news, kind),
        slugline=xml.words_at(news, "contentMeta/slugline"),
        byline=_byline(news, kind, first),
        dateline=_dateline(news, first),
        credit=xml.words_at(news, "contentMeta/creditline"),
        source=concepts.name(xml.find(news, "itemMeta/provider")),
        language=concepts.language(news),
        body=copy.body,
        keywords=tuple(
            filter(None, map(xml.words, xml.find_all(news, "contentMeta/keyword")))
        ),
        subjects=tuple(dict.fromkeys(concepts.subjects(news))),
        places=tuple(dict.fromkeys(concepts.places(news))),
        pictures=tuple(_pictures(news, kind)) or copy.pictures,
        editor_note="\n".join(filter(None, [*_notes(news), copy.notes])),
        usage_terms=_usage_terms(news),
        warnings=tuple(_warnings(news, until)),
    )


def _kind(news):
    if xml.name(news) == "packageItem":
        return Kind.PACKAGE
    if xml.name(news) != "newsItem":
        return Kind.OTHER
    stated = concepts.code(news, "itemMeta/itemClass")
    return KINDS.get(stated.lower(), Kind.OTHER) if stated else Kind.TEXT


def _embargo(news, zone):
    """Return the embargo; one that is empty names no moment, and is warned of."""
    return moments.embargo(xml.words_at(news, "itemMeta/embargoed"), zone)


def _warnings(news, until):
    embargoed = xml.find(news, "itemMeta/embargoed")
    if embargoed is not None and not xml.words(embargoed):
        yield "Its embargo names no moment; ask the agency before publishing."
    elif until is None and any(map(moments.speaks_of_embargo, _notes(news))):
        yield "The agency's note speaks of an embargo; read it before publishing."


def _headline(news):
    """Return the main headline; a sub-headline never wins over it.

    Some agencies leave it out and print it in the NITF of the body alone.
    """
    headlines = [
        (
            concepts.role(element) not in ("", "main", "headline"),
            concepts.rank(element),
            xml.words(element),
        )
        for element in xml.find_all(news, "contentMeta/headline")
        if "sub" not in concepts.role(element)
    ]
    best = min((found for found in headlines if found[2]), default=None)
    if best:
        return best[2]
    inner = [
        xml.words(element)
        for part in xml.find_all(news, "contentSet/inlineXML")
        for element in [*xml.descendants(part, "hl1"), *xml.descendants(part, "title")]
    ]
    return next(filter(None, [xml.words_at(news, "itemMeta/title"), *inner]), "")


def _standfirst(news, kind):
    """Return the summary of a text: a caption, codes or JSON are none."""
    if kind != Kind.TEXT:
        return ""
    for element in xml.find_all(news, "contentMeta/description"):
        words = xml.words(element)
        if concepts.role(element) in ("", "summary", "abstract") and words[:1] not in (
            "",
            "{",
            "[",
        ):
            return words
    decks = xml.find_all(news, "contentMeta/headline")
    return next((xml.words(deck) for deck in decks if "sub" in concepts.role(deck)), "")


def _byline(news, kind, first):
    """Return the byline: the element, the text's first line, then the NITF's.

    In NITF a byline often holds a placeholder, so the text goes before it.
    """
    found = xml.words_at(news, "contentMeta/by") or datelines.byline(first)
    if not found:
        found = _nitf_byline(news)
    if not found and kind in (Kind.PICTURE, Kind.GRAPHIC):
        found = xml.words_at(news, "contentMeta/creator/name")
    return found


def _nitf_byline(news):
    for part in xml.find_all(news, "contentSet/inlineXML"):
        for byline in xml.descendants(part, "byline"):
            for title in xml.descendants(byline, "byttl"):
                title.text = f", {title.text or ''}"
            return re.sub(r"\s*,[\s,]*", ", ", xml.words(byline)).strip(", ")
    return ""


def _dateline(news, first):
    """Return the city: that of the dateline, else of the text, else where both agree.

    `located` may be the production desk, so it counts only if the text opens with it.
    """
    stated = datelines.city(xml.words_at(news, "contentMeta/dateline"))
    if stated:
        return stated
    if in_text := datelines.read(first):
        return in_text.city
    located = xml.find(news, "contentMeta/located")
    place = "" if located is None else datelines.city(concepts.name(located))
    return place if place and place.casefold() in first[:80].casefold() else ""


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
        copy = markup.from_any("".join(part.itertext()))
        if copy.body:
            return copy
    return markup.Copy(html.clean(""))


def _pictures(news, kind):
    """Return the picture of an item: its largest rendition that is an image."""
    remote = [
        element
        for element in xml.find_all(news, "contentSet/remoteContent")
        if element.get("contenttype", "image/").lower().startswith("image/")
        and element.get("href", "").strip()
    ]
    if not remote:
        return
    best = max(remote, key=_pixels)
    pictured = kind in (Kind.PICTURE, Kind.GRAPHIC)
    yield WirePicture(
        caption=_caption(news) if pictured else "",
        credit=xml.words_at(news, "contentMeta/creditline") if pictured else "",
        href=encoding.line(best.get("href")),
        width=encoding.whole_number(best.get("width")),
        height=encoding.whole_number(best.get("height")),
    )


def _pixels(element):
    return (encoding.whole_number(element.get("width")) or 0) * (
        encoding.whole_number(element.get("height")) or 0
    )


def _caption(news):
    described = xml.find_all(news, "contentMeta/description")
    captions = [
        xml.words(element)
        for element in described
        if concepts.role(element) == "caption"
    ]
    return next(iter(captions or map(xml.words, described)), "")


def _notes(news):
    return [
        words
        for note in xml.find_all(news, "itemMeta/edNote")
        if (words := xml.words(note))
    ]


def _usage_terms(news):
    terms = [
        xml.words(element) for element in xml.find_all(news, "rightsInfo/usageTerms")
    ]
    return next(filter(None, map(encoding.stated, terms)), "")
