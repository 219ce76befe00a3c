"""Fingerprints of texts, by which those that share words are found without reading."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TakePrint(models.Model):
    """One shingle of the last version of a take, among the few kept of it.

    The day stands first, so that a day's copy lies together: filing an item touches
    few pages of the index, however many are stored.
    """

    pk = models.CompositePrimaryKey("day", "shingle", "take")
    day = models.PositiveSmallIntegerField()  # since 1970, UTC
    shingle = models.BigIntegerField()
    take = models.ForeignKey("wire.Take", models.CASCADE, related_name="prints")

    class Meta:
        verbose_name = _("print of a take")
        verbose_name_plural = _("prints of takes")

    def __str__(self):
        return f"{self.take_id} {self.shingle:08x}"


class StoryPrint(models.Model):
    """One shingle of a story that somebody has saved or published here."""

    pk = models.CompositePrimaryKey("shingle", "article")
    shingle = models.BigIntegerField()
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="wire_prints"
    )

    class Meta:
        verbose_name = _("print of a story")
        verbose_name_plural = _("prints of stories")

    def __str__(self):
        return f"{self.article_id} {self.shingle:08x}"
