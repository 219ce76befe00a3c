"""One photo's words in a row: what is typed, what is missing, what its file said."""

import hashlib
import json

from django import forms
from django.utils.translation import gettext as _

from articles.admin.photos.form import WORDS
from articles.captions.printed import alt_doubts
from articles.comparing import same_words
from articles.models import Photo
from articles.models.rights import Category
from articles.photos import digital_source, likeness


class RowForm(forms.ModelForm):
    """The words of a photo that an editor checks, and on what ground it is used.

    Its photo has `may_change`: whether the reader of the screen may change it.
    """

    class Meta:
        model = Photo
        fields = [*WORDS, "byline", "category", "is_decorative"]
        widgets = {
            "caption": forms.Textarea(attrs={"rows": 4}),
            "alt_text": forms.Textarea(attrs={"rows": 4}),
            "credit": forms.Textarea(attrs={"rows": 2}),
            "byline": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.seen = _mark(self.instance)
        category = self.fields["category"]
        if isinstance(category, forms.TypedChoiceField) and not self.instance.licence:
            # The licence is chosen on the photo's own page, and the category with it.
            found = category.widget.choices
            kept = [c for c in found if c[0] != Category.CREATIVE_COMMONS]
            category.choices = kept
        for name, field in self.fields.items():
            field.widget.attrs |= {"data-column": name, "placeholder": " "}
            field.disabled = not self.instance.may_change

    def bound(self, data) -> "RowForm":
        """Return this row with what was typed into it."""
        return type(self)(data, instance=self.instance, prefix=self.prefix)

    def clean(self):
        """Refuse to write over what somebody else wrote since the screen was opened."""
        super().clean()
        seen = self.data.get(self.add_prefix("seen"), self.seen)
        if seen != self.seen:
            for name in self.changed_data:
                now = self.initial.get(name)
                said = _("It says “%s” now; save again to write yours over it.") % now
                self.add_error(name, said)
        return self.cleaned_data

    @property
    def typed(self) -> dict:
        """What is to be saved, of a row that is valid: the words that say otherwise."""
        return {
            name: self.cleaned_data[name]
            for name in self.changed_data
            if not same_words(str(self.cleaned_data[name]), str(self.initial[name]))
        }

    @property
    def columns(self) -> list[dict]:
        """Each field with what stands beneath it, in the order of the columns."""
        return [
            {
                "field": self[name],
                "missing": self._lacks(name),
                "said": self._said(name),
            }
            for name in (*WORDS, "byline", "category")
        ]

    @property
    def held(self) -> Photo | None:
        """The photo it looks like, which the library had before."""
        return likeness.of(self.instance)

    @property
    def doubts(self) -> list[str]:
        """What is doubtful in the alt text, as it is stored."""
        return alt_doubts(self.instance)

    @property
    def made_by(self) -> str:
        """How it was made, in the words that readers get; empty for a camera."""
        return digital_source.label(self.instance.digital_source)

    def _lacks(self, name):
        if name == "byline" or (name == "alt_text" and self["is_decorative"].value()):
            return False
        return not self[name].value()

    def _said(self, name):
        said = self.instance.file_said.get(name, "")
        if not said or name not in self.fields:
            return ""
        if same_words(said, str(self[name].value() or "")):
            return _("as the file said")
        return _("file said: %s") % said


def _mark(photo):
    """Return a mark of what a row shows; another one means that it has changed."""
    shown = [getattr(photo, name) for name in RowForm.Meta.fields]
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:16]
