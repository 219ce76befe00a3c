"""Make of a photo what readers get: widths, formats, and a crop for sharing.

A photo keeps the list of its renditions in its own row, each as

    {"name": "r/3f9a…-2-91c0e5d2/640.avif", "format": "avif", "crop": "",
     "width": 640, "height": 427}

where `name` is a path in the default storage, and `crop` empty for the whole, "og" for
what link previews show, or the name of a crop made by hand (see cropping). So no page
opens a file, and none asks a storage what exists. Each making has a folder of its own:
its addresses never change what they show (browsers keep them for a year), and cannot
be guessed. All folders of a photo begin with one mark that only we can work out, by
which all of them are found again, and end with the ladder and a digest of what was
shown, by which those that are outdated are known.

Widths, qualities and speeds were measured: benchmarks/photos.py.
"""

import hashlib
import io
import json
import secrets
from collections.abc import Iterable, Iterator
from typing import BinaryIO, cast
from xml.sax.saxutils import escape

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.crypto import salted_hmac
from PIL import Image, features

from articles.models import Photo, rights
from articles.photos import pixels

FOLDER = "r"
LADDER = 2  # counted up when what follows changes, so that older ones are known
FIRST = 0  # stands for the ladder where only the first look was made
WIDTHS = {  # pixels
    "avif": (320, 480, 640, 960, 1280, 1920, 2400),
    "webp": (320, 640, 960, 1280, 1920, 2400),
    "jpeg": (320, 640, 1280, 1920, 2400),
}
WIDEST = 2400
# The same likeness to the original, by SSIM, in all three.
QUALITY = {"avif": 67, "webp": 83, "jpeg": 80}
LARGE = 1280  # pixels wide; what is wider must not have far more pixels than usual
MOST_PIXELS = 4_400_000
LONGEST = {"avif": 16_383, "webp": 16_383, "jpeg": 65_500}  # pixels of a side
ENDINGS = {"avif": "avif", "webp": "webp", "jpeg": "jpg"}
SHARING = (1200, 630)  # Open Graph's 1.91:1
DIGITAL_SOURCE = "http://cv.iptc.org/newscodes/digitalsourcetype/"
# What says whether there may be renditions, and until when.
MAY_BE = ("withdrawn_at", "closed_at", "no_internet", "valid_from", "valid_until",
          "exceptions", "category", "one_time_use", "no_cover")  # fmt: skip
# What a rendition shows or carries: when one changes, new ones are due.
MADE_FROM = (
    "focal_x", "focal_y", "credit", "byline", "copyright_notice", "usage_terms",
    "digital_source",
)  # fmt: skip


def make(photo: Photo) -> list[dict]:
    """Write all renditions of a photo's original and return the list of them.

    Asks the database nothing, so it may run in any thread; the caller stores the list.
    A width beyond the original's is left out, but for the smallest, which stands in
    for all of a very small picture.

    :raises OSError: if the original cannot be read or a file not be written.
    :raises pixels.DAMAGE: if the original is broken.
    """
    with photo.original.storage.open(str(photo.original.name)) as file:
        image = pixels.upright_srgb(pixels.opened(cast(BinaryIO, file)), WIDEST)
    words, folder = packet(photo), new_folder(photo)
    made = []
    for cut, kind, crop in _cuts(image, (photo.focal_x, photo.focal_y)):
        name = f"{folder}/{crop or cut.width}.{ENDINGS[kind]}"
        stored = default_storage.save(name, ContentFile(encoded(cut, kind, words)))
        size = {"width": cut.width, "height": cut.height}
        made.append({"name": stored, "format": kind, "crop": crop, **size})
    return sorted(made, key=lambda rendition: (rendition["format"], rendition["width"]))


def first_look(photo: Photo, image: Image.Image) -> list[dict]:
    """Write one small picture of a photo; return it as the list of its renditions.

    For whoever took it in and waits for the rest, which `make` makes and are due.

    :param image: the original, decoded as coarsely as it may be.
    :raises pixels.DAMAGE: an OSError and others, if it cannot be made or written.
    """
    small = pixels.upright_srgb(image, min(WIDTHS["jpeg"]))
    name = f"{new_folder(photo, FIRST)}/{small.width}.jpg"
    file = ContentFile(encoded(small, "jpeg", packet(photo)))
    size = {"width": small.width, "height": small.height}
    name = default_storage.save(name, file)
    return [{"name": name, "format": "jpeg", "crop": "", **size}]


def encoded(image: Image.Image, kind: str, packet: bytes = b"") -> bytes:
    """Return the image as a file of a format, with an XMP packet and nothing else."""
    options: dict = {"quality": QUALITY[kind], "xmp": packet}
    if kind == "avif":
        # Slower is smaller, and what few screens ask for is not worth it.
        options |= {"speed": 8 if image.width <= LARGE else 9, "max_threads": 1}
    elif kind == "webp":
        options |= {"method": 2}
    else:
        options |= {"progressive": True, "optimize": True}
    buffer = io.BytesIO()
    image.save(buffer, kind.upper(), **options)
    return buffer.getvalue()


