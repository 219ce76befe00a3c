"""The screen of what was written from a wire item, and the list of what is open."""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.people import name_of
from articles.publishing import NotPossible
from newsroom.wire.desk import derivatives, recalls
from newsroom.wire.desk.recalls import Step
from newsroom.wire.models import Answer, Derivative, Recall, Receipt, Take

LABELS: dict[Step, str | Promise] = {
    Step.WITHDRAW: _("Take down"),
    Step.KILL: _("Kill"),
    Step.CORRECT: _("Correct…"),
    Step.LEAVE: _("Leave as it is"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A story on the screen, what it shares with the take, and what was decided."""

    article: Article
    of_story: int
    of_take: int
    highest: int
    recall: Recall | None
    steps: list[tuple[str, str | Promise]]

    @property
    def overlap(self) -> int:
        return max(self.of_story, self.of_take)

    @property
    def address(self) -> str:
        return reverse("admin:articles_article_change", args=[self.article.pk])


class DerivativeScreen(admin.ModelAdmin):
    """Adds the screen to the wire list."""

    def get_urls(self):
        screen = path(
            "<int:pk>/derivatives/",
            self.admin_site.admin_view(self.derivatives_view),
            name="wire_receipt_derivatives",
        )
        return [screen, *super().get_urls()]

    def derivatives_view(self, request, pk):
        """Show what was written from an item; on POST do what was decided about it."""
        may_see_stories = request.user.has_perm("articles.view_article")
        if not (self.has_view_permission(request) and may_see_stories):
            raise PermissionDenied
        receipt = get_object_or_404(
            Receipt.objects.select_related("take", "feed").defer("content"), pk=pk
        )
        if request.method == "POST":
            return self._decide(request, receipt)
        context = self.admin_site.each_context(request) | {
            "title": _t("Derivatives of “%s”") % receipt,
            "opts": self.opts,
            "receipt": receipt,
            "rows": _rows(receipt, request.user),
            "least": derivatives.LEAST,
        }
        return TemplateResponse(request, "admin/wire/receipt/derivatives.html", context)

    def _decide(self, request, receipt):
        named = request.POST.get("story", "")
        rows = {str(row.article.pk): row for row in _rows(receipt, request.user)}
        here = HttpResponseRedirect(address_of(receipt))
        row = rows.get(named)
        if row is None or row.recall is None:
            messages.error(request, _t("Nothing is asked about that story any more."))
            return here
        step = next((s for s in Step if s == request.POST.get("step")), None)
        if step not in recalls.possible(row.article, request.user):
            raise PermissionDenied
        try:
            recalls.answer(row.recall, step, by=request.user)
        except NotPossible as error:
            messages.error(request, f"“{row.article}”: {error}")
            return here
        said = {"story": row.article, "done": recalls.ANSWERS[step].label}
        messages.success(request, _t("“%(story)s”: %(done)s.") % said)
        return HttpResponseRedirect(row.address) if step == Step.CORRECT else here


def address_of(receipt: Receipt) -> str:
    """Return the address of the screen for a receipt."""
    return reverse("admin:wire_receipt_derivatives", args=[receipt.pk])


def _rows(receipt, user):
    """Return the stories written from an item, those that share most first."""
    asked = Recall.objects.filter(receipt=receipt).select_related(
        "derivative__article__section", "answered_by"
    )
    recalled = {recall.derivative_id: recall for recall in asked}
    takes = list(Take.objects.filter(recalled_by=receipt))
    if receipt.take is not None and receipt.take not in takes:
        takes.append(receipt.take)
    links = Derivative.objects.filter(take__in=takes).select_related("article__section")
    known = {(link.take_id, link.article_id): link for link in links}
    known |= {
        (recall.derivative.take_id, recall.derivative.article_id): recall.derivative
        for recall in recalled.values()
    }
    rows = {
        link.article_id: _row(link, recalled.get(link.pk), user)
        for link in known.values()
    }
    for take in takes:
        for entry in derivatives.found(take):
            if entry.article.pk not in rows:
                rows[entry.article.pk] = _found(entry)
    return sorted(
        rows.values(),
        key=lambda row: (
            -row.overlap,
            -min(row.of_story, row.of_take),
            -row.article.pk,
        ),
    )


def _row(link, recall, user):
    steps = recalls.possible(link.article, user) if recall else []
    return Row(
        link.article,
        link.of_story,
        link.of_take,
        link.highest,
        recall,
        [(step.value, LABELS[step]) for step in steps],
    )


def _found(entry):
    shared = entry.share
    return Row(
        entry.article, shared.of_first, shared.of_second, shared.highest, None, []
    )


class AnswerFilter(admin.SimpleListFilter):
    """What is not decided is shown unless something else is asked for."""

    title = _("decision")
    parameter_name = "answer"

    def lookups(self, request, model_admin):
        return [*Answer.choices, ("all", _("All"))]

    def choices(self, changelist):
        shown = self.value() or Answer.OPEN.value
        for value, label in self.lookup_choices:
            asked = changelist.get_query_string({self.parameter_name: value})
            yield {"selected": shown == value, "query_string": asked, "display": label}

    def queryset(self, request, recalled):
        asked = self.value() or Answer.OPEN.value
        return recalled if asked == "all" else recalled.filter(answer=asked)


@admin.register(Recall)
class RecallAdmin(admin.ModelAdmin):
    """All that kills and corrections ask about, whichever item it was."""

    list_display = ["story", "state", "overlap", "item", "asked_at", "decided"]
    list_display_links = None
    list_filter = [AnswerFilter]
    list_select_related = ["derivative__article", "receipt__feed", "answered_by"]
    actions = None
    show_facets = admin.ShowFacets.NEVER

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .defer("receipt__content", "derivative__article__body")
        )

    def changelist_view(self, request, extra_context=None):
        title = {"title": _t("Stories written from copy that was killed or corrected")}
        return super().changelist_view(request, title | (extra_context or {}))

    def has_view_permission(self, request, obj=None):
        return request.user.has_perms(["wire.view_receipt", "articles.view_article"])

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("story"))
    def story(self, recall):
        address = address_of(recall.receipt)
        return format_html('<a href="{}">{}</a>', address, recall.derivative.article)

    @admin.display(description=_("state"))
    def state(self, recall):
        return recall.derivative.article.get_status_display()

    @admin.display(description=_("overlap"))
    def overlap(self, recall):
        link = recall.derivative
        return f"{max(link.of_story, link.of_take)} %"

    @admin.display(description=_("because of"))
    def item(self, recall):
        return f"{recall.receipt.feed}: {recall.receipt}"

    @admin.display(description=_("decision"))
    def decided(self, recall):
        if recall.answered_at is None:
            return recall.get_answer_display()
        done, who = recall.get_answer_display(), name_of(recall.answered_by)
        return _t("%(done)s by %(who)s") % {"done": done, "who": who}
