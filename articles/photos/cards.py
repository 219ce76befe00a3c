"""Make of a story what others show: a picture with its headline, crops of its photo.

The files lie among the renditions, in a folder that begins with the mark of the photo
and ends with the moment its right ends. So whoever erases a photo's files erases these
too, whoever serves them knows until when, and nobody can guess where they are.
"""

import io
import logging
import secrets
from datetime import timedelta
from functools import cache, partial
from typing import BinaryIO, cast

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override
from PIL import Image

from articles.models import Article, rights
from articles.photos import (
    card_drawing,
    digital_source,
    pixels,
    renditions,
    shared,
    standing,
)

MOST_BYTES = 300_000  # of the drawn picture: some messengers show no larger one
QUALITIES = (86, 78, 70, 60, 50)
KEPT = 3  # makings: pages that caches keep, and shares of an hour ago, name older ones
LATELY = timedelta(days=2)
log = logging.getLogger(__name__)


def are_due(article: Article) -> bool:
    """Whether a story that readers see has no pictures of what it says now.

    :param article: loaded with its page parts.
    """
    return _can_be_made(shared.material(article)) and not shared.made(article)


def make(article: Article) -> bool:
    """Make and keep the pictures of a story; false if it changed meanwhile.

    :param article: public, loaded with its page parts.
    :raises pixels.DAMAGE: an OSError and others, if its photo cannot be read.
    """
    material = shared.material(article)
    photo = shared.photo_of(article) if material.photo else None
    folder = _folder(article, photo, material)
    pictures = []
    words = renditions.packet(photo) if photo else b""
    for crop, image in _drawn(material):
        data = _letters(image, words) if crop == shared.CARD else _photo(image, words)
        name = default_storage.save(f"{folder}/{crop.replace(':', 'x')}.jpg", data)
        size = {"width": image.width, "height": image.height}
        pictures.append({"name": name, "crop": crop, **size})
    return _store(article, {"digest": material.digest, "pictures": pictures})


def forget(article: Article) -> None:
    """Erase the pictures of a story that readers may not see any more.

    What the store does not let go stays named in its row, and `forget_lately` tries
    again.
    """
    with transaction.atomic():
        row = _locked(article.pk)
        if row is None or row.is_published:
            return
        try:
            _delete(row.social_pictures)
        except OSError as fault:
            log.warning("Story %s keeps pictures for sharing. %r", row.pk, fault)
            return
        _keep(row, [])


def forget_lately() -> None:
    """Erase what `forget` could not, of stories withdrawn in the last two days."""
    since = timezone.now() - LATELY
    public = Article.objects.published().values("pk")
    lately = Article.objects.filter(edited_at__gte=since).exclude(social_pictures=[])
    for article in lately.exclude(pk__in=public).only("pk"):
        forget(article)


def _can_be_made(material):
    """Whether there is something to make: a photo to cut, or words that can be set."""
    return bool(material.shapes) or _can_be_drawn(material)


def _can_be_drawn(material):
    return card_drawing.can_draw(material.headline, material.paper)


def _drawn(material):
    """Yield each crop with its image."""
    if _can_be_drawn(material):
        yield shared.CARD, _card(material)
    read = cache(_read)  # most photos are read once for all their crops
    for ratio, source in material.shapes.items():
        image = read(source.name)
        yield ratio, pixels.cropped(image, _size(ratio, image), source.focus)


def _read(name):
    with default_storage.open(name) as file:
        return pixels.opened(cast(BinaryIO, file)).convert("RGB")


def _size(ratio, image):
    """Return the size of a crop: never larger than its photo allows."""
    width, height = shared.SHAPES[ratio]
    scale = min(1, image.width / width, image.height / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _card(material):
    photo = _read(material.photo.name) if material.photo else None
    # The words are the story's, so they are of its language, whoever asks.
    with override(material.language):
        made_by = str(digital_source.label(material.digital_source))
        genre = str(Article.Genre(material.genre).label)
    labels = [genre] if material.genre != Article.Genre.NEWS else []
    return card_drawing.draw(
        headline=material.headline,
        label=" · ".join([*labels, material.label] if material.label else labels),
        paper=material.paper,
        credit=" · ".join(filter(None, [made_by, material.credit])),
        is_opinion=material.genre == Article.Genre.OPINION,
        photo=photo,
        focus=material.photo.focus if material.photo else (0.5, 0.5),
    )


def _photo(image: Image.Image, words: bytes) -> ContentFile:
    return ContentFile(renditions.encoded(image, "jpeg", words))


def _letters(image: Image.Image, words: bytes) -> ContentFile:
    """Return a drawn picture as a JPEG that is not too large, with an XMP packet.

    Letters ask for better than photos do, where that keeps it small enough.
    """
    data = b""
    for quality in QUALITIES:
        buffer = io.BytesIO()
        image.save(
            buffer, "JPEG", quality=quality, optimize=True, progressive=True, xmp=words
        )
        data = buffer.getvalue()
        if len(data) < MOST_BYTES:
            break
    return ContentFile(data)


def _folder(article, photo, material):
    """Return a folder of its own, which `renditions.erase` finds by the photo."""
    begin = secrets.token_hex(16)
    if photo is not None:
        begin = renditions.mark(photo.sha256) + secrets.token_hex(8)
    ends = None
    if photo is not None:
        falls = standing.falls_at(photo, story=article.pk, as_lead=True)
        ends = min(filter(None, (falls, rights.closes_at(photo))), default=None)
    last = f"-{int(ends.timestamp()):x}" if ends else ""
    return f"{renditions.FOLDER}/{begin}-{shared.DESIGN}-{material.digest}{last}"


def _store(article, making):
    with transaction.atomic():
        row = _locked(article.pk)
        if row is not None and row.is_published:
            if shared.material(row).digest == making["digest"]:
                kept = [making, *row.social_pictures]
                _keep(row, kept[:KEPT])
                transaction.on_commit(partial(_delete, kept[KEPT:]), robust=True)
                return True
    _delete([making])
    return False


def _locked(pk):
    stories = Article.objects.with_page_parts().select_for_update(of=("self",))
    return stories.filter(pk=pk).first()


def _keep(row, makings):
    # The story itself is not edited by this, so nothing else of its row changes.
    Article.objects.filter(pk=row.pk).update(social_pictures=makings)


def _delete(makings):
    for making in makings:
        for picture in making["pictures"]:
            default_storage.delete(picture["name"])
