"""Show the photos of a story in their order, and what stands under each."""

from django import template

from articles.models import printed
from articles.photos import digital_source
from articles.photos.album import Album
from articles.sharing import credit

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
    """Print what stands under a picture: how it was made, caption, credit, licence.

    `words` are the PrintedWords of its use. `at` prints its number in the album.
    """
    return {
        "label": digital_source.label(photo.digital_source),
        "is_ai": digital_source.source_of(photo.digital_source).is_ai,
        "caption": words.caption,
        "credit": credit(photo, words),
        # "CC BY-ND 4.0: not cropped or changed" is for the desk.
        "licence": str(photo.get_licence_display()).partition(":")[0],
        "licence_url": photo.licence_url,
        "at": at,
    }


@register.simple_tag
def credit_line(article):
    """Return the credit of the photo that leads a story, or nothing without one."""
    photo = article.lead_shown
    return credit(photo, article.lead_printed) if photo else ""


@register.simple_tag
def portrait_credit(photo):
    """Return the credit of a photo that stands in no story."""
    return credit(photo, printed(photo))
