"""The pictures we hold: what they mean, who made them, what we may do with them."""

from django.conf import settings
from django.core.files.storage import storages
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.models import entries, rights


def originals_storage():
    """Where originals are kept: never served to readers."""
    return storages["originals"]


class Photo(models.Model):
    """One picture: the untouched original, private, and the renditions readers get."""

    original = models.FileField(
        _("file"),
        storage=originals_storage,
        upload_to="%Y/%m/",
        max_length=255,
        help_text=_("JPEG, PNG, WebP or TIFF, up to 60 megapixels."),
    )
    width = models.PositiveIntegerField(
        _("width"), editable=False, help_text=_("pixels, upright")
    )
    height = models.PositiveIntegerField(
        _("height"), editable=False, help_text=_("pixels, upright")
    )
    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True, editable=False)
    # What articles.photos.renditions made of it; see there for the shape. Stored with
    # the row so that no page asks a storage or a further table for it.
    renditions = models.JSONField(_("renditions"), default=list, editable=False)

    caption = models.TextField(
        _("caption"),
        blank=True,
        help_text=_("What the picture means. Printed under it."),
    )
    alt_text = models.CharField(
        _("alt text"),
        max_length=300,
        blank=True,
        help_text=_(
            "What it shows, for readers who cannot see it. Not the caption again."
        ),
    )
    is_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("It says nothing that words do not: no alt text is read out."),
    )
    credit = models.CharField(
        _("credit"), max_length=200, blank=True, help_text=_("Who made it, as printed.")
    )
    byline = models.CharField(
        _("byline"), max_length=200, blank=True, help_text=_("The photographer's name.")
    )
    source = models.CharField(
        _("source"),
        max_length=200,
        blank=True,
        help_text=_("Who it came from, where that is not who made it."),
    )
    copyright_notice = models.CharField(_("copyright"), max_length=300, blank=True)
    usage_terms = models.TextField(_("usage terms"), blank=True)
    # What we may do with it; articles.models.rights says what each of these forbids.
    category = models.CharField(
        _("category"),
        max_length=20,
        blank=True,
        choices=rights.Category,
        help_text=_("On what ground it is used. No story goes out without it."),
    )
    cost = models.CharField(_("cost"), max_length=12, blank=True, choices=rights.Cost)
    fee_note = models.CharField(
        _("fee"),
        max_length=200,
        blank=True,
        help_text=_("How much, and who is billed: such as “80 a use, picture desk”."),
    )
    licence = models.CharField(
        _("licence"),
        max_length=16,
        blank=True,
        choices=rights.Licence,
        help_text=_("Needed for Creative Commons; readers are shown where it stands."),
    )
    licensor_url = models.URLField(
        _("licensor's page"),
        max_length=500,
        blank=True,
        help_text=_("Where others can get a licence for it."),
    )
    rights_note = models.TextField(
        _("note on the rights"), blank=True, help_text=_("For the desk. Never printed.")
    )
    instructions = models.TextField(
        _("instructions"),
        blank=True,
        help_text=_("From who sent it to the desk; readers never see them."),
    )
    valid_from = models.DateTimeField(_("usable from"), null=True, blank=True)
    valid_until = models.DateTimeField(
        _("usable until"),
        null=True,
        blank=True,
        help_text=_(
            "At this minute it leaves every page, and no story goes out with it."
        ),
    )
    one_time_use = models.BooleanField(
        _("one time use"), default=False, help_text=_("For one story only.")
    )
    no_internet = models.BooleanField(
        _("no internet"), default=False, help_text=_("No story here can show it.")
    )
    no_cover = models.BooleanField(
        _("no cover"),
        default=False,
        help_text=_("Never a lead photo: those stand on the fronts."),
    )
    no_archives = models.BooleanField(_("no archives"), default=False)
    no_sales = models.BooleanField(_("no sales"), default=False)
    editorial_only = models.BooleanField(_("editorial use only"), default=False)
    mandatory_credit = models.BooleanField(_("mandatory credit"), default=False)
    territory_excluded = models.CharField(
        _("not for"),
        max_length=300,
        blank=True,
        help_text=_("Territories where it must not be used, in the agency's words."),
    )
    restrictions = models.TextField(
        _("restrictions"),
        blank=True,
        help_text=_("As the agency wrote them; what they mean is ticked here."),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    withdrawn_because = models.TextField(
        _("withdrawn because"), blank=True, editable=False
    )
    # The dated exceptions from the limits above, copied from PhotoException by
    # articles.photos.exceptions, so that no page asks a further table:
    # {"story": key or null for all, "reasons": [codes], "until": ISO 8601}.
    exceptions = models.JSONField(_("exceptions"), default=list, editable=False)
    closed_at = models.DateTimeField(
        _("files erased"),
        null=True,
        editable=False,
        help_text=_("Since when it has no public files because no right allows them."),
    )
    digital_source = models.CharField(
        _("digital source"),
        max_length=80,
        blank=True,
        help_text=_(
            "How it was made, as a code of IPTC: digitalCapture, compositeCapture,"
            " trainedAlgorithmicMedia and so on."
        ),
    )
    # The program that a C2PA manifest in the file names, or "unnamed"; see
    # articles.photos.provenance. Nothing of it was verified.
    content_credentials = models.CharField(
        _("content credentials"), max_length=200, blank=True, editable=False
    )
    place = models.CharField(_("place"), max_length=120, blank=True)
    state = models.CharField(_("state or region"), max_length=120, blank=True)
    country = models.CharField(_("country"), max_length=120, blank=True)
    headline = models.CharField(
        _("headline"), max_length=200, blank=True, help_text=_("For the desk alone.")
    )
    keywords = models.TextField(
        _("keywords"), blank=True, help_text=_("A comma between two; for searching.")
    )
    people = models.TextField(
        _("people shown"), blank=True, help_text=_("A comma between two names.")
    )
    taken_at = models.DateTimeField(_("taken"), null=True, blank=True)
    focal_x = models.FloatField(
        _("focal point, across"),
        default=0.5,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text=_("Fraction of the width from the left that a crop must keep."),
    )
    focal_y = models.FloatField(
        _("focal point, down"),
        default=0.5,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text=_("Fraction of the height from the top that a crop must keep."),
    )
    # Ratio → box, as articles.photos.geometry says: where meaning needs a crop that the
    # focal point does not give, in every story that has none of its own.
    crops = models.JSONField(_("crops"), default=dict, editable=False)
    # The names of the crops that uses have of their own, kept here by
    # articles.photos.cropping so that what is due is known from the row alone.
    use_crops = models.JSONField(default=list, editable=False)
    # The caption, credit, byline and alt text as the file had them, before
    # articles.photos.credits put them in order; each only where it had one.
    file_said = models.JSONField(_("the file said"), default=dict, editable=False)
    added_at = models.DateTimeField(_("added"), auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("added by"),
    )

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-added_at", "-id"]
        permissions = [("withdraw_photo", _("Can withdraw a photo and lift that"))]
        constraints = [
            models.CheckConstraint(
                name="photo_is_usable_for_a_while",
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_from__lt=F("valid_until")),
                violation_error_message=_(
                    "“Usable until” must be after “usable from”."
                ),
            ),
            models.CheckConstraint(
                name="photo_creative_commons_names_its_licence",
                condition=~Q(category="creative-commons") | ~Q(licence=""),
                violation_error_message=_(
                    "A Creative Commons photo needs its licence: choose which."
                ),
            ),
            models.CheckConstraint(
                name="photo_has_a_size", condition=Q(width__gt=0, height__gt=0)
            ),
            models.CheckConstraint(
                name="photo_focal_point_is_inside",
                condition=Q(focal_x__range=(0, 1), focal_y__range=(0, 1)),
            ),
        ]
        indexes = [
            # The photo list and the pickers read newest first.
            models.Index(fields=["-added_at", "-id"], name="photo_newest"),
            # Filters of the library; the other filters read articles.models.entries.
            models.Index(fields=["taken_at"], name="photo_taken"),
            models.Index(fields=["valid_until"], name="photo_valid_until"),
            models.Index(fields=["withdrawn_at"], name="photo_withdrawn"),
            models.Index(fields=["digital_source", "-id"], name="photo_made_how"),
            models.Index(fields=["category", "-id"], name="photo_category"),
            models.Index(
                fields=["content_credentials", "-id"], name="photo_credentials"
            ),
            # Asked every minute: whose right has ended while its files are there.
            models.Index(
                fields=["valid_until"],
                condition=Q(valid_until__isnull=False, closed_at=None),
                name="photo_right_ends",
            ),
            models.Index(
                fields=["no_internet"],
                condition=Q(no_internet=True, closed_at=None),
                name="photo_denied",
            ),
        ]

    def __str__(self):
        return (self.caption or self.alt_text or f"Photo {self.pk}")[:80]

    def save(self, *args, update_fields=None, **kwargs):
        """Renew the photo's entry in the library's index with what it is made of."""
        with transaction.atomic(savepoint=False):
            super().save(*args, update_fields=update_fields, **kwargs)
            if update_fields is None or entries.READ.intersection(update_fields):
                entries.write([self])

    @property
    def licence_url(self) -> str:
        """Where the licence can be read; empty if it has none of `Licence`."""
        return rights.licence_address(self.licence)

    def is_usable(self, *, story: int | None = None, at=None, as_lead=False) -> bool:
        """Whether readers may see it now, or `at` a moment; see `rights.bars`."""
        return rights.is_usable(self, story=story, at=at, as_lead=as_lead)
