"""Sections and topics: where stories live and what they are about."""

from django.contrib import admin
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from articles.models import Section, Topic


@admin.register(Section)
class SectionAdmin(admin.ModelAdmin):
    list_display = ["name", "slug", "parent", "position"]
    list_editable = ["position"]
    list_select_related = ["parent"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["parent"]


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "slug", "public_stories"]
    list_filter = ["kind"]
    search_fields = ["name"]
    fields = ["name", "slug", "kind", "description"]
    prepopulated_fields = {"slug": ["name"]}
    show_full_result_count = False

    def get_queryset(self, request):
        topics = super().get_queryset(request)
        if request.resolver_match and request.resolver_match.url_name.endswith(
            "changelist"
        ):
            public = Count(
                "article_tags", filter=Q(article_tags__published_at__isnull=False)
            )
            topics = topics.annotate(stories=public)
        return topics

    @admin.display(description=_("published stories"), ordering="stories")
    def public_stories(self, topic):
        return topic.stories
