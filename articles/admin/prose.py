"""Screens with a text that is no story's: its editor, and what it may hold."""

import re

from django import forms
from django.contrib import admin
from django.utils.text import capfirst
from js_asset.media import Media as NoncedMedia

from articles import html
from articles.admin.widgets import ProseWidget

# What only a story places; a text without one has nothing to hold it by.
PLACED = re.compile(r"<figure\b[^>]*></figure>\n?")


def clean_prose(text: str) -> html.CleanHTML:
    """Return a text with what a standing page or a biography may hold."""
    return html.CleanHTML(PLACED.sub("", html.clean(text)).strip())


class ProseField(forms.CharField):
    """A text typed in the editor."""

    widget = ProseWidget

    def clean(self, value):
        return clean_prose(super().clean(value))


class ProseAdmin(admin.ModelAdmin):
    """Gives the fields named in `prose_fields` the editor, under the page's policy."""

    prose_fields: list[str] = []

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in self.prose_fields:
            return ProseField(
                label=capfirst(db_field.verbose_name),
                help_text=db_field.help_text,
                required=not db_field.blank,
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def render_change_form(self, request, context, *args, **kwargs):
        context["media"] = NoncedMedia.from_media(context["media"]).with_nonce(
            getattr(request, "csp_nonce", "")
        )
        return super().render_change_form(request, context, *args, **kwargs)
