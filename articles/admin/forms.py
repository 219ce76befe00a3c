"""The story form: what is refused, and beside which field."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles import html
from articles.admin.widgets import BodyWidget
from articles.models import Article
from articles.slugs import slug_for


class ArticleForm(forms.ModelForm):
    """A story, with two ticks that are not fields of it."""

    use_suggestion = forms.BooleanField(
        label=_("Use the suggested headline"), required=False
    )
    material_update = forms.BooleanField(
        label=_("Material update"),
        required=False,
        help_text=_(
            "The change alters what the story says: readers get a new “Updated” time."
        ),
    )

    class Meta:
        model = Article
        # The screen names the fields; these are what the form itself looks after.
        fields = ["headline", "standfirst", "body", "lead_caption", "editor_note"]
        widgets = {
            "headline": forms.Textarea(attrs={"rows": 2, "class": "desk-headline"}),
            "standfirst": forms.Textarea(attrs={"rows": 2, "class": "desk-standfirst"}),
            "body": BodyWidget,
            "lead_caption": forms.Textarea(attrs={"rows": 2}),
            "editor_note": forms.Textarea(attrs={"rows": 3}),
        }

    def clean_headline(self):
        """Take line breaks out: a headline is one line, whatever was pasted."""
        return " ".join(self.cleaned_data["headline"].split())

    def clean_body(self):
        return html.clean(self.cleaned_data["body"])

    def clean(self):
        super().clean()
        data = self.cleaned_data
        if (
            "headline" in self.fields
            and not data.get("headline")
            and "headline" not in self.errors
        ):
            if data.get("use_suggestion") and self.instance.suggested_headline:
                data["headline"] = self.instance.suggested_headline
            else:
                self.add_error("headline", _("A story needs a headline; write one."))
        if self.instance.status in Article.Status.cleared():
            self._refuse_to_empty(data)
        self._refuse_slug_in_use(data)
        return data

    def _refuse_to_empty(self, data):
        """A story that is out cannot lose what readers need."""
        for name, message in (
            (
                "body",
                _("Readers can see this story: withdraw it before emptying its body."),
            ),
            ("section", _("Readers can see this story: choose a section.")),
        ):
            if name in self.fields and not data.get(name) and name not in self.errors:
                self.add_error(name, message)

    def _refuse_slug_in_use(self, data):
        slug, section = data.get("slug"), data.get("section")
        if not slug and data.get("headline") and "slug" in self.fields:
            data["slug"] = slug_for(data["headline"])
        if not slug or section is None or "slug" not in self.changed_data:
            return
        other = Article.objects.filter(slug=slug, section=section).exclude(
            pk=self.instance.pk
        )
        if story := other.first():
            message = _(
                "“%(story)s” in %(section)s uses the slug “%(slug)s”; choose another."
            )
            self.add_error(
                "slug", message % {"story": story, "section": section, "slug": slug}
            )
