"""Photos as schema.org describes them: who made them, whose they are, how to get them.

Source: schema.org 29 (ImageObject); Google Search Central, "Image metadata in Google
Images", which asks for contentUrl and one of creator, creditText, copyrightNotice and
license at least, wherever a picture stands.
"""

from articles.photos import digital_source
from articles.sharing import (
    absolute,
    credit,
    made_card,
    picture,
    shapes,
    sharing_crop,
)

CONTEXT = {"@context": "https://schema.org"}


def gallery(album) -> dict:
    """Return the photos of a story as an ImageGallery."""
    return {
        **CONTEXT,
        "@type": "ImageGallery",
        "url": absolute(album.address),
        "isPartOf": {"@type": "NewsArticle", "url": absolute(album.story)},
        "image": images(album),
    }


def of_story(article, album) -> list[dict]:
    """Return the ImageObjects of a story; without a photo, the picture made of it."""
    if found := images(album, shapes(article)):
        return found
    card = made_card(article)
    return [_of_picture(card)] if card else []


def images(album, crops=()) -> list[dict]:
    """Return an ImageObject for each photo of a story, the first also as crops.

    :param crops: pictures cut of the first; its sharing crop if there are none.
    """
    found = []
    for shown in album:
        shapes = [picture(shown.photo)]
        if shown.number == 1:
            shapes += crops or [sharing_crop(shown.photo, shown.crops)]
        found += [image_object(shown, shape) for shape in shapes if shape]
    return found


def image_object(shown, image) -> dict:
    """Return one rendition of a photo as an ImageObject with its words and rights."""
    photo, words = shown.photo, shown.words
    facts = {
        **_of_picture(image),
        "caption": words.caption,
        "creditText": credit(photo, words),
        "creator": {"@type": "Person", "name": photo.byline} if photo.byline else "",
        "copyrightNotice": photo.copyright_notice,
        "license": photo.licence_url,
        "acquireLicensePage": photo.licensor_url,
        "digitalSourceType": digital_source.schema_address(photo.digital_source),
    }
    return {name: value for name, value in facts.items() if value}


def _of_picture(image):
    return {
        "@type": "ImageObject",
        "contentUrl": image.url,
        "url": image.url,
        "width": image.width,
        "height": image.height,
    }
