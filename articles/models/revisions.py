"""What a story said at each save, and a photo's words before and after each change."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Revision(models.Model):
    """The whole of a story at one moment; `articles.revisions.snapshot` writes it."""

    article = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        related_name="revisions",
        verbose_name=_("article"),
    )
    action = models.CharField(
        _("action"),
        max_length=40,
        help_text=_("What was done, such as saved or published."),
    )
    content = models.JSONField(_("content"))
    created_at = models.DateTimeField(_("when"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        # Who leaves is made inactive: a story nobody is known to have worked on is the
        # agency's to rewrite.
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who"),
    )

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-id"]
        indexes = [
            # A story's history, newest first.
            models.Index(fields=["article", "-id"], name="revision_newest_of_article"),
        ]

    def __str__(self):
        return f"{self.article_id} {self.action} {self.created_at:%Y-%m-%d %H:%M}"


class PhotoRevision(models.Model):
    """One change of a photo in the library: of its words, or of how it is framed.

    Both contents hold every name of `captions.words.WORDS`: texts, and a truth for the
    tick. Or else every name of `photos.framing.FRAME`: two fractions and the crops.
    """

    photo = models.ForeignKey(
        "articles.Photo",
        models.CASCADE,
        related_name="revisions",
        verbose_name=_("photo"),
    )
    action = models.CharField(_("action"), max_length=120)
    before = models.JSONField(_("words before"))
    after = models.JSONField(_("words after"))
    created_at = models.DateTimeField(_("when"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who"),
    )

    class Meta:
        verbose_name = _("revision of a photo")
        verbose_name_plural = _("revisions of photos")
        ordering = ["-id"]

    def __str__(self):
        return f"{self.photo_id}, {self.created_at:%Y-%m-%d %H:%M}: {self.action}"
