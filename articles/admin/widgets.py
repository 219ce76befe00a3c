"""The body's editor and the topics' search field."""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django_prose_editor.widgets import AdminProseEditorWidget, prose_editor_base_media
from js_asset import Media, Script

from articles import html, tagging
from articles.models import Topic


class BodyWidget(AdminProseEditorWidget):
    """The rich text editor with what a story may hold and nothing else.

    The text area below it holds the same HTML, so a form without scripts still works.
    """

    def __init__(self, attrs=None):
        config = {
            "picker": reverse_lazy("admin:articles_photo_pick"),
            "providers": html.EMBED_PROVIDERS,
        }
        super().__init__(
            attrs={"rows": 24} | (attrs or {}), preset="newsroom", config=config
        )

    @property
    def media(self):
        return prose_editor_base_media + Media(
            css={"all": ["desk/desk.css"]},
            js=[
                Script("desk/editor.js", type="module"),
                Script("desk/form.js", defer=True),
            ],
        )


class TopicsField(forms.ModelMultipleChoiceField):
    """Topics by search; a name that is none yet becomes one when the story is saved."""

    def __init__(self, relation, admin_site, *, may_add: bool, **kwargs):
        widget = AutocompleteSelectMultiple(relation, admin_site)
        self.may_add = may_add
        if may_add:
            # Read by the admin's own select2: a word that is in no list may be chosen.
            widget.attrs["data-tags"] = "true"
            widget.attrs["data-token-separators"] = '[","]'
        super().__init__(Topic.objects.all(), required=False, widget=widget, **kwargs)

    def clean(self, value):
        chosen = [str(choice).strip() for choice in value or []]
        names = [choice for choice in chosen if choice and not choice.isdecimal()]
        topics = list(
            super().clean([choice for choice in chosen if choice.isdecimal()])
        )
        if names and not self.may_add:
            message = _(
                "“%s” is no topic yet, and you may not add topics; ask an editor."
            )
            raise ValidationError(message % names[0])
        if long := [name for name in names if len(name) > 100]:
            raise ValidationError(
                _("The topic “%s…” is too long; use a name.") % long[0][:40]
            )
        return [
            *topics,
            *(topic for topic in tagging.topics_named(names) if topic not in topics),
        ]
