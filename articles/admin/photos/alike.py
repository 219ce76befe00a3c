"""What is done about a photo that looks like one the library held before."""

from datetime import timedelta

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError
from django.http import Http404, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.photos.picker import as_offered
from articles.models import Photo
from articles.photos import library, likeness

# How long who took a photo in may take it out again, without the right to delete.
TAKEN_BACK = timedelta(hours=24)
HELD, BOTH = "held", "both"


def described(photo: Photo) -> str:
    """Return how a held photo is named beside the new one: its words and its credit."""
    named = {"photo": photo, "number": photo.pk, "credit": photo.credit or "–"}
    return _("“%(photo)s” (photo %(number)s, credit %(credit)s)") % named


class PhotoAlike(admin.ModelAdmin):
    """Adds the choice between the held photo and both to the photos."""

    def get_urls(self):
        alike = path(
            "<int:pk>/alike/",
            self.admin_site.admin_view(self.alike_view),
            name="articles_photo_alike",
        )
        return [alike, *super().get_urls()]

    @admin.display(description=gettext_lazy("looks like"))
    def looks_like(self, photo):
        """The photo that was here before and looks the same; its rights may differ."""
        held = likeness.of(photo)
        if held is None:
            return _("no other photo")
        address = reverse("admin:articles_photo_change", args=[held.pk])
        return format_html('<a href="{}">{}</a>', address, described(held))

    def alike_view(self, request, pk):
        """Settle what a new photo is; POST `use`: “held” or “both”.

        Answers a script with {"photo": the one that is used from now on, "kept":
        whether the new one is still in the library}.
        """
        if not (
            self.has_add_permission(request) or self.has_change_permission(request)
        ):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        photo = get_object_or_404(Photo, pk=pk)
        used = self.settle_alike(request, photo, request.POST.get("use", ""))
        kept = Photo.objects.filter(pk=pk).exists()
        return JsonResponse({"photo": as_offered(used), "kept": kept})

    def settle_alike(self, request, photo: Photo, use: str) -> Photo:
        """Take a new photo out for the held one, or keep both; return what is used.

        The new one stays where a story has it, or where who asks may not delete it.

        :raises PermissionDenied: if it is neither theirs of late nor theirs to change.
        :raises Http404: if it looks like none, or neither is asked for.
        """
        recent = photo.added_at >= timezone.now() - TAKEN_BACK
        own = photo.added_by_id == request.user.pk and recent
        if not (own or self.has_change_permission(request, photo)):
            raise PermissionDenied
        held = likeness.of(photo)
        if held is None or use not in (HELD, BOTH):
            raise Http404
        if use == BOTH:
            likeness.keep_both(photo)
            return photo
        if own or self.has_delete_permission(request, photo):
            self._take_out(request, photo)
        return held

    def _take_out(self, request, photo):
        self.log_deletions(request, Photo.objects.filter(pk=photo.pk))
        try:
            library.remove(photo)
        except ProtectedError:
            return  # a story has it by now
