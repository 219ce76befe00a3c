"""Faults put right in public."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Correction(models.Model):
    """A dated note under a story that says what was wrong and what is right."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("Correction")
        CLARIFICATION = "clarification", _("Clarification")
        UPDATE = "update", _("Update")
        EDITORS_NOTE = "note", _("Editor’s note")

    article = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        related_name="corrections",
        verbose_name=_("article"),
    )
    kind = models.CharField(
        _("kind"), max_length=13, choices=Kind, default=Kind.CORRECTION
    )
    text = models.TextField(
        _("text"), help_text=_("What was wrong, and what is right. Readers see it.")
    )
    at_top = models.BooleanField(
        _("above the text"),
        default=False,
        help_text=_("Where the fault changed what the story means."),
    )
    corrected_at = models.DateTimeField(_("corrected"), default=timezone.now)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("corrected by"),
    )

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-corrected_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="correction_says_something", condition=~Q(text="")
            ),
            models.CheckConstraint(
                name="correction_is_of_a_kind",
                condition=Q(kind__in=["correction", "clarification", "update", "note"]),
            ),
        ]
        indexes = [
            # The corrections page reads all of them, newest first.
            models.Index(fields=["-corrected_at", "-id"], name="correction_newest"),
        ]

    def clean(self):
        """Refuse a moment to come: readers are told of a correction when it is made.

        :raises ValidationError: if the moment has not come yet.
        """
        if self.corrected_at and self.corrected_at > timezone.now():
            message = _("A correction is made now or was made before, never later.")
            raise ValidationError({"corrected_at": message})

    def __str__(self):
        return f"{self.get_kind_display()}: {self.text[:60]}"
