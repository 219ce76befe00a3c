"""The people on the bylines."""

from django.contrib import admin

from articles.models import Contributor


@admin.register(Contributor)
class ContributorAdmin(admin.ModelAdmin):
    list_display = ["name", "job_title", "place", "email"]
    search_fields = ["name", "job_title"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["portrait"]
    fields = ["name", "slug", "job_title", "place", "biography", "email", "portrait"]
