"""The form of a photo: what is refused, and beside which field."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import Photo
from articles.models.rights import Category
from articles.photos import ingest, shown

WORDS = ["caption", "credit", "alt_text"]


class PhotoForm(forms.ModelForm):
    """A photo's words; for a new one also its file."""

    class Meta:
        model = Photo
        fields = ["original", *WORDS, "is_decorative", "usage_terms"]
        widgets = {
            "rights_note": forms.Textarea(attrs={"rows": 2}),
            "caption": forms.Textarea(attrs={"rows": 3}),
            "usage_terms": forms.Textarea(attrs={"rows": 2}),
            "instructions": forms.Textarea(attrs={"rows": 2}),
            "people": forms.Textarea(attrs={"rows": 1}),
            "keywords": forms.Textarea(attrs={"rows": 2}),
            "restrictions": forms.Textarea(attrs={"rows": 2}),
        }

    def clean_original(self):
        """Refuse beside the field what the library cannot take, and say why."""
        file = self.cleaned_data["original"]
        if self.instance.pk is None:
            try:
                ingest.check_new(file, name=file.name)
            except ingest.NotAPhoto as refusal:
                raise forms.ValidationError(str(refusal)) from None
        return file

    def clean(self):
        """A picture that readers see keeps the words it needs; its right has a name."""
        super().clean()
        self._name_the_right()
        if self.instance.pk is None or not shown.is_shown(self.instance):
            return
        for name in WORDS:
            if name == "alt_text" and self.cleaned_data.get("is_decorative"):
                continue
            if name in self.fields and not self.cleaned_data.get(name, "").strip():
                self.add_error(
                    name, _("A story shows this photo: it needs these words.")
                )

    def _name_the_right(self):
        """Whoever adds a picture says on what ground; Creative Commons needs which."""
        if "category" not in self.fields or "category" in self.errors:
            return
        category = self.cleaned_data.get("category")
        if not category and self.instance.pk is None:
            message = _("Choose on what ground it may be used; no story goes out else.")
            self.add_error("category", message)
        needs_licence = category == Category.CREATIVE_COMMONS
        if needs_licence and not self.cleaned_data.get("licence"):
            message = _("A Creative Commons photo needs its licence: choose which.")
            self.add_error("licence", message)
