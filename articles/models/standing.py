"""Pages that stand for years: about the paper, how to reach it, and its policies."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.addresses import refuse_fixed_address
from articles.models.bodies import BodyField
from articles.models.sections import KEPT_FOR_PAGES, RESERVED_SLUGS, Section

# Addresses that no standing page may have, because something else has or will.
NO_PAGE = tuple(slug for slug in RESERVED_SLUGS if slug not in KEPT_FOR_PAGES)


def refuse_slug_of_no_page(slug: str) -> None:
    """Refuse a slug that the site keeps for something else.

    :raises ValidationError: if it does.
    """
    if slug in NO_PAGE:
        message = _(
            "The site keeps the address /%(slug)s/ for something else; "
            "choose another slug."
        )
        raise ValidationError(message, code="reserved", params={"slug": slug})


class StandingPageQuerySet(models.QuerySet):
    def public(self):
        """The pages that readers may see: what is not public is nowhere."""
        return self.filter(is_public=True)


class StandingPage(models.Model):
    """A page that an editor writes once and looks at again each year."""

    class Role(models.TextChoices):
        """What a page tells; machines look for most of them by schema.org's names."""

        ABOUT = "about", _("About the paper")
        CONTACT = "contact", _("Contact")
        STANDARDS = "standards", _("Editorial standards")
        ETHICS = "ethics", _("Ethics")
        CORRECTIONS_POLICY = "corrections_policy", _("How errors are corrected")
        FACT_CHECKING = "fact_checking", _("How facts are checked")
        OWNERSHIP = "ownership", _("Ownership and funding")
        MASTHEAD = "masthead", _("The newsroom")
        DIVERSITY = "diversity", _("Diversity")
        MISSION = "mission", _("Mission and what is covered")
        FEEDBACK = "feedback", _("What becomes of readers' notes")
        UNNAMED_SOURCES = "unnamed_sources", _("Unnamed sources")
        NO_BYLINES = "no_bylines", _("Stories without a byline")
        AI = "ai", _("Use of AI")
        PRIVACY = "privacy", _("Privacy")
        LICENSING = "licensing", _("Licensing and picture rights")
        ACCESSIBILITY = "accessibility", _("Accessibility")
        OTHER = "other", _("Another page")

    class Footer(models.TextChoices):
        """Where the foot of every page links it."""

        NONE = "", _("Not in the footer")
        STANDARDS = "standards", _("Under “Our standards”")
        PAPER = "paper", _("Under the name of the paper")
        FINE = "fine", _("In the last line")

    title = models.CharField(_("title"), max_length=120)
    standfirst = models.TextField(
        _("standfirst"),
        blank=True,
        help_text=_("One or two sentences under the title."),
    )
    body = BodyField(_("text"), blank=True)
    reviewed_on = models.DateField(
        _("last reviewed"),
        null=True,
        blank=True,
        help_text=_("When somebody last made sure that all of it is still true."),
    )
    role = models.CharField(
        _("what it is"), max_length=20, choices=Role, default=Role.OTHER
    )
    slug = models.SlugField(
        _("slug"),
        max_length=40,
        unique=True,
        validators=[
            refuse_slug_of_no_page,
            refuse_fixed_address,
            RegexValidator(
                r"^[a-z]", _("A page's slug begins with a letter, in lower case.")
            ),
        ],
        help_text=_(
            "The one word of its address, such as about in /about/. An address that it "
            "had before leads to the new one."
        ),
    )
    footer = models.CharField(
        _("in the footer"),
        max_length=9,
        choices=Footer,
        blank=True,
        default=Footer.NONE,
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Lower numbers stand first.")
    )
    is_public = models.BooleanField(
        _("on the site"),
        default=False,
        help_text=_("What is not on the site is linked nowhere and cannot be opened."),
    )
    # When title, standfirst or text last became other words.
    changed_at = models.DateTimeField(
        _("last changed"), default=timezone.now, editable=False
    )

    objects = StandingPageQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing page")
        verbose_name_plural = _("standing pages")
        ordering = ["position", "title"]
        constraints = [
            models.UniqueConstraint(
                name="standingpage_once_per_role",
                fields=["role"],
                condition=~Q(role="other"),
                violation_error_message=_(
                    "There is a page for that already; change it instead."
                ),
            ),
            models.CheckConstraint(
                name="standingpage_slug_is_not_reserved",
                condition=~Q(slug__in=NO_PAGE),
                violation_error_message=_("The site keeps that address for itself."),
            ),
            models.CheckConstraint(
                name="standingpage_public_says_something",
                condition=Q(is_public=False) | (~Q(title="") & ~Q(body="")),
                violation_error_message=_(
                    "A page on the site needs a title and a text; write them first."
                ),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("articles:standing", kwargs={"slug": self.slug})

    def clean(self):
        """Keep the address from hiding behind a section's.

        :raises ValidationError: if a section has the slug.
        """
        if section := Section.objects.filter(slug=self.slug).first():
            message = _("The section “%(section)s” has this address; choose another.")
            raise ValidationError({"slug": message % {"section": section}})


class StandingPageRevision(models.Model):
    """What a standing page said at one moment; `articles.standing.keep` writes it."""

    page = models.ForeignKey(
        StandingPage,
        models.CASCADE,
        related_name="revisions",
        verbose_name=_("standing page"),
    )
    slug = models.SlugField(_("slug"), max_length=40)
    content = models.JSONField(_("content"))
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
        verbose_name = _("revision of a standing page")
        verbose_name_plural = _("revisions of standing pages")
        ordering = ["-id"]

    def __str__(self):
        return f"{self.page_id}, {self.created_at:%Y-%m-%d %H:%M}"
