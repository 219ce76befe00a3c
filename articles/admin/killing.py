"""Kill stories, for good or by an order, and bring back what an order took down."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles import publishing
from articles.models import Article, Order

NOTE_LENGTH = 1000  # characters of what readers are told


class KillForm(forms.Form):
    """What readers are told, and whose order it is, if it is one."""

    note = forms.CharField(
        label=_("What readers are told at its address"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 70, "maxlength": NOTE_LENGTH}),
    )
    ordered_by = forms.CharField(
        label=_("By order of"),
        required=False,
        max_length=200,
        help_text=_(
            "Only if a court or another authority ordered it, such as Regional Court "
            "of Lisse. Its address then says so (451), and the story can come back "
            "when the order is lifted. Else it is down for good (410)."
        ),
    )
    order_link = forms.URLField(
        label=_("Where the order can be read"),
        required=False,
        max_length=500,
        assume_scheme="https",
    )
    order_note = forms.CharField(
        label=_("Where it holds, and what else readers should know of it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 70, "maxlength": NOTE_LENGTH}),
    )

    def clean_note(self):
        return " ".join(self.cleaned_data["note"].split())[:NOTE_LENGTH]

    def clean_order_note(self):
        return " ".join(self.cleaned_data["order_note"].split())[:NOTE_LENGTH]

    def clean(self):
        """Refuse an order of nobody.

        :raises ValidationError: if the order is described and nobody gave it.
        """
        said = super().clean() or {}
        about = said.get("order_link") or said.get("order_note")
        if about and not said.get("ordered_by") and "ordered_by" not in self.errors:
            self.add_error("ordered_by", _("Say whose order it is."))
        return said

    @property
    def order(self) -> Order | None:
        said = self.cleaned_data
        if not said["ordered_by"]:
            return None
        return Order(said["ordered_by"], said["order_link"], said["order_note"])


class Killing(admin.ModelAdmin):
    """Adds both pages to the stories."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        lift = wrap(self.lift_view)
        return [
            path("kill/", wrap(self.kill_view), name="articles_article_kill"),
            path("<int:pk>/lift/", lift, name="articles_article_lift"),
            *super().get_urls(),
        ]

    def has_kill_permission(self, request):
        return request.user.has_perm("articles.kill_article")

    def has_lift_permission(self, request):
        """It undoes a kill, and publishes: who does it may do both."""
        may_publish = request.user.has_perm("articles.publish_article")
        return may_publish and self.has_kill_permission(request)

    @admin.action(description=_("Kill selected stories…"), permissions=["kill"])
    def kill(self, request, queryset):
        return self._ask_for_note(request, queryset, KillForm())

    def kill_view(self, request):
        """Ask for the note that readers get, then kill."""
        if not self.has_kill_permission(request):
            raise PermissionDenied
        named = request.POST if request.method == "POST" else request.GET
        ids = [pk for pk in named.getlist("id") if pk.isdecimal() and len(pk) < 19]
        stories = self.get_queryset(request).filter(pk__in=ids)
        # A control character pasted with a note must not keep a story up.
        sent = {name: text.replace("\x00", "") for name, text in request.POST.items()}
        form = KillForm(sent if request.method == "POST" else None)
        if not form.is_valid():
            return self._ask_for_note(request, stories, form)
        note, order = form.cleaned_data["note"], form.order
        for article in stories:
            publishing.kill(article, note=note, order=order, by=request.user)
        done = ngettext("%d story is killed.", "%d stories are killed.", len(stories))
        self.message_user(request, done % len(stories), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_article_changelist"))

    def _ask_for_note(self, request, stories, form):
        context = self.admin_site.each_context(request) | {
            "title": _t("Kill: take down for good"),
            "stories": stories,
            "opts": self.opts,
            "form": form,
        }
        return TemplateResponse(request, "admin/articles/article/kill.html", context)

    def lift_view(self, request, pk):
        """Ask whether the order is lifted; by POST, bring the story back."""
        article = get_object_or_404(Article, pk=pk)
        if not self.has_lift_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            try:
                publishing.lift_order(article, by=request.user)
            except (publishing.NotPossible, publishing.NotPublishable) as reason:
                stays = _t("“%(story)s” stays as it was. %(reason)s")
                stays %= {"story": article, "reason": reason}
                self.message_user(request, stays, messages.ERROR)
            else:
                back = _t("The order on “%s” is lifted; it is back.") % article
                self.message_user(request, back, messages.SUCCESS)
            address = reverse("admin:articles_article_change", args=[article.pk])
            return HttpResponseRedirect(address)
        context = self.admin_site.each_context(request) | {
            "title": _t("Lift the order on “%s”") % article,
            "article": article,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/articles/article/lift.html", context)
