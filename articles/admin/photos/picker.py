"""Where a photo is chosen for a story: the editor's picker, the search fields."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.urls import path, reverse

from articles.admin.thumbnails import address
from articles.captions.printed import alt_doubts
from articles.models import Photo
from articles.photos import digital_source, finding, rights

PICKED = 24  # photos a page of the picker


def as_offered(photo: Photo) -> dict[str, Any]:
    """Return what the body's editor is told of a photo, ready for JSON."""
    return {
        "id": photo.pk,
        "caption": photo.caption,
        "credit": photo.credit,
        "alt": photo.alt_text,
        "limits": ", ".join(rights.limits(photo)),
        "doubts": alt_doubts(photo),
        "label": str(digital_source.label(photo.digital_source)),
        "src": address(photo),
    }


class PhotoPicker(admin.ModelAdmin):
    """Adds the picker to the photos."""

    def get_urls(self):
        pick = self.admin_site.admin_view(self.pick)
        return [path("pick/", pick, name="articles_photo_pick"), *super().get_urls()]

    def get_search_results(self, request, queryset, search_term):
        """Where a photo is chosen for a story, those that are withdrawn are missing."""
        if request.path == reverse("admin:autocomplete"):
            queryset = queryset.filter(withdrawn_at=None)
        return finding.find(queryset, search_term), False

    def pick(self, request):
        """Answer the body editor's picker: photos by words or by ids, as JSON."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        photos = Photo.objects.all()
        if ids := request.GET.get("ids", ""):
            photos = photos.filter(
                pk__in=[
                    i for i in ids.split(",")[:PICKED] if i.isdecimal() and len(i) < 19
                ]
            )
        else:
            photos = photos.filter(withdrawn_at=None)
        photos = finding.find(photos, request.GET.get("q", ""))
        return JsonResponse(
            {"photos": [as_offered(photo) for photo in photos[:PICKED]]}
        )
