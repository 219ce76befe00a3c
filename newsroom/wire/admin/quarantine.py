"""The quarantine: what could not be read, why, and two ways to try once more."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from newsroom.wire import intake
from newsroom.wire.admin.records import RecordAdmin
from newsroom.wire.admin.rereading import read_each
from newsroom.wire.admin.watching import CappedPaginator
from newsroom.wire.models import Decision, Quarantined


@admin.register(Quarantined)
class QuarantineAdmin(RecordAdmin):
    """The same receipts, seen as files that want attention; same permissions."""

    list_display = ["file", "reason", "seems", "feed", "came", "raw"]
    list_display_links = ["file"]
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

    @admin.display(description=_("file"), ordering="delivery__name")
    def file(self, receipt):
        if receipt.position:
            item = _("item %d") % (receipt.position + 1)
            return format_html("{} ({})", receipt.delivery.name, item)
        return receipt.delivery.name

    @admin.display(description=_("seems to be"))
    def seems(self, receipt):
        return receipt.format or "–"
