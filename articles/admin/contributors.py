"""The people on the bylines."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.prose import ProseAdmin
from articles.models import Contributor


@admin.register(Contributor)
class ContributorAdmin(ProseAdmin):
    prose_fields = ["biography"]
    list_display = ["name", "job_title", "place", "kind", "email"]
    list_filter = ["kind"]
    search_fields = ["name", "job_title"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["portrait"]
    fieldsets = [
        (None, {"fields": ["name", "slug", "kind", "job_title", "beat", "place"]}),
        (_("Who they are"), {"fields": ["biography", "languages", "portrait"]}),
        (_("How to reach them"), {"fields": ["email", "links", "key_url"]}),
        (_("If they have left"), {"fields": ["left_on"], "classes": ["collapse"]}),
    ]
