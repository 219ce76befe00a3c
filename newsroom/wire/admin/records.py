"""A receipt as a record at the desk: what came, what was decided, and the bytes."""

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from articles import html
from newsroom.wire.admin import folded
from newsroom.wire.admin.pictures import photos_of
from newsroom.wire.admin.updates import address_of
from newsroom.wire.models import Decision


class RecordAdmin(admin.ModelAdmin):
    """Shows receipts. Nobody writes or rewrites what the wire decided."""

    readonly_fields = [
        "what",
        "decided",
        "reason",
        "story",
        "derivatives",
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

    class Media:
        css = {"all": ["desk/wire.css", "desk/feeds.css"]}

    def get_queryset(self, request):
        receipts = super().get_queryset(request)
        return receipts.select_related("feed", "take__article", "delivery").defer(
            "content",
            "delivery__data",
            "take__taken_over",
            "take__article__body",
            "take__article__editor_note",
        )

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_take_permission(self, request):
        """Whether somebody may decide on what the desk held back or could not read."""
        return request.user.has_perms(["wire.change_receipt", "articles.add_article"])

    @admin.display(description=_("when"))
    def came(self, receipt):
        return date_format(
            timezone.localtime(receipt.decided_at), "SHORT_MOMENT_FORMAT"
        )

    @admin.display(description=_("headline"))
    def what(self, receipt):
        return receipt.headline or receipt.delivery.name

    @admin.display(description=_("decision"))
    def decided(self, receipt):
        label = receipt.get_decision_display()
        article = receipt.take and receipt.take.article
        if receipt.decision != Decision.WAITING or not article:
            return label
        return format_html('<a href="{}">{}</a>', address_of(receipt), label)

    @admin.display(description=_("story"))
    def story(self, receipt):
        article = receipt.take and receipt.take.article
        if not article:
            return "–"
        address = reverse("admin:articles_article_change", args=[article.pk])
        return format_html('<a href="{}">{}</a>', address, article.get_status_display())

    @admin.display(description=_("derivatives"))
    def derivatives(self, receipt):
        """What was written from it, and what of that is to be decided on."""
        if receipt.take is None:
            return "–"
        address = reverse("admin:wire_receipt_derivatives", args=[receipt.pk])
        words = folded.words_about(folded.asked_by([receipt])[receipt.pk])
        label = words or _("Derivatives of this item")
        return format_html('<a href="{}">{}</a>', address, label)

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
        named = format_html_join(
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
        return named + photos_of(receipt.take) if receipt.take else named

    @admin.display(description=_("text"))
    def text(self, receipt):
        paragraphs = html.paragraphs(receipt.content.get("body", "") or "<p></p>")
        return format_html_join("", "<p>{}</p>", ((words,) for words in paragraphs))

    @admin.display(description=_("as it came"))
    def raw(self, receipt):
        return format_html(
            '<a href="{}" download>{}</a> ({}) <a href="{}">{}</a>',
            reverse("admin:wire_receipt_raw", args=[receipt.pk]),
            receipt.delivery.name,
            _("%d bytes") % receipt.delivery.size,
            reverse("admin:wire_receipt_bytes", args=[receipt.pk]),
            _("Look inside"),
        )
