"""ninjs: news items as JSON, one alone, a list, or wrapped in an answer of a search.

Source: IPTC, ninjs 1.x; the spellings of 2.x and 3.x (arrays, camel case) are read too.
"""

import re
from datetime import UTC, tzinfo

from articles import html
from newsroom.wire.formats.files import bounds, encoding
from newsroom.wire.formats.phrases import datelines, moments, signoffs
from newsroom.wire.formats.trees import markup, values
from newsroom.wire.items import (
    Kind,
    MalformedItem,
    PubStatus,
    UnreadItem,
    WireItem,
    WirePicture,
)

NAME = "ninjs"

OPENING = re.compile(r"[\[{]\s*[\[{\]}\"]")
KINDS = {
    "": Kind.TEXT,
    "text": Kind.TEXT,
    "story": Kind.TEXT,
    "article": Kind.TEXT,
    "picture": Kind.PICTURE,
    "image": Kind.PICTURE,
    "photo": Kind.PICTURE,
    "graphic": Kind.GRAPHIC,
    "audio": Kind.AUDIO,
    "video": Kind.VIDEO,
    "composite": Kind.PACKAGE,
    "package": Kind.PACKAGE,
}
# Alternatives of one text, best first.
BODIES = [
    "body_html", "body_xhtml", "body_html5", "body_richtext", "body_main", "body_nitf",
    "body_text",
]  # fmt: skip
MARKED_UP = ("html", "rich", "nitf", "xml")
TELLING = {
    "type", "bodies", "headlines", "renditions", "standard", "headline", "pubstatus",
    "versioncreated", *BODIES,
}  # fmt: skip
IPTC_CODE = re.compile(r"(?:^|[:/])(\d{8})$")


def recognises(data: bytes) -> bool:
    """All JSON comes here; what is no ninjs is refused by `parse`, by name."""
    return bool(OPENING.match(encoding.opening(data)))


def parse(data: bytes, zone: tzinfo = UTC) -> list[WireItem | UnreadItem]:
    """Return the items of a JSON document.

    :raises MalformedItem: if it is no JSON, or JSON of another kind.
    """
    document = values.read(data)
    members = _members(document)
    bounds.refuse_many(len(members))
    if len(members) == 1:
        return [_item(values.lowered(members[0]), zone)]
    return [_read(member, zone) for member in members]


def _members(document, levels=3):
    """Return the objects that are items, or say what else the JSON is.

    A search's answer wraps them: in a list of some name, or a level deeper.
    """
    if _is_ninjs(document):
        return [document]
    listed = document if isinstance(document, list) else []
    if any(map(_is_ninjs, listed)):
        return listed
    inside = document.values() if isinstance(document, dict) else ()
    for value in inside if levels else ():
        wrapped = isinstance(value, dict) and not TELLING & values.lowered(value).keys()
        if wrapped and _is_ninjs(value):
            continue  # something else that has an address
        if isinstance(value, dict | list):
            try:
                return _members(value, levels - 1)
            except MalformedItem:
                continue
    raise MalformedItem("It is JSON, but not ninjs: no item with a uri or guid.")


def _is_ninjs(member):
    if not isinstance(member, dict):
        return False
    item = values.lowered(member)
    return bool(values.line(item, "uri")) or bool(
        values.line(item, "guid") and TELLING & item.keys()
    )


def _read(member, zone):
    try:
        if not _is_ninjs(member):
            return UnreadItem(
                reason="One entry of the list is no item with a uri or guid."
            )
        return _item(values.lowered(member), zone)
    except MalformedItem as error:
        return UnreadItem(reason=str(error))


def _item(item, zone):
    """Read one item: a table to hold against the schema."""
    kind = KINDS.get(values.line(item, "type").lower(), Kind.OTHER)
    readable = kind in (Kind.TEXT, Kind.PACKAGE)
    copy = _body(item) if readable else markup.Copy(html.clean(""))
    if kind == Kind.PACKAGE and copy.body:
        kind = Kind.TEXT  # a story that brings its pictures along
    body, sign_off = signoffs.taken_off(copy.body)
    places = values.names(item, "place", "places")
    known = [values.line(item, "located"), *places]
    opening = datelines.opening(html.paragraphs(body), known)
    until, unclear = moments.embargo(values.line(item, "embargoed", "embargo"), zone)
    byline = _byline(item, kind) or copy.byline or opening.byline
    description = _description(item, kind)
    credit = values.line(item, "creditline", "credit")
    notes = [values.line(item, "ednote"), copy.notes, sign_off]
    return WireItem(
        kind=kind,
        guid=values.line(item, "guid") or values.line(item, "uri"),
        version=values.number(item.get("version")),
        version_created=_made(item, zone),
        pub_status=_pub_status(item, until),
        embargo_until=until,
        embargo_unclear=unclear,
        urgency=values.number(item.get("urgency")),
        headline=_headline(item) or copy.headline,
        standfirst=description if kind == Kind.TEXT else "",
        slugline=values.line(item, "slugline", "slug"),
        byline=byline,
        dateline=_dateline(item, byline, opening) or copy.dateline,
        credit=credit,
        source=_source(item),
        language=values.line(item, "language"),
        body=body,
        keywords=tuple(values.names(item, "keywords")),
        subjects=tuple(dict.fromkeys(_subjects(item))),
        places=tuple(places),
        pictures=_pictures(item, kind, description, credit) or copy.pictures,
        editor_note="\n".join(filter(None, notes)),
        usage_terms=_rights(item, "usageterms"),
        copyright=_rights(item, "copyrightnotice"),
        warnings=tuple(_warnings(item, until)),
    )


