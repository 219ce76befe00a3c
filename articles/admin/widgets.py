"""The body's editor and the topics' search field."""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django_prose_editor.widgets import AdminProseEditorWidget, prose_editor_base_media
from js_asset import ImportMap, Media, Script

from articles import tagging
from articles.models import Topic
from articles.providers import EMBED_PROVIDERS

# The editor's own modules, by the names under which they import each other, so that
# each has its hashed address.
MODULES = [
    "arrivals", "box", "dom", "embed", "gallery", "lead", "nodes", "photo", "photos",
    "picker", "printed", "rows", "text",
]  # fmt: skip
IMPORTS = ImportMap({f"desk/{name}": f"desk/editor/{name}.js" for name in MODULES})
NEW = "new:"
LONGEST = 100  # characters of a topic's name


def is_key(choice) -> bool:
    """Whether a choice of the topics' field is the key of a topic, not a name."""
    return str(choice).isdecimal() and len(str(choice)) < 19


class BodyWidget(AdminProseEditorWidget):
    """The rich text editor with what a story may hold and nothing else.

    The text area below it holds the same HTML, so a form without scripts still works.
    """

    def __init__(self, attrs=None):
        config = {
            "picker": reverse_lazy("admin:articles_photo_pick"),
            "providers": EMBED_PROVIDERS,
        }
        super().__init__(
            attrs={"rows": 24} | (attrs or {}), preset="newsroom", config=config
        )

    @property
    def media(self):
        return prose_editor_base_media + Media(
            importmap=IMPORTS,
            css={"all": ["desk/desk.css", "desk/box.css", "desk/placing.css"]},
            js=[
                Script("desk/editor.js", type="module"),
                Script("desk/form.js", defer=True),
            ],
        )


class ProseWidget(AdminProseEditorWidget):
    """The same editor for a text that is no story's: nothing from the library in it."""

    def __init__(self, attrs=None):
        super().__init__(
            attrs={"rows": 16} | (attrs or {}), preset="newsroom", config={}
        )

    @property
    def media(self):
        return prose_editor_base_media + Media(
            importmap=IMPORTS,
            css={"all": ["desk/desk.css", "desk/box.css"]},
            js=[Script("desk/editor.js", type="module")],
        )


class TopicsWidget(AutocompleteSelectMultiple):
    """The admin's search field, which also keeps names that are no topic yet."""

    def optgroups(self, name, value, attr=None):
        known = [choice for choice in value if is_key(choice)]
        groups = super().optgroups(name, known, attr)
        _title, options, _index = groups[0]
        for choice in value:
            if choice and not is_key(choice):
                label = choice.removeprefix(NEW)
                options.append(
                    self.create_option(name, choice, label, True, len(options))
                )
        return groups


class TopicsField(forms.ModelMultipleChoiceField):
    """Topics by search; a name that is none yet becomes one when the story is saved.

    A choice is the key of a topic, or a name; the editor's script writes NEW before a
    name, so that a name of digits is not taken for a key.
    """

    def __init__(self, relation, admin_site, *, may_add: bool, **kwargs):
        widget = TopicsWidget(relation, admin_site)
        self.may_add = may_add
        if may_add:
            # Read by the admin's own select2: a word that is in no list may be chosen.
            widget.attrs["data-tags"] = "true"
            widget.attrs["data-token-separators"] = '[","]'
        super().__init__(Topic.objects.all(), required=False, widget=widget, **kwargs)

    def clean(self, value):
        chosen = [str(choice).replace("\x00", "").strip() for choice in value or []]
        topics = list(super().clean([choice for choice in chosen if is_key(choice)]))
        names = [c.removeprefix(NEW) for c in chosen if c and not is_key(c)]
        unknown = tagging.not_yet_topics(names)
        if unknown and not self.may_add:
            message = _(
                "“%s” is no topic yet, and you may not add topics; ask an editor."
            )
            raise ValidationError(message % unknown[0])
        if long := [name for name in names if len(name) > LONGEST]:
            message = _("The topic “%s…” is too long; use a name.")
            raise ValidationError(message % long[0][:40])
        named = tagging.topics_named(names)
        return [*topics, *(topic for topic in named if topic not in topics)]
