"""An agency's stream into the wire."""

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
    makes_drafts = models.BooleanField(
        _("make a draft of each story as it comes"),
        default=True,
        help_text=_(
            "Otherwise its stories stay on the wire until somebody takes them there."
        ),
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
