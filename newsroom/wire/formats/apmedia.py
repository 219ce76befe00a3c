"""AP Media API: one item, or a feed of items, as JSON. A search's list is no item.

Source: developer.ap.org, AP Media API 2.2, content metadata fields. The text of a story
lies behind a link in another format (NITF, ANPA) and comes as a file of its own.
"""

import re
from datetime import UTC, tzinfo

from articles import html
from newsroom.wire.formats.files import bounds, encoding
from newsroom.wire.formats.phrases import datelines, moments
from newsroom.wire.formats.trees import markup, values
from newsroom.wire.items import (
    Kind,
    MalformedItem,
    PubStatus,
    UnreadItem,
    WireItem,
    WirePicture,
)

NAME = "AP Media API"

OPENING = re.compile(r"[\[{]\s*[\[{\]}\"]")
MARKS = (b'"altids"', b'"api_version"', b'"data"')
KINDS = {
    "": Kind.TEXT,
    "text": Kind.TEXT,
    "picture": Kind.PICTURE,
    "photo": Kind.PICTURE,
    "graphic": Kind.GRAPHIC,
    "audio": Kind.AUDIO,
    "video": Kind.VIDEO,
    "complex_data": Kind.OTHER,
}
# What a search's answer says of itself, and a feed's does not.
OF_A_SEARCH = {"total", "total_items", "current_page", "current_item_count", "query"}
KILLS = {"kill", "elimination", "mandatory kill"}
WITHHOLDS = {"withhold", "hold"}
ADVISORIES = {"advisory", "planner", "digest", "budget", "test", "daybook"}
BODIES = ("body_nitf", "body_xhtml", "body_html", "body_text")
IPTC_CODE = re.compile(r"(?:^|[:/])(\d{8})$")


def recognises(data: bytes) -> bool:
    if not any(mark in data for mark in MARKS):
        return False
    if not OPENING.match(encoding.opening(data)):
        return False
    try:
        return bool(_listed(values.read(data)))
    except (MalformedItem, RecursionError):
        return False  # whoever takes it then says what is wrong


def parse(data: bytes, zone: tzinfo = UTC) -> list[WireItem | UnreadItem]:
    """Return the items of an answer: one, or those of a feed.

    :raises MalformedItem: if it is no whole JSON, or of another kind.
    """
    document = values.read(data)
    entries = _listed(document)
    bounds.refuse_many(len(entries))
    if _is_a_search(document):
        reason = "It lists what a search of AP found; it is no item and no feed."
        return [WireItem(kind=Kind.OTHER, skip_reason=reason)]
    return [_read(entry, zone) for entry in entries]


def _listed(document):
    """Return the entries of an answer of AP; none if it is something else."""
    if isinstance(document, list):
        return document if document and all(map(_is_entry, document)) else []
    answer = values.lowered(document)
    data = values.lowered(answer.get("data"))
    for part in (data, answer):
        listed = part.get("items")
        if isinstance(listed, list) and (
            "api_version" in answer or any(map(_is_entry, listed))
        ):
            return listed or [{}]
        if _is_entry(part):
            return [part]
    return []


def _is_entry(entry):
    return bool(values.line(_identifiers(_inside(entry)), "itemid"))


def _inside(entry):
    """Return the item of an entry, which stands in it beside what was paid for it."""
    outer = values.lowered(entry)
    return values.lowered(outer["item"]) if "item" in outer else outer


def _identifiers(item):
    return values.lowered(item.get("altids"))


def _is_a_search(document):
    answer = values.lowered(document)
    data = values.lowered(answer.get("data"))
    if not isinstance(data.get("items", answer.get("items")), list):
        return False
    method = values.line(answer, "method").lower()
    if "feed" in method or "ondemand" in method:
        return False
    return "search" in method or bool(OF_A_SEARCH & {*data, *answer})


def _read(entry, zone):
    try:
        if not _is_entry(entry):
            return UnreadItem(reason="One entry of the feed is no item with an itemid.")
        return _item(_inside(entry), zone)
    except MalformedItem as error:
        return UnreadItem(reason=str(error))


