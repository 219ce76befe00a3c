"""Make of a photo what readers get: several widths, two formats, one crop for sharing.

A photo keeps the list of its renditions in its own row, each as

    {"name": "r/3f9a…/640.webp", "format": "webp", "crop": "",
     "width": 640, "height": 427}

where `name` is a path in the default storage. So no page opens a file, and none asks a
storage what exists. Each making has a random folder: its addresses never change what
they show (browsers keep them for a year), and cannot be guessed. All folders of a photo
begin with one mark that only we can work out, by which all of them are found again.
"""

import io
import secrets
from collections.abc import Iterable
from datetime import timedelta
from xml.sax.saxutils import escape

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.crypto import salted_hmac
from PIL import Image

from articles.models import Photo
from articles.photos import pixels

FOLDER = "r"
WEBP_WIDTHS = (320, 480, 640, 960, 1280, 1920)  # pixels
JPEG_WIDTHS = (640, 1280)  # for feeds and the rare browser without WebP
SHARING = (1200, 630)  # Open Graph's 1.91:1
WEBP_QUALITY, JPEG_QUALITY = 78, 80


def make(image: Image.Image, photo: Photo) -> list[dict]:
    """Write all renditions of an upright sRGB image and return the list of them.

    The caller stores the list. A width beyond the original's is left out, but for the
    smallest, which stands in for all of a very small picture.
    """
    folder = f"{FOLDER}/{_marks(photo.sha256)[0]}{secrets.token_hex(8)}"
    packet = _xmp(photo)
    made = []

    def write(cut, name, kind, crop=""):
        buffer = io.BytesIO()
        quality = WEBP_QUALITY if kind == "webp" else JPEG_QUALITY
        options = (
            {"progressive": True, "optimize": True} if kind == "jpeg" else {"method": 2}
        )
        cut.save(buffer, kind.upper(), quality=quality, xmp=packet, **options)
        stored = default_storage.save(
            f"{folder}/{name}", ContentFile(buffer.getvalue())
        )
        made.append(
            {
                "name": stored,
                "format": kind,
                "crop": crop,
                "width": cut.width,
                "height": cut.height,
            }
        )

    # From the widest down, each from the one before: fewer pixels to read each time.
    cut = image
    for width in sorted(_possible(WEBP_WIDTHS, image.width), reverse=True):
        cut = pixels.resized(cut, pixels.size_at(image, width))
        write(cut, f"{width}.webp", "webp")
        if width in _possible(JPEG_WIDTHS, image.width):
            write(cut, f"{width}.jpg", "jpeg")
    if not any(rendition["format"] == "jpeg" for rendition in made):
        write(cut, f"{cut.width}.jpg", "jpeg")
    sharing = pixels.cropped(image, SHARING, (photo.focal_x, photo.focal_y))
    write(sharing, "og.jpg", "jpeg", crop="og")
    return sorted(made, key=lambda rendition: (rendition["format"], rendition["width"]))


def remake(photo: Photo) -> None:
    """Make a photo's renditions again from its original, under new addresses.

    The old files stay until `prune`: pages kept by caches and feeds still show them.
    A photo that is withdrawn has none, and gets none.
    """
    if photo.withdrawn_at:
        return
    with photo.original.open("rb") as file:
        image = pixels.upright_srgb(Image.open(file))
    photo.renditions = make(image, photo)
    # Not if it was withdrawn meanwhile: the new files are pruned then.
    Photo.objects.filter(pk=photo.pk, withdrawn_at=None).update(
        renditions=photo.renditions
    )


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


def prune(*, older_than: timedelta) -> int:
    """Delete renditions that no photo names any more; return how many files went."""
    lists = Photo.objects.values_list("renditions", flat=True).iterator(chunk_size=500)
    used = {made["name"].split("/")[1] for renditions in lists for made in renditions}
    try:
        folders, _files = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return 0
    gone = 0
    for folder in set(folders) - used:
        place = f"{FOLDER}/{folder}"
        for name in default_storage.listdir(place)[1]:
            path = f"{place}/{name}"
            if default_storage.get_modified_time(path) < timezone.now() - older_than:
                default_storage.delete(path)
                gone += 1
    return gone


def _marks(sha256):
    """Return how the folders of a photo begin, by the key of today and those before."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [salted_hmac(__name__, sha256, secret=key).hexdigest()[:16] for key in keys]


def _possible(widths, limit):
    return [width for width in widths if width <= limit] or [limit]


def _xmp(photo):
    """Return the words that travel with the public file: never place or equipment."""
    properties = "".join(
        f"<{tag}>{wrap.format(escape(value))}</{tag}>"
        for tag, wrap, value in (
            ("photoshop:Credit", "{}", photo.credit),
            ("dc:creator", "<rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq>", photo.byline),
            ("dc:rights", _ALTERNATIVES, photo.copyright_notice),
            ("xmpRights:UsageTerms", _ALTERNATIVES, photo.usage_terms),
        )
        if value
    )
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
        ' xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/">'
        f"{properties}</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


_ALTERNATIVES = '<rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt>'