def _made(item, zone):
    for name in ("versioncreated", "firstcreated"):
        if moment := moments.made(values.line(item, name), zone):
            return moment
    return None


def _byline(item, kind):
    """Return the byline, else the names of those who wrote the text."""
    stated = markup.plain(values.line(item, "byline", "by"))
    if stated or kind != Kind.TEXT:
        return stated
    named = values.names(item, "authors") or values.names(item, "contributors")
    return " and ".join(filter(None, [", ".join(named[:-1]), *named[-1:]]))


def _source(item):
    named = values.names(item, "infosources", "infosource")
    return values.line(item, "source") or next(iter(named), "")


def _rights(item, name):
    inner = values.lowered(item.get("rightsinfo"))
    return encoding.stated(values.line(item, name) or values.line(inner, name))


def _pub_status(item, until):
    """Return the status; “embargoed” with a moment is usable from then on."""
    stated = values.line(item, "pubstatus")
    if stated.lower() == "embargoed" and until:
        return PubStatus.USABLE
    return PubStatus.read(stated)


def _warnings(item, until):
    if until is None and moments.speaks_of_embargo(values.line(item, "ednote")):
        yield "The agency's note speaks of an embargo; read it before publishing."


def _headline(item):
    stated = values.line(item, "headline", "headline_main")
    listed = values.parts(item, "headlines")
    main = [part for part in listed if _role(part) in ("", "main", "headline")]
    for part in main or listed:
        stated = stated or values.line(part, "value")
    return markup.plain(stated or values.line(item, "title"))


def _description(item, kind):
    """Return the caption of a picture, or the summary of a text."""
    stated = values.line(item, "description_text", "description_html")
    listed = values.parts(item, "descriptions")
    first = ["summary", "abstract", "lead", "text", "main", "", "caption"]
    if kind in (Kind.PICTURE, Kind.GRAPHIC):
        first.insert(0, first.pop())
    wanted = [part for part in listed if _role(part) in first]
    wanted.sort(key=lambda part: first.index(_role(part)))
    for part in wanted:
        stated = stated or values.line(part, "value")
    return markup.plain(stated)


def _role(part):
    """Return the end of a role, such as “caption” of “drol:caption”."""
    return re.split("[:/]", values.line(part, "role").lower())[-1]


def _body(item):
    """Return the body: of several, which are alternatives, the richest with words."""
    bodies = [values.text(item, name) for name in BODIES]
    listed = sorted(values.parts(item, "bodies"), key=_plainness)
    for text in [*bodies, *(values.text(part, "value") for part in listed)]:
        if text.strip():
            copy = markup.from_any(text)
            if copy.body:
                return copy
    return markup.Copy(html.clean(""))


def _plainness(part):
    stated = f"{values.line(part, 'role')} {values.line(part, 'contenttype')}".lower()
    return next(
        (at for at, word in enumerate(MARKED_UP) if word in stated), len(MARKED_UP)
    )


def _dateline(item, byline, opening):
    """Return the city that opens the text, else where the item says it was written.

    A place that repeats the byline is a template's mistake and no place.
    """
    if opening.city:
        return opening.city
    located = datelines.city(values.line(item, "located", "dateline"))
    return "" if located and located.casefold() in byline.casefold() else located


def _pictures(item, kind, description, credit):
    """Return the picture that the item is, or those it brings along."""
    if kind in (Kind.PICTURE, Kind.GRAPHIC):
        # By the schema its words are the description; some print them as the text.
        caption = description or markup.plain(values.line(item, *BODIES))
        found = [(item, caption, credit or values.line(item, "copyrightholder"))]
    else:
        members = values.members(item.get("associations"))
        found = [
            (member, _description(member, Kind.PICTURE), _picture_credit(member))
            for member in members
            if _is_picture(member)
        ]
    return tuple(
        WirePicture(
            caption=caption,
            credit=credited,
            # The name of the item that the picture is, if it is another one than this.
            guid="" if member is item else values.line(member, "guid", "uri"),
            usage_terms="" if member is item else _rights(member, "usageterms"),
            **values.largest_rendition(member),
        )
        for member, caption, credited in found
    )


def _is_picture(member):
    """Whether a member is a picture; one that says nothing is if it has renditions."""
    stated = values.line(member, "type").lower()
    if not stated:
        return bool(values.largest_rendition(member)["href"])
    return KINDS.get(stated) in (Kind.PICTURE, Kind.GRAPHIC)


def _picture_credit(member):
    authors = values.names(member, "authors")
    stated = values.line(member, "creditline", "credit", "byline", "by")
    return stated or next(iter(authors), "") or values.line(member, "copyrightholder")


def _subjects(item):
    for part in [*values.parts(item, "subject"), *values.parts(item, "subjects")]:
        for key in ("code", "uri", "literal", "qcode"):
            if match := IPTC_CODE.search(values.line(part, key)):
                yield match[1]
