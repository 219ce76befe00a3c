"""What was decided about each item, and why."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.wire.models.deliveries import Delivery
from newsroom.wire.models.feeds import Feed
from newsroom.wire.models.takes import Take

URGENT = 3  # IPTC: 1 is the highest; what is above routine


class Decision(models.TextChoices):
    """What the desk did with an item; the words of the whole room."""

    RECEIVED = "received", _("On the wire")
    CREATED = "created", _("New story")
    UPDATED = "updated", _("Updated")
    WAITING = "waiting", _("Update waiting")
    HELD = "held", _("Held")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    KILLED = "killed", _("Killed")
    SKIPPED = "skipped", _("Passed over")
    DUPLICATE = "duplicate", _("Came before")
    QUARANTINED = "quarantined", _("Not readable")


class Receipt(models.Model):
    """What was decided about one item of one delivery, and why."""

    delivery = models.ForeignKey(
        Delivery, models.CASCADE, related_name="receipts", verbose_name=_("file")
    )
    position = models.PositiveIntegerField(
        _("position"), default=0, help_text=_("Of the item in its file, from 0.")
    )
    feed = models.ForeignKey(
        Feed, models.PROTECT, related_name="receipts", verbose_name=_("feed")
    )
    take = models.ForeignKey(
        Take,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="receipts",
        verbose_name=_("take"),
    )
    decision = models.CharField(_("decision"), max_length=11, choices=Decision)
    reason = models.TextField(_("reason"), blank=True)
    format = models.CharField(_("format"), max_length=40, blank=True)
    headline = models.CharField(_("headline"), max_length=200, blank=True)
    slugline = models.CharField(_("slugline"), max_length=120, blank=True)
    urgency = models.PositiveSmallIntegerField(_("urgency"), null=True)
    language = models.CharField(_("language"), max_length=12, blank=True)
    section = models.ForeignKey(
        "articles.Section",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("section"),
        help_text=_("Where it was filed when it came."),
    )
    # The item as it was read: items.WireItem.as_data().
    content = models.JSONField(_("content"), default=dict)
    # Whether it has a row of its own in the wire list: bundles.settle().
    on_top = models.BooleanField(default=True, editable=False)
    decided_at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("wire item")
        verbose_name_plural = _("wire items")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                name="receipt_once_per_item", fields=["delivery", "position"]
            ),
            models.CheckConstraint(
                name="receipt_has_a_known_decision",
                condition=models.Q(decision__in=Decision.values),
            ),
        ]
        indexes = [
            # The wire list, newest first, by each of what it can be narrowed to.
            models.Index(fields=["decision", "-id"], name="receipt_newest_decided"),
            models.Index(fields=["feed", "-id"], name="receipt_newest_of_feed"),
            models.Index(fields=["language", "-id"], name="receipt_newest_in_language"),
            models.Index(fields=["section", "-id"], name="receipt_newest_of_section"),
            models.Index(fields=["decided_at"], name="receipt_of_a_day"),
            models.Index(
                fields=["-id"],
                condition=models.Q(urgency__lte=URGENT),
                name="receipt_newest_urgent",
            ),
        ]

    def __str__(self):
        return self.headline or self.delivery.name


class Quarantined(Receipt):
    """A receipt of what could not be read, for the list of its own."""

    class Meta:
        proxy = True
        verbose_name = _("file not readable")
        verbose_name_plural = _("quarantine")
