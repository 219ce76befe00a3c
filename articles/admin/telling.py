"""What a story tells about itself, and what its genre asks for, on its form: folded."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

ROWS = {"box_points": 4, "method_note": 4, "sources": 3}


def _folded(title, fields, description):
    words = {"fields": fields, "classes": ["collapse"], "description": description}
    return title, words


class ToldOnForm(admin.ModelAdmin):
    """Adds the folded parts of the form; those of other genres are passed over."""

    telling = (
        _folded(
            _("Box, method and sources"),
            ["box_title", "box_points", "method_note", "sources", "ai_note"],
            _("What readers get beside and under the text."),
        ),
        _folded(
            _("For a review"),
            [
                "reviewed_title",
                "reviewed_kind",
                "reviewed_maker",
                "reviewed_details",
                "rating",
            ],
            _("Printed if the genre is Review."),
        ),
        _folded(
            _("For an obituary"),
            ["person_name", "person_born", "person_died"],
            _("Printed if the genre is Obituary."),
        ),
        _folded(
            _("For live coverage"),
            ["coverage_start", "coverage_end"],
            _(
                "Printed if the genre is Live coverage. Each update begins with a small"
                " subhead that opens with its time, the newest first: “17.31 The gate"
                " closes”."
            ),
        ),
    )

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in ROWS:
            rows = ROWS[db_field.name]
            kwargs["widget"] = forms.Textarea(attrs={"rows": rows, "cols": 80})
        return super().formfield_for_dbfield(db_field, request, **kwargs)
