"""A photo's use in a story: which words are printed with it, and whose they are."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.photos import Photo


class CaptionState(models.TextChoices):
    """Where the caption of a use comes from."""

    INHERITS = "inherits", _("follows the library")
    EDITED = "edited", _("edited here")
    FROZEN = "frozen", _("frozen when it was published")


@dataclass(frozen=True, slots=True)
class PrintedWords:
    """What readers get with a picture. An empty `alt` is meant if it is decorative."""

    caption: str
    credit: str
    alt: str
    is_decorative: bool


def printed(
    photo: Photo,
    *,
    caption: str = "",
    credit: str = "",
    alt_text: str = "",
    is_decorative: bool = False,
) -> PrintedWords:
    """Return the words printed with a photo: a use's own, each else the library's.

    An alt text of the use wins over a photo that is decorative elsewhere.
    """
    silent = is_decorative or (photo.is_decorative and not alt_text)
    return PrintedWords(
        caption=caption or photo.caption,
        credit=credit or photo.credit,
        alt="" if silent else alt_text or photo.alt_text,
        is_decorative=silent,
    )


def caption_state(caption: str, is_frozen: bool) -> CaptionState:
    """Return what a use's own caption, empty or not, makes of it."""
    if not caption:
        return CaptionState.INHERITS
    return CaptionState.FROZEN if is_frozen else CaptionState.EDITED


class ArticlePhoto(models.Model):
    """A photo used in a story's text, with words of its own if the editor wants some.

    The lead photo's use has the same columns in the story's own row, named `lead_…`, so
    that no card and no front asks for a second row.
    """

    article = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        related_name="article_photos",
        verbose_name=_("article"),
    )
    photo = models.ForeignKey(
        "articles.Photo",
        models.PROTECT,
        related_name="article_photos",
        verbose_name=_("photo"),
    )
    caption = models.TextField(
        _("caption here"),
        blank=True,
        help_text=_(
            "Only if this story needs its own; else the photo's caption is printed."
        ),
    )
    caption_is_frozen = models.BooleanField(default=False, editable=False)
    alt_text = models.CharField(
        _("alt text here"),
        max_length=300,
        blank=True,
        help_text=_("Only if the picture means something else in this story."),
    )
    is_decorative = models.BooleanField(
        _("decorative here"),
        default=False,
        help_text=_("It says nothing the text does not: no alt text is read out."),
    )
    credit = models.CharField(
        _("credit here"),
        max_length=200,
        blank=True,
        help_text=_("Leave it empty: the library's credit is printed."),
    )
    credit_reason = models.CharField(
        _("why another credit"),
        max_length=200,
        blank=True,
        help_text=_("Asked for with a credit of its own; the desk sees it."),
    )
    # As Photo.crops; a ratio with an empty box follows the focal point here.
    crops = models.JSONField(_("crops here"), default=dict, editable=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("photo in the story")
        verbose_name_plural = _("photos in the story")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                name="article_uses_a_photo_once",
                fields=["article", "photo"],
                violation_error_message=_("That photo is in this story already."),
            ),
            models.CheckConstraint(
                name="use_frozen_caption_has_words",
                condition=Q(caption_is_frozen=False) | ~Q(caption=""),
            ),
            models.CheckConstraint(
                name="use_own_credit_has_a_reason",
                condition=Q(credit="") | ~Q(credit_reason=""),
                violation_error_message=_(
                    "Say why this story credits the photo otherwise."
                ),
            ),
        ]

    def __str__(self):
        return str(self.photo)

    @property
    def printed(self) -> PrintedWords:
        """What readers get: this story's own words, each else the photo's."""
        return printed(
            self.photo,
            caption=self.caption,
            credit=self.credit,
            alt_text=self.alt_text,
            is_decorative=self.is_decorative,
        )

    @property
    def is_shown(self) -> bool:
        """Whether readers of the story may see the photo at this moment."""
        return self.photo.is_usable(story=self.article_id)

    @property
    def caption_state(self) -> CaptionState:
        return caption_state(self.caption, self.caption_is_frozen)
