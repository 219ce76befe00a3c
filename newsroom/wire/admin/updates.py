"""The screen on which an editor takes an update that waits into its story, or not."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import comparing, html
from articles.models import Article
from articles.publishing import NotPossible
from newsroom.wire import intake
from newsroom.wire.desk import updates
from newsroom.wire.desk.merging import Choice, Standing
from newsroom.wire.items import MalformedItem
from newsroom.wire.models import Receipt

NOTES = {
    Standing.OFFERED: gettext_lazy("The agency changed this; nobody here did."),
    Standing.CLASH: gettext_lazy("Changed here, and by the agency too."),
}


class UpdateScreen(admin.ModelAdmin):
    """Adds the screen to the wire list."""

    def get_urls(self):
        update = path(
            "<int:pk>/update/",
            self.admin_site.admin_view(self.update_view),
            name="wire_receipt_update",
        )
        return [update, *super().get_urls()]

    def update_view(self, request, pk):
        """Show the new version against the story; on POST write what was accepted."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        receipts = Receipt.objects.select_related("take__article", "feed", "delivery")
        receipt = get_object_or_404(receipts.defer("delivery__data"), pk=pk)
        article = receipt.take.article if receipt.take else None
        if article is None:
            return self._back(request, receipt, _("There is no story of it here."))
        articles = self.admin_site.get_model_admin(Article)
        if not articles.has_change_permission(request, article):
            raise PermissionDenied
        newest = updates.waiting_for(article.pk)
        if newest is None:
            return self._back(request, receipt, _("No update of it waits any more."))
        if newest != receipt:
            messages.info(request, _("A later version came; this is the newest."))
            return HttpResponseRedirect(address_of(newest))
        try:
            item = intake.item_of(receipt)
        except MalformedItem as error:
            return self._back(request, receipt, str(error))
        if request.method == "POST":
            return self._take_over(request, receipt, item, article)
        return self._screen(request, receipt, item, article)

    def _screen(self, request, receipt, item, article):
        context = self.admin_site.each_context(request) | {
            "title": _("Update waiting: %s") % article,
            "opts": self.opts,
            "receipt": receipt,
            "article": article,
            "item": item,
            "seen": updates.version_of(article),
            "rows": [
                as_row(question)
                for question in updates.questions(receipt, item, article)
            ],
        }
        return TemplateResponse(request, "admin/wire/receipt/update.html", context)

    def _take_over(self, request, receipt, item, article):
        try:
            article = updates.take_over(
                receipt,
                item,
                request.POST.dict(),
                seen=request.POST.get("seen", ""),
                by=request.user,
                material="material" in request.POST,
            )
        except NotPossible as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(address_of(receipt))
        receipt.refresh_from_db(fields=["reason"])
        messages.success(request, receipt.reason)
        return HttpResponseRedirect(
            reverse("admin:articles_article_change", args=[article.pk])
        )

    def _back(self, request, receipt, reason):
        messages.warning(request, reason)
        return HttpResponseRedirect(
            reverse("admin:wire_receipt_change", args=[receipt.pk])
        )


def address_of(receipt: Receipt) -> str:
    """Return the address of the screen for an update that waits."""
    return reverse("admin:wire_receipt_update", args=[receipt.pk])


def as_row(question: updates.Question) -> dict:
    """Return a part of the story as the screen prints it: words, never markup."""
    part = question.part
    ours, theirs = _words(part.ours), _words(part.theirs)
    return {
        "name": question.name,
        "label": question.label,
        "standing": part.standing.value,
        "asks": part.asks,
        "note": NOTES.get(part.standing, ""),
        "ours": ours,
        "theirs": theirs,
        "apart": comparing.words_apart("\n".join(ours), "\n".join(theirs)),
        "markup_only": part.asks and ours == theirs,
        "choices": list(_choices(part)),
    }


def _choices(part):
    """Yield value, label, and whether it is chosen beforehand."""
    accepted = part.standing == Standing.OFFERED
    yield Choice.THEIRS.value, _("Accept the agency's"), accepted
    yield Choice.OURS.value, _("Leave ours"), not accepted
    if part.both_added:
        yield Choice.BOTH.value, _("Keep both, ours first"), False


def _words(blocks):
    """Return what a reader reads in blocks, or what a block without words places."""
    found = []
    for block in blocks:
        if not block.startswith("<"):
            found += [block] if block else []
        elif words := html.paragraphs(block):
            found += words
        else:
            found.append(_("(a picture or an embed)"))
    return found
