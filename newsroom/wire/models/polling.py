"""What is known of a feed from one poll to the next, and how much came by it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.wire.models.feeds import Feed


class Polling(models.Model):
    """How the last polls of a feed went, where the next begins, and who is at it.

    It is a row of its own, so that somebody who saves the feed overwrites nothing here.
    """

    feed = models.OneToOneField(Feed, models.CASCADE, related_name="polling")
    began_at = models.DateTimeField(auto_now_add=True)
    # What the state is of; another address begins anew.
    source = models.CharField(max_length=700, blank=True, default="")
    etag = models.CharField(max_length=500, blank=True, default="")
    last_modified = models.CharField(max_length=100, blank=True, default="")
    # Of a mailbox: its UIDVALIDITY and the last UID taken in.
    cursor = models.CharField(max_length=60, blank=True, default="")
    polled_at = models.DateTimeField(_("last polled"), null=True)
    succeeded_at = models.DateTimeField(_("last success"), null=True)
    error = models.TextField(_("error"), blank=True, default="")
    failures = models.PositiveIntegerField(default=0)  # in a row
    due_at = models.DateTimeField(_("next poll"), null=True)  # empty: now
    was_silent = models.BooleanField(default=False)  # when it was last looked at
    # Whoever polls it holds it until then; locking.py.
    locked_by = models.CharField(max_length=32, blank=True, default="")
    locked_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("polling")
        verbose_name_plural = _("polling")

    def __str__(self):
        return str(self.feed)


class Sighting(models.Model):
    """A file as it was last seen at the source of a feed.

    It is whole when two looks find the same mark, and comes again if its mark changes.
    """

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    mark = models.CharField(max_length=80)  # its size and when it was changed
    taken = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("file seen")
        verbose_name_plural = _("files seen")
        constraints = [
            models.UniqueConstraint(
                name="sighting_once_per_feed", fields=["feed", "name"]
            ),
        ]

    def __str__(self):
        return self.name


class Traffic(models.Model):
    """How many items came by a feed in an hour that is over."""

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="+")
    hour = models.DateTimeField()  # its beginning, UTC
    items = models.PositiveIntegerField(default=0)
    unreadable = models.PositiveIntegerField(default=0)
    last_receipt = models.BigIntegerField()  # up to which receipts are counted

    class Meta:
        verbose_name = _("traffic")
        verbose_name_plural = _("traffic")
        constraints = [
            models.UniqueConstraint(
                name="traffic_once_per_hour", fields=["feed", "hour"]
            ),
        ]
        indexes = [
            models.Index(fields=["hour"], name="traffic_by_hour"),
            models.Index(fields=["-last_receipt"], name="traffic_counted_up_to"),
        ]

    def __str__(self):
        return f"{self.feed}, {self.hour:%Y-%m-%d %H}"
