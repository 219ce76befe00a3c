"""Words of a photo that no longer say the same everywhere, and what was decided."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CaptionDrift(models.Model):
    """Words of the library that a story does not print, or of an agency that we do not.

    With an article it is a use of the photo in that story: of the row `use` in its
    text, or without one of its lead photo. Without an article it is the library itself,
    for which `source` proposes other words.
    """

    class Field(models.TextChoices):
        CAPTION = "caption", _("caption")
        CREDIT = "credit", _("credit")
        ALT_TEXT = "alt_text", _("alt text")

    class Decision(models.TextChoices):
        WAITING = "", _("waiting")
        TAKEN = "taken", _("new words taken")
        KEPT = "kept", _("kept")
        CORRECTED = "corrected", _("corrected publicly")

    photo = models.ForeignKey(
        "articles.Photo",
        models.CASCADE,
        related_name="drift",
        verbose_name=_("photo"),
    )
    article = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        null=True,
        related_name="drift",
        verbose_name=_("story"),
    )
    use = models.ForeignKey(
        "articles.ArticlePhoto", models.CASCADE, null=True, related_name="drift"
    )
    field = models.CharField(_("words"), max_length=8, choices=Field)
    old = models.TextField(
        _("old words"), help_text=_("What was printed when it was found or decided.")
    )
    new = models.TextField(_("new words"))
    source = models.CharField(_("says who"), max_length=120, blank=True)
    found_at = models.DateTimeField(_("since"))
    found_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("changed by"),
    )
    decision = models.CharField(
        _("decision"), max_length=9, choices=Decision, default=Decision.WAITING
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("decided by"),
    )

    class Meta:
        verbose_name = _("caption drift")
        verbose_name_plural = _("caption drift")
        ordering = ["-found_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="drift_is_of_known_words",
                condition=Q(field__in=["caption", "credit", "alt_text"]),
            ),
            models.CheckConstraint(
                name="drift_is_decided_in_a_known_way",
                condition=Q(decision__in=["", "taken", "kept", "corrected"]),
            ),
            models.CheckConstraint(
                name="drift_use_is_of_a_story",
                condition=Q(use=None) | Q(article__isnull=False),
            ),
            models.UniqueConstraint(
                name="drift_of_a_use_waits_once",
                fields=["use", "field"],
                condition=Q(decision="", use__isnull=False),
            ),
            models.UniqueConstraint(
                name="drift_of_a_lead_waits_once",
                fields=["article", "photo", "field"],
                condition=Q(decision="", use=None, article__isnull=False),
            ),
            models.UniqueConstraint(
                name="drift_of_the_library_waits_once",
                fields=["photo", "field"],
                condition=Q(decision="", article=None),
            ),
        ]
        indexes = [
            # What waits, newest first, and how much: the list and the admin's index.
            models.Index(
                fields=["-found_at", "-id"],
                condition=Q(decision=""),
                name="drift_waiting",
            ),
        ]

    def __str__(self):
        return f"{self.get_field_display()}: {self.new[:60]}"
