"""The wire list: what came, what was decided, and what an editor can do about it."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles import html
from articles.publishing import NotPossible
from newsroom.wire import intake
from newsroom.wire.admin.rereading import read_each
from newsroom.wire.admin.updates import UpdateScreen, address_of
from newsroom.wire.admin.watching import UrgencyFilter, WatchedList
from newsroom.wire.desk import deciding
from newsroom.wire.items import MalformedItem
from newsroom.wire.models import Decision, Receipt


@admin.register(Receipt)
class ReceiptAdmin(UpdateScreen, WatchedList):
    """The wire list: what came, newest first, and what was decided about it."""

    list_display = [
        "came",
        "urgent",
        "feed",
        "slugline",
        "what",
        "preview",
        "outcome",
        "story",
    ]
    list_display_links = ["what"]
    list_filter = ["decision", UrgencyFilter, "feed", "decided_at"]
    search_fields = ["headline", "slugline", "delivery__name", "take__guid"]
    search_help_text = _("Words of the headline or slugline, an identifier, a file.")
    show_full_result_count = False
    actions = ["make_drafts", "read_again"]
    readonly_fields = [
        "what",
        "decided",
        "reason",
        "story",
        "feed",
        "decided_at",
        "format",
        "identifier",
        "version",
        "urgency",
        "slugline",
        "note",
        "pictures",
        "text",
        "raw",
    ]
    fields = tuple(readonly_fields)

    def get_queryset(self, request):
        receipts = super().get_queryset(request)
        return receipts.select_related("feed", "take__article", "delivery").defer(
            "content",
            "delivery__data",
            "take__article__body",
            "take__article__editor_note",
        )

    def get_urls(self):
        raw = path(
            "<int:pk>/raw/",
            self.admin_site.admin_view(self.download),
            name="wire_receipt_raw",
        )
        return [raw, *super().get_urls()]

    # Nobody writes or rewrites what the wire decided; it is a record.
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_take_permission(self, request):
        return request.user.has_perms(["wire.change_receipt", "articles.add_article"])

    def download(self, request, pk):
        """Hand out the bytes as they came, never as a page of this site."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        receipts = Receipt.objects.select_related("delivery")
        delivery = get_object_or_404(receipts, pk=pk).delivery
        response = HttpResponse(
            bytes(delivery.data), content_type="application/octet-stream"
        )
        name = f"wire-{delivery.pk}.bin"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["X-Content-Type-Options"] = "nosniff"
        return response

    @admin.action(
        description=_("Make drafts of selected held items"), permissions=["take"]
    )
    def make_drafts(self, request, queryset):
        """Make drafts of what the desk held back, since an editor decided so."""
        made = 0
        for receipt in queryset:
            try:
                item = intake.item_of(receipt)
                deciding.make_draft(receipt, item, by=request.user)
            except (NotPossible, MalformedItem) as error:
                messages.warning(request, f"“{receipt}”: {error}")
            else:
                made += 1
        if made:
            message = ngettext("%d draft was made.", "%d drafts were made.", made)
            messages.success(request, message % made)

    @admin.action(
        description=_("Read files of selected items again with today's rules"),
        permissions=["take"],
    )
    def read_again(self, request, queryset):
        """Read what is kept anew, by the path of the import; decide anew."""
        read_each(request, queryset, intake.read_again)

    @admin.display(description=_("headline"), ordering="headline")
    def what(self, receipt):
        return receipt.headline or receipt.delivery.name

    @admin.display(description=_("decision"), ordering="decision")
    def decided(self, receipt):
        label = receipt.get_decision_display()
        article = receipt.take and receipt.take.article
        if receipt.decision != Decision.WAITING or not article:
            return label
        return format_html('<a href="{}">{}</a>', address_of(receipt), label)

    @admin.display(description=_("decision"), ordering="decision")
    def outcome(self, receipt):
        markup = '{}<p class="wire-reason">{}</p>' if receipt.reason else "{}"
        return format_html(markup, self.decided(receipt), receipt.reason)

    @admin.display(description=_("story"))
    def story(self, receipt):
        article = receipt.take and receipt.take.article
        if not article:
            return "–"
        address = reverse("admin:articles_article_change", args=[article.pk])
        return format_html('<a href="{}">{}</a>', address, article.get_status_display())

    @admin.display(description=_("identifier"))
    def identifier(self, receipt):
        return receipt.take.guid if receipt.take else "–"

    @admin.display(description=_("version"))
    def version(self, receipt):
        content = receipt.content
        return " · ".join(
            str(part)
            for part in (content.get("version"), content.get("version_created"))
            if part
        )

    @admin.display(description=_("note to the desk"))
    def note(self, receipt):
        return receipt.content.get("editor_note", "")

    @admin.display(description=_("pictures"))
    def pictures(self, receipt):
        return format_html_join(
            "",
            "<p>{} ({}) {}</p>",
            (
                (
                    picture["caption"],
                    picture["credit"] or "–",
                    picture["href"],
                )
                for picture in receipt.content.get("pictures", [])
            ),
        )

    @admin.display(description=_("text"))
    def text(self, receipt):
        paragraphs = html.paragraphs(receipt.content.get("body", "") or "<p></p>")
        return format_html_join("", "<p>{}</p>", ((words,) for words in paragraphs))

    @admin.display(description=_("as it came"))
    def raw(self, receipt):
        return format_html(
            '<a href="{}" download>{}</a> ({})',
            reverse("admin:wire_receipt_raw", args=[receipt.pk]),
            receipt.delivery.name,
            _("%d bytes") % receipt.delivery.size,
        )
