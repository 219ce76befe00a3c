"""What the library can be narrowed to, each by an index and none by counting."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Photo, PhotoEntry, Shape
from articles.models.entries import LACKS
from articles.models.rights import Category
from articles.photos import digital_source, makers, usage

SOON = timedelta(hours=48)
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
FIRST_YEAR = 1800  # before it no photograph was taken; moments near year 1 have no UTC


def entries(photos: QuerySet[Photo], **asked) -> QuerySet[Photo]:
    """Return those of the photos whose entries in the index are as asked."""
    return photos.filter(pk__in=PhotoEntry.objects.filter(**asked).values("pk"))


def among(photos: QuerySet[Photo], *conditions: Q, **asked) -> QuerySet[Photo]:
    """Return those of the photos that are as asked, by an index of their own table.

    As a query within the query: SQLite would else read all photos, since it knows that
    the list is in the order of their keys.
    """
    found = Photo.objects.filter(*conditions, **asked).order_by()
    return photos.filter(pk__in=found.values("pk"))


class RightsFilter(admin.SimpleListFilter):
    """What stands in the way of using a photo, or will."""

    title = _("rights")
    parameter_name = "rights"

    def lookups(self, request, model_admin):
        return [
            ("expired", _("Ended")),
            ("expiring", _("End within 48 hours")),
            ("later", _("Not usable yet")),
            ("withdrawn", _("Withdrawn")),
            ("restricted", _("With limits")),
        ]

    def queryset(self, request, photos):
        now = timezone.now()
        match self.value():
            case "expired":
                return among(photos, valid_until__lte=now)
            case "expiring":
                return among(photos, valid_until__gt=now, valid_until__lte=now + SOON)
            case "later":
                return among(photos, valid_from__gt=now)
            case "withdrawn":
                return among(
                    photos, withdrawn_at__gt=LONG_AGO
                )  # not null, by the index
            case "restricted":
                return entries(photos, is_restricted=True)
        return photos


class CategoryFilter(admin.SimpleListFilter):
    title = _("rights category")
    parameter_name = "category"
    UNKNOWN = "none"

    def lookups(self, request, model_admin):
        return [(self.UNKNOWN, _("No rights known")), *Category.choices]

    def queryset(self, request, photos):
        if self.value() == self.UNKNOWN:
            return among(photos, category="")
        if self.value() in Category.values:
            return among(photos, category=self.value())
        return photos


class UsedFilter(admin.SimpleListFilter):
    title = _("use")
    parameter_name = "used"

    def lookups(self, request, model_admin):
        return [("no", _("Never used")), ("yes", _("Used"))]

    def queryset(self, request, photos):
        match self.value():
            case "no":
                return photos.filter(~usage.is_used())
            case "yes":
                return photos.filter(usage.is_used())
        return photos


class MissingFilter(admin.SimpleListFilter):
    title = _("missing words")
    parameter_name = "missing"

    def lookups(self, request, model_admin):
        return [
            ("any", _("Any")),
            ("caption", _("Caption")),
            ("credit", _("Credit")),
            ("alt_text", _("Alt text")),
        ]

    def queryset(self, request, photos):
        if self.value() == "any":
            return entries(photos, lacks__gt=0)
        if bit := LACKS.get(self.value() or ""):
            sums = [n for n in range(sum(LACKS.values()) + 1) if n & bit]
            return entries(photos, lacks__in=sums)
        return photos


class ShapeFilter(admin.SimpleListFilter):
    title = _("orientation")
    parameter_name = "shape"

    def lookups(self, request, model_admin):
        return Shape.choices

    def queryset(self, request, photos):
        known = self.value() in Shape.values
        return entries(photos, shape=self.value()) if known else photos


class OriginFilter(admin.SimpleListFilter):
    """How a picture says it was made."""

    title = _("origin")
    parameter_name = "origin"

    def lookups(self, request, model_admin):
        return [
            ("machine", _("Made or altered by AI or a program")),
            ("credentials", _("Content credentials present")),
        ]

    def queryset(self, request, photos):
        if self.value() == "machine":
            codes = [s.code for s in digital_source.SOURCES if s.is_machine_made]
            return among(photos, digital_source__in=codes)
        if self.value() == "credentials":
            return among(photos, content_credentials__gt="")
        return photos


class AddedByFilter(admin.SimpleListFilter):
    title = _("who added it")
    parameter_name = "by"

    def lookups(self, request, model_admin):
        return [("me", _("Added by me"))]

    def queryset(self, request, photos):
        return photos.filter(added_by=request.user) if self.value() else photos


class FieldsFilter(admin.ListFilter):
    """A filter that is typed: a form with a field for each of its parameters."""

    template = "admin/articles/photo/fields_filter.html"
    kind = "text"
    fields: dict[str, Any] = {}  # parameter → label

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        self.asked: dict[str, str] = {}
        for name in self.fields:
            if said := params.pop(name, [""])[-1].replace("\x00", "").strip():
                self.asked[name] = said
        self.used_parameters |= self.asked

    def has_output(self):
        return True

    def expected_parameters(self):
        return list(self.fields)

    def choices(self, changelist):
        """Return one choice, the form: its fields, and what else the address asks."""
        kept = changelist.get_query_string(remove=[*self.fields])
        yield {
            "fields": [
                (name, label, self.asked.get(name, ""))
                for name, label in self.fields.items()
            ],
            "kept": _pairs(kept),
            "kind": self.kind,
            "without": kept if self.asked else "",
        }


class MakerFilter(FieldsFilter):
    title = _("photographer or agency")
    fields = {"photographer": _("Photographer"), "agency": _("Agency or credit")}

    def queryset(self, request, photos):
        asked = {name: makers.key(said) for name, said in self.asked.items()}
        return entries(photos, **asked) if asked else photos


class DateFilter(FieldsFilter):
    """From one day to another, both included, in the paper's own time."""

    kind = "date"
    column = ""

    def queryset(self, request, photos):
        first, last = (self.asked.get(name, "") for name in self.fields)
        if not first and not last:
            return photos
        try:
            between = Q()
            if first:
                between &= Q(**{f"{self.column}__gte": _midnight(first)})
            if last:
                after = _midnight(last, days=1)
                between &= Q(**{f"{self.column}__lt": after})
        except (ValueError, OverflowError):
            return photos.none()
        return among(photos, between)


class TakenFilter(DateFilter):
    title = _("date taken")
    column = "taken_at"
    fields = {"taken_from": _("From"), "taken_until": _("Until")}


class AddedFilter(DateFilter):
    title = _("date added")
    column = "added_at"
    fields = {"added_from": _("From"), "added_until": _("Until")}


FILTERS: list[Any] = [
    RightsFilter,
    CategoryFilter,
    UsedFilter,
    MissingFilter,
    ShapeFilter,
    OriginFilter,
    AddedByFilter,
    MakerFilter,
    TakenFilter,
    AddedFilter,
]


def _midnight(written, *, days=0):
    day = date.fromisoformat(written) + timedelta(days=days)
    if day.year < FIRST_YEAR:
        raise ValueError
    zone = timezone.get_current_timezone()
    return datetime(day.year, day.month, day.day, tzinfo=zone)


def _pairs(query):
    asked = QueryDict(query.lstrip("?"))
    return [(name, value) for name in asked for value in asked.getlist(name)]
