"""Where a photo is used: on its page, on a page of its own, and why it stays."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from articles import fronts
from articles.models import Contributor, Photo, PhotoEntry
from articles.photos import usage

ON_FORM = 20  # uses named on a photo's page
PAGE = 50  # uses on a page of their own
NAMED = 100  # uses named where a photo cannot be deleted


class PhotoUses(admin.ModelAdmin):
    """Adds where photos are used to them."""

    delete_confirmation_template = "admin/articles/photo/delete_confirmation.html"
    delete_selected_confirmation_template = (
        "admin/articles/photo/delete_selected_confirmation.html"
    )

    def get_urls(self):
        uses = path(
            "<int:pk>/uses/",
            self.admin_site.admin_view(self.uses_view),
            name="articles_photo_uses",
        )
        return [uses, *super().get_urls()]

    @admin.display(description=_("stories and portraits"))
    def used_in(self, photo) -> SafeString | str:
        """The newest uses, and whose caption each prints."""
        rows = list(usage.rows_of([photo])[: ON_FORM + 1])
        if not rows:
            return _t("Not used yet.")
        listed = format_html_join(
            "", "<li>{}</li>", ((_line(u),) for u in usage.uses(rows[:ON_FORM]))
        )
        where = reverse("admin:articles_photo_uses", args=[photo.pk])
        every = _t("All uses") if len(rows) > ON_FORM else _t("Uses, page by page")
        return format_html('<ul>{}</ul><a href="{}">{}</a>', listed, where, every)

    def uses_view(self, request, pk):
        """List every use of a photo, and which of them stand on the home page now."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        photo = get_object_or_404(Photo, pk=pk)
        page = Paginator(usage.rows_of([photo]), PAGE).get_page(request.GET.get("page"))
        at_home = {story.pk for story in fronts.arrange_home().cards()}
        context = self.admin_site.each_context(request) | {
            "title": _t("Used in"),
            "photo": photo,
            "page": page,
            "uses": [(u, _address(u)) for u in usage.uses(page.object_list)],
            "at_home": at_home,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/articles/photo/uses.html", context)

    def get_deleted_objects(self, objs, request):
        """Say what goes with photos, or in words where they are used and so stay."""
        rows = list(usage.rows_of(list(objs))[:NAMED])
        if rows:
            names = Photo.objects.in_bulk({photo for photo, *_rest in rows})
            lines = [
                format_html("{}: {}", names[row[0]], _line(use))
                for row, use in zip(rows, usage.uses(rows), strict=True)
            ]
            return [], {}, set(), lines
        _nested, counts, lacking, protected = super().get_deleted_objects(objs, request)
        counts.pop(str(PhotoEntry._meta.verbose_name_plural), None)
        return [str(photo) for photo in objs], counts, lacking, protected


def _line(use: usage.Use) -> SafeString:
    """Return a use in a line: a link, the state, the place, whose caption it has."""
    found: list[Any] = [use.state, use.words]
    if use.caption_state:
        found.append(use.caption_state.label)
    words = ", ".join(map(str, found))
    return format_html('<a href="{}">{}</a> ({})', _address(use), use.user, words)


def _address(use):
    model = "contributor" if isinstance(use.user, Contributor) else "article"
    return reverse(f"admin:articles_{model}_change", args=[use.user.pk])
