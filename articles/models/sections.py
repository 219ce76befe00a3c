"""Where a story lives: the sections of the paper, each with at most one level below."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.addresses import TAKEN, refuse_fixed_address
from articles.models.former import Addressed, FormerSlug

# A section's address is one word at the root of the site, beside these.
RESERVED_SLUGS = (
    "about", "account", "admin", "api", "archive", "atom", "author", "authors", "by",
    "contact", "corrections", "embed", "favicon", "feed", "feeds", "front", "healthz",
    "home", "latest", "media", "most-read", "newsletters", "oembed", "page",
    "pictures", "popular", "preview", "privacy", "readyz", "report", "robots", "rss",
    "search", "sitemap", "sitemaps", "standards", "static", "tag", "tags", "terms",
    "topic", "topics", "wire",
)  # fmt: skip
# Of these, what a standing page may be called.
KEPT_FOR_PAGES = ("about", "contact", "privacy", "standards", "terms")


def refuse_reserved_slug(slug: str) -> None:
    """Refuse a slug whose address already belongs to another page of the site.

    :raises ValidationError: if the slug is reserved.
    """
    if slug in RESERVED_SLUGS:
        raise ValidationError(TAKEN, code="reserved", params={"slug": slug})


class SectionQuerySet(models.QuerySet):
    def top_level(self):
        """The sections of the navigation, in the order the desk chose."""
        return self.filter(parent=None).order_by("position", "name")


class Section(Addressed):
    """A part of the paper, such as World, or a sub-section of one."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(
        _("slug"),
        max_length=40,
        unique=True,
        validators=[
            refuse_reserved_slug,
            refuse_fixed_address,
            RegexValidator(
                r"^[a-z]", _("A section's slug begins with a letter, in lower case.")
            ),
        ],
        help_text=_("The one word of its address, such as world in /world/."),
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
        help_text=_("Leave empty for a section of the navigation."),
    )
    description = models.TextField(_("description"), blank=True)
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Lower numbers stand first.")
    )

    address_kind = FormerSlug.Kind.SECTION
    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(
                name="section_slug_is_not_reserved",
                condition=~Q(slug__in=RESERVED_SLUGS),
                violation_error_message=_(
                    "That slug belongs to another page of the site."
                ),
            ),
            models.CheckConstraint(
                name="section_is_not_its_own_parent",
                condition=Q(parent=None) | ~Q(parent=F("id")),
                violation_error_message=_("A section cannot be part of itself."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("articles:section", kwargs={"section": self.slug})

    def clean(self):
        """Keep the tree at two levels, and standing pages where they are.

        :raises ValidationError: if this section or its parent would stand in between,
            or a standing page has the address.
        """
        self._refuse_address_of_page()
        if self.parent is None:
            return
        if self.parent.parent_id is not None:
            message = _(
                "“%(parent)s” is a sub-section itself; choose one of the navigation."
            )
            raise ValidationError({"parent": message % {"parent": self.parent}})
        if self.pk and self.children.exists():
            raise ValidationError(
                {"parent": _("This section has sub-sections, so it cannot become one.")}
            )

    def _refuse_address_of_page(self):
        # By its label, because that module knows this one.
        pages = apps.get_model("articles", "StandingPage").objects
        if page := pages.filter(slug=self.slug).first():
            message = _("The page “%(page)s” has this address; choose another slug.")
            raise ValidationError({"slug": message % {"page": page}})