def _item(item, zone):
    """Read one item: a table to hold against AP's list of fields."""
    kind = KINDS.get(values.line(item, "type").lower(), Kind.OTHER)
    until, unclear = moments.embargo(values.line(item, "embargoed"), zone)
    copy = _copy(item)
    located = [values.line(item, "located")]
    opening = datelines.opening(html.paragraphs(copy.body), located)
    credit = values.line(item, "description_creditline")
    headline = ("headline", "headline_extended", "title")
    return WireItem(
        kind=kind,
        guid=values.line(_identifiers(item), "itemid"),
        version=values.number(item.get("version")),
        version_created=moments.made(values.line(item, "versioncreated"), zone),
        pub_status=_pub_status(item),
        embargo_until=until,
        embargo_unclear=unclear,
        urgency=values.number(item.get("urgency")),
        headline=markup.plain(values.line(item, *headline)),
        standfirst=markup.plain(values.line(item, "description_summary")),
        slugline=values.line(item, "slugline", "title"),
        byline=_byline(item) or opening.byline,
        dateline=_dateline(item, opening),
        credit=credit,
        source=_named(item, "provider") or _named(item, "source"),
        language=values.line(item, "language"),
        body=copy.body,
        keywords=tuple(values.names(item, "keywords")),
        subjects=tuple(dict.fromkeys(_subjects(item))),
        places=tuple(_places(item)),
        pictures=_pictures(item, kind, credit) or copy.pictures,
        editor_note="\n".join(filter(None, [values.line(item, "ednote"), copy.notes])),
        usage_terms=_usage_terms(item),
        copyright=values.line(item, "copyrightnotice"),
        hold_reason=_hold_reason(item),
        warnings=tuple(_warnings(item, kind, until)),
    )


def _pub_status(item):
    """Return the status; a kill may stand in the role of the filing alone."""
    roles = _roles(item)
    if roles & KILLS:
        return PubStatus.CANCELED
    if roles & WITHHOLDS:
        return PubStatus.WITHHELD
    return PubStatus.read(values.line(item, "pubstatus"))


def _hold_reason(item):
    """Say why it is not for publication: AP publishes what has the sign newscontent."""
    if roles := sorted(_roles(item) & ADVISORIES):
        return f"AP sends it to editors, as {', '.join(roles)}, not to readers."
    signals = {words.lower() for words in values.names(item, "signals")}
    if isinstance(item.get("signals"), list) and "newscontent" not in signals:
        return "AP does not mark it as news content, which alone may be published."
    return ""


def _roles(item):
    stated = [values.line(item, "editorialrole"), *values.names(item, "editorialtypes")]
    return {words.lower() for words in stated if words}


def _warnings(item, kind, until):
    if kind == Kind.TEXT and not _copy(item).body:
        yield "Its text lies with AP and comes as a file of its own."
    if until is None and moments.speaks_of_embargo(values.line(item, "ednote")):
        yield "The agency's note speaks of an embargo; read it before publishing."


def _copy(item):
    for name in BODIES:
        if text := values.text(item, name).strip():
            return markup.from_any(text)
    return markup.Copy(html.clean(""))


def _byline(item):
    """Return the names as AP prints them, with a title if there is one alone."""
    listed = values.parts(item, "bylines") or [
        values.lowered(item.get(name)) for name in ("photographer", "producer")
    ]
    names = [values.line(one, "by", "name", "parametric") for one in listed]
    names = list(dict.fromkeys(filter(None, map(markup.plain, names))))
    titles = {values.line(one, "title") for one in values.parts(item, "bylines")}
    byline = " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
    title = titles.pop() if len(titles) == 1 else ""
    return f"{byline}, {title}" if byline and title else byline


def _dateline(item, opening):
    located = values.lowered(item.get("datelinelocation"))
    if opening.city:
        return opening.city
    return values.line(located, "city") or datelines.city(values.line(item, "located"))


def _named(item, key):
    """Return a name that stands alone, in an object, or first in a list of either."""
    value = item.get(key)
    if isinstance(value, dict):
        return values.line(values.lowered(value), "name")
    return values.line(item, key) or next(iter(values.names(item, key)), "")


def _places(item):
    """Yield the places the item is about; those around them are machine's work."""
    for place in values.parts(item, "place"):
        rels = values.names(place, "rels")
        if not rels or "direct" in rels:
            if name := values.line(place, "name"):
                yield name


def _subjects(item):
    for part in values.parts(item, "subject"):
        if match := IPTC_CODE.search(values.line(part, "code")):
            yield match[1]


def _usage_terms(item):
    stated = [values.line(item, "usageterms"), *values.names(item, "usageterms")]
    return "\n".join(filter(None, map(encoding.stated, dict.fromkeys(stated))))


def _pictures(item, kind, credit):
    """Return the picture the item is, or those that are linked to the story."""
    if kind in (Kind.PICTURE, Kind.GRAPHIC):
        return (_picture(item, credit or _named(item, "photographer")),)
    return tuple(
        _picture(part, values.line(part, "description_creditline"))
        for part in map(_inside, values.members(item.get("associations")))
        if KINDS.get(values.line(part, "type").lower()) in (Kind.PICTURE, Kind.GRAPHIC)
    )


def _picture(item, credit):
    caption = ("description_caption", "caption", "headline")
    return WirePicture(
        caption=markup.plain(values.line(item, *caption)),
        credit=credit,
        guid=values.line(_identifiers(item), "itemid"),
        **_rendition(item),
    )


def _rendition(item):
    """Return the main rendition, else the largest picture there is."""
    main = values.lowered(item.get("renditions")).get("main")
    best = values.largest_rendition({"renditions": [main]})
    return best if best["href"] else values.largest_rendition(item)
