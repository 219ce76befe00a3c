"""Take a picture file into the library: checked, recognised, its own words read."""

import hashlib
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image

from articles.models import Photo
from articles.photos import (
    credits,
    fingerprints,
    likeness,
    limits,
    making,
    metadata,
    pixels,
    provenance,
)

FORMATS = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp", "TIFF": "tif"}
MAX_PIXELS = pixels.MAX_PIXELS
MAX_BYTES = 80 * 1024 * 1024
# Taken as a pair: one of the file's may lie on the wrong side of one that was typed.
DATES = {"valid_from", "valid_until"}


class NotAPhoto(Exception):
    """The file cannot be taken in. The message says why, for who chose it."""


class AlreadyHeld(NotAPhoto):
    """The library holds this very file as `photo`."""

    def __init__(self, photo: Photo):
        self.photo = photo
        super().__init__(
            _("The library holds this picture already: “%s”. Use that one.") % photo
        )


def check(file: BinaryIO, *, name: str) -> Image.Image:
    """Return the opened image if it is one the library takes; its pixels not yet read.

    :param name: what the file is called, for the refusals.
    :raises NotAPhoto: if it is too large in bytes or pixels, or no JPEG, PNG, WebP or
        TIFF. A drawing in SVG is none: it may carry scripts.
    """
    file.seek(0, 2)
    if file.tell() > MAX_BYTES:
        raise NotAPhoto(
            _("“%(name)s” is larger than %(limit)d megabytes; export it smaller.")
            % {"name": name, "limit": MAX_BYTES // 1024**2}
        )
    file.seek(0)
    try:
        return pixels.opened(file, MAX_PIXELS)
    except pixels.TooLong:
        message = _("“%(name)s” is longer than %(limit)d pixels; cut it into parts.")
        found = {"name": name, "limit": pixels.MAX_SIDE}
        raise NotAPhoto(message % found) from None
    except pixels.TooManyPixels:
        raise NotAPhoto(_too_many_pixels(name)) from None
    except pixels.NoPicture:
        message = _(
            "“%s” is no picture the library takes; save it as JPEG, PNG, WebP or TIFF."
        )
        raise NotAPhoto(message % name) from None


def check_new(file: BinaryIO, *, name: str) -> None:
    """Refuse what `ingest` would refuse, before anything is written.

    :raises NotAPhoto: as `ingest` does; reads and hashes the file, decodes its pixels.
    """
    image = check(file, name=name)
    file.seek(0)
    digest = hashlib.sha256(file.read()).hexdigest()
    if held := Photo.objects.filter(sha256=digest).first():
        raise AlreadyHeld(held)
    _check_whole(image, name)


def ingest(file: BinaryIO, *, name: str, by=None, **overrides) -> Photo:
    """Keep a picture: the original untouched, its words proposed, its limits ticked.

    :param file: an open binary file, read from its start.
    :param name: what it was called; only used in refusals.
    :param by: the user who added it, or None for a feed or command.
    :param overrides: values of `Photo` fields that win over what the file says.
    :raises AlreadyHeld: if the same bytes are in the library.
    :raises NotAPhoto: if it is no picture; nothing is kept then.
    """
    image = check(file, name=name)
    file.seek(0)
    data = file.read()
    digest = hashlib.sha256(data).hexdigest()
    if held := Photo.objects.filter(sha256=digest).first():
        raise AlreadyHeld(held)
    said = metadata.read(image)
    width, height = pixels.upright_size(image)
    credentials = provenance.read(image, file)
    _check_whole(image, name)
    fingerprint = fingerprints.of(image)
    photo = Photo(
        width=width, height=height, sha256=digest, added_by=by,
        content_credentials=credentials,
        file_said=said.as_said(),
        **_fitting(said.as_fields()) | _forbidden(said, overrides) | overrides,
    )  # fmt: skip
    _credit(photo)
    extension = FORMATS[image.format or "JPEG"]
    try:
        with transaction.atomic():
            name = f"{digest[:16]}.{extension}"
            photo.original.save(name, ContentFile(data), save=False)
            if by is not None:  # somebody waits for it
                making.show_at_once(photo, image)
            photo.save()
            likeness.keep(photo, fingerprint, like=likeness.nearest(fingerprint))
            making.make_soon(photo)
    except IntegrityError:
        # The same file at the same moment, such as one dropped twice.
        photo.original.storage.delete(str(photo.original.name))
        if held := Photo.objects.filter(sha256=digest).first():
            raise AlreadyHeld(held) from None
        raise
    return photo


def _check_whole(image, name):
    try:
        pixels.check_whole(image)
    except pixels.DAMAGE as error:
        message = _("“%(name)s” is damaged (%(error)s); ask for it again.")
        raise NotAPhoto(message % {"name": name, "error": error}) from None


def _forbidden(said, overrides):
    """Return the limits that the file states; without dates if others are given."""
    now, zone = timezone.now(), timezone.get_current_timezone()
    found = limits.found(said.terms, said.caption, received=now, zone=zone)
    left_out = DATES if DATES & overrides.keys() else set()
    return {name: value for name, value in found.items() if name not in left_out}


def _credit(photo):
    """Make a credit of what is known, for a photo that nobody gave one."""
    if not photo.credit:
        made_by = credits.composed(byline=photo.byline, source=photo.source)
        known = {"byline": made_by.byline, "credit": made_by.credit}
        for name, words in _fitting(known).items():
            setattr(photo, name, words)


def _fitting(said):
    """Cut what the file says to what the columns hold, at a word."""
    fitting = dict(said)
    for name, value in said.items():
        limit = getattr(Photo._meta.get_field(name), "max_length", None)
        if limit and len(value) > limit:
            fitting[name] = value[:limit].rpartition(" ")[0] or value[:limit]
    return fitting


def _too_many_pixels(name):
    return _("“%(name)s” has more than %(limit)d megapixels; export it smaller.") % {
        "name": name,
        "limit": MAX_PIXELS // 1_000_000,
    }
