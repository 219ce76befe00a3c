"""What an item of NewsML-G2 points to: renditions, members, other items."""

from collections.abc import Iterator
from dataclasses import replace

from newsroom.wire.formats.files import encoding
from newsroom.wire.formats.newsml import concepts
from newsroom.wire.formats.trees import renditions, xml
from newsroom.wire.items import Kind, UnreadItem, WireItem, WirePicture

PICTURED = (Kind.PICTURE, Kind.GRAPHIC)
# Relations to what the item was made from; those are no companions of it.
EARLIER = (
    "previousversion", "evolvedfrom", "derivedfrom", "processedfrom", "translatedfrom",
    "replaces", "isreplacementof", "copyof",
)  # fmt: skip
MOST = 500  # members looked at; no package is as large
MOST_SAID = 40  # of them are named in the note


def pictures(news: xml.Element, kind: Kind) -> Iterator[WirePicture]:
    """Yield the picture of an item, in its largest rendition that is an image.

    An item that is a picture has one also if no rendition says where it lies: its words
    came, and the file may come by itself.
    """
    pictured = kind in PICTURED
    files = [
        element
        for element in xml.find_all(news, "contentSet/remoteContent")
        if _type(element).startswith("image/")
        and (element.get("href", "").strip() or pictured)
    ]
    if not files and not pictured:
        return
    best = max(files, key=_size, default=None)
    yield WirePicture(
        caption=_caption(news) if pictured else "",
        credit=xml.words_at(news, "contentMeta/creditline") if pictured else "",
        href="" if best is None else encoding.line(best.get("href", "")),
        width=None if best is None else encoding.whole_number(best.get("width")),
        height=None if best is None else encoding.whole_number(best.get("height")),
        guid="" if best is None else encoding.line(best.get("residref", "")),
    )


def associations(news: xml.Element) -> tuple[str, ...]:
    """Return the identifiers of the members of a package, and of items beside this."""
    linked = (
        link
        for link in xml.find_all(news, "itemMeta/link")
        if not _relation(link).endswith(EARLIER)
    )
    found = [part.get("residref", "") for part in [*_members(news), *linked]]
    return tuple(dict.fromkeys(filter(None, map(encoding.line, found))))


def replaced(news: xml.Element) -> tuple[str, ...]:
    """Return the identifiers of items in whose place this one comes."""
    found = (
        encoding.line(link.get("residref", ""))
        for link in xml.find_all(news, "itemMeta/link")
        if _relation(link).endswith(("replaces", "isreplacementof"))
    )
    return tuple(dict.fromkeys(filter(None, found)))


def contents(news: xml.Element) -> str:
    """Return what a package holds, a line for each member that says what it is."""
    members = _members(news)
    lines = []
    for member in members[:MOST_SAID]:
        said = xml.words_at(member, "headline") or xml.words_at(member, "title")
        named = said or encoding.line(member.get("residref") or member.get("href", ""))
        kind = concepts.code(member, "itemClass")
        lines.append(f"• {named} ({kind})" if kind else f"• {named}")
    if len(members) > MOST_SAID:
        lines.append(f"… and {len(members) - MOST_SAID} more")
    return "\n".join(lines)


def with_companions(items: list[WireItem | UnreadItem]) -> list[WireItem | UnreadItem]:
    """Return the items of a message, each story knowing the pictures packed with it.

    Only a package with a single story says whose pictures they are.
    """
    known = {item.guid: item for item in items if isinstance(item, WireItem)}
    for package in [item for item in known.values() if item.kind == Kind.PACKAGE]:
        members = [known[guid] for guid in package.associations if guid in known]
        stories = [member for member in members if member.kind == Kind.TEXT]
        shown = tuple(member.guid for member in members if member.kind in PICTURED)
        if len(stories) == 1 and shown:
            [story] = stories
            both = tuple(dict.fromkeys(story.associations + shown))
            known[story.guid] = replace(story, associations=both)
    return [
        known.get(item.guid, item)
        if isinstance(item, WireItem) and item.kind == Kind.TEXT
        else item
        for item in items
    ]


def _members(news):
    groups = xml.find_all(news, "groupSet/group")
    return [part for group in groups for part in xml.find_all(group, "itemRef")][:MOST]


def _relation(link):
    return concepts.last_part(link.get("rel", "")).lower()


def _type(element):
    return (element.get("contenttype") or "image/").strip().lower()


def _size(element):
    width, height, size = (
        encoding.whole_number(element.get(name)) for name in ("width", "height", "size")
    )
    named = concepts.last_part(element.get("rendition", ""))
    pixels = renditions.weight(named, width, height)
    return bool(element.get("href", "").strip()), pixels, size or 0


def _caption(news):
    described = xml.find_all(news, "contentMeta/description")
    captions = [
        words
        for element in described
        if concepts.role(element) == "caption"
        and (words := encoding.stated(xml.words(element)))
    ]
    return next(iter(captions or map(xml.words, described)), "")
