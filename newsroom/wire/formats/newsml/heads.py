"""What stands above the text of NewsML-G2: headline, standfirst, byline, dateline."""

import re

from newsroom.wire.formats.files import encoding
from newsroom.wire.formats.newsml import concepts, references
from newsroom.wire.formats.phrases import datelines
from newsroom.wire.formats.trees import nitf_body, xml
from newsroom.wire.items import Kind

AUTHOR = re.compile(r"author|writer|report|journalist")


def headline(news: xml.Element) -> str:
    """Return the main headline; a sub-headline never wins over it.

    Some agencies leave it out and print it in the NITF of the body alone.
    """
    language = concepts.language(news)
    headlines = [
        element
        for element in xml.find_all(news, "contentMeta/headline")
        if "sub" not in concepts.role(element) and xml.words(element)
    ]
    if headlines:
        return xml.words(min(headlines, key=lambda one: _standing(one, language)))
    inner = xml.find_all(news, "contentSet/inlineXML")
    candidates = [
        *map(nitf_body.headline, inner),
        xml.words_at(news, "itemMeta/title"),
        *(
            xml.words(title)
            for part in inner
            for title in xml.descendants(part, "title")
        ),
    ]
    return next(filter(None, candidates), "")


def standfirst(news: xml.Element, kind: Kind) -> str:
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


def byline(news: xml.Element, kind: Kind, opening: datelines.Opening) -> str:
    """Return the byline: the element, the text's first line, then the NITF's.

    In NITF a byline often holds a placeholder, so the text goes before it.
    """
    stated = filter(None, map(xml.words, xml.find_all(news, "contentMeta/by")))
    found = " and ".join(dict.fromkeys(stated)) or opening.byline
    if not found:
        inner = xml.find_all(news, "contentSet/inlineXML")
        found = next(filter(None, map(nitf_body.byline, inner)), "")
    return found or _creator(news, kind)


def dateline(
    news: xml.Element, opening: datelines.Opening, paragraphs: list[str]
) -> str:
    """Return the city: that of the dateline, else of the text, else where both agree.

    `located` may be the production desk, so it counts only if the text opens with it.
    """
    stated = datelines.city(xml.words_at(news, "contentMeta/dateline"))
    if stated:
        return stated
    if opening.city:
        return opening.city
    inner = xml.find_all(news, "contentSet/inlineXML")
    if in_head := next(filter(None, map(nitf_body.dateline, inner)), ""):
        return in_head
    located = xml.find(news, "contentMeta/located")
    place = "" if located is None else datelines.city(concepts.name(located))
    first = " ".join(paragraphs[:1])[:80].casefold()
    return place if place and place.casefold() in first else ""


def places(news: xml.Element) -> list[str]:
    """Return the places that the metadata names, which may open the text as well."""
    located = map(concepts.name, xml.find_all(news, "contentMeta/located"))
    return [*located, *concepts.places(news)]


def _standing(found, language):
    """Return how far a headline is from being the main one in the item's language."""
    stated = found.get(concepts.LANGUAGE, language)
    return (
        stated[:2].lower() != language[:2].lower(),
        concepts.role(found) not in ("", "main", "headline"),
        concepts.rank(found),
    )


def _creator(news, kind):
    """Return who made a picture, or the person who wrote; a bare code is no name."""
    creators = xml.find_all(news, "contentMeta/creator")
    if kind not in references.PICTURED:
        creators = [one for one in creators if _is_author(one)]
    creators.sort(key=lambda creator: "phot" not in concepts.role(creator))
    named = (
        xml.words_at(creator, "name") or encoding.line(creator.get("literal", ""))
        for creator in creators
    )
    return next(filter(None, named), "")


def _is_author(creator):
    kind = concepts.last_part(creator.get("type", "")).lower()
    return kind == "person" or bool(AUTHOR.search(concepts.role(creator)))
