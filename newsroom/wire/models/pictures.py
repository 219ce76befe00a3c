"""Which pictures belong to which takes, and those whose files are still to come."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom.wire.models.feeds import Feed
from newsroom.wire.models.takes import Take


class Companion(models.Model):
    """An item that another names: a story its picture, a package its members.

    What is named may come later, or never.
    """

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="+")
    take = models.ForeignKey(Take, models.CASCADE, related_name="companions")
    guid = models.CharField(_("identifier"), max_length=500)
    # A further identifier of the take itself, not of another item.
    is_own = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("companion of an item")
        verbose_name_plural = _("companions of items")
        constraints = [
            models.UniqueConstraint(
                name="companion_once_per_take", fields=["take", "guid"]
            ),
        ]
        indexes = [
            models.Index(fields=["feed", "guid"], name="companion_by_guid"),
        ]

    def __str__(self):
        return self.guid


class TakePhoto(models.Model):
    """A photo of the library that came with a take, or belongs to its story."""

    take = models.ForeignKey(Take, models.CASCADE, related_name="photos")
    photo = models.ForeignKey("articles.Photo", models.CASCADE, related_name="+")
    # Of the item that is the picture, where a story came with it: its kill counts.
    guid = models.CharField(_("identifier"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("photo of an item")
        verbose_name_plural = _("photos of items")
        constraints = [
            models.UniqueConstraint(name="take_photo_once", fields=["take", "photo"]),
        ]
        indexes = [
            models.Index(
                fields=["guid"], condition=~Q(guid=""), name="take_photo_by_guid"
            ),
        ]

    def __str__(self):
        return f"{self.take_id}: {self.photo_id}"


class PendingPicture(models.Model):
    """A picture that copy names by its address, and how fetching it went."""

    take = models.ForeignKey(
        Take, models.CASCADE, related_name="pending", verbose_name=_("take")
    )
    href = models.CharField(_("address"), max_length=2000)
    # Where it lies beside the delivery; empty if it is to be fetched over the network.
    folder = models.CharField(_("folder"), max_length=1000, blank=True)
    guid = models.CharField(max_length=500, blank=True, editable=False)
    headline = models.CharField(_("headline"), max_length=200, blank=True)
    # What the copy says of it, as values of `Photo` fields; the file may say more.
    words = models.JSONField(default=dict, editable=False)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    error = models.TextField(_("what went wrong"), blank=True)
    # Empty once it is here, or given up.
    next_try_at = models.DateTimeField(_("next try"), null=True)
    photo = models.ForeignKey(
        "articles.Photo",
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("photo"),
    )
    added_at = models.DateTimeField(_("named"), auto_now_add=True)

    class Meta:
        verbose_name = _("picture to fetch")
        verbose_name_plural = _("pictures to fetch")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                name="pending_picture_once_per_take", fields=["take", "href"]
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=Q(next_try_at__isnull=False),
                name="pending_picture_due",
            ),
        ]

    def __str__(self):
        return self.headline or self.href
