"""How a row of the caption drift list looks: old and new words, where, since when."""

from django.contrib import admin
from django.template.defaultfilters import date as format_moment
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from articles.admin.thumbnails import thumbnail
from articles.captions import deciding
from articles.comparing import words_apart
from articles.models import CaptionDrift
from articles.people import name_of

Field = CaptionDrift.Field


class DecidedFilter(admin.SimpleListFilter):
    """What waits, unless somebody asks for what was decided."""

    title = _("decision")
    parameter_name = "decided"

    def lookups(self, request, model_admin):
        return [("yes", _("Decided"))]

    def choices(self, changelist):
        waiting, *others = super().choices(changelist)
        yield waiting | {"display": _("Waiting")}
        yield from others

    def queryset(self, request, queryset):
        waiting = {"decision": CaptionDrift.Decision.WAITING}
        if self.value() == "yes":
            return queryset.exclude(**waiting)
        return queryset.filter(**waiting)


class DriftRows(admin.ModelAdmin):
    """The columns; who may decide is the list's own affair."""

    def may_decide(self, request, row) -> bool:
        raise NotImplementedError

    def may_correct(self, request, row) -> bool:
        raise NotImplementedError

    def get_list_display(self, request):
        """Let the column of buttons know who looks at it."""

        @admin.display(description=_("decision"))
        def choices(row):
            return self.choices_of(request, row)

        return [*self.list_display, choices]

    @admin.display(description=_("photo"))
    def picture(self, row):
        address = reverse("admin:articles_photo_change", args=[row.photo_id])
        shown = format_html("{}<span>{}</span>", thumbnail(row.photo), row.photo)
        return format_html('<a class="desk-pictured" href="{}">{}</a>', address, shown)

    @admin.display(description=_("words"))
    def words(self, row):
        """Both versions whole; what went is struck out, what came is underlined."""
        was, now = _t("Printed here"), _t("Library now")
        if row.decision:
            was, now = _t("Printed then"), _t("Library then")
        if row.article_id is None:
            was, now = now, row.source or _t("The agency")
        old, new = marked(row.old, row.new)
        return format_html(
            '<dl class="desk-apart"><dt>{}: {}</dt><dd>{}</dd>'
            "<dt>{}</dt><dd>{}</dd></dl>"
            '<input type="hidden" name="seen-{}" value="{}">',
            _t(row.get_field_display()).capitalize(),
            was,
            old,
            now,
            new,
            row.pk,
            deciding.seen(row),
        )

    @admin.display(description=_("where used"))
    def where(self, row):
        if row.article is None:
            return format_html("<p>{}</p>", _t("The library itself"))
        address = reverse("admin:articles_article_change", args=[row.article_id])
        place = _t("In the text") if row.use_id else _t("Lead photo")
        return format_html(
            '<p><a href="{}">{}</a>'
            ' <span class="desk-state desk-state--{}">{}</span></p>'
            "<p>{}{}</p>",
            address,
            row.article,
            row.article.status,
            row.article.get_status_display(),
            place,
            _own(row),
        )

    @admin.display(description=_("since"))
    def since(self, row):
        who = row.source if row.article_id is None else name_of(row.found_by)
        return format_html("{}<br>{}", _moment(row.found_at), who or "–")

    def choices_of(self, request, row):
        if row.decision:
            return format_html(
                "{}<br>{}, {}",
                row.get_decision_display(),
                name_of(row.decided_by),
                _moment(row.decided_at),
            )
        if not self.may_decide(request, row):
            return _t("An editor decides.")
        offered = [("take", _t("Take new")), ("keep", _t("Keep"))]
        if self.may_correct(request, row):
            offered.append(("correct", _t("Correct publicly…")))
        about = row.article or row.photo
        buttons = (
            (name, row.pk, label, row.get_field_display(), about)
            for name, label in offered
        )
        return format_html_join(
            "",
            '<button type="submit" class="desk-choice" name="{}" value="{}">{}'
            '<span class="visually-hidden">: {}, {}</span></button>',
            buttons,
        )


def marked(old: str, new: str):
    """Return two texts as HTML: in the first what went is marked, in the second what
    came, in ways that do not hang on a colour."""
    runs = words_apart(old, new)
    gone = ((same, "del", went) for same, went, _came in runs)
    come = ((same, "ins", came) for same, _went, came in runs)
    return _marked(gone), _marked(come)


def _marked(runs):
    pieces = [
        format_html("<{0}>{1}</{0}>", name, words) if words else same
        for same, name, words in runs
    ]
    return format_html_join(" ", "{}", ((piece,) for piece in pieces if piece))


def _own(row):
    """Return what is to be said of a use's own words: their state, or their reason."""
    use, article = row.use, row.article
    if row.field == Field.CAPTION:
        state = use.caption_state if use else article.lead_caption_state
        return f"; {state.label}"
    if row.field == Field.CREDIT:
        reason = use.credit_reason if use else article.lead_credit_reason
        return f"; {reason}" if reason else ""
    return ""


def _moment(moment):
    return format_moment(timezone.localtime(moment), "DATETIME_FORMAT")
