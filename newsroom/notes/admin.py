"""The list of what readers report, and the page of one note."""

from django.contrib import admin, messages
from django.template.defaultfilters import date as format_moment
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.people import name_of
from articles.publishing import NotPossible
from newsroom.notes import deciding, passages
from newsroom.notes.models import Note, Outcome
from newsroom.notes.screens import DecisionScreens

SHORT = 160  # characters of a note in the list


class OutcomeFilter(admin.SimpleListFilter):
    """What waits, unless somebody asks for something else."""

    title = _("outcome")
    parameter_name = "outcome"

    def lookups(self, request, model_admin):
        return [
            ("answered", _("Answered")),
            ("suspected", _("Probably spam")),
            ("spam", _("Spam")),
            ("all", _("All")),
        ]

    def choices(self, changelist):
        waiting, *others = super().choices(changelist)
        yield waiting | {"display": _("Open")}
        yield from others

    def queryset(self, request, queryset):
        wanted = {
            "answered": [Outcome.CORRECTED, Outcome.FIXED, Outcome.NO_ERROR],
            "suspected": [Outcome.SUSPECTED],
            "spam": [Outcome.SPAM],
            "all": list(Outcome),
        }
        return queryset.filter(
            outcome__in=wanted.get(self.value() or "", [Outcome.OPEN])
        )


@admin.register(Note)
class NoteAdmin(DecisionScreens):
    """Notes are read and decided; nobody writes, changes or deletes one."""

    change_form_template = "admin/notes/note/page.html"
    fields = ["article"]  # the page is a template of its own
    list_display = ["report", "sentence", "story", "received", "became"]
    list_filter = [OutcomeFilter, "kind", "article__section"]
    search_fields = ["wrong", "quote", "right", "article__headline"]
    search_help_text = _("Words of the note, its sentence or the story's headline")
    ordering = ["received_at", "pk"]
    list_per_page = 50
    show_full_result_count = False
    actions = ["mark_as_spam"]

    class Media:
        css = {"all": ["desk/desk.css", "desk/notes.css"]}

    def get_queryset(self, request):
        notes = super().get_queryset(request)
        return notes.select_related(
            "article__section", "decided_by", "correction"
        ).defer("article__body", "article__editor_note")

    def changelist_view(self, request, extra_context=None):
        context = {"title": _t("Notes from readers")} | (extra_context or {})
        return super().changelist_view(request, context)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The note with its passage, and what may be done about it."""
        context = {"title": _t("Note from a reader")} | (extra_context or {})
        return super().change_view(request, object_id, form_url, context)

    def render_change_form(
        self, request, context, add=False, change=False, form_url="", obj=None
    ):
        context |= {
            "note": obj,
            "passage": passages.find(obj.quote, obj.article),
            "may_answer": self.has_answer_permission(request),
            "may_correct": self.may_correct(request, obj),
        }
        return super().render_change_form(
            request, context, add=add, change=change, form_url=form_url, obj=obj
        )

    # Who may do what ----------------------------------------------------------

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    # The list -----------------------------------------------------------------

    @admin.display(description=_("note"), ordering="kind")
    def report(self, note):
        said = format_html(
            "<b>{}</b>: {}",
            note.get_kind_display(),
            Truncator(note.wrong).chars(SHORT),
        )
        if note.copies > 1:
            times = ngettext("%d time", "%d times", note.copies) % note.copies
            said = format_html("{} <em>({})</em>", said, times)
        return said

    @admin.display(description=_("sentence"))
    def sentence(self, note):
        return Truncator(note.quote).chars(SHORT) or "–"

    @admin.display(description=_("story"), ordering="article__headline")
    def story(self, note):
        address = reverse("admin:articles_article_change", args=[note.article_id])
        return format_html(
            '<a href="{}">{}</a><br>{}',
            address,
            note.article,
            note.article.section or "",
        )

    @admin.display(description=_("received"), ordering="received_at")
    def received(self, note):
        return moment(note.received_at)

    @admin.display(description=_("outcome"), ordering="outcome")
    def became(self, note):
        if not note.is_decided:
            return note.get_outcome_display()
        return format_html(
            "{}<br>{}, {}",
            note.get_outcome_display(),
            name_of(note.decided_by) or "–",
            moment(note.decided_at),
        )

    @admin.action(description=_("Mark as spam"), permissions=["answer"])
    def mark_as_spam(self, request, queryset):
        done = 0
        for note in queryset:
            try:
                deciding.call_spam(note, by=request.user)
            except NotPossible as reason:
                self.message_user(request, str(reason), messages.ERROR)
            else:
                done += 1
        if done:
            said = ngettext("%d note is spam.", "%d notes are spam.", done)
            self.message_user(request, said % done, messages.SUCCESS)


def moment(at):
    """Write a moment in the newsroom's zone, as the desk's lists do."""
    return format_moment(timezone.localtime(at), "j M Y, H.i")
