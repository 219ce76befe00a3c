"""The language a story is in, and the story it is a translation of."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _


def paper_language() -> str:
    """Return the language a story is in unless somebody says otherwise."""
    return settings.LANGUAGE_CODE


class InALanguage(models.Model):
    """A part of `Article`: its language, and its link to the story it translates.

    Stories that say the same in several languages are one group: all point to the one
    that was first, which points to none, so that no group has two beginnings.
    """

    language = models.CharField(
        _("language"),
        max_length=12,
        default=paper_language,
        validators=[
            RegexValidator(
                r"^[a-z]{2,3}(-[a-z0-9]{2,8})*\Z",
                _("Write a language as its code, such as en or pt-br."),
            )
        ],
        help_text=_("Such as en or pt-br."),
    )
    translation_of = models.ForeignKey(
        "articles.Article",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="translations",
        verbose_name=_("translation of"),
        help_text=_(
            "The story that was written first. Readers of each are led to the others."
        ),
    )

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                name="article_one_translation_per_language",
                fields=["translation_of", "language"],
                violation_error_message=_(
                    "That story has a translation into this language already."
                ),
            ),
            models.CheckConstraint(
                name="article_no_translation_of_itself",
                condition=Q(translation_of=None) | ~Q(translation_of=F("id")),
                violation_error_message=_("A story is no translation of itself."),
            ),
        ]

    @property
    def original_id(self) -> int | None:
        """The key of the story that the group of its translations points to."""
        return self.translation_of_id or self.pk

    @cached_property
    def translations_shown(self) -> list:
        """The stories of its group that readers may see now, the first one first.

        Itself among them, if readers may see it; empty where it has no translation. By
        one query; the view of a story's page, which loads all at once, sets it instead.
        """
        if self.pk is None:
            return []
        group = type(self)._default_manager.published().translating(self.pk)  # type: ignore[attr-defined]
        return in_order(group.select_related("section").defer("body", "editor_note"))


def in_order(stories) -> list:
    """Return a group of translations, the first one first; none if it is alone."""
    group = sorted(stories, key=lambda one: (one.translation_of_id or 0, one.language))
    return group if len(group) > 1 else []
