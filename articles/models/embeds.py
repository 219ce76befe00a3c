"""What a story embeds from another site: what it is called there, and its caption."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles import providers


class ArticleEmbed(models.Model):
    """A video or the like in a story's text, with what its provider says of it.

    Nothing of the provider's is shown or loaded but these facts, before a reader asks.
    """

    article = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        related_name="article_embeds",
        verbose_name=_("article"),
    )
    url = models.CharField(_("address"), max_length=providers.LONGEST)
    caption = models.TextField(
        _("caption"), blank=True, help_text=_("Printed under it, as under a photo.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    title = models.CharField(_("title there"), max_length=300, blank=True)
    author = models.CharField(_("author there"), max_length=200, blank=True)
    seconds = models.PositiveIntegerField(_("length in seconds"), null=True, blank=True)
    asked_at = models.DateTimeField(
        _("asked the provider"), null=True, blank=True, editable=False
    )
    fault = models.CharField(_("why nothing is known"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("embed in the story")
        verbose_name_plural = _("embeds in the story")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                name="article_embeds_an_address_once",
                fields=["article", "url"],
                violation_error_message=_("That address is in this story already."),
            ),
        ]

    def __str__(self):
        return self.title or self.url

    @property
    def provider(self) -> str:
        return providers.embed_provider(self.url)
