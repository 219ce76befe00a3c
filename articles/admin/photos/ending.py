"""The list of stories whose picture right ends soon, with what can be done about it."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from articles.admin.thumbnails import thumbnail
from articles.models import Article
from articles.photos import ending


class EndingList(admin.ModelAdmin):
    """Adds the list to the photos."""

    def get_urls(self):
        screen = self.admin_site.admin_view(self.ending_view)
        return [
            path("ending/", screen, name="articles_photo_ending"),
            *super().get_urls(),
        ]

    def ending_view(self, request):
        """Show what ends within two days, soonest first, and what ended of late."""
        stories = self.admin_site.get_model_admin(Article)
        if not self.has_view_permission(request) or not stories.has_view_permission(
            request
        ):
            raise PermissionDenied
        rows = [(row, thumbnail(row.photo)) for row in ending.listed()]
        context = self.admin_site.each_context(request) | {
            "title": _("Rights ending"),
            "soon": [row for row in rows if not row[0].is_over],
            "over": [row for row in rows if row[0].is_over],
            "may_except": request.user.has_perm("articles.add_photoexception"),
            "opts": self.opts,
        }
        template = "admin/articles/photo/ending.html"
        return TemplateResponse(request, template, context)
