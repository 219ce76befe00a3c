"""The caption drift list: words that differ, and what an editor does about each."""

from collections.abc import Callable

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.admin.drift_rows import DecidedFilter, DriftRows
from articles.captions import deciding
from articles.models import Article, CaptionDrift, Photo
from articles.photos import shown
from articles.publishing import NotPossible

# The screens that delete a story or a photo, and ask about all that goes with it.
GO_WITH = {
    f"articles_{model}_{screen}"
    for model in ("article", "photo")
    for screen in ("delete", "changelist")
}
AT_ONCE = 100  # corrections on one screen


@admin.register(CaptionDrift)
class CaptionDriftAdmin(DriftRows):
    """What waits, newest first; decided in its row, or several by their ticks."""

    list_display = ["picture", "words", "where", "since"]
    list_display_links = None
    list_filter = [DecidedFilter, "field"]
    list_per_page = 50
    show_full_result_count = False
    actions = ["take_new", "keep_ours", "correct_publicly"]

    class Media:
        css = {"all": ["desk/desk.css"]}

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        rows = rows.annotate(photo_is_shown=shown.shown_condition("photo"))
        return rows.select_related(
            "photo", "article", "use", "found_by", "decided_by"
        ).defer("article__body", "article__editor_note")

    def get_urls(self):
        correct = path(
            "correct/",
            self.admin_site.admin_view(self.correct_view),
            name="articles_captiondrift_correct",
        )
        return [correct, *super().get_urls()]

    # Nobody writes these rows by hand; they are found, and decided.
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        """A row goes with its story or its photo, whoever may delete that."""
        return obj is not None and request.resolver_match.url_name in GO_WITH

    def has_decide_permission(self, request):
        return request.user.has_perm("articles.change_captiondrift")

    def may_decide(self, request, row) -> bool:
        """Whether somebody may change the story, or the library's words, as there."""
        if not self.has_decide_permission(request):
            return False
        if row.article is not None:
            stories = self.admin_site.get_model_admin(Article)
            return stories.has_change_permission(request, row.article)
        photos = self.admin_site.get_model_admin(Photo)
        may_publish = request.user.has_perm("articles.publish_article")
        return photos.has_change_permission(request) and (
            may_publish or not row.photo_is_shown
        )

    def may_correct(self, request, row) -> bool:
        """Whether somebody may tell the readers of this story of a fault."""
        return (
            row.article is not None
            and row.article.is_published
            and request.user.has_perm("articles.add_correction")
            and self.may_decide(request, row)
        )

    # Deciding -----------------------------------------------------------------

    def changelist_view(self, request, extra_context=None):
        """Do what a row's button says; the rest is the stock list."""
        if request.method == "POST":
            for name, act in (
                ("take", self.take_new),
                ("keep", self.keep_ours),
                ("correct", self.correct_publicly),
            ):
                if pk := request.POST.get(name):
                    if not self.has_decide_permission(request):
                        raise PermissionDenied
                    rows = self.rows_of(request, [pk])
                    answer = act(request, rows)
                    return answer or HttpResponseRedirect(request.get_full_path())
        context = {"title": _t("Caption drift")} | (extra_context or {})
        return super().changelist_view(request, context)

    @admin.action(description=_("Take the new words"), permissions=["decide"])
    def take_new(self, request, queryset):
        done = self._each(request, queryset, self.may_decide, deciding.take)
        said = ngettext("New words taken.", "New words taken %(number)d times.", done)
        self._say(request, said, done)

    @admin.action(description=_("Keep what is printed"), permissions=["decide"])
    def keep_ours(self, request, queryset):
        done = self._each(request, queryset, self.may_decide, deciding.keep)
        said = ngettext("Kept.", "Kept %(number)d times.", done)
        self._say(request, said, done)

    @admin.action(description=_("Correct publicly…"), permissions=["decide"])
    def correct_publicly(self, request, queryset):
        return self._ask_for_wording(request, queryset)

    def correct_view(self, request):
        """Ask for the wording of each correction; on POST make them."""
        if not self.has_decide_permission(request):
            raise PermissionDenied
        named = request.POST if request.method == "POST" else request.GET
        rows = self.rows_of(request, named.getlist("id"))
        if request.method != "POST":
            return self._ask_for_wording(request, rows)

        def correct(row, *, by, mark):
            text = request.POST.get(f"text-{row.pk}", "")
            deciding.correct(row, text=text, by=by, mark=mark)

        done = self._each(request, rows, self.may_correct, correct)
        said = ngettext(
            "Corrected; readers are told.",
            "%(number)d corrections made; readers are told.",
            done,
        )
        self._say(request, said, done)
        return HttpResponseRedirect(reverse("admin:articles_captiondrift_changelist"))

    def rows_of(self, request, keys):
        """Return the rows of keys that a form sent, whatever it sent."""
        known = [key for key in keys[:AT_ONCE] if key.isdecimal() and len(key) < 19]
        return self.get_queryset(request).filter(pk__in=known)

    def _ask_for_wording(self, request, rows):
        asked = []
        for row in rows[:AT_ONCE]:
            if self.may_correct(request, row) and not row.decision:
                asked.append((row, deciding.proposal(row), deciding.seen(row)))
            else:
                self._refuse(request, row)
        context = self.admin_site.each_context(request) | {
            "title": _t("Correct publicly"),
            "asked": asked,
            "opts": self.opts,
        }
        template = "admin/articles/captiondrift/correct.html"
        return TemplateResponse(request, template, context)

    def _each(self, request, rows, may: Callable, act: Callable) -> int:
        """Decide each row that somebody may decide; tell of the others."""
        done = 0
        for row in rows:
            if not may(request, row):
                self._refuse(request, row)
                continue
            try:
                act(row, by=request.user, mark=request.POST.get(f"seen-{row.pk}", ""))
            except NotPossible as reason:
                self.message_user(request, str(reason), messages.ERROR)
            except CaptionDrift.DoesNotExist:
                agrees = _t("“%s” agrees with the library by now.")
                self.message_user(request, agrees % row.photo, messages.INFO)
            else:
                done += 1
        return done

    def _refuse(self, request, row):
        if row.article is not None and self.may_decide(request, row):
            refused = _t("“%s” cannot be corrected publicly: no reader sees it.")
            if row.article.is_published:
                refused = _t("“%s”: you may not make corrections; ask an editor.")
        else:
            refused = _t("“%s”: readers see it, so an editor decides.")
        self.message_user(request, refused % (row.article or row.photo), messages.ERROR)

    def _say(self, request, said, done):
        if done:
            self.message_user(request, said % {"number": done}, messages.SUCCESS)
