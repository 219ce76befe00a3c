"""The photos of a story: the one that leads it, what stands in for it, the others."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.photos import Photo
from articles.models.uses import (
    ArticlePhoto,
    CaptionState,
    PrintedWords,
    caption_state,
    printed,
)

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class LedByPhoto(models.Model):
    """A part of `Article`: its photos, in the columns of the story's own row."""

    article_photos: "RelatedManager[ArticlePhoto]"  # the uses in its text

    lead_photo = models.ForeignKey(
        "articles.Photo",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_articles",
        verbose_name=_("lead photo"),
    )
    # Which photo of the story leads it when its lead photo may not: the next one that
    # outlives it. articles.photos.standing keeps it in step, so that no card asks.
    stand_in = models.ForeignKey(
        "articles.ArticlePhoto",
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("stand-in for the lead photo"),
    )
    lead_caption = models.TextField(
        _("caption here"),
        blank=True,
        help_text=_(
            "Only if this story needs its own; else the photo's caption is printed."
        ),
    )
    lead_caption_is_frozen = models.BooleanField(default=False, editable=False)
    lead_alt_text = models.CharField(
        _("alt text here"),
        max_length=300,
        blank=True,
        help_text=_("Only if the picture means something else in this story."),
    )
    lead_is_decorative = models.BooleanField(
        _("decorative here"),
        default=False,
        help_text=_("It says nothing the text does not: no alt text is read out."),
    )
    lead_credit = models.CharField(
        _("credit here"),
        max_length=200,
        blank=True,
        help_text=_("Leave it empty: the library's credit is printed."),
    )
    lead_credit_reason = models.CharField(
        _("why another credit"),
        max_length=200,
        blank=True,
        help_text=_("Asked for with a credit of its own; the desk sees it."),
    )
    # As ArticlePhoto.crops, of the lead photo.
    lead_crops = models.JSONField(_("crops here"), default=dict, editable=False)
    photos = models.ManyToManyField(
        "articles.Photo",
        through="articles.ArticlePhoto",
        related_name="articles",
        verbose_name=_("photos"),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="article_frozen_caption_has_words",
                condition=Q(lead_caption_is_frozen=False) | ~Q(lead_caption=""),
            ),
            models.CheckConstraint(
                name="article_own_credit_has_a_reason",
                condition=Q(lead_credit="") | ~Q(lead_credit_reason=""),
                violation_error_message=_(
                    "Say why this story credits the photo otherwise."
                ),
            ),
        ]

    @property
    def lead_shown(self) -> Photo | None:
        """The photo that leads the story at this moment, as readers may see it.

        That is its lead photo; where a right forbids it, its stand-in; else none.
        """
        if self._lead_is_usable:
            return self.lead_photo
        return self.stand_in_shown.photo if self.stand_in_shown else None

    @property
    def stand_in_shown(self) -> ArticlePhoto | None:
        """The use of the photo that leads the story in place of its lead photo."""
        if self._lead_is_usable or self.lead_photo_id is None:
            return None
        for use in self._next_in_line():
            if use.photo.is_usable(story=self.pk, as_lead=True):
                return use
        return None

    def _next_in_line(self):
        """Yield the stand-in; then, where all are loaded, the other photos in order.

        Should the stand-in fall out too, a card is without a picture until the next one
        is chosen, and a page is not.
        """
        if self.stand_in is not None:
            yield self.stand_in
        loaded = getattr(self, "_prefetched_objects_cache", {})
        for use in loaded.get("article_photos", ()):
            if use.photo_id != self.lead_photo_id:
                yield use

    @property
    def photos_shown(self) -> list[ArticlePhoto]:
        """The uses of photos in the text that readers may see at this moment, in order.

        But for the one that leads the story in place of its lead photo: it is printed
        once. Asks the database nothing if the story is loaded `with_page_parts`.
        """
        leading = self.stand_in_shown
        return [
            use
            for use in self.article_photos.all()
            if use.is_shown and (leading is None or use.pk != leading.pk)
        ]

    @property
    def lead_printed(self) -> PrintedWords | None:
        """What readers get with the photo that leads the story, if there is one."""
        if not self._lead_is_usable:
            return self.stand_in_shown.printed if self.stand_in_shown else None
        return self.lead_words

    @property
    def lead_crops_shown(self) -> dict:
        """The crops made by hand of the photo that leads the story, for this story."""
        return self.stand_in_shown.crops if self.stand_in_shown else self.lead_crops

    @property
    def _lead_is_usable(self):
        return self.lead_photo is not None and self.lead_photo.is_usable(
            story=self.pk, as_lead=True
        )

    @property
    def lead_words(self) -> PrintedWords | None:
        """What is printed with the lead photo itself, while it may be shown."""
        if self.lead_photo is None:
            return None
        return printed(
            self.lead_photo,
            caption=self.lead_caption,
            credit=self.lead_credit,
            alt_text=self.lead_alt_text,
            is_decorative=self.lead_is_decorative,
        )

    @property
    def lead_caption_state(self) -> CaptionState:
        return caption_state(self.lead_caption, self.lead_caption_is_frozen)
