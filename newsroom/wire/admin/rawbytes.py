"""The bytes of a file as they came: to keep, and to look at where nothing can run."""

import re

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from newsroom.wire.models import Receipt

SHOWN = 100_000  # bytes of a file that are shown; the rest is for the download
LINES = 2_000
# Control characters, spaces of other kinds, and marks that hide or turn text round.
UNSEEN = re.compile(
    r"[^\S\n ]|[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069]"
)
LINE_OF_REASON = re.compile(r"\bline (\d{1,9})\b")


class RawBytes(admin.ModelAdmin):
    """Adds the bytes of a receipt's file, as they came."""

    def get_urls(self):
        guarded = self.admin_site.admin_view
        raw = path("<int:pk>/raw/", guarded(self.download), name="wire_receipt_raw")
        look = path("<int:pk>/bytes/", guarded(self.look), name="wire_receipt_bytes")
        return [raw, look, *super().get_urls()]

    def download(self, request, pk):
        """Hand out the bytes as they came, never as a page of this site."""
        delivery = self._receipt(request, pk).delivery
        response = HttpResponse(
            bytes(delivery.data), content_type="application/octet-stream"
        )
        name = f"wire-{delivery.pk}.bin"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["X-Content-Type-Options"] = "nosniff"
        return response

    def look(self, request, pk):
        """Show the first of the bytes as lines of text, with the line that failed."""
        receipt = self._receipt(request, pk)
        data = bytes(receipt.delivery.data)
        lines = as_lines(data)
        # Where two are named, the last is where the reader stopped.
        named = LINE_OF_REASON.findall(receipt.reason)
        context = self.admin_site.each_context(request) | {
            "title": _("As it came: %s") % receipt.delivery.name,
            "opts": self.opts,
            "receipt": receipt,
            "lines": lines,
            "marked": int(named[-1]) if named else 0,
            "cut": len(data) > SHOWN or len(lines) == LINES,
        }
        return TemplateResponse(request, "admin/wire/receipt/bytes.html", context)

    def _receipt(self, request, pk):
        if not self.has_view_permission(request):
            raise PermissionDenied
        receipts = Receipt.objects.select_related("delivery").defer("content")
        return get_object_or_404(receipts, pk=pk)


def as_lines(data: bytes) -> list[str]:
    r"""Return the first bytes as lines; what cannot be seen is written as \x1f.

    Bytes that are no UTF-8 are written so too, as are marks that turn text round.
    """
    text = data[:SHOWN].decode("utf-8", "backslashreplace")
    text = text.replace("\r\n", "\n").replace("\t", "    ")
    return [UNSEEN.sub(_escaped, line) for line in text.split("\n")[:LINES]]


def _escaped(match):
    number = ord(match[0])
    return f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}"
