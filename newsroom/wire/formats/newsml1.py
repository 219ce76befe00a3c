"""NewsML 1: news items with their components, whose names differ from agency to agency.

Source: IPTC, NewsML 1.2. A document may hold several items, and an item one story in
several languages.
"""

import re
from datetime import UTC, tzinfo

from articles import html
from newsroom.wire.formats.files import encoding
from newsroom.wire.formats.newsml import components, identification
from newsroom.wire.formats.phrases import datelines, notices, signoffs
from newsroom.wire.formats.trees import markup, nitf_body, xml
from newsroom.wire.items import (
    Kind,
    MalformedItem,
    PubStatus,
    UnreadItem,
    WireItem,
)

NAME = "NewsML 1.2"

KINDS = (
    (re.compile(r"text"), Kind.TEXT),
    (re.compile(r"photo|picture|image"), Kind.PICTURE),
    (re.compile(r"graphi|icon|infogr|anim"), Kind.GRAPHIC),
    (re.compile(r"video|film"), Kind.VIDEO),
    (re.compile(r"audio|sound|radio"), Kind.AUDIO),
)
IPTC_CODE = re.compile(r"(?:^|[:/])(\d{8})$")


def recognises(data: bytes) -> bool:
    return xml.root_name(data)[1] == "NewsML"


def parse(data: bytes, zone: tzinfo = UTC) -> list[WireItem | UnreadItem]:
    """Return the items of a document.

    :raises MalformedItem: if it is not well-formed XML, or holds no item.
    """
    root = xml.read(data)
    elements = xml.find_all(root, "NewsItem")
    if not elements:
        raise MalformedItem("The NewsML document holds no news item.")
    return [item for element in elements for item in _read(element, root, zone)]


def _read(element, root, zone):
    try:
        return list(_items(element, root, zone))
    except MalformedItem as error:
        return [UnreadItem(reason=str(error))]


def _items(news, root, zone):
    """Yield the item, or one for each language it comes in."""
    managed = identification.fields(news, root, zone)
    top = xml.find(news, "NewsComponent")
    if top is None:
        # A kill or a recall may come without anything to read.
        recalled = managed["pub_status"] != PubStatus.USABLE
        yield WireItem(kind=Kind.TEXT if recalled else Kind.OTHER, **managed)
        return
    outline = components.Outline.of(top)
    variants = components.variants(top, outline)
    for variant in variants:
        named = identification.in_language(managed, components.language(variant))
        yield _item(news, variant, top, outline, named)
    if not variants:
        yield _item(news, top, None, outline, managed)


def _item(news, main, around, outline, managed):
    """Read one story: a table to hold against the specification.

    What stands in its own component goes before what stands in the one around it. The
    text is read last, since reading it takes it apart.
    """
    scope = components.all_inside(main) + ([] if around is None else [around])
    pictures = components.pictures(main, outline)
    headline = (
        _line(scope, "HeadLine")
        or components.words_of(main, components.TITLE)
        or nitf_body.headline(main)
    )
    byline = _byline(scope) or nitf_body.byline(main)
    inner_dateline = nitf_body.dateline(main)
    standfirsts = [
        _line(scope, "SubHeadLine"),
        components.words_of(main, components.LEAD),
    ]
    kind = _kind(main, outline)
    copy = components.text(main) if kind == Kind.TEXT else markup.Copy(html.clean(""))
    body, sign_off = signoffs.taken_off(copy.body)
    paragraphs = html.paragraphs(body)
    places = tuple(dict.fromkeys(_places(scope)))
    opening = datelines.opening(paragraphs, places)
    notes = [*_notes(news, scope), copy.notes, sign_off]
    return WireItem(
        kind=kind,
        **managed,
        headline=headline,
        standfirst=_standfirst(kind, standfirsts, " ".join(paragraphs[:1])),
        slugline=_line(scope, "SlugLine")
        or xml.words_at(news, "Identification/NameLabel"),
        byline=byline or opening.byline,
        dateline=_dateline(scope) or opening.city or inner_dateline,
        credit=_line(scope, "CreditLine"),
        source=_source(news, scope),
        language=_language(news, scope),
        body=body,
        keywords=tuple(dict.fromkeys(_keywords(scope))),
        subjects=tuple(dict.fromkeys(_subjects(scope))),
        places=places,
        pictures=pictures or copy.pictures,
        editor_note="\n".join(filter(None, notes)),
        usage_terms=_usage_terms(scope),
        copyright=_line(scope, "CopyrightLine"),
        associations=tuple(identification.associations(news)),
        warnings=tuple(
            notices.warnings(notes, managed["embargo_until"], managed["signals"])
        ),
    )


