"""The screen on which a photo is cropped by hand: for all stories, or in one use."""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from articles.admin.photos.crop_form import CropForm
from articles.admin.photos.previews import SEEN, previews
from articles.admin.thumbnails import address
from articles.models import Article, ArticlePhoto, Photo
from articles.photos import framing, geometry
from articles.templatetags.photos import focus_classes

OF_LEAD = ("16:9", "3:2", "1:1", "1.91:1")


@dataclass(frozen=True, slots=True)
class Use:
    """Where a photo is cropped: in a story, or with no story in all of them."""

    name: str  # as in the address; "" for the photo itself
    article: Article | None
    row: Article | ArticlePhoto | None
    own: dict | None
    ratios: tuple[str, ...]


def crops_address(photo: Photo, use: str = "") -> str:
    """Return the address of the screen.

    :param use: "lead-12" for the lead of story 12, "text-34" for the use 34.
    """
    screen = reverse("admin:articles_photo_crops", args=[photo.pk])
    return f"{screen}?use={use}" if use else screen


class CropsScreen(admin.ModelAdmin):
    """Adds the screen to the photos."""

    def get_urls(self):
        screen = path(
            "<int:pk>/crops/",
            self.admin_site.admin_view(self.crops_view),
            name="articles_photo_crops",
        )
        return [screen, *super().get_urls()]

    def crops_view(self, request, pk):
        """Show every crop of a photo, or of one use of it; on POST change them."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        photo = get_object_or_404(Photo, pk=pk)
        use = _use(photo, request.GET.get("use", ""))
        if not self._may_crop(request, photo, use):
            raise PermissionDenied
        data = request.POST if request.method == "POST" else None
        forms = [
            CropForm(data, photo=photo, ratio=ratio, own=use.own)
            for ratio in use.ratios
        ]
        if data is not None and _are_valid(forms):
            self._save(request, photo, use, forms)
            return HttpResponseRedirect(request.get_full_path())
        shown = zip(forms, previews(photo, use.own, use.ratios), strict=True)
        context = self.admin_site.each_context(request) | {
            "title": _("Crops of a photo"),
            "photo": photo,
            "use": use,
            "opts": self.opts,
            "large": address(photo, width=960),
            "small": address(photo, width=SEEN),
            "focus": focus_classes(photo),
            "crops": list(shown),
            "narrowest": geometry.NARROWEST,
        }
        template = "admin/articles/photo/crops.html"
        return TemplateResponse(request, template, context)

    def _may_crop(self, request, photo, use):
        """What readers see is cropped by who may publish, as with the words."""
        if use.article is None:
            return self.has_change_permission(request, photo)
        stories = self.admin_site.get_model_admin(Article)
        return stories.has_change_permission(request, use.article)

    def _save(self, request, photo, use, forms):
        crops = {form.ratio: form.chosen for form in forms if form.chosen is not None}
        if isinstance(use.row, Article):
            changed = framing.crop_lead(use.row, crops, by=request.user)
        elif isinstance(use.row, ArticlePhoto):
            changed = framing.crop_use(use.row, crops, by=request.user)
        else:
            crops = {ratio: box for ratio, box in crops.items() if box}
            changed = framing.change(
                photo, {"crops": crops}, by=request.user, action="cropped"
            )
        if not changed:
            messages.info(request, _("Nothing was changed."))
            return
        if use.article is None:
            self.log_change(request, photo, "Cropped.")
        said = _("Saved. Readers get the new crops as soon as their files are made.")
        messages.success(request, said)


def _are_valid(forms):
    """Check every form, so that each says what is wrong with it."""
    return [form for form in forms if not form.is_valid()] == []


def _use(photo, name):
    """Return the use of a photo that an address names.

    :raises Http404: if the photo is not used like that.
    """
    if not name:
        return Use("", None, None, None, tuple(geometry.RATIOS))
    kind, _dash, key = name.partition("-")
    if not (key.isdecimal() and len(key) < 19):
        raise Http404
    if kind == "lead":
        article = get_object_or_404(Article, pk=key, lead_photo=photo)
        return Use(name, article, article, article.lead_crops, OF_LEAD)
    if kind != "text":
        raise Http404
    uses = ArticlePhoto.objects.select_related("article")
    use = get_object_or_404(uses, pk=key, photo=photo)
    return Use(name, use.article, use, use.crops, geometry.IN_TEXT)
