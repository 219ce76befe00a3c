"""Show photos: one place that knows how a picture is drawn."""

from django import template
from django.core.files.storage import default_storage

from articles.models import printed, rights
from articles.photos import digital_source, geometry

register = template.Library()

FALLBACK_WIDTH = 640  # pixels; what a browser without srcset gets, or the next wider
SHAPES = {"3:2": "", "4:5": "tall"}  # classes of figures; "whole" for the others
NARROW = "(max-width: 59.99em)"  # where the style sheet's small screens end
KINDS = ("avif", "webp", "jpeg")  # a browser takes the first that it can show


@register.inclusion_tag("articles/partials/photo.html")
def photo(
    photo,
    *,
    sizes,
    lead=False,
    eager=False,
    decorative=False,
    alt=None,
    ratio="",
    narrow="",
    crops=None,
    marked=True,
):
    """Show a photo as sharp as the screen needs; nothing while it has no files.

    `sizes` is the HTML attribute: how wide the photo is drawn, such as
    "(min-width: 48rem) 40rem, 100vw". `lead` is for the one photo of the page that is
    fetched before all others, `eager` for others above the fold, `decorative` for a
    picture beside the headline that says the same. `alt` is what a story says of it;
    without one the photo's own alt text is read out.

    `ratio` is that of the slot, such as "3:2", and `narrow` the one it has in narrow
    windows, if that is another, both as the style sheet draws them: where a crop was
    made by hand, the slot gets its files. Otherwise it gets those of the whole picture,
    of which it shows what lies round the focal point. `crops` are those of the use,
    which go before the photo's own.

    What a machine made is marked as that on the picture, unless `marked` is false
    because words beside it say so.
    """
    photo = _open(photo)
    if alt is None and photo:
        alt = printed(photo).alt
    cut = geometry.chosen(photo, ratio, crops) if photo and ratio else ""
    held = _held(photo, cut)
    _type, last = held.pop() if held else ("", [])
    widest = last[-1] if cut and last else {}
    return {
        "photo": photo,
        "narrow": _for_narrow(photo, narrow, crops, cut),
        "window": NARROW,
        "sources": [(kind, _srcset(found)) for kind, found in held],
        "src": _address(_fallback(last)),
        "srcset": _srcset(last),
        "sizes": sizes,
        "lead": lead,
        "eager": eager or lead,
        "alt": "" if decorative else alt or "",
        "focus": focus_classes(photo),
        "width": widest.get("width") or (photo and photo.width),
        "height": widest.get("height") or (photo and photo.height),
        "mark": digital_source.warning(photo.digital_source)
        if photo and marked
        else "",
    }


@register.inclusion_tag("articles/partials/figure.html")
def figure(
    photo, words, *, sizes, lead=False, name="", whole=False, crops=None, at=None
):
    """Show a photo with its caption and credit.

    `words` are what the story prints with it: the PrintedWords of its use. `name` is a
    class of the figure. `whole` shows the picture in its own proportions unless they
    are extreme, or in those of a crop that its use has, `crops`; otherwise 3:2. `at` is
    its place in the story's album: the picture leads to its page there.
    """
    photo = _open(photo)
    shape, ratio = _shape(photo, crops) if whole and photo else ("", "3:2")
    return {
        "photo": photo,
        "words": words,
        "sizes": sizes,
        "lead": lead,
        "name": " ".join(filter(None, [name, shape])),
        "ratio": ratio,
        "crops": crops,
        "at": at,
    }


def _open(photo):
    """Return a photo if readers may see it anywhere; who draws it knows of its story.

    A story draws what Article.lead_shown and photos_shown allow it. This is for all
    that would draw a photo without asking.
    """
    return photo if photo and rights.is_open(photo) else None


def _for_narrow(photo, ratio, crops, cut):
    """Return the files of the crop that narrow windows show, if it is another one."""
    other = geometry.chosen(photo, ratio, crops) if photo and ratio else cut
    held = _held(photo, other) if other != cut else []
    return [(kind, _srcset(found)) for kind, found in held]


def _held(photo, cut):
    """Return a photo's renditions of a crop: media type → the narrowest first."""
    return [
        (f"image/{kind}", sorted(found, key=lambda rendition: rendition["width"]))
        for kind in KINDS
        if (found := _renditions(photo, kind, cut))
    ]


def _renditions(photo, kind, cut):
    return [
        rendition
        for rendition in (photo.renditions if photo else ())
        if rendition["format"] == kind and rendition["crop"] == cut
    ]


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


def focus_classes(photo) -> str:
    """Return the classes that keep the focal point in a crop, in steps of 5 %."""
    if photo is None:
        return ""
    return f"fx-{round(photo.focal_x * 20) * 5} fy-{round(photo.focal_y * 20) * 5}"


def _shape(photo, crops):
    """Return the class of a figure in the text, and the ratio of its slot."""
    size = (photo.width, photo.height)
    ratio = geometry.in_text(size, crops)
    if crops and ratio in crops and not geometry.chosen(photo, ratio, crops):
        ratio = geometry.in_text(size, None)  # until the crop is made
    return SHAPES.get(ratio, "whole"), ratio
