"""The form in which a reader reports an error."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from newsroom.notes import words
from newsroom.notes.models import LONGEST, Kind


class Words(forms.CharField):
    """A text field from which control characters fall before anything is checked."""

    def __init__(self, *, lines=True, **kwargs):
        self.lines = lines
        super().__init__(**kwargs)

    def to_python(self, value):
        return super().to_python(words.plain(str(value or ""), lines=self.lines))


def _textarea(rows):
    return forms.Textarea(attrs={"rows": rows, "cols": 40})


class NoteForm(forms.Form):
    """What is wrong, what is right, and whom to tell; only the error is needed."""

    use_required_attribute = False  # the page's own words say what is missing

    quote = Words(
        label=_("Which sentence?"),
        help_text=_("Copy it here, or leave it empty if it is no sentence."),
        required=False,
        max_length=LONGEST["quote"],
        widget=_textarea(4),
    )
    kind = forms.ChoiceField(
        label=_("What kind of error is it?"),
        choices=Kind,
        initial=Kind.FACT,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what kind of error it is.")},
    )
    wrong = Words(
        label=_("What is wrong?"),
        max_length=LONGEST["words"],
        widget=_textarea(4),
        error_messages={"required": _("Say what is wrong: a few words are enough.")},
    )
    right = Words(
        label=_("What is right, and how do you know?"),
        help_text=_("It saves us time, but leave it empty if you are not sure."),
        required=False,
        max_length=LONGEST["words"],
        widget=_textarea(3),
    )
    source = forms.URLField(
        label=_("Where can we read it?"),
        help_text=_("The address of a page, such as https://example.org/report"),
        required=False,
        max_length=LONGEST["source"],
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        error_messages={
            "invalid": _("That is no address of a page; correct it or leave it out.")
        },
    )
    reader_name = Words(
        label=_("Your name"),
        required=False,
        lines=False,
        max_length=LONGEST["name"],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    reader_email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": _("Write your e-mail address as in name@example.org.")
        },
    )
    wants_answer = forms.BooleanField(
        label=_("Tell me what became of it"), required=False
    )
    # Bots fill in whatever they find; people and their helpers never meet this one.
    homepage = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, data=None, **kwargs):
        super().__init__(data, auto_id="note-%s", label_suffix="", **kwargs)
        if not settings.NEWSROOM_SENDS_MAIL:
            del self.fields["wants_answer"]

    def clean_source(self):
        """Refuse an address with which a browser would do more than open a page."""
        source = self.cleaned_data["source"]
        if source and not source.startswith(("http://", "https://")):
            raise ValidationError(self.fields["source"].error_messages["invalid"])
        return source

    def clean(self):
        said = super().clean() or {}
        if said.get("wants_answer") and not said.get("reader_email"):
            if "reader_email" not in self.errors:
                self.add_error(
                    "reader_email",
                    _("We need your e-mail address to tell you what became of it."),
                )
        return said

    @property
    def baited(self) -> bool:
        return bool(self.cleaned_data.get("homepage"))

    def said(self):
        """Return what was said, under the names of the note's fields."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name != "homepage"
        }
