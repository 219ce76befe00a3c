"""A photo's entry in the library's index: what it is searched and filtered by."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.photos import makers
from articles.wordindex import WordsField, fold

# The fields of a photo whose words are searched. Those that say who and where come
# first, should there be more words than an index takes.
SEARCHED = (
    "credit", "byline", "source", "people", "place", "state", "country", "headline",
    "caption", "alt_text", "keywords", "copyright_notice",
)  # fmt: skip
LIMITS = (
    "one_time_use", "no_internet", "no_cover", "no_archives", "no_sales",
    "editorial_only", "territory_excluded",
)  # fmt: skip
# What a photo may lack, each with its bit.
LACKS = {"caption": 1, "credit": 2, "alt_text": 4}
SQUARE = 1.05  # the longer side to the shorter, at most
PANORAMA = 2.0  # width to height, at least
READ = {*SEARCHED, *LIMITS, "is_decorative", "width", "height"}


class Shape(models.TextChoices):
    """Which way a picture lies."""

    LANDSCAPE = "landscape", _("landscape")
    PORTRAIT = "portrait", _("portrait")
    SQUARE = "square", _("square")
    PANORAMA = "panorama", _("panorama")


class PhotoEntry(models.Model):
    """What the library is searched and filtered by, read off a photo when it is saved.

    In a table of its own, whose rows are short, with an index for each question: the
    photos' own rows are long, and reading all of them takes seconds.
    """

    photo = models.OneToOneField(
        "articles.Photo", models.CASCADE, primary_key=True, related_name="entry"
    )
    words = WordsField(_("words"))
    # Names as `makers.key` folds them.
    photographer = models.CharField(max_length=makers.LONGEST, blank=True)
    agency = models.CharField(max_length=makers.LONGEST, blank=True)
    shape = models.CharField(max_length=9, choices=Shape)
    lacks = models.PositiveSmallIntegerField(help_text="the sum of LACKS")
    is_restricted = models.BooleanField()

    class Meta:
        verbose_name = _("entry of a photo")
        verbose_name_plural = _("entries of photos")
        indexes = [
            # Each filter of the library, the newest photo first.
            models.Index(fields=["photographer", "-photo"], name="entry_photographer"),
            models.Index(fields=["agency", "-photo"], name="entry_agency"),
            models.Index(fields=["shape", "-photo"], name="entry_shape"),
            models.Index(fields=["lacks", "-photo"], name="entry_lacks"),
            models.Index(fields=["is_restricted", "-photo"], name="entry_restricted"),
        ]

    def __str__(self):
        return f"{self.photo_id}: {self.words[:60]}"


def values_of(photo) -> dict[str, Any]:
    """Return what a photo's entry says, by the names of its columns."""
    said = [_as_text(getattr(photo, name, "")) for name in SEARCHED]
    lacks = sum(bit for name, bit in LACKS.items() if not getattr(photo, name))
    if photo.is_decorative:
        lacks &= ~LACKS["alt_text"]
    # A migration hands over photos as they were before the later columns.
    source = getattr(photo, "source", "")
    agency = makers.agency(photo.credit, byline=photo.byline, source=source)
    return {
        "words": fold(" ".join(filter(None, said))),
        "photographer": makers.key(photo.byline),
        "agency": makers.key(agency),
        "shape": shape_of(photo.width, photo.height),
        "lacks": lacks,
        "is_restricted": any(getattr(photo, name, False) for name in LIMITS),
    }


def write(photos) -> None:
    """Write the entries of photos, made or renewed, in one statement."""
    rows = [PhotoEntry(photo=photo, **values_of(photo)) for photo in photos]
    names = [field.name for field in PhotoEntry._meta.fields if field.name != "photo"]
    PhotoEntry.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["photo"], update_fields=names
    )


def shape_of(width: int, height: int) -> Shape:
    """Return which way a picture of these pixels lies."""
    if max(width, height) <= min(width, height) * SQUARE:
        return Shape.SQUARE
    if height > width:
        return Shape.PORTRAIT
    return Shape.PANORAMA if width >= height * PANORAMA else Shape.LANDSCAPE


def _as_text(value):
    return value if isinstance(value, str) else " ".join(map(str, value or ()))
