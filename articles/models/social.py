"""What a story says of itself elsewhere: in link previews and in search results."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.photos import Photo


class SharedElsewhere(models.Model):
    """A part of `Article`: words and a picture for other sites, where its own won't do.

    Each is left empty where the story's headline, standfirst and lead photo serve.
    """

    social_headline = models.CharField(
        _("social headline"),
        max_length=120,
        blank=True,
        help_text=_(
            "For link previews, in place of the headline; also in the made picture."
        ),
    )
    social_text = models.CharField(
        _("social text"),
        max_length=300,
        blank=True,
        help_text=_("For link previews, in place of the standfirst."),
    )
    social_photo = models.ForeignKey(
        "articles.Photo",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="shared_articles",
        verbose_name=_("social photo"),
        help_text=_("For link previews, in place of the lead photo."),
    )
    search_title = models.CharField(
        _("search title"),
        max_length=120,
        blank=True,
        help_text=_(
            "For search results and the browser's tab, in place of the headline: the"
            " words people look for."
        ),
    )
    search_description = models.CharField(
        _("search description"),
        max_length=320,
        blank=True,
        help_text=_("For search results, in place of the standfirst."),
    )
    # What was made of the story for others to show, the newest first; each is
    # {"digest": …, "pictures": [{"name", "crop", "width", "height"}]}, see
    # articles.photos.cards. In the story's own row, so that its page asks nobody.
    social_pictures = models.JSONField(
        _("made pictures"), default=list, editable=False, blank=True
    )

    class Meta:
        abstract = True

    @property
    def social_photo_shown(self) -> Photo | None:
        """The photo chosen for link previews, if readers may see it at this moment."""
        chosen = self.social_photo
        if chosen is not None and chosen.is_usable(story=self.pk, as_lead=True):
            return chosen
        return None
