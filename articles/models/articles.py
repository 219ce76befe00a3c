"""The story itself: what an editor writes and a reader reads."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles.models.bodies import BodyField
from articles.models.leads import LedByPhoto
from articles.models.occasions import OnAnOccasion
from articles.models.openness import OpenAboutItself
from articles.models.orders import UnderOrder
from articles.models.querysets import ArticleQuerySet, Status
from articles.models.social import SharedElsewhere
from articles.models.translations import InALanguage


# The type checker's plugin does not find the manager behind taggit's relation.
class Article(  # type: ignore[django-manager-missing]
    LedByPhoto,
    SharedElsewhere,
    InALanguage,
    UnderOrder,
    OpenAboutItself,
    OnAnOccasion,
):
    """A story."""

    Status = Status

    class Genre(models.TextChoices):
        """The kind of work, in words readers know; each has a schema.org type."""

        NEWS = "news", _("News")
        ANALYSIS = "analysis", _("Analysis")
        EXPLAINER = "explainer", _("Explainer")
        FEATURE = "feature", _("Feature")
        INTERVIEW = "interview", _("Interview")
        OPINION = "opinion", _("Opinion")
        REVIEW = "review", _("Review")
        OBITUARY = "obituary", _("Obituary")
        PICTURES = "pictures", _("Picture story")
        LIVE = "live", _("Live coverage")

    headline = models.CharField(_("headline"), max_length=200, blank=True)
    suggested_headline = models.CharField(
        _("suggested headline"),
        max_length=200,
        blank=True,
        editable=False,
        help_text=_(
            "Taken from the first sentence of wire copy that came without one."
        ),
    )
    slugline = models.CharField(
        _("slugline"),
        max_length=120,
        blank=True,
        help_text=_("The desk's name of the story."),
    )
    kicker = models.CharField(
        _("kicker"),
        max_length=60,
        blank=True,
        help_text=_("A word or two above the headline."),
    )
    standfirst = models.TextField(
        _("standfirst"),
        blank=True,
        help_text=_("One or two sentences under the headline."),
    )
    body = BodyField(_("body"), blank=True)
    dateline = models.CharField(
        _("dateline"),
        max_length=80,
        blank=True,
        help_text=_(
            "Where it was written, such as Port Sable. Only if a reporter was there."
        ),
    )
    byline_text = models.CharField(
        _("byline in words"),
        max_length=200,
        blank=True,
        help_text=_(
            "Only where the usual line will not do, such as “Ana Marsh in Lisse and "
            "agencies”. Names of contributors below become links."
        ),
    )
    agency_credit = models.CharField(
        _("agency credit"), max_length=120, blank=True, help_text=_("Such as Reuters.")
    )
    genre = models.CharField(
        _("genre"), max_length=10, choices=Genre, default=Genre.NEWS
    )
    section = models.ForeignKey(
        "articles.Section",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("section"),
    )
    slug = models.SlugField(
        _("slug"),
        max_length=80,
        blank=True,
        help_text=_(
            "The readable part of the address. Left empty, it follows the headline."
        ),
    )
    editor_note = models.TextField(
        _("editor's note"), blank=True, help_text=_("For the desk. Never printed.")
    )

    status = models.CharField(
        _("status"), max_length=9, choices=Status, default=Status.DRAFT, editable=False
    )
    publish_at = models.DateTimeField(
        _("publish at"),
        null=True,
        blank=True,
        help_text=_("Not before this moment, by our wish."),
    )
    embargo_until = models.DateTimeField(
        _("embargo until"),
        null=True,
        blank=True,
        help_text=_(
            "Not before this moment, by the provider's wish. Nobody publishes under it."
        ),
    )
    hold_note = models.TextField(
        _("hold"),
        blank=True,
        help_text=_("Why it must not go out. While anything stands here, it cannot."),
    )
    published_at = models.DateTimeField(_("published"), null=True, editable=False)
    materially_updated_at = models.DateTimeField(
        _("materially updated"), null=True, blank=True, editable=False
    )
    kill_note = models.TextField(
        _("note to readers"),
        blank=True,
        editable=False,
        help_text=_("What stands at the address of a killed story."),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    edited_at = models.DateTimeField(_("last edited"), auto_now=True)

    tags = TaggableManager(
        through="articles.ArticleTag",
        blank=True,
        related_name="articles",
        verbose_name=_("topics"),
    )
    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        get_latest_by = "published_at"
        permissions = [
            ("publish_article", "Can publish, schedule and withdraw articles"),
            ("kill_article", "Can kill articles"),
        ]
        constraints = [
            *LedByPhoto.Meta.constraints,
            *UnderOrder.Meta.constraints,
            *OnAnOccasion.Meta.constraints,
            *InALanguage.Meta.constraints,
            models.CheckConstraint(
                name="article_has_a_known_status",
                condition=Q(
                    status__in=[
                        "draft",
                        "submitted",
                        "ready",
                        "scheduled",
                        "published",
                        "killed",
                    ]
                ),
            ),
            models.CheckConstraint(
                name="article_public_has_a_date",
                condition=~Q(status__in=["scheduled", "published"])
                | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="article_public_has_a_section",
                condition=~Q(status__in=["scheduled", "published"])
                | Q(section__isnull=False),
            ),
            models.CheckConstraint(
                name="article_public_has_a_headline_and_slug",
                condition=~Q(status__in=["scheduled", "published"])
                | (~Q(headline="") & ~Q(slug="")),
            ),
            models.CheckConstraint(
                name="article_public_has_a_body",
                condition=~Q(status__in=["scheduled", "published"]) | ~Q(body=""),
            ),
            models.CheckConstraint(
                name="article_updated_after_published",
                condition=Q(materially_updated_at=None)
                | Q(published_at=None)
                | Q(materially_updated_at__gte=models.F("published_at")),
            ),
        ]
        indexes = [
            # Home, feeds, sitemaps and the archive read published stories by date. The
            # rest of what says that readers may see one stands behind it: so a place
            # in a list is found, and a month counted, without reading any story.
            models.Index(
                fields=["-published_at", "-id", "status", "embargo_until", "section"],
                name="article_newest",
            ),
            # Section pages, their feeds and their archive.
            models.Index(
                fields=["section", "-published_at", "-id", "status", "embargo_until"],
                name="article_newest_of_section",
            ),
            # What is due, asked every minute. There is no index on the status alone:
            # SQLite would take it for published stories and then sort the archive.
            models.Index(
                fields=["published_at"],
                condition=Q(status="scheduled"),
                name="article_due",
            ),
            # The moment until which a page may be kept: the next embargo that ends.
            models.Index(
                fields=["embargo_until"],
                condition=Q(embargo_until__isnull=False),
                name="article_embargoed",
            ),
            # The desk's list.
            models.Index(fields=["-edited_at", "-id"], name="article_last_edited"),
        ]

    def __str__(self):
        return (
            self.headline
            or self.suggested_headline
            or self.slugline
            or f"Article {self.pk}"
        )

    def get_absolute_url(self):
        """The one address of the story; the date is that of its publication, here.

        :raises ValueError: if it has no section or was never published.
        """
        if self.section is None or self.published_at is None:
            raise ValueError(
                f"Article {self.pk} has no address before it is published."
            )
        day = timezone.localtime(self.published_at)
        return reverse(
            "articles:article",
            kwargs={
                "section": self.section.slug,
                "year": f"{day.year:04}",
                "month": MONTHS[day.month - 1],
                "day": f"{day.day:02}",
                "slug": self.slug,
                "pk": self.pk,
            },
        )

    @property
    def is_embargoed(self) -> bool:
        return self.embargo_until is not None and self.embargo_until > timezone.now()

    @property
    def is_published(self) -> bool:
        """Whether a reader may see it now: the same rule as `objects.published()`."""
        return (
            self.status in self.Status.cleared()
            and self.published_at is not None
            and self.published_at <= timezone.now()
            and not self.is_embargoed
        )

    @property
    def is_picture_story(self) -> bool:
        """Whether it is told in pictures, and its page laid out for them."""
        return self.genre == self.Genre.PICTURES

    def surrogate_keys(self) -> list[str]:
        """Names under which a cache files every page that shows this story."""
        sections = [self.section_id]
        if self.section is not None and self.section.parent_id:
            sections.append(self.section.parent_id)
        # Pages of its translations name it, and are filed under their first one.
        stories = dict.fromkeys([self.pk, self.original_id])
        return [
            *(f"article-{pk}" for pk in stories),
            *(f"section-{pk}" for pk in sections),
        ]


# English whatever the locale: an address must not change with a translation.
MONTHS = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
]  # fmt: skip
