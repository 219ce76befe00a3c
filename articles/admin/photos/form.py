"""The form of a photo: what is refused, and beside which field."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import Photo
from articles.photos import ingest, shown

WORDS = ["caption", "credit", "alt_text"]


class PhotoForm(forms.ModelForm):
    """A photo's words; for a new one also its file."""

    class Meta:
        model = Photo
        fields = ["original", *WORDS, "is_decorative", "usage_terms"]
        widgets = {
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
        """A picture that readers see keeps the words it needs."""
        super().clean()
        if self.instance.pk is None or not shown.is_shown(self.instance):
            return
        for name in WORDS:
            if name == "alt_text" and self.cleaned_data.get("is_decorative"):
                continue
            if name in self.fields and not self.cleaned_data.get(name, "").strip():
                self.add_error(
                    name, _("A story shows this photo: it needs these words.")
                )
