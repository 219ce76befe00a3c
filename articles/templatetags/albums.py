"""Show the photos of a story in their order, and what stands under each."""

from django import template

from articles.photos import digital_source
from articles.photos.album import Album

register = template.Library()


@register.simple_tag
def album(article):
    """Return the photos of a story, loaded with its page parts, in their order."""
    return Album(article)


@register.filter
def place(album, photo):
    """Return where a photo stands in the story's album, or None."""
    return album.place_of(photo)


@register.inclusion_tag("articles/partials/caption.html")
def caption(photo, words, *, at=None):
    """Print what stands under a picture: how it was made, caption, credit.

    No picture stands without a credit: where the story and the library have none, it is
    the photographer's name, else the copyright. `at` prints its number in the album.
    """
    return {
        "label": digital_source.label(photo.digital_source),
        "caption": words.caption,
        "credit": words.credit or photo.byline or photo.copyright_notice,
        "at": at,
    }
