"""The pictures of a feed's item: Media RSS, else what is enclosed.

Source: Media RSS 1.5.1 (RSS Advisory Board).
"""

from newsroom.wire.formats.feeds import links
from newsroom.wire.formats.files import encoding
from newsroom.wire.formats.trees import markup, xml
from newsroom.wire.items import WirePicture

MEDIA = "http://search.yahoo.com/mrss/"
# Feeds print it with the slash left off, or as it was called before.
SPELLINGS = (MEDIA, "http://search.yahoo.com/mrss", "http://www.rssboard.org/media-rss")


def pictures(item: xml.Element, base: str = "") -> tuple[WirePicture, ...]:
    """Return the one picture of an item, in its largest rendition."""
    media = [part for part in _elements(item, "content") if _is_picture(part)]
    if not media:
        media = [part for part in _elements(item, "thumbnail") if part.get("url")]
    if not media:
        return _enclosed(item, base)
    best = max(media, key=_size)
    return (
        WirePicture(
            caption=markup.plain(_near(best, "description")),
            credit=_near(best, "credit"),
            href=links.web(best.get("url"), base),
            width=_pixels(best.get("width")),
            height=_pixels(best.get("height")),
        ),
    )


def drop(item: xml.Element) -> None:
    """Take out the elements of Media RSS, whose titles and texts are the picture's."""
    for namespace in SPELLINGS:
        for part in list(item.iter(f"{{{namespace}}}*")):
            xml.drop(part)


def title(item: xml.Element) -> str:
    """Return the title that only the picture's group has, as some feeds do."""
    return next((xml.words(part) for part in _elements(item, "title")), "")


def _elements(item, name):
    for namespace in SPELLINGS:
        yield from item.iter(f"{{{namespace}}}{name}")


def _is_picture(part):
    stated = part.get("medium") or part.get("type") or "image"
    return bool(part.get("url")) and stated.startswith("image")


def _enclosed(item, base):
    """Return the first picture that is enclosed, in the words of RSS or of Atom."""
    for part in item:
        if not isinstance(part.tag, str):
            continue
        enclosed = xml.name(part) == "enclosure" or part.get("rel") == "enclosure"
        if enclosed and part.get("type", "").startswith("image/"):
            href = links.web(part.get("url") or part.get("href") or "", base)
            return (WirePicture(href=href),) if href else ()
    return ()


def _near(element, name):
    """Return the words of a media element, or of the group or the item around it."""
    group = element.getparent()
    around = None if group is None else group.getparent()
    for place in (element, group, around):
        for namespace in SPELLINGS:
            found = None if place is None else place.find(f"{{{namespace}}}{name}")
            if found is not None:
                return xml.words(found)
    return ""


def _size(part):
    """Return how large a picture is; a feed's main one may say nothing of it."""
    width = encoding.whole_number(part.get("width")) or 0
    return width, part.get("isDefault") == "true"


def _pixels(text):
    number = encoding.whole_number(text)
    return number if number and number < 100_000 else None
