"""Show photos: one place that knows how a picture is drawn."""

from django import template
from django.core.files.storage import default_storage

from articles.models import printed

register = template.Library()

FALLBACK_WIDTH = 640  # pixels; what a browser without srcset gets, or the next wider
KINDS = ("avif", "webp", "jpeg")  # a browser takes the first that it can show


@register.inclusion_tag("articles/partials/photo.html")
def photo(photo, *, sizes, lead=False, eager=False, decorative=False, alt=None):
    """Show a photo as sharp as the screen needs; nothing while it has no files.

    `sizes` is the HTML attribute: how wide the photo is drawn, such as
    "(min-width: 48rem) 40rem, 100vw". `lead` is for the one photo of the page that is
    fetched before all others, `eager` for others above the fold, `decorative` for a
    picture beside the headline that says the same. `alt` is what a story says of it;
    without one the photo's own alt text is read out.
    """
    if alt is None and photo:
        alt = printed(photo).alt
    held = [(kind, found) for kind in KINDS if (found := _renditions(photo, kind))]
    _kind, last = held.pop() if held else ("", [])
    return {
        "photo": photo,
        "sources": [(f"image/{kind}", _srcset(found)) for kind, found in held],
        "src": _address(_fallback(last)),
        "srcset": _srcset(last),
        "sizes": sizes,
        "lead": lead,
        "eager": eager or lead,
        "alt": "" if decorative else alt or "",
        "focus": _focus(photo),
    }


@register.inclusion_tag("articles/partials/figure.html")
def figure(photo, words, *, sizes, lead=False, name="", whole=False):
    """Show a photo with its caption and credit.

    `words` are what the story prints with it: the PrintedWords of its use. `name` is a
    class of the figure. `whole` shows the picture in its own proportions unless they
    are extreme; otherwise 3:2.
    """
    shape = _shape(photo) if whole and photo else ""
    return {
        "photo": photo,
        "words": words,
        "sizes": sizes,
        "lead": lead,
        "name": " ".join(filter(None, [name, shape])),
    }


def _renditions(photo, kind):
    """Return a photo's uncropped renditions of a format, the narrowest first."""
    found = [
        rendition
        for rendition in (photo.renditions if photo else ())
        if rendition["format"] == kind and not rendition["crop"]
    ]
    return sorted(found, key=lambda rendition: rendition["width"])


def _srcset(renditions):
    return ", ".join(
        f"{_address(rendition)} {rendition['width']}w" for rendition in renditions
    )


def _fallback(renditions):
    wide = [
        rendition for rendition in renditions if rendition["width"] >= FALLBACK_WIDTH
    ]
    return (wide or renditions[-1:] or [None])[0]


def _address(rendition):
    return default_storage.url(rendition["name"]) if rendition else ""


def _focus(photo):
    """Return the classes that keep the focal point in a crop, in steps of a tenth."""
    if photo is None:
        return ""
    return f"fx-{round(photo.focal_x * 10)} fy-{round(photo.focal_y * 10)}"


def _shape(photo):
    """Return the class for a picture's proportions: a tower, a ribbon, or neither."""
    proportion = photo.width / photo.height
    if proportion < 0.75:
        return "tall"
    return "whole" if proportion < 2.4 else ""
