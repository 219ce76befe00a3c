"""The photos of a story in a feed, with their credits and rights, as Media RSS.

Source: Media RSS 1.5.1, RSS Advisory Board; roles of credits by EBU, its default.
"""

from lxml.etree import SubElement

from articles.photos.album import Shown
from articles.sharing import credit, picture, printable, thumbnail

NAMESPACE = "http://search.yahoo.com/mrss/"  # the slash is part of the name


def write(parent, shown: Shown) -> None:
    """Add the media:content of a photo to an entry; nothing if it has no picture yet.

    :param parent: the element of the entry.
    :param shown: a photo at its place in the story's album.
    """
    image, small = picture(shown.photo), thumbnail(shown.photo)
    if image is None:
        return
    kind = {"medium": "image", "type": "image/jpeg"}
    content = SubElement(parent, _named("content"), _place(image) | kind)
    for name, words, attributes in _about(shown):
        if words:
            SubElement(content, _named(name), attributes).text = printable(words)
    if small:
        SubElement(content, _named("thumbnail"), _place(small))


def caption(shown: Shown) -> str:
    """Return what is printed under a photo, after how it was made if that matters."""
    label = f"[{shown.label}]" if shown.label else ""
    return " ".join(filter(None, [label, shown.words.caption]))


def _about(shown):
    """Yield the elements about a photo: name, words, attributes."""
    photo = shown.photo
    yield "description", caption(shown), {"type": "plain"}
    # The line as it is printed, and whoever is not named in it.
    printed = credit(photo, shown.words)
    yield "credit", printed, {"role": "photographer"}
    if photo.byline not in printed:
        yield "credit", photo.byline, {"role": "photographer"}
    yield "copyright", photo.copyright_notice, {}
    if address := photo.licence_url:
        name = str(photo.get_licence_display())
        yield "license", name, {"type": "text/html", "href": address}


def _named(name):
    return f"{{{NAMESPACE}}}{name}"


def _place(image):
    return {"url": image.url, "width": str(image.width), "height": str(image.height)}
