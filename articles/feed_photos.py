"""The photos of a story in a feed, with their credits and rights, as Media RSS.

Source: Media RSS 1.5.1, RSS Advisory Board; roles of credits by EBU, its default.
"""

from articles.sharing import credit, picture, printable, thumbnail


def write(handler, shown) -> None:
    """Write the media:content of a photo that is shown in a story; nothing without one.

    :param handler: the feed's generator of XML.
    :param shown: a photo at its place in the story's album.
    """
    image, small = picture(shown.photo), thumbnail(shown.photo)
    if image is None:
        return
    kind = {"medium": "image", "type": "image/jpeg"}
    handler.startElement("media:content", _place(image) | kind)
    for name, words, attributes in _about(shown):
        if words:
            handler.addQuickElement(name, printable(words), attributes)
    if small:
        handler.addQuickElement("media:thumbnail", "", _place(small))
    handler.endElement("media:content")


def _about(shown):
    """Yield the elements about a photo: name, words, attributes."""
    photo, words = shown.photo, shown.words
    label = f"[{shown.label}]" if shown.label else ""
    caption = " ".join(filter(None, [label, words.caption]))
    yield "media:description", caption, {"type": "plain"}
    # The line as it is printed, and whoever is not named in it.
    printed = credit(photo, words)
    yield "media:credit", printed, {"role": "photographer"}
    if photo.byline not in printed:
        yield "media:credit", photo.byline, {"role": "photographer"}
    yield "media:copyright", photo.copyright_notice, {}
    if address := photo.licence_url:
        name = str(photo.get_licence_display())
        yield "media:license", name, {"type": "text/html", "href": address}


def _place(image):
    return {"url": image.url, "width": str(image.width), "height": str(image.height)}
