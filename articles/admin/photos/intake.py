"""Where photos are dropped, several at once: each is taken in, or refused, alone."""

import logging
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from js_asset import Script

from articles.admin.photos import checking
from articles.admin.photos.picker import as_offered
from articles.models import Article, Photo
from articles.photos import ingest, likeness

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What became of one file: the photo it is now, or why it is none."""

    name: str  # as it was called where it came from
    photo: Photo | None = None
    error: str = ""
    held: Photo | None = None  # the photo that has the very same bytes
    alike: Photo | None = None  # one that was here before and looks the same

    def as_data(self) -> dict[str, Any]:
        """Return it for the script that sent the file."""
        if self.photo is not None:
            alike = self.alike and as_offered(self.alike)
            return {"photo": as_offered(self.photo), "alike": alike}
        return {"error": self.error, "held": self.held and as_offered(self.held)}


def take_in(file: UploadedFile, *, by, may_see: bool = True) -> Outcome:
    """Put one uploaded file into the library; never raises for what the file is.

    :param may_see: whether who sent it may be shown a photo that is held already.
    """
    name, content = file.name or _("The file"), cast(BinaryIO, file)
    try:
        photo = ingest.ingest(content, name=name, by=by)
        alike = likeness.of(photo) if may_see else None
        return Outcome(name=name, photo=photo, alike=alike)
    except ingest.AlreadyHeld as refusal:
        held = refusal.photo if may_see else None
        error = str(refusal) if may_see else _("The library holds this picture.")
        return Outcome(name=name, error=error, held=held)
    except ingest.NotAPhoto as refusal:
        return Outcome(name=name, error=str(refusal))
    except OSError:
        log.exception("An original could not be stored.")
        error = _("“%s” could not be stored; nothing of it was kept. Try again.") % name
        return Outcome(name=name, error=error)


class PhotoIntake(admin.ModelAdmin):
    """Adds the taking in of several files to the photos."""

    change_list_template = "admin/articles/photo/change_list.html"

    class Media:
        css = {"all": ["desk/intake.css"]}
        js = [Script("desk/intake.js", type="module")]

    def get_urls(self):
        upload = path(
            "upload/",
            self.admin_site.admin_view(self.upload),
            name="articles_photo_upload",
        )
        return [upload, *super().get_urls()]

    def upload(self, request: HttpRequest):
        """Take in what was sent as `file`, one or several; POST only.

        Answers a script with JSON about the first, {"photo": … as the picker has it,
        "alike": one that looks the same, or null}, or {"error": a sentence, "held": a
        photo or null} with status 422; and a form without a script with a page about
        all of them. `story` is the key of a story
        that they are meant for, which its sender may change.
        """
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        story = self._story(request)
        may_see = self.has_view_permission(request)
        files = request.FILES.getlist("file")
        wanted = request.get_preferred_type(["application/json", "text/html"])
        if wanted == "application/json":
            files = files[:1]
        outcomes = [take_in(file, by=request.user, may_see=may_see) for file in files]
        for outcome in outcomes:
            if outcome.photo is not None:
                self.log_addition(request, outcome.photo, [{"added": {}}])
        if wanted == "application/json":
            return _answer(outcomes)
        taken = [outcome.photo.pk for outcome in outcomes if outcome.photo]
        may_check = taken and self.has_change_permission(request)
        context = self.admin_site.each_context(request) | {
            "title": _("What came in"),
            "outcomes": outcomes,
            "taken": len(taken),
            "check": checking.address(taken) if may_check else "",
            "story": story,
            "may_see": may_see,
            "opts": self.opts,
        }
        template = "admin/articles/photo/uploaded.html"
        return TemplateResponse(request, template, context)

    @admin.display(description=_lazy("the file said"))
    def from_file(self, photo):
        """What the file has where the library has other words now."""
        rows = (
            (getattr(Photo._meta.get_field(name), "verbose_name", name), words)
            for name, words in photo.file_said.items()
            if words != getattr(photo, name)
        )
        listed = format_html_join("", "<dt>{}</dt><dd>{}</dd>", rows)
        if not listed:
            return _("the same") if photo.file_said else _("nothing of these")
        return format_html('<dl class="desk-printed">{}</dl>', listed)

    def _story(self, request):
        key = request.POST.get("story", "")
        if not key:
            return None
        if not key.isdecimal() or len(key) > 18:
            key = "0"
        story = get_object_or_404(Article, pk=key)
        screen = self.admin_site.get_model_admin(Article)
        if not screen.has_change_permission(request, story):
            raise PermissionDenied
        return story


def _answer(outcomes):
    if not outcomes:
        nothing = {"error": _("No file came along; choose one."), "held": None}
        return JsonResponse(nothing, status=422)
    [outcome] = outcomes
    return JsonResponse(outcome.as_data(), status=200 if outcome.photo else 422)
