"""The same picture in another file: kept with each photo, and found among all."""

from itertools import combinations
from typing import BinaryIO, cast

from django.core.files.storage import default_storage
from django.db.models import Q

from articles.models import Fingerprint, Photo
from articles.photos import fingerprints, pixels

FAR = 10  # bits of 64; a picture further off is another one
BANDS = ("band_1", "band_2", "band_3", "band_4")
# A band, and each with one bit or two of it exchanged. Of at most eleven bits that
# differ one of four bands has two at most, so that nothing within FAR is missed.
NEAR = [0] + [
    sum(1 << bit for bit in bits)
    for number in (1, 2)
    for bits in combinations(range(16), number)
]


def nearest(fingerprint: int | None) -> Photo | None:
    """Return the held photo that looks most like this, or None; the oldest of equals.

    One query, which reads some hundreds of rows in a library of 100,000.
    """
    if fingerprint is None:
        return None
    near, asked = Q(), _bands(fingerprint)
    for name, band in asked.items():
        near |= Q(**{f"{name}__in": [band ^ change for change in NEAR]})
    rows = Fingerprint.objects.filter(near).values_list("photo", *BANDS)
    found = [
        (sum(map(fingerprints.apart, asked.values(), bands)), key)
        for key, *bands in rows
    ]
    distance, key = min(found, default=(FAR + 1, 0))
    return Photo.objects.filter(pk=key).first() if distance <= FAR else None


def seen(photo: Photo) -> int | None:
    """Return the fingerprint of a held photo, from its smallest picture if it has one.

    :raises pixels.DAMAGE: an OSError and others, if the file cannot be read.
    """
    whole = [
        made
        for made in photo.renditions
        if not made["crop"] and made["format"] != "avif"
    ]
    if whole:
        name = min(whole, key=lambda made: made["width"])["name"]
        opened = default_storage.open(name)
    else:
        opened = photo.original.storage.open(str(photo.original.name))
    with opened as file:
        image = pixels.opened(cast(BinaryIO, file))
        pixels.check_whole(image)
        return fingerprints.of(image)


def keep(photo: Photo, fingerprint: int | None, *, like: Photo | None = None) -> None:
    """Store the fingerprint of a photo, and which held one it looks like."""
    bands = _bands(fingerprint) if fingerprint is not None else {}
    empty = dict.fromkeys(BANDS)
    Fingerprint.objects.update_or_create(
        photo=photo, defaults=empty | bands | {"looks_like": like}
    )


def of(photo: Photo) -> Photo | None:
    """Return the photo that this one looks like, until somebody keeps both.

    No query where `fingerprint__looks_like` was loaded with it.
    """
    kept = getattr(photo, "fingerprint", None)
    return kept.looks_like if kept else None


def keep_both(photo: Photo) -> None:
    """Ask no more whether a photo is the one that it looks like."""
    Fingerprint.objects.filter(photo=photo).update(looks_like=None)


def _bands(fingerprint):
    """Return every fourth bit as a band, so that each has waves of all lengths."""
    return {
        name: sum(
            (fingerprint >> (4 * place + first) & 1) << place for place in range(16)
        )
        for first, name in enumerate(BANDS)
    }
