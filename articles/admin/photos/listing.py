"""The library's list: a grid or rows, at the same cost for any number of photos."""

from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from js_asset import Script

from articles.admin.photos.columns import PhotoColumns
from articles.admin.photos.filters import FILTERS
from articles.admin.thumbnails import address
from articles.models import Photo
from articles.photos import digital_source, rights, usage

COUNTED = 5_000  # photos that are counted and paged; further back, by words and filters
PAGE = 48  # photos: whole rows of a grid of 2, 3, 4, 6 and 8
GRID, LIST = "grid", "list"
VIEW = "photo_view"  # the name in the session
CAPTION = 90  # characters in the grid


class KeyPaginator(Paginator):
    """Finds the keys of the newest photos, and counts them, by one query.

    Rows of photos are too long to be sorted or skipped, and a second query to count
    them takes as long as the first. The rows of a page are read by their keys.
    """

    def __init__(self, object_list, *args, **kwargs):
        keys = list(object_list.values_list("pk", flat=True)[:COUNTED])
        super().__init__(keys, *args, **kwargs)
        self._rows: dict[int, list[Photo]] = {}

    def page(self, number):
        """Return a page of photos, in their order."""
        page = super().page(number)
        if page.number not in self._rows:
            found = Photo.objects.in_bulk(page.object_list)
            self._rows[page.number] = [found[key] for key in page if key in found]
        page.object_list = self._rows[page.number]
        return page


class PhotoChangeList(ChangeList):
    """Reads the rows of one page alone, and how often each is used."""

    def get_results(self, request):
        """Find the page's photos, each with its number of `uses`."""
        super().get_results(request)
        page = self.paginator.page(self.page_num if self.multi_page else 1)
        self.result_list = page.object_list
        uses = usage.counts(photo.pk for photo in self.result_list)
        for photo in self.result_list:
            photo.uses = uses.get(photo.pk, 0)
        self.is_capped = self.result_count == COUNTED


class PhotoList(PhotoColumns):
    """Adds the list to the photos."""

    list_filter = FILTERS
    list_per_page = PAGE
    list_max_show_all = 0
    ordering = ["-pk"]
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    sortable_by = ()

    class Media:
        css = {"all": ["desk/library.css"]}
        js = [Script("desk/library.js", type="module")]

    def get_changelist(self, request, **kwargs):
        return PhotoChangeList

    def get_list_display(self, request):
        return ["card"] if view_of(request) == GRID else self.list_display

    def get_list_display_links(self, request, list_display):
        return None if list(list_display) == ["card"] else self.list_display_links

    def get_paginator(self, request, queryset, per_page, *args, **kwargs):
        """Page photos by their keys; the log of a photo's history as Django does."""
        kind = KeyPaginator if queryset.model is Photo else Paginator
        return kind(queryset, per_page, *args, **kwargs)

    def changelist_view(self, request, extra_context=None):
        """Remember the view that the address names; the rest is the stock list."""
        if chosen := request.GET.get("view", ""):
            request.GET = request.GET.copy()
            del request.GET["view"]
            if chosen in (GRID, LIST):
                request.session[VIEW] = chosen
        context = {
            "title": _("Photos"),
            "view": view_of(request),
            "views": [(GRID, _("Grid")), (LIST, _("List"))],
            "counted": COUNTED,
        }
        return super().changelist_view(request, context | (extra_context or {}))

    def response_action(self, request, queryset, *args, **kwargs):
        """Run an action on the photos that are counted, never on more than was said."""
        newest = list(queryset.values_list("pk", flat=True)[:COUNTED])
        among = queryset.filter(pk__in=newest)
        return super().response_action(request, among, *args, **kwargs)

    @admin.display(description=_("photo"))
    def card(self, photo):
        """The photo as it stands in the grid: large, with its words and its limits."""
        markup = (
            '<a class="desk-card__link" href="{}">{}<span class="desk-card__caption">{}'
            '</span></a><span class="desk-card__credit">{}</span>{}'
            '<span class="desk-card__uses">{}</span>'
        )
        where = reverse("admin:articles_photo_change", args=[photo.pk])
        caption = Truncator(str(photo)).chars(CAPTION)
        credit = photo.credit or _("No credit")
        return format_html(
            markup,
            where,
            _picture(photo),
            caption,
            credit,
            self.badges(photo),
            self.uses(photo),
        )

    @admin.display(description=_("to note"))
    def badges(self, photo) -> SafeString | str:
        """Limits, what is missing, and how it says it was made; each as a badge."""
        found = [(word, "limit") for word in rights.limits(photo)]
        if (lacks := self.missing(photo)) != "–":
            found.append((_t("missing: %s") % lacks, "lack"))
        if made := digital_source.label(photo.digital_source):
            found.append((made, "made"))
        if photo.content_credentials:
            found.append((_t("content credentials"), "note"))
        badge = '<li class="desk-badge desk-badge--{}">{}</li>'
        badges = format_html_join("", badge, ((kind, capfirst(w)) for w, kind in found))
        return format_html('<ul class="desk-badges">{}</ul>', badges) if found else "–"

    @admin.display(description=_("used"))
    def uses(self, photo):
        number = photo.uses
        if not number:
            return _("Never used")
        said = ngettext("Used once", "Used %(number)d times", number)
        return said % {"number": number}


def view_of(request) -> str:
    """Return which view somebody has chosen; where a photo is picked, always rows."""
    if IS_POPUP_VAR in request.GET:
        return LIST
    return request.session.get(VIEW, GRID)


def _picture(photo: Photo) -> SafeString:
    src = address(photo, width=480)
    if not src:
        words = _("Withdrawn") if photo.withdrawn_at else _("No picture yet")
        return format_html('<span class="desk-card__none">{}</span>', words)
    # The caption beside it says which picture it is.
    return format_html(
        '<img src="{}" width="{}" height="{}" alt="" loading="lazy">',
        src,
        photo.width,
        photo.height,
    )
