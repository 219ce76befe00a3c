"""The standing pages at the desk: written, looked at, put back, never lost."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from articles import html, standing, standing_views
from articles.admin.prose import ProseAdmin
from articles.comparing import words_apart
from articles.models import StandingPage

SHOWN = 100  # revisions that the history lists


@admin.register(StandingPage)
class StandingPageAdmin(ProseAdmin):
    object_history_template = "admin/articles/standingpage/history.html"
    change_form_template = "admin/articles/standingpage/change_form.html"
    prose_fields = ["body"]
    list_display = ["title", "address", "footer", "is_public", "reviewed_on"]
    list_filter = ["is_public", "footer"]
    search_fields = ["title", "slug"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (
            None,
            {"fields": ["title", "standfirst", "body"], "classes": ["desk-writing"]},
        ),
        (
            _("Where it stands"),
            {"fields": ["is_public", "role", "slug", "footer", "position"]},
        ),
        (_("Kept true"), {"fields": ["reviewed_on"]}),
    ]

    class Media:
        css = {"all": ["desk/desk.css"]}

    @admin.display(description=_("address"), ordering="slug")
    def address(self, page):
        return page.get_absolute_url()

    def get_prepopulated_fields(self, request, obj=None):
        # An address that readers may know does not follow the title.
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def has_delete_permission(self, request, obj=None):
        """A page that tells what the paper stands for is taken off, never deleted."""
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or not (obj.is_public or _is_of_the_paper(obj)))

    def get_deleted_objects(self, objs, request):
        """Refuse, in the list too, what may not be deleted one by one."""
        kept = [obj for obj in objs if not self.has_delete_permission(request, obj)]
        if not kept:
            return super().get_deleted_objects(objs, request)
        named = [str(page) for page in kept]
        instead = [_t("%s: take it off the site instead") % name for name in named]
        return named, {}, set(), instead

    def get_view_on_site_url(self, obj=None):
        return obj.get_absolute_url() if obj is not None and obj.is_public else None

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        standing.keep(form.instance, by=request.user)

    # Further screens ----------------------------------------------------------

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/preview/",
                wrap(self.preview),
                name="articles_standingpage_preview",
            ),
            path(
                "<int:pk>/put-back/",
                wrap(self.put_back),
                name="articles_standingpage_put_back",
            ),
            *super().get_urls(),
        ]

    def preview(self, request, pk):
        """The page as it will look, for the desk alone."""
        page = get_object_or_404(StandingPage, pk=pk)
        if not self.has_view_permission(request, page):
            raise PermissionDenied
        response = standing_views.render_page(request, page)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    def put_back(self, request, pk):
        """Give the page the words that a revision kept."""
        page = get_object_or_404(StandingPage, pk=pk)
        if not self.has_change_permission(request, page):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        asked = request.POST.get("revision", "")
        key = int(asked) if asked.isdecimal() and len(asked) < 19 else 0
        revision = get_object_or_404(page.revisions, pk=key)
        try:
            with transaction.atomic():
                page = standing.put_back(revision, by=request.user)
                self.log_change(request, page, _t("Put back what it said before."))
        except standing.NeverPublic as reason:
            self.message_user(request, str(reason), messages.ERROR)
        else:
            done = _t("“%s” says again what it said then.") % page
            self.message_user(request, done, messages.SUCCESS)
        return HttpResponseRedirect(
            reverse("admin:articles_standingpage_history", args=[page.pk])
        )

    def history_view(self, request, object_id, extra_context=None):
        """Every revision of the page: when, who, and what became other words."""
        page = self.get_object(request, object_id)
        context = {
            "changes": _changes(page) if page else [],
            "may_put_back": page is not None
            and self.has_change_permission(request, page),
        }
        return super().history_view(request, object_id, context | (extra_context or {}))


def _is_of_the_paper(page):
    return page.role != StandingPage.Role.OTHER


def _changes(page):
    """Return each revision, newest first, with the runs of words it changed."""
    revisions = list(page.revisions.select_related("created_by")[: SHOWN + 1])
    before = [*revisions[1:], None]
    return [
        (revision, words_apart(_text(older), _text(revision)))
        for revision, older in zip(revisions, before, strict=True)
    ][:SHOWN]


def _text(revision):
    if revision is None:
        return ""
    said = revision.content
    return "\n".join([said["title"], said["standfirst"], html.to_text(said["body"])])
