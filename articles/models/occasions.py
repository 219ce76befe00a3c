"""What a story of some genres is about: a work reviewed, a life, an event covered."""

from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MOST_STARS = 5
# ISO 8601 as far as it is known: a year, a month of it, a day.
KNOWN_DATE = RegexValidator(
    r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?\Z",
    _("Write a date as far as it is known: 1941, 1941-03 or 1941-03-17."),
)


class OnAnOccasion(models.Model):
    """A part of `Article`: what a review, an obituary or live coverage is about.

    Each part is empty, and passed over, in stories of other genres.
    """

    class ReviewedKind(models.TextChoices):
        """What is reviewed; each has a schema.org type."""

        BOOK = "book", _("Book")
        FILM = "film", _("Film")
        SERIES = "series", _("Series")
        MUSIC = "music", _("Music")
        PLAY = "play", _("Play")
        CONCERT = "concert", _("Concert")
        EXHIBITION = "exhibition", _("Exhibition")
        RESTAURANT = "restaurant", _("Restaurant")
        GAME = "game", _("Game")
        PRODUCT = "product", _("Product")
        OTHER = "other", _("Other")

    reviewed_title = models.CharField(
        _("what is reviewed"), max_length=200, blank=True, help_text=_("Its title.")
    )
    reviewed_kind = models.CharField(
        _("kind"), max_length=10, choices=ReviewedKind, blank=True
    )
    reviewed_maker = models.CharField(
        _("by"),
        max_length=200,
        blank=True,
        help_text=_("Author, director, company, cook: who made it."),
    )
    reviewed_details = models.CharField(
        _("where and when"),
        max_length=200,
        blank=True,
        help_text=_("Such as Corn Hall, until 14 March; or publisher and price."),
    )
    rating = models.PositiveSmallIntegerField(
        _("rating"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST_STARS)],
        help_text=_("0 to 5, or empty for none."),
    )
    person_name = models.CharField(
        _("who died"), max_length=120, blank=True, help_text=_("The name alone.")
    )
    person_born = models.CharField(
        _("born"),
        max_length=10,
        blank=True,
        validators=[KNOWN_DATE],
        help_text=_("1941, 1941-03 or 1941-03-17: as far as it is known."),
    )
    person_died = models.CharField(
        _("died"), max_length=10, blank=True, validators=[KNOWN_DATE]
    )
    coverage_start = models.DateTimeField(
        _("coverage starts"),
        null=True,
        blank=True,
        help_text=_("Of live coverage; left empty, it is when the story comes out."),
    )
    coverage_end = models.DateTimeField(
        _("coverage ends"),
        null=True,
        blank=True,
        help_text=_("Until then the story is marked Live."),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="article_rating_is_of_five",
                condition=Q(rating=None) | Q(rating__lte=MOST_STARS),
            ),
            models.CheckConstraint(
                name="article_coverage_ends_after_its_start",
                condition=Q(coverage_end=None)
                | Q(coverage_start=None)
                | Q(coverage_end__gte=F("coverage_start")),
                violation_error_message=_(
                    "Coverage cannot end before it starts; choose a later end."
                ),
            ),
        ]

    @property
    def lived(self) -> str:
        """The years of a life as obituaries print them: "1941–2026", or nothing."""
        if not (self.person_born or self.person_died):
            return ""
        return f"{self.person_born[:4]}–{self.person_died[:4]}"

    @property
    def is_live(self) -> bool:
        """Whether its coverage goes on at this moment."""
        now = timezone.now()
        return (self.coverage_start is None or self.coverage_start <= now) and (
            self.coverage_end is None or self.coverage_end > now
        )
