"""Stories written from a take, and what was decided about each when it was recalled."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.wire.models.receipts import Receipt
from newsroom.wire.models.takes import Take


class Derivative(models.Model):
    """A story that shares much of its text with a take whose own draft it is not."""

    take = models.ForeignKey(
        Take, models.CASCADE, related_name="derivatives", verbose_name=_("take")
    )
    article = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        related_name="derived_from",
        verbose_name=_("story"),
    )
    of_story = models.PositiveSmallIntegerField(
        _("of the story"), help_text=_("Words that stand in the take, in percent.")
    )
    of_take = models.PositiveSmallIntegerField(
        _("of the take"), help_text=_("Words that stand in the story, in percent.")
    )
    # The link stays when the story is rewritten: its facts may still be the take's.
    highest = models.PositiveSmallIntegerField(_("at its highest"))
    found_at = models.DateTimeField(_("found"), auto_now_add=True)

    class Meta:
        verbose_name = _("derivative")
        verbose_name_plural = _("derivatives")
        constraints = [
            models.UniqueConstraint(
                name="derivative_once_per_take", fields=["take", "article"]
            ),
        ]

    def __str__(self):
        return str(self.article)


class Answer(models.TextChoices):
    """What an editor decides about a derivative of what was killed or corrected."""

    OPEN = "open", _("Not decided")
    DOWN = "down", _("Taken down")
    CORRECT = "correct", _("To be corrected")
    CORRECTED = "done", _("Corrected")
    LEFT = "left", _("Left as it is")


class Recall(models.Model):
    """The question that a kill or a correction asks about one derivative."""

    derivative = models.ForeignKey(
        Derivative,
        models.CASCADE,
        related_name="recalls",
        verbose_name=_("derivative"),
    )
    receipt = models.ForeignKey(
        Receipt, models.CASCADE, related_name="recalls", verbose_name=_("wire item")
    )
    answer = models.CharField(
        _("decision"), max_length=7, choices=Answer, default=Answer.OPEN
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who"),
    )
    answered_at = models.DateTimeField(_("when"), null=True, blank=True)
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)

    class Meta:
        verbose_name = _("derivative to decide on")
        verbose_name_plural = _("derivatives to decide on")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                name="recall_once_per_derivative", fields=["receipt", "derivative"]
            ),
            models.CheckConstraint(
                name="recall_has_a_known_answer",
                condition=models.Q(answer__in=Answer.values),
            ),
        ]
        indexes = [
            # What is still to be decided: counted on every look at the wire.
            models.Index(
                fields=["-id"],
                condition=models.Q(answer="open"),
                name="recall_not_decided",
            ),
        ]

    def __str__(self):
        return str(self.derivative)
