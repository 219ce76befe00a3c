"""What the wire remembers: feeds, deliveries, takes, and what was decided."""

import zoneinfo

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


def refuse_unknown_zone(name: str) -> None:
    """Refuse a time zone that nobody knows.

    :raises ValidationError: if it is none of the IANA time zones.
    """
    try:
        zoneinfo.ZoneInfo(name)
    except (ValueError, KeyError, OSError):
        message = _(
            "“%(name)s” is no time zone; write one such as Europe/Paris or UTC."
        )
        raise ValidationError(message, params={"name": name}) from None


class Feed(models.Model):
    """One agency's stream into the wire."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(
        _("slug"),
        max_length=40,
        unique=True,
        help_text=_("What import_wire --feed takes."),
    )
    agency = models.CharField(
        _("agency credit"),
        max_length=120,
        blank=True,
        help_text=_(
            "Printed under stories whose copy names no credit itself, such as Reuters."
        ),
    )
    section = models.ForeignKey(
        "articles.Section",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("section"),
        help_text=_("Where its stories go; left empty, an editor chooses for each."),
    )
    language = models.CharField(
        _("language"),
        max_length=12,
        blank=True,
        help_text=_(
            "Of copy that does not say, such as en. Left empty: the paper's own."
        ),
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=60,
        default="UTC",
        validators=[refuse_unknown_zone],
        help_text=_("Of moments that name no zone, such as Europe/Paris."),
    )
    active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("A feed that is not active takes nothing in."),
    )

    class Meta:
        verbose_name = _("feed")
        verbose_name_plural = _("feeds")
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)


class Delivery(models.Model):
    """One file or message as it came, byte for byte."""

    feed = models.ForeignKey(
        Feed, models.PROTECT, related_name="deliveries", verbose_name=_("feed")
    )
    name = models.CharField(_("file"), max_length=255)
    data = models.BinaryField(_("bytes"))
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


class Take(models.Model):
    """One item through all its versions, and the story made of it here."""

    feed = models.ForeignKey(
        Feed, models.PROTECT, related_name="takes", verbose_name=_("feed")
    )
    guid = models.CharField(_("identifier"), max_length=500)
    # The highest pair seen, compared version first.
    version = models.BigIntegerField(_("version"), default=0)
    version_created = models.DateTimeField(_("version made"), null=True)
    # Of the content last filed or set aside under that pair.
    content_hash = models.CharField(_("content"), max_length=71)
    article = models.ForeignKey(
        "articles.Article",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("story"),
    )
    # Of copy without an identifier: takes.family(), by which its leads find it.
    family = models.CharField(max_length=120, blank=True, default="", editable=False)
    had_article = models.BooleanField(default=False)
    # The words of the version last taken over into the story: updates.words(). An
    # update that waits is compared with them and with the story.
    taken_over = models.JSONField(default=dict, editable=False)
    killed_at = models.DateTimeField(_("killed"), null=True)

    class Meta:
        verbose_name = _("take")
        verbose_name_plural = _("takes")
        constraints = [
            models.UniqueConstraint(name="take_once_per_feed", fields=["feed", "guid"]),
        ]
        indexes = [
            # The newest story that a lead can follow.
            models.Index(
                fields=["feed", "family", "-id"],
                condition=~models.Q(family=""),
                name="take_newest_of_family",
            ),
        ]

    def __str__(self):
        return self.guid


class TakeName(models.Model):
    """Another name of a take: that of a lead, or of an item that took its place."""

    feed = models.ForeignKey(Feed, models.PROTECT, related_name="+")
    guid = models.CharField(_("identifier"), max_length=500)
    take = models.ForeignKey(Take, models.CASCADE, related_name="names")
    # Another item took its place, so whatever comes by this name is older.
    superseded = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("name of a take")
        verbose_name_plural = _("names of takes")
        constraints = [
            models.UniqueConstraint(
                name="take_name_once_per_feed", fields=["feed", "guid"]
            ),
        ]

    def __str__(self):
        return self.guid


class Decision(models.TextChoices):
    """What the desk did with an item; the words of the whole room."""

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
    # The item as it was read: items.WireItem.as_data().
    content = models.JSONField(_("content"), default=dict)
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
            # The wire list, newest first, by decision or by feed.
            models.Index(fields=["decision", "-id"], name="receipt_newest_decided"),
            models.Index(fields=["feed", "-id"], name="receipt_newest_of_feed"),
        ]

    def __str__(self):
        return self.headline or self.delivery.name


class Quarantined(Receipt):
    """A receipt of what could not be read, for the list of its own."""

    class Meta:
        proxy = True
        verbose_name = _("file not readable")
        verbose_name_plural = _("quarantine")
