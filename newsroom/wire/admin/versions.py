"""All versions of a take: what was decided about each, and what changed between two."""

from difflib import SequenceMatcher

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import comparing, html
from newsroom.wire.models import Receipt

SHOWN = 100  # versions, the newest
LINES = {
    "headline": gettext_lazy("Headline"),
    "slugline": gettext_lazy("Slugline"),
    "standfirst": gettext_lazy("Standfirst"),
    "byline": gettext_lazy("Byline"),
    "dateline": gettext_lazy("Dateline"),
    "embargo_until": gettext_lazy("Embargo"),
    "usage_terms": gettext_lazy("Usage terms"),
    "editor_note": gettext_lazy("Note to the desk"),
}


class VersionsScreen(admin.ModelAdmin):
    """Adds the history of a take to the wire list."""

    def get_urls(self):
        versions = path(
            "<int:pk>/versions/",
            self.admin_site.admin_view(self.versions_view),
            name="wire_receipt_versions",
        )
        return [versions, *super().get_urls()]

    def versions_view(self, request, pk):
        """Show every version that came; `old` and `new` name the two compared."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        receipts = Receipt.objects.select_related("take", "feed", "delivery")
        receipts = receipts.defer("delivery__data", "take__taken_over")
        receipt = get_object_or_404(receipts, pk=pk)
        versions = [receipt]
        if receipt.take_id is not None:
            versions = list(receipts.filter(take=receipt.take_id)[:SHOWN])
        old, new = _compared(request.GET, versions)
        context = self.admin_site.each_context(request) | {
            "title": _("All versions: %s") % receipt,
            "opts": self.opts,
            "receipt": receipt,
            "versions": versions,
            "old": old,
            "new": new,
            "changes": list(changes(old.content, new.content)) if old else [],
        }
        return TemplateResponse(request, "admin/wire/receipt/versions.html", context)


def changes(old: dict, new: dict):
    """Yield what differs between two items: a label, and runs of words.

    Each run is what both say, what went, what came.
    """
    for name, label in LINES.items():
        before, after = (str(version.get(name) or "") for version in (old, new))
        if before != after:
            yield label, comparing.words_apart(before, after)
    before, after = (_paragraphs(version.get("body")) for version in (old, new))
    runs = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for kind, a, b, c, d in runs:
        if kind != "equal":
            apart = comparing.words_apart("\n".join(before[a:b]), "\n".join(after[c:d]))
            yield _("From paragraph %d") % (c + 1), apart


def _paragraphs(body):
    paragraphs = html.paragraphs(body) if body else []
    return paragraphs[: comparing.LONGEST]


def _compared(asked, versions):
    """Return the two versions that are compared, the older one first; or none."""
    known = {str(version.pk): version for version in versions}
    named = [asked.get("old"), asked.get("new")]
    chosen = {known[key] for key in named if key in known}
    if len(chosen) < 2:
        chosen = set(versions[:2])
    pair = sorted(chosen, key=lambda version: version.pk)
    return (pair[0], pair[1]) if len(pair) == 2 else (None, None)
