"""The wire list: what came, what was decided, and what an editor can do about it."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.publishing import NotPossible
from newsroom.wire import intake
from newsroom.wire.admin.derivatives import DerivativeScreen
from newsroom.wire.admin.offered import OfferedPictures
from newsroom.wire.admin.rawbytes import RawBytes
from newsroom.wire.admin.rereading import read_each
from newsroom.wire.admin.rows import may_be_taken
from newsroom.wire.admin.updates import UpdateScreen
from newsroom.wire.admin.versions import VersionsScreen
from newsroom.wire.admin.watching import WatchedList
from newsroom.wire.desk import deciding
from newsroom.wire.items import MalformedItem
from newsroom.wire.models import Decision, Receipt


@admin.register(Receipt)
class ReceiptAdmin(
    UpdateScreen,
    VersionsScreen,
    DerivativeScreen,
    OfferedPictures,
    RawBytes,
    WatchedList,
):
    """The wire list: what came, newest first, and what was decided about it."""

    list_display = ["what"]
    actions = ["make_drafts", "read_again"]

    def get_urls(self):
        take = path(
            "<int:pk>/take/",
            self.admin_site.admin_view(self.take_view),
            name="wire_receipt_take",
        )
        return [take, *super().get_urls()]

    def may_take(self, request, receipt):
        return may_be_taken(receipt) and self._may_decide(request, receipt)

    def _may_decide(self, request, receipt):
        """What is free on the wire is taken by who writes; what is held, by editors."""
        if receipt.decision == Decision.RECEIVED:
            may_see = self.has_view_permission(request)
            return may_see and request.user.has_perm("articles.add_article")
        return self.has_take_permission(request)

    def render_change_form(
        self, request, context, add=False, change=False, form_url="", obj=None
    ):
        context["may_take"] = obj is not None and self.may_take(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def take_view(self, request, pk):
        """Make the draft of an item and open it; open the one there is already."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        receipt = get_object_or_404(self.get_queryset(request), pk=pk)
        try:
            article = self._story_of(request, receipt)
        except (NotPossible, MalformedItem) as error:
            messages.warning(request, f"“{receipt}”: {error}")
            record = reverse("admin:wire_receipt_change", args=[receipt.pk])
            return HttpResponseRedirect(record)
        story = reverse("admin:articles_article_change", args=[article.pk])
        return HttpResponseRedirect(story)

    def _story_of(self, request, receipt):
        """Return the story of an item; it is made unless there is one already."""
        take = receipt.take
        if take and take.article and take.killed_at is None:
            messages.info(request, _t("There is a story of it already; this is it."))
            return take.article
        if not self._may_decide(request, receipt):
            raise PermissionDenied
        item = intake.item_of(receipt)
        return deciding.make_draft(receipt, item, by=request.user)

    @admin.action(description=_("Make drafts of selected items"), permissions=["take"])
    def make_drafts(self, request, queryset):
        """Make drafts of what lies on the wire or was held back."""
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
