"""The embeds of a story in its form: caption, and what is known of them."""

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles import providers
from articles.models import ArticleEmbed
from articles.templatetags.embeds import length


class EmbedForm(forms.ModelForm):
    """An embed in the text, with its caption."""

    class Meta:
        model = ArticleEmbed
        fields = ["url", "caption"]
        widgets = {
            "url": forms.URLInput(attrs={"size": 60}),
            "caption": forms.Textarea(attrs={"rows": 2, "cols": 50}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "url" in self.fields:
            # The body's editor says what it is.
            known = [self.instance.title, self.instance.author]
            attributes = self.fields["url"].widget.attrs
            attributes["data-known"] = ", ".join(filter(None, known))
            attributes["data-fault"] = self.instance.fault

    def clean_url(self):
        url = self.cleaned_data["url"]
        if not providers.embed_provider(url):
            names = ", ".join(dict.fromkeys(providers.EMBED_PROVIDERS.values()))
            message = _("Only these can be embedded, over https: %s.")
            raise forms.ValidationError(message % names)
        return url


def embed_facts(embed: ArticleEmbed) -> str:
    """Return what a provider says of an embed, or why it says nothing."""
    if embed.pk is None:
        return _("Asked for when the story is saved.")
    if embed.fault:
        return format_html('<p class="desk-limits">{}</p>', embed.fault)
    facts = [embed.title, embed.author, embed.provider, length(embed.seconds)]
    return ", ".join(filter(None, facts))
