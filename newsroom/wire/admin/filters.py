"""What the wire list can be narrowed to, each by an index of the receipts."""

import re
from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib import admin
from django.db.models import Max, Min
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Section
from newsroom.wire.models import URGENT, Decision, Feed, Receipt

LATELY = 1_000  # receipts whose languages are offered
FIRST_YEAR = 1900  # moments near year 1 have no UTC


class WireFilter(admin.SimpleListFilter):
    """A filter that the list shows in its bar, as a choice or as another field."""

    widget = "select"
    everything = _("All")

    def has_output(self):
        return True


class FeedFilter(WireFilter):
    title = _("feed")
    parameter_name = "feed"

    def lookups(self, request, model_admin):
        return [(str(pk), name) for pk, name in Feed.objects.values_list("pk", "name")]

    def queryset(self, request, receipts):
        return _of_key(receipts, "feed", self.value())


class DecisionFilter(WireFilter):
    """What was decided; a feed that is polled says the same again at every poll."""

    everything = _("All but what came before")
    title = _("decision")
    parameter_name = "decision"

    def lookups(self, request, model_admin):
        return Decision.choices

    def queryset(self, request, receipts):
        if self.value():
            return receipts.filter(decision=self.value())
        return receipts.exclude(decision=Decision.DUPLICATE)


class UrgencyFilter(WireFilter):
    title = _("urgency")
    parameter_name = "urgency"

    def lookups(self, request, model_admin):
        return [("urgent", _("Urgent (1 to 3)")), ("routine", _("Routine"))]

    def queryset(self, request, receipts):
        if self.value() == "urgent":
            return receipts.filter(urgency__lte=URGENT)
        if self.value() == "routine":
            return receipts.exclude(urgency__lte=URGENT)
        return receipts


class LanguageFilter(WireFilter):
    title = _("language")
    parameter_name = "language"

    def lookups(self, request, model_admin):
        newest = Receipt.objects.order_by("-pk").values_list("language", flat=True)
        known = {*newest[:LATELY], self.value(), settings.LANGUAGE_CODE} - {"", None}
        return [(code, code) for code in sorted(known)]

    def queryset(self, request, receipts):
        return receipts.filter(language=self.value()) if self.value() else receipts


class SectionFilter(WireFilter):
    title = _("section")
    parameter_name = "section"

    def lookups(self, request, model_admin):
        sections = Section.objects.values_list("pk", "name")
        return [(str(pk), name) for pk, name in sections]

    def queryset(self, request, receipts):
        return _of_key(receipts, "section", self.value())


class DayFilter(WireFilter):
    """One day of the desk's time zone."""

    title = _("day")
    parameter_name = "day"
    widget = "date"

    def lookups(self, request, model_admin):
        return []

    def queryset(self, request, receipts):
        asked = self.value()
        if not asked:
            return receipts
        try:
            day = date.fromisoformat(asked)
        except ValueError:
            return receipts.none()
        if not FIRST_YEAR <= day.year < date.max.year:
            return receipts.none()
        start, end = _midnight(day), _midnight(day + timedelta(days=1))
        # The keys that a day begins and ends with: the list is ordered by them, and
        # every other filter has an index that ends with them.
        that_day = Receipt.objects.filter(decided_at__gte=start, decided_at__lt=end)
        keys = that_day.order_by().aggregate(first=Min("pk"), last=Max("pk"))
        if keys["first"] is None:
            return receipts.none()
        return receipts.filter(
            pk__gte=keys["first"],
            pk__lte=keys["last"],
            decided_at__gte=start,
            decided_at__lt=end,
        )


class AfterFilter(WireFilter):
    """What came after a receipt; only the look for new items asks for it."""

    title = _("newer than")
    parameter_name = "after"
    widget = ""

    def lookups(self, request, model_admin):
        return []

    def queryset(self, request, receipts):
        return _of_key(receipts, "pk__gt", self.value())


FILTERS = (
    FeedFilter,
    DecisionFilter,
    UrgencyFilter,
    LanguageFilter,
    SectionFilter,
    DayFilter,
    AfterFilter,
)


def _of_key(receipts, lookup, value):
    if not value:
        return receipts
    if not re.fullmatch(r"\d{1,18}", value, re.ASCII):
        return receipts.none()
    return receipts.filter(**{lookup: int(value)})


def _midnight(day):
    return datetime(
        day.year, day.month, day.day, tzinfo=timezone.get_current_timezone()
    )
