"""Who made a story, and how that is printed."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.former import Addressed, FormerSlug
from articles.models.profiles import Profile


class ContributorQuerySet(models.QuerySet):
    def staff(self):
        """Everybody of the staff who is here today, by name."""
        here = Q(left_on=None) | Q(left_on__gt=timezone.localdate())
        return self.filter(here, kind=Contributor.Kind.STAFF).order_by("name", "pk")


class Contributor(Addressed, Profile):
    """A person who writes, photographs, films or edits; with or without an account."""

    name = models.CharField(
        _("name"), max_length=120, help_text=_("As it is printed: the name alone.")
    )
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    job_title = models.CharField(
        _("job title"),
        max_length=120,
        blank=True,
        help_text=_("Such as Climate correspondent."),
    )
    place = models.CharField(_("place"), max_length=80, blank=True)
    email = models.EmailField(
        _("public email"), blank=True, help_text=_("Printed on the contributor's page.")
    )
    portrait = models.ForeignKey(
        "articles.Photo",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("portrait"),
    )

    address_kind = FormerSlug.Kind.CONTRIBUTOR
    objects = ContributorQuerySet.as_manager()

    class Meta:
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")
        ordering = ["name"]
        constraints = [
            *Profile.Meta.constraints,
            models.CheckConstraint(
                name="contributor_has_a_name", condition=~Q(name="")
            ),
        ]
        indexes = [
            # The autocomplete of the byline and the wire desk look names up.
            models.Index(fields=["name"], name="contributor_by_name"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("articles:contributor", kwargs={"slug": self.slug})

    @property
    def portrait_shown(self):
        """The portrait, if readers may see it at this moment."""
        usable = self.portrait is not None and self.portrait.is_usable()
        return self.portrait if usable else None


class Byline(models.Model):
    """One contributor's part in one story."""

    class Role(models.TextChoices):
        WORDS = "words", _("Words")
        PHOTOGRAPHS = "photographs", _("Photographs")
        VIDEO = "video", _("Video")
        REPORTING = "reporting", _("Additional reporting")
        EDITING = "editing", _("Editing")

    article = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        related_name="bylines",
        verbose_name=_("article"),
    )
    contributor = models.ForeignKey(
        Contributor,
        models.PROTECT,
        related_name="bylines",
        verbose_name=_("contributor"),
    )
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.WORDS)
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Lower numbers are printed first.")
    )
    # Copied from the story by articles.publishing, so that a contributor's page reads
    # an index instead of sorting a life's work; empty while readers may not see it.
    published_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                name="byline_names_a_contributor_once_per_role",
                fields=["article", "contributor", "role"],
                violation_error_message=_(
                    "That contributor already has this role here."
                ),
            ),
            models.CheckConstraint(
                name="byline_has_a_known_role",
                condition=Q(
                    role__in=["words", "photographs", "video", "reporting", "editing"]
                ),
            ),
        ]
        indexes = [
            # A contributor's page reads their stories, newest first.
            models.Index(
                fields=["contributor", "-published_at", "-article"],
                name="byline_newest_of_contributor",
            ),
        ]

    def __str__(self):
        return str(self.contributor)
