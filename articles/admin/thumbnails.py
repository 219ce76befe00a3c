"""Show the desk what a photo looks like, without opening a file."""

from django.core.files.storage import default_storage
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.models import Photo
from articles.photos import rights


def address(photo: Photo, *, width: int = 320) -> str:
    """Return the address of the smallest rendition `width` pixels wide or more."""
    whole = [made for made in photo.renditions if not made["crop"]]
    if not whole:
        return ""
    large = [made for made in whole if made["width"] >= width] or whole[-1:]
    return default_storage.url(min(large, key=lambda made: made["width"])["name"])


def thumbnail_and_limits(photo: Photo | None) -> SafeString | str:
    """Return a photo as a small picture, and below it what may not be done with it."""
    if photo is None or not (known := rights.limits(photo)):
        return thumbnail(photo)
    # The limits say themselves that a photo is withdrawn.
    shown = "" if photo.withdrawn_at else thumbnail(photo)
    return format_html(
        '{}<p class="desk-limits">{}</p>', shown, capfirst(", ".join(known))
    )


def thumbnail(photo: Photo | None) -> SafeString | str:
    """Return a photo as a small picture for a list or an inline."""
    if photo is None or not (src := address(photo)):
        withdrawn = photo is not None and photo.withdrawn_at
        return _("Withdrawn") if withdrawn else _("No picture yet")
    return format_html(
        '<img class="desk-thumb" src="{}" width="120" height="{}" alt="{}"'
        ' loading="lazy">',
        src,
        round(120 * photo.height / photo.width),
        photo.alt_text,
    )
