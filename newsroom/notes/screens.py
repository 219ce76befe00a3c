"""The two screens on which a note is decided: by a button, or by a correction."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Correction
from articles.publishing import NotPossible
from newsroom.notes import deciding, passages
from newsroom.notes.deciding import Notice
from newsroom.notes.models import Note

# The buttons of a note's page: what each does, and what is said then.
VERBS = {
    "fix": (deciding.fix, _("Marked as fixed without a notice.")),
    "no_error": (deciding.find_no_error, _("Marked as no error.")),
    "spam": (deciding.call_spam, _("Marked as spam.")),
    "reopen": (deciding.reopen, _("The note is open again.")),
}
LONGEST_REPLY = 2000  # characters


class CorrectionForm(forms.Form):
    """The notice that readers get, and the passage as it should read."""

    new = forms.CharField(
        label=_("The passage, as it should read"),
        help_text=_("It is replaced in the text. Leave it as it is to keep it."),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 80}),
    )
    old = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Kind"), choices=Correction.Kind)
    text = forms.CharField(
        label=_("What readers are told under the story"),
        help_text=_("Say what was wrong, and what is right, in your own words."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4, "cols": 80}),
    )
    material = forms.BooleanField(
        label=_("Material update: readers get a new “Updated” time"), required=False
    )
    reply = forms.CharField(
        label=_("A sentence to the reader, by e-mail"),
        required=False,
        max_length=LONGEST_REPLY,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 80}),
    )

    def __init__(self, data=None, *, mendable: bool, tells: bool, **kwargs):
        super().__init__(data, label_suffix="", **kwargs)
        if not mendable:
            del self.fields["new"], self.fields["old"]
        if not tells:
            del self.fields["reply"]

    def notice(self) -> Notice:
        said = self.cleaned_data
        return Notice(
            kind=said["kind"],
            text=said["text"],
            is_material=said["material"],
            old=said.get("old", ""),
            new=said.get("new", ""),
        )


def _form_of(request, note, passage):
    """Return the form of a correction; the text may be mended where it stands whole."""
    stands = passage.standing == passages.Standing.STANDS
    body = note.article.body
    mendable = stands and passages.mended(body, passage.now, passage.now) is not None
    return CorrectionForm(
        request.POST or None,
        mendable=mendable or "old" in request.POST,
        tells=note.answer == Note.Answer.ASKED,
        initial={
            "text": deciding.draft(note),
            "material": True,
            "old": passage.now,
            "new": passage.now,
        },
    )


class DecisionScreens(admin.ModelAdmin):
    """What the list of notes adds to the stock admin."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/decide/",
                wrap(self.decide_view),
                name="notes_note_decide",
            ),
            path(
                "<int:pk>/correct/", wrap(self.correct_view), name="notes_note_correct"
            ),
            *super().get_urls(),
        ]

    def has_answer_permission(self, request, obj=None):
        return request.user.has_perm("notes.answer_note")

    def may_correct(self, request, note) -> bool:
        """Whether somebody may tell the readers of this story of a fault."""
        stories = self.admin_site.get_model_admin(Article)
        return (
            self.has_answer_permission(request)
            and request.user.has_perm("articles.add_correction")
            and stories.has_change_permission(request, note.article)
        )

    def decide_view(self, request, pk):
        """Do what a button of the note's page says."""
        if not self.has_answer_permission(request):
            raise PermissionDenied
        note = get_object_or_404(Note, pk=pk)
        act, said = VERBS.get(request.POST.get("verb", ""), (None, ""))
        if act is None:  # asked for, not sent by a button
            return self._back(note)
        try:
            reply = request.POST.get("reply", "")[:LONGEST_REPLY]
            act(note, by=request.user, reply=reply)
        except NotPossible as reason:
            self.message_user(request, str(reason), messages.ERROR)
            return self._back(note)
        self.message_user(request, str(said), messages.SUCCESS)
        return self._back(note)

    def correct_view(self, request, pk):
        """Ask for the notice, its first wording made of the note; then publish it."""
        note = get_object_or_404(Note.objects.select_related("article"), pk=pk)
        if not self.may_correct(request, note):
            raise PermissionDenied
        if note.is_decided and request.method != "POST":
            return self._back(note)
        passage = passages.find(note.quote, note.article)
        form = _form_of(request, note, passage)
        if request.method == "POST" and form.is_valid():
            reply = form.cleaned_data.get("reply", "")
            try:
                deciding.correct(note, form.notice(), by=request.user, reply=reply)
            except NotPossible as reason:
                form.add_error(None, str(reason))
            else:
                said = _t("Corrected; readers of “%s” are told.") % note.article
                self.message_user(request, said, messages.SUCCESS)
                return self._back(note)
        context = self.admin_site.each_context(request) | {
            "title": _t("Turn into a correction"),
            "note": note,
            "passage": passage,
            "form": form,
            "may_answer": True,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/notes/note/correct.html", context)

    def _back(self, note):
        return HttpResponseRedirect(reverse("admin:notes_note_change", args=[note.pk]))
