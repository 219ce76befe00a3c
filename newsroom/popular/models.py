"""What is stored about reading: sums per story, and the order that follows from them.

Nothing here says who read: no address, no browser, no moment finer than ten minutes.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ReadBucket(models.Model):
    """How often a story was read within ten minutes. Written by `collector.add`."""

    article = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        db_index=False,  # the constraint below has it as its first column
        related_name="+",
        verbose_name=_("article"),
    )
    starts_at = models.DateTimeField(
        _("from"), help_text=_("The first moment of ten minutes, whole in UTC.")
    )
    reads = models.PositiveIntegerField(_("reads"))

    class Meta:
        verbose_name = _("reads of ten minutes")
        verbose_name_plural = _("reads of ten minutes")
        constraints = [
            # The collector's upsert finds its row by this.
            models.UniqueConstraint(
                name="readbucket_once_per_story_and_time",
                fields=["article", "starts_at"],
            ),
            models.CheckConstraint(
                name="readbucket_reads_are_not_negative", condition=Q(reads__gte=0)
            ),
        ]
        indexes = [
            # Ranking reads the buckets of the last week; pruning deletes the oldest.
            models.Index(fields=["starts_at"], name="readbucket_by_time"),
        ]

    def __str__(self):
        return f"{self.article_id} {self.starts_at:%Y-%m-%d %H:%M}: {self.reads}"


class Ranking(models.Model):
    """A story's place among what is read now. Replaced as a whole by `lists.rank`.

    One order serves the whole paper and, filtered, each section. It holds more stories
    than any list shows, because who may be seen is decided when a page is rendered.
    """

    article = models.OneToOneField(
        "articles.Article",
        models.CASCADE,
        related_name="ranking",
        verbose_name=_("article"),
    )
    position = models.PositiveIntegerField(
        _("position"), help_text=_("1 is the most read.")
    )
    score = models.FloatField(
        _("fresh reads"),
        help_text=_("Reads, each counting half after every half-life."),
    )
    computed_at = models.DateTimeField(_("computed"))

    class Meta:
        verbose_name = _("ranking")
        verbose_name_plural = _("rankings")
        constraints = [
            models.CheckConstraint(
                name="ranking_score_is_positive", condition=Q(score__gt=0)
            ),
        ]
        indexes = [
            # The list in a page reads the first few.
            models.Index(fields=["position"], name="ranking_by_position"),
        ]

    def __str__(self):
        return f"{self.position}. {self.article_id}"
