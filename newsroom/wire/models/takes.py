"""What an agency sent under one name, through all its versions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.wire.models.feeds import Feed


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
    # What near-identical takes have in common, of whichever feeds: the key of the first
    # of them. Empty for copy that came once.
    bundle = models.BigIntegerField(null=True, editable=False)
    # What its last version was: items.Kind.
    kind = models.CharField(max_length=10, blank=True, default="", editable=False)
    had_article = models.BooleanField(default=False)
    # The words of the version last taken over into the story: updates.words(). An
    # update that waits is compared with them and with the story.
    taken_over = models.JSONField(default=dict, editable=False)
    # A rule put its story before readers, so a rule may also put its words right.
    published_by_rule = models.BooleanField(default=False, editable=False)
    killed_at = models.DateTimeField(_("killed"), null=True)
    # The latest kill or correction of it, which asks what becomes of its derivatives.
    recalled_by = models.ForeignKey(
        "wire.Receipt",
        models.SET_NULL,
        null=True,
        related_name="recalled",
        editable=False,
    )

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
            models.Index(
                fields=["bundle"],
                condition=models.Q(bundle__isnull=False),
                name="take_of_a_bundle",
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