def _kind(component, outline):
    """Return the kind: a text if there is any, else what the content is.

    The words beside a photograph are its caption and make no text.
    """
    types = set(components.media_types(component))
    if not types or component in outline.texts:
        return Kind.TEXT
    for pattern, kind in KINDS:
        if any(map(pattern.search, types)) and (kind != Kind.TEXT or len(types) == 1):
            return kind
    return Kind.OTHER


def _lines(scope, name):
    """Yield the news lines of one name, nearest first; some hold escaped HTML."""
    for component in scope:
        for element in xml.find_all(component, f"NewsLines/{name}"):
            if words := markup.plain(xml.words(element)):
                yield words


def _line(scope, name):
    return next(_lines(scope, name), "")


def _standfirst(kind, candidates, opening):
    """Return the first summary that does more than repeat how the text begins."""
    for words in candidates if kind == Kind.TEXT else []:
        start = words.rstrip(".… ")
        if start and not opening.startswith(start):
            return words
    return ""


def _dateline(scope):
    """Return the city of the dateline; a day alone is no city."""
    for words in _lines(scope, "DateLine"):
        if found := datelines.city(words):
            return found
    return ""


def _byline(scope):
    """Return the byline, its title set off by a comma."""
    names, title = _line(scope, "ByLine"), _line(scope, "ByLineTitle")
    return f"{names}, {title}" if names and title and title not in names else names


def _source(news, scope):
    for path in ("Provider/Party", "Source/Party", "Creator/Party"):
        for component in scope:
            party = xml.find(component, f"AdministrativeMetadata/{path}")
            if found := components.formal_name(party):
                return found
    return xml.words_at(news, "Identification/NewsIdentifier/ProviderId")


def _language(news, scope):
    found = [*map(components.language, scope), news.get(components.LANGUAGE)]
    return encoding.line(next(filter(None, found), ""))


def _properties(scope, *names):
    """Yield the values of properties, wherever the metadata of the story has them."""
    for component in scope:
        for metadata in xml.find_all(component, "DescriptiveMetadata"):
            for part in xml.descendants(metadata, "Property"):
                if components.formal_name(part).lower() in names:
                    if words := encoding.stated(part.get("Value") or ""):
                        yield words


def _keywords(scope):
    yield from _properties(scope, "keyword")
    for words in _lines(scope, "KeywordLine"):
        yield from filter(None, map(str.strip, re.split("[,;]", words)))


def _subjects(scope):
    names = ("Subject", "SubjectMatter", "SubjectDetail", "SubjectQualifier")
    for component in scope:
        for code in xml.find_all(component, "DescriptiveMetadata/SubjectCode"):
            for part in [code, *xml.descendants(code, *names)]:
                if match := IPTC_CODE.search((part.get("FormalName") or "").strip()):
                    yield match[1]


def _places(scope):
    """Yield where it happened; countries come as codes and are left out then."""
    for words in _properties(scope, "city", "countryarea", "worldregion", "country"):
        if len(words) > 3 or not words.isupper():
            yield words


def _notes(news, scope):
    """Return comments and those news lines that speak to editors."""
    found = [xml.words(part) for part in xml.find_all(news, "Comment")]
    found += [
        xml.words(part) for part in xml.find_all(news, "NewsManagement/Instruction")
    ]
    for component in scope:
        for line in xml.find_all(component, "NewsLines/NewsLine"):
            kind = components.formal_name(xml.find(line, "NewsLineType"))
            words = xml.words_at(line, "NewsLineText")
            found.append(f"{kind}: {words}" if kind and words else words)
    return list(dict.fromkeys(filter(None, found)))


def _usage_terms(scope):
    found = list(_lines(scope, "RightsLine"))
    for component in scope:
        for rights in xml.find_all(component, "RightsMetadata/UsageRights"):
            for name in ("UsageType", "Limitations", "Geography"):
                found.append(encoding.stated(xml.words_at(rights, name)))
            if end := xml.words_at(rights, "EndDate"):
                found.append(f"Not for use after {end}")
    return "; ".join(dict.fromkeys(filter(None, found)))
