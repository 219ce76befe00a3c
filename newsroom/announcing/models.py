"""What is still to be told to others, what was told, and what could not be."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """Whom an announcement is for."""

    WEBSUB = "websub", _("WebSub hub")
    INDEXNOW = "indexnow", _("Search engines (IndexNow)")


class Announcement(models.Model):
    """An address that has changed, and how far the news of that has come.

    There is one row for an address and a channel, however often it changes: whoever is
    told fetches it, and so learns of all changes at once. `outbox` writes it.
    """

    channel = models.CharField(_("recipient"), max_length=8, choices=Channel)
    address = models.CharField(_("address"), max_length=500)
    changed_at = models.DateTimeField(_("changed"))
    # Empty when there is nothing to tell: it was told, or it was given up.
    due_at = models.DateTimeField(_("next try"), null=True)
    # A moment at which it will change by itself, such as the end of an embargo.
    again_at = models.DateTimeField(_("changes again"), null=True)
    tries = models.PositiveSmallIntegerField(_("failed tries"), default=0)
    error = models.TextField(_("why it failed"), blank=True)
    sent_at = models.DateTimeField(_("told"), null=True)

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        ordering = ["-changed_at", "-id"]
        constraints = [
            # The outbox finds its row by this.
            models.UniqueConstraint(
                name="announcement_once_per_channel_and_address",
                fields=["channel", "address"],
            ),
            models.CheckConstraint(
                name="announcement_is_for_a_known_channel",
                condition=Q(channel__in=["websub", "indexnow"]),
            ),
        ]
        indexes = [
            # What is to be told now, asked every minute.
            models.Index(
                fields=["channel", "due_at"],
                condition=Q(due_at__isnull=False),
                name="announcement_due",
            ),
            # The desk's list.
            models.Index(fields=["-changed_at", "-id"], name="announcement_newest"),
        ]

    def __str__(self):
        return self.address
