"""A dated exception: a photo used against its limits, until when, and who said so."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PhotoException(models.Model):
    """One permission to use a photo against named limits; it ends by itself.

    `articles.photos.exceptions` gives and ends them, and copies them to the photo.
    """

    photo = models.ForeignKey(
        "articles.Photo",
        models.CASCADE,
        related_name="exceptions_given",
        verbose_name=_("photo"),
    )
    article = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="photo_exceptions",
        verbose_name=_("story"),
        help_text=_("None: every story."),
    )
    reasons = models.JSONField(
        _("limits"), default=list, help_text=_("Codes of the reasons it sets aside.")
    )
    until = models.DateTimeField(_("until"))
    note = models.TextField(_("note"), help_text=_("Who allowed it, and why."))
    given_at = models.DateTimeField(_("given"), auto_now_add=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("given by"),
    )

    class Meta:
        verbose_name = _("dated exception for a photo")
        verbose_name_plural = _("dated exceptions for photos")
        ordering = ["-given_at", "-id"]
        default_permissions = ("add", "view")
        constraints = [
            models.CheckConstraint(
                name="photo_exception_says_why", condition=~models.Q(note="")
            ),
        ]

    def __str__(self):
        return f"{self.photo_id}, until {self.until:%Y-%m-%d %H:%M}: {self.note}"[:80]
