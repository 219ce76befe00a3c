"""What a photo looks like, in 64 bits: the same picture in another file is near it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Fingerprint(models.Model):
    """A photo's fingerprint, as articles.photos.likeness takes it.

    In a table of its own with short rows: the photos' own rows are long, and every new
    photo looks through this one. Its bits stand in four bands with an index each, so
    that those that are near are found without reading all.
    """

    photo = models.OneToOneField(
        "articles.Photo", models.CASCADE, primary_key=True, related_name="fingerprint"
    )
    # 16 bits each, all empty where a picture has nothing in it to know it by.
    band_1 = models.PositiveIntegerField(null=True)
    band_2 = models.PositiveIntegerField(null=True)
    band_3 = models.PositiveIntegerField(null=True)
    band_4 = models.PositiveIntegerField(null=True)
    # The nearest photo that was here before, until somebody says to keep both.
    looks_like = models.ForeignKey(
        "articles.Photo", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("fingerprint of a photo")
        verbose_name_plural = _("fingerprints of photos")
        indexes = [
            models.Index(fields=[f"band_{n}"], name=f"fingerprint_band_{n}")
            for n in (1, 2, 3, 4)
        ]

    def __str__(self):
        return f"{self.photo_id}"
