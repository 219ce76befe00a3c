"""The quarantine: what could not be read, why, and two ways to try once more."""

from django.contrib import admin
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from newsroom.wire import intake
from newsroom.wire.admin.records import RecordAdmin
from newsroom.wire.admin.rereading import read_each
from newsroom.wire.admin.watching import CappedPaginator
from newsroom.wire.models import Decision, Quarantined


@admin.register(Quarantined)
class QuarantineAdmin(RecordAdmin):
    """The same receipts, seen as files that want attention; same permissions."""

    list_display = ["file", "reason", "came", "bytes"]
    list_display_links = None
    list_filter = ["feed"]
    list_max_show_all = 0
    sortable_by = ()
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = ["try_again", "import_as_text"]

    def get_queryset(self, request):
        receipts = super().get_queryset(request)
        return receipts.filter(decision=Decision.QUARANTINED)

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("wire.view_receipt")

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    @admin.action(description=_("Try again"), permissions=["take"])
    def try_again(self, request, queryset):
        read_each(request, queryset, intake.read_again)

    @admin.action(description=_("Import as plain text"), permissions=["take"])
    def import_as_text(self, request, queryset):
        read_each(request, queryset, intake.read_as_text)

    def changelist_view(self, request, extra_context=None):
        title = {"title": _t("Quarantine: what could not be read")}
        return super().changelist_view(request, title | (extra_context or {}))

    @admin.display(description=_("file"))
    def file(self, receipt):
        name = receipt.delivery.name
        if receipt.position:
            item = _("item %d") % (receipt.position + 1)
            name = format_html("{} ({})", name, item)
        seems = receipt.format and _("seems to be %s") % receipt.format
        return format_html(
            '<a href="{}">{}</a> <span class="wire-exact">{}</span>',
            reverse("admin:wire_quarantined_change", args=[receipt.pk]),
            name,
            " · ".join(str(part) for part in (receipt.feed, seems) if part),
        )

    @admin.display(description=_("as it came"))
    def bytes(self, receipt):
        return format_html(
            '<a href="{}">{}</a> <a href="{}" download>{}</a>',
            reverse("admin:wire_receipt_bytes", args=[receipt.pk]),
            _("Look inside"),
            reverse("admin:wire_receipt_raw", args=[receipt.pk]),
            _("Download (%s)") % filesizeformat(receipt.delivery.size),
        )
