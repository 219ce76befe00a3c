"""What a story says of itself on other sites, on its form: words, photo, preview."""

from django import forms
from django.contrib import admin
from django.core.files.storage import default_storage
from django.utils.html import format_html
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.photos import rights, shared

WORDS = ("social_headline", "social_text", "search_title", "search_description")
WIDGETS = {
    name: forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"})
    for name in WORDS
}


class SharedOnForm(admin.ModelAdmin):
    """Adds the folded part of the form, with the picture that a link shows now."""

    shared_elsewhere = (
        _("Link previews and search results"),
        {
            "fields": [
                "social_picture",
                "social_headline",
                "social_text",
                "social_photo",
                "search_title",
                "search_description",
            ],
            "classes": ["collapse"],
            "description": _(
                "What other sites show of the story. Empty, they show its headline,"
                " standfirst and lead photo."
            ),
        },
    )

    @admin.display(description=_("Picture of links"))
    def social_picture(self, article):
        """Return the picture made of the story, or why there is none."""
        if article.pk is None or not article.is_published:
            return _t("Made when the story is published.")
        if card := shared.made(article).get(shared.CARD):
            return format_html(
                '<img class="desk-card" src="{}" width="400" height="210" alt="{}"'
                ' loading="lazy">',
                default_storage.url(card["name"]),
                article.social_headline or article.headline,
            )
        return _t("Not made yet. Until then links show the photo, or the paper’s card.")


def settle(form) -> None:
    """Bring the words onto one line each, and refuse a photo that may not be shown."""
    data = form.cleaned_data
    for name in WORDS:
        if name in data:
            data[name] = " ".join(data[name].split())
    photo = data.get("social_photo")
    if photo is None or "social_photo" not in form.changed_data:
        return
    article: Article = form.instance
    for fault in rights.faults(photo, article=article, as_lead=True):
        form.add_error("social_photo", fault)
