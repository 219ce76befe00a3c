"""The feeds in the admin."""

from django.contrib import admin

from newsroom.wire.models import Feed


@admin.register(Feed)
class FeedAdmin(admin.ModelAdmin):
    list_display = ["name", "slug", "agency", "section", "makes_drafts", "active"]
    list_filter = ["active"]
    list_select_related = ["section"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["section"]
