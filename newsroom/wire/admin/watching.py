"""The list of receipts that an editor watches: rows, paging, a preview, what is new."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.forms import Script
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import html
from newsroom.wire.admin import rows
from newsroom.wire.admin.filters import FILTERS
from newsroom.wire.admin.folded import asked_by, beneath, folded, is_narrowed
from newsroom.wire.admin.records import RecordAdmin
from newsroom.wire.models import Feed, Receipt, Take

ROWS = 50
COUNTED = 1_000  # rows that are counted and paged; further back, by the day
SEARCHED = 100_000  # receipts, the newest, whose words are looked through
NEWS_EVERY = 30  # seconds
LISTS = ("wire_receipt_changelist", "wire_receipt_news")


class CappedPaginator(Paginator):
    """Counts no more than can be paged: counting a million rows takes a second."""

    object_list: QuerySet[Receipt]

    @cached_property
    def count(self):
        return self.object_list.order_by().values("pk")[:COUNTED].count()


class WatchedList(RecordAdmin):
    """A list of receipts that an editor can read, and work on, without leaving it."""

    change_list_template = "admin/wire/receipt/change_list.html"
    list_filter = FILTERS
    list_per_page = ROWS
    list_max_show_all = 0
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    sortable_by = ()
    search_fields = ["headline", "slugline"]

    class Media:
        js = [Script("desk/wire.js", type="module")]

    def get_queryset(self, request):
        """Every receipt; for the list itself, unless it is narrowed, a row for each
        story: actions reach what was on the page, folded away meanwhile or not.
        """
        receipts = rows.with_what_rows_need(super().get_queryset(request))
        whole_list = request.resolver_match and request.resolver_match.url_name in LISTS
        if request.method == "GET" and whole_list:
            return receipts if is_narrowed(request.GET) else folded(receipts)
        return receipts

    def get_urls(self):
        guarded = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/preview/",
                guarded(self.preview),
                name="wire_receipt_preview",
            ),
            path("news/", guarded(self.news), name="wire_receipt_news"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        newest = _newest()
        response = super().changelist_view(request, extra_context)
        context = getattr(response, "context_data", None) or {}
        if changes := context.get("cl"):
            changes.has_filters = False  # they stand in the bar above the list
            context |= {
                "title": _("The wire"),
                "rows": self.rows_of(request, changes.result_list),
                "newest": newest,
                "capped": changes.result_count >= COUNTED,
                "counted": COUNTED,
                "searched": SEARCHED if changes.query else 0,
                "news_every": NEWS_EVERY,
            }
        return response

    def rows_of(self, request, receipts) -> list[rows.Row]:
        """Return the rows of a page of the list."""
        under, asked = beneath(receipts), asked_by(receipts)
        return [
            rows.Row(
                receipt,
                self.may_take(request, receipt),
                under.get(receipt.pk, ()),
                asked[receipt.pk],
            )
            for receipt in receipts
        ]

    def may_take(self, request, receipt) -> bool:
        """Whether somebody may make the draft of an item here and now."""
        raise NotImplementedError

    def get_search_results(self, request, queryset, search_term):
        """Find an identifier, however old, or words in the newest receipts."""
        words = search_term.split()
        if not words:
            return queryset, False
        # By feed and identifier, as the index of the takes has them.
        takes = Take.objects.filter(
            feed__in=list(Feed.objects.values_list("pk", flat=True)),
            guid=search_term.strip(),
        )
        if known := list(takes.values_list("pk", flat=True)[:ROWS]):
            return queryset.filter(take__in=known), False
        found = queryset.filter(pk__gt=_newest() - SEARCHED)
        for word in words:
            found = found.filter(
                Q(headline__icontains=word) | Q(slugline__icontains=word)
            )
        return found, False

    def preview(self, request, pk):
        """Show an item in short, for the pane beside the list."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        receipt = get_object_or_404(self.get_queryset(request), pk=pk)
        body = receipt.content.get("body") or ""
        context = {
            "row": self.rows_of(request, [receipt])[0],
            "content": receipt.content,
            "paragraphs": html.paragraphs(body) if body else [],
        }
        return TemplateResponse(request, "admin/wire/receipt/preview.html", context)

    def news(self, request):
        """Say how many items came after one, narrowed as the list is."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        count = self.get_changelist_instance(request).result_count
        words = ngettext("%d new item", "%d new items", count) % count
        if count >= COUNTED:
            words = _("%d new items or more") % count
        return JsonResponse({"count": count, "words": words if count else ""})


def _newest() -> int:
    """Return the key of the newest receipt, 0 if there is none."""
    return Receipt.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