def formats() -> list[str]:
    """Return the formats that this machine's Pillow can write, the best first."""
    return [kind for kind in WIDTHS if kind == "jpeg" or features.check(kind)]


def are_due(photo: Photo, *, every_ladder: bool = False) -> bool:
    """Whether there are none, or some with an old focal point, credit or right.

    :param every_ladder: also true if an earlier version of this program made them.
    """
    if not rights.may_have_files(photo):
        return False
    if not photo.renditions:
        return True
    ending = photo.renditions[0]["name"].split("/")[1].split("-")[1:]
    if ending[:1] == [str(FIRST)]:
        return True
    if ending[:1] != [str(LADDER)]:
        return every_ladder
    return "-".join(ending) != _ending(photo)


def store(photo: Photo, made: list[dict]) -> bool:
    """Keep in a photo's row what was made of it; false if its right has ended.

    The old files stay until `prune`: pages kept by caches and feeds still show them.
    """
    with transaction.atomic():
        row = Photo.objects.select_for_update(of=("self",)).filter(pk=photo.pk).first()
        if row is not None and rights.may_have_files(row):
            Photo.objects.filter(pk=photo.pk).update(renditions=made, closed_at=None)
            photo.renditions, photo.closed_at = made, None
            return True
    for rendition in made:
        default_storage.delete(rendition["name"])
    return False


def erase(sha256: str, names: Iterable[str]) -> None:
    """Delete public files of a photo: these, and all of makings that nobody names now.

    :param sha256: of the photo's original.
    """
    try:
        folders, _files = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        folders = []
    marks = tuple(_marks(sha256))
    places = [f"{FOLDER}/{one}" for one in folders if one.startswith(marks)]
    found = [f"{at}/{name}" for at in places for name in default_storage.listdir(at)[1]]
    for path in {*names, *found}:
        default_storage.delete(path)


def mark(sha256: str) -> str:
    """Return how the folders of a photo's public files begin."""
    return _marks(sha256)[0]


def _marks(sha256):
    """Return how the folders of a photo begin, by the key of today and those before."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [
        salted_hmac(__name__, sha256, secret=key, algorithm="sha256").hexdigest()[:16]
        for key in keys
    ]


def new_folder(photo: Photo, ladder: int = LADDER) -> str:
    """Return a folder for one making of a photo's files, found again by its marks."""
    begin = mark(photo.sha256) + secrets.token_hex(8)
    return f"{FOLDER}/{begin}-{_ending(photo, ladder)}"


def _cuts(image, focus) -> Iterator[tuple[Image.Image, str, str]]:
    """Yield each cut with its format and the name of its crop."""
    kinds = formats()
    possible = {kind: _possible(WIDTHS[kind], image) for kind in kinds}
    for width in sorted({width for widths in possible.values() for width in widths}):
        # Each from the same pixels: reduced once, it stays sharp.
        cut = pixels.resized(image, pixels.size_at(image, width))
        for kind in kinds:
            if width in possible[kind] and cut.height <= LONGEST[kind]:
                yield cut, kind, ""
    yield pixels.cropped(image, SHARING, focus), "jpeg", "og"


def _possible(widths, image):
    return [
        width
        for width in widths
        if width <= image.width
        and (width <= LARGE or width * pixels.size_at(image, width)[1] <= MOST_PIXELS)
    ] or [image.width]


def _ending(photo, ladder=LADDER):
    """Return how the folders of a photo end: ladder, digest, and when its right ends.

    The last is in seconds since 1970, in hexadecimal. Whoever serves the files reads in
    the name until when, and asks nobody.
    """
    ends = rights.closes_at(photo)
    last = f"-{int(ends.timestamp()):x}" if ends else ""
    return f"{ladder}-{_digest(photo)}{last}"


def _digest(photo):
    words = json.dumps([getattr(photo, name) for name in MADE_FROM])
    return hashlib.sha256(words.encode()).hexdigest()[:8]


def packet(photo: Photo) -> bytes:
    """Return the words that travel with a public file: never place or equipment."""
    source = DIGITAL_SOURCE + photo.digital_source if photo.digital_source else ""
    properties = "".join(
        f"<{tag}>{wrap.format(escape(value))}</{tag}>"
        for tag, wrap, value in (
            ("photoshop:Credit", "{}", photo.credit),
            ("dc:creator", "<rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq>", photo.byline),
            ("dc:rights", _ALTERNATIVES, photo.copyright_notice),
            ("xmpRights:UsageTerms", _ALTERNATIVES, photo.usage_terms),
            ("Iptc4xmpExt:DigitalSourceType", "{}", source),
        )
        if value
    )
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
        ' xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"'
        ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">'
        f"{properties}</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


_ALTERNATIVES = '<rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt>'
