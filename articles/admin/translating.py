"""Begin a translation of a story from its form, on a page of its own."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from articles import publishing, translations
from articles.languages import own_name
from articles.models import Article


class LanguageForm(forms.Form):
    """The language of a translation, as a story takes it."""

    language = forms.CharField(
        label=_("Language"),
        max_length=12,
        validators=Article._meta.get_field("language").validators,
        help_text=_("Its code, such as fr, ar or pt-br."),
        widget=forms.TextInput(attrs={"list": "languages", "autocomplete": "off"}),
    )


class Translating(admin.ModelAdmin):
    """Adds the page to the stories."""

    def get_urls(self):
        begin = path(
            "<int:pk>/translate/",
            self.admin_site.admin_view(self.begin_translation),
            name="articles_article_translate",
        )
        return [begin, *super().get_urls()]

    def begin_translation(self, request, pk):
        """Ask for the language; begin the draft by POST, and lead to it."""
        article = get_object_or_404(Article, pk=pk)
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = LanguageForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            draft = self._begun(request, article, form)
            if draft is not None:
                address = reverse("admin:articles_article_change", args=[draft.pk])
                return HttpResponseRedirect(address)
        group = Article.objects.translating(article.pk)
        known = set(group.values_list("language", flat=True))
        context = self.admin_site.each_context(request) | {
            "title": _t("Translate “%s”") % article,
            "article": article,
            "form": form,
            "group": group.defer("body"),
            "languages": [
                (code, own_name(code))
                for code, _name in settings.LANGUAGES
                if code not in known
            ],
            "opts": self.opts,
        }
        template = "admin/articles/article/translate.html"
        return TemplateResponse(request, template, context)

    def _begun(self, request, article, form):
        language = form.cleaned_data["language"]
        try:
            draft = translations.begin(article, language, by=request.user)
        except publishing.NotPossible as reason:
            form.add_error("language", str(reason))
            return None
        said = _t(
            "This is a draft of the story in %(language)s, linked to it. Put its words"
            " into that language, then publish it as any story."
        )
        self.message_user(
            request, said % {"language": own_name(language)}, messages.SUCCESS
        )
        return draft
