"""What the wire list needs for being watched: urgency seen at once, and a preview."""

from django.contrib import admin
from django.db.models.fields.json import KT
from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from articles import html
from newsroom.wire.models import URGENT

OPENING = 1_500  # characters of a text that the list loads for its preview
ROWS = 50


class UrgencyFilter(admin.SimpleListFilter):
    title = _("urgency")
    parameter_name = "urgency"

    def lookups(self, request, model_admin):
        return [("urgent", _("Urgent (1 to 3)")), ("routine", _("Routine"))]

    def queryset(self, request, receipts):
        if self.value() == "urgent":
            return receipts.filter(urgency__lte=URGENT)
        if self.value() == "routine":
            return receipts.exclude(urgency__lte=URGENT)
        return receipts


class WatchedList(admin.ModelAdmin):
    """A list of receipts that an editor can read without leaving it."""

    list_per_page = ROWS

    class Media:
        css = {"all": ["desk/wire.css"]}
        js = ["desk/wire.js"]

    def get_queryset(self, request):
        receipts = super().get_queryset(request)
        return receipts.annotate(
            opening=Substr(KT("content__body"), 1, OPENING),
            said=Substr(KT("content__editor_note"), 1, OPENING),
        )

    @admin.display(description=_("when"), ordering="decided_at")
    def came(self, receipt):
        return date_format(timezone.localtime(receipt.decided_at), "j M, H.i")

    @admin.display(description=_("urgency"), ordering="urgency")
    def urgent(self, receipt):
        """The number, in a colour of its own if it is above routine."""
        if receipt.urgency is None:
            return "–"
        name = receipt.urgency if receipt.urgency <= URGENT else "routine"
        markup = '<span class="wire-urgency wire-urgency--{}">{}</span>'
        return format_html(markup, name, receipt.urgency)

    @admin.display(description=_("preview"))
    def preview(self, receipt):
        """The opening of the text, closed until somebody asks for it."""
        words = html.paragraphs(receipt.opening) if receipt.opening else []
        note = [receipt.said] if receipt.said else []
        if not (words or note):
            return "–"
        return format_html(
            '<details class="wire-preview" name="wire-preview"><summary>{}</summary>'
            "<div>{}{}</div></details>",
            _("Read"),
            format_html_join("", "<p>{}</p>", ((text,) for text in words)),
            format_html_join("", '<p class="wire-note">{}</p>', ((n,) for n in note)),
        )
