"""A photo's words and frame through time, and the button that puts old ones back."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.drift_rows import marked
from articles.captions import words
from articles.models import Photo, PhotoRevision
from articles.photos import framing, geometry
from articles.publishing import NotPossible

FOCUS = ("focal_x", "focal_y")
LISTED = 200  # changes on the history page


def drift_address(photo: Photo) -> str:
    """Return the address of the caption drift list, for one photo alone."""
    listed = reverse("admin:articles_captiondrift_changelist")
    return f"{listed}?photo__id__exact={photo.pk}"


class WordsHistory(admin.ModelAdmin):
    """Adds the changes of the words to a photo's history, each with its undo."""

    object_history_template = "admin/articles/photo/history.html"

    def get_urls(self):
        put_back = path(
            "<int:pk>/put-back/",
            self.admin_site.admin_view(self.put_back),
            name="articles_photo_put_back",
        )
        return [put_back, *super().get_urls()]

    def history_view(self, request, object_id, extra_context=None):
        photo = self.get_object(request, object_id)
        kept = photo.revisions.select_related("created_by") if photo else []
        context = {
            "changes": [(revision, _apart(revision)) for revision in kept[:LISTED]],
            "may_undo": photo and self.has_change_permission(request, photo),
        }
        return super().history_view(request, object_id, context | (extra_context or {}))

    def put_back(self, request, pk):
        """Undo one change of the words; POST `revision`, its key."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        photo = get_object_or_404(Photo, pk=pk)
        if not self.has_change_permission(request, photo):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        key = request.POST.get("revision", "")
        key = key if key.isdecimal() and len(key) < 19 else "0"
        revision = get_object_or_404(PhotoRevision, pk=key, photo=photo)
        is_frame = framing.is_of_frame(revision)
        undo = framing.undo if is_frame else words.undo
        try:
            found = undo(revision, by=request.user)
        except NotPossible as reason:
            self.message_user(request, str(reason), messages.ERROR)
        else:
            done = (
                _("It is framed as before.")
                if is_frame
                else _("The old words are back.")
            )
            self.message_user(request, done, messages.SUCCESS)
            self.tell_of_drift(request, photo, found)
        return HttpResponseRedirect(
            reverse("admin:articles_photo_change", args=[photo.pk])
        )

    def tell_of_drift(self, request, photo, found: int) -> None:
        """Say how many stories print other words now, and where that is decided."""
        if not found:
            return
        said = ngettext(
            "%d story prints other words than the library has now.",
            "%d uses in stories print other words than the library has now.",
            found,
        )
        link = format_html('<a href="{}">{}</a>', drift_address(photo), _("Decide"))
        message = format_html("{} {}", said % found, link)
        self.message_user(request, message, messages.WARNING)


def _apart(revision):
    """Yield what a change did: (the words' name, as they were, as they became)."""
    if framing.is_of_frame(revision):
        yield from _frames_apart(revision.before, revision.after)
        return
    for name in words.WORDS:
        before, after = revision.before.get(name), revision.after.get(name)
        if before == after:
            continue
        label = getattr(Photo._meta.get_field(name), "verbose_name", name)
        if isinstance(after, bool):
            before, after = _as_words(before), _as_words(after)
        yield (label, *marked(before or "", after or ""))


def _frames_apart(before, after):
    if [before[side] for side in FOCUS] != [after[side] for side in FOCUS]:
        yield _("focal point"), _focus_said(before), _focus_said(after)
    for ratio in geometry.RATIOS:
        old, new = before["crops"].get(ratio), after["crops"].get(ratio)
        if old != new:
            yield _("crop %s") % ratio, _crop_said(old), _crop_said(new)


def _focus_said(frame):
    across, down = (round(100 * frame[side]) for side in FOCUS)
    words_of = _("%(across)d %% from the left, %(down)d %% from the top")
    return words_of % {"across": across, "down": down}


def _crop_said(box):
    if not box:
        return _("by the focal point")
    left, top, width, _height = (round(100 * side) for side in box)
    words_of = _(
        "%(width)d %% wide, %(left)d %% from the left, %(top)d %% from the top"
    )
    return words_of % {"width": width, "left": left, "top": top}


def _as_words(ticked):
    return _("yes") if ticked else _("no")
