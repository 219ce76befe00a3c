"""What came, byte for byte."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.wire.models.feeds import Feed


class Delivery(models.Model):
    """One file or message as it came, byte for byte."""

    feed = models.ForeignKey(
        Feed, models.PROTECT, related_name="deliveries", verbose_name=_("feed")
    )
    name = models.CharField(_("file"), max_length=255)
    data = models.BinaryField(_("bytes"))
    # Where files lie that came beside it, if it was read from a folder.
    folder = models.CharField(max_length=1000, blank=True, editable=False)
    size = models.PositiveIntegerField(_("size"), help_text=_("In bytes."))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    received_at = models.DateTimeField(_("received"), auto_now_add=True)
    # Empty until every item of it has been decided on, so that a run that was broken
    # off goes on where it stopped.
    finished_at = models.DateTimeField(_("finished"), null=True, editable=False)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(
                name="delivery_once_per_feed", fields=["feed", "sha256"]
            ),
        ]

    def __str__(self):
        return self.name
