"""What the story form holds beside the story: bylines, photos, embeds, corrections."""

from django import forms
from django.contrib import admin
from django.db import models
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles import html
from articles.admin.embeds import EmbedForm, embed_facts
from articles.admin.forms import PhotosOfStory, PhotoUseForm
from articles.admin.photos import beside
from articles.admin.use_words import as_printed
from articles.models import ArticleEmbed, ArticlePhoto, Byline, Correction

NOT_IN_TEXT = _("Not in the text: readers get it after the text, until it is deleted.")


class BylineInline(admin.TabularInline):
    model = Byline
    fields = ["contributor", "role", "position"]
    autocomplete_fields = ["contributor"]
    extra = 0


class ArticlePhotoInline(admin.StackedInline):
    model = ArticlePhoto
    form = PhotoUseForm
    formset = PhotosOfStory
    formfield_overrides = {
        models.TextField: {"widget": forms.Textarea(attrs={"rows": 2, "cols": 50})}
    }
    fields = [
        "picture",
        "words",
        "photo",
        "caption",
        "alt_text",
        "is_decorative",
        "credit",
        "credit_reason",
        "position",
    ]
    readonly_fields = ["picture", "words"]
    autocomplete_fields = ["photo"]
    extra = 0
    placed: frozenset[int] = frozenset()  # of the story at hand; made anew each time

    def get_formset(self, request, obj=None, **kwargs):
        self.placed = frozenset(html.photo_ids(obj.body)) if obj else frozenset()
        return super().get_formset(request, obj, **kwargs)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("photo")

    @admin.display(description=_("picture"))
    def picture(self, use):
        return beside.use(use)

    @admin.display(description=_("as printed"))
    def words(self, use):
        if not use.photo_id:
            return "–"
        words = as_printed(use.photo, use.printed, use.caption_state, use.credit_reason)
        if use.photo_id in self.placed:
            return words
        return format_html('<p class="desk-limits">{}</p>{}', NOT_IN_TEXT, words)


class ArticleEmbedInline(admin.StackedInline):
    """The embeds of the text: each has its caption here; the text says which."""

    model = ArticleEmbed
    form = EmbedForm
    fields = ["facts", "url", "caption"]
    readonly_fields = ["facts"]
    extra = 0

    @admin.display(description=_("there"))
    def facts(self, embed):
        return embed_facts(embed)


class CorrectionInline(admin.StackedInline):
    model = Correction
    formfield_overrides = {
        models.TextField: {"widget": forms.Textarea(attrs={"rows": 3, "cols": 80})}
    }
    fields = ["kind", "text", "at_top", "corrected_at"]
    extra = 0
