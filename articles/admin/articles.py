"""The story list and the story form."""

from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Prefetch
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import date as format_moment
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from js_asset.media import Media as NoncedMedia

from articles import embeds, html, publishing, suggestions, views
from articles.admin import verbs
from articles.admin.choosing import PhotoChoosing
from articles.admin.filters import PublishedFilter
from articles.admin.forms import ArticleForm
from articles.admin.inlines import (
    ArticleEmbedInline,
    ArticlePhotoInline,
    BylineInline,
    CorrectionInline,
)
from articles.admin.killing import Killing
from articles.admin.moments import NamedMoments
from articles.admin.photos import beside
from articles.admin.social import SharedOnForm
from articles.admin.telling import ToldOnForm
from articles.admin.translating import Translating
from articles.admin.use_words import as_printed
from articles.admin.widgets import NEW, TopicsField
from articles.captions import printed
from articles.models import Article, Byline, Correction
from articles.photos import enlarging, rights

REFUSALS = (publishing.NotPublishable, publishing.NotPossible)
Status = Article.Status


@admin.register(Article)
class ArticleAdmin(
    Killing, Translating, SharedOnForm, ToldOnForm, PhotoChoosing, NamedMoments
):
    form = ArticleForm
    change_form_template = "admin/articles/article/change_form.html"
    object_history_template = "admin/articles/article/history.html"

    list_display = ["story", "section", "state", "byline", "when", "words"]
    list_filter = ["status", "section", "genre", PublishedFilter]
    search_fields = ["headline", "suggested_headline", "slugline"]
    search_help_text = _("Words of the headline or the slugline")
    ordering = ["-edited_at", "-id"]
    list_per_page = 50
    list_max_show_all = 200
    show_full_result_count = False
    actions = ["publish", "withdraw", "kill"]

    autocomplete_fields = ["lead_photo", "translation_of", "social_photo"]
    inlines = [BylineInline, ArticlePhotoInline, ArticleEmbedInline, CorrectionInline]
    readonly_fields = [
        "state",
        "suggestion",
        "lead_picture",
        "lead_words",
        "topic_suggestions",
        "social_picture",
    ]
    writing = ["kicker", "headline", "standfirst", "dateline", "body"]
    picture = [
        "lead_photo",
        "lead_picture",
        "lead_words",
        "lead_caption",
        "lead_alt_text",
        "lead_is_decorative",
        "lead_credit",
        "lead_credit_reason",
    ]
    filing = ["section", "genre", "tags", "topic_suggestions", "slugline", "slug"]
    credit = ["byline_text", "agency_credit", "language", "translation_of"]
    timing = ["state", "publish_at", "embargo_until", "hold_note", "editor_note"]

    class Media:
        css = {"all": ["desk/desk.css"]}

    # The form -----------------------------------------------------------------

    def get_fieldsets(self, request, obj=None):
        writing = list(self.writing)
        if obj and obj.suggested_headline and not obj.headline:
            writing[1:1] = ["suggestion", "use_suggestion"]
        timing = list(self.timing)
        if obj and obj.is_published:
            timing.insert(1, "material_update")
        return [
            (None, {"fields": writing, "classes": ["desk-writing"]}),
            (_("Lead photo"), {"fields": self.picture}),
            (_("Filing"), {"fields": self.filing}),
            (
                _("Credit and language"),
                {"fields": self.credit, "classes": ["collapse"]},
            ),
            (_("Going out"), {"fields": timing}),
            *self.telling,
            self.shared_elsewhere,
        ]

    def get_readonly_fields(self, request, obj=None):
        fixed = list(self.readonly_fields)
        if obj and not self.has_publish_permission(request):
            # What keeps a story in may be set by its writer, but not lifted.
            fixed += [
                name for name in ("embargo_until", "hold_note") if getattr(obj, name)
            ]
        return fixed

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "tags":
            return TopicsField(
                db_field,
                self.admin_site,
                may_add=request.user.has_perm("articles.add_topic"),
                label=_("Topics"),
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def render_change_form(
        self, request, context, add=False, change=False, form_url="", obj=None
    ):
        context["media"] = NoncedMedia.from_media(context["media"]).with_nonce(
            getattr(request, "csp_nonce", "")
        )
        if obj is not None and obj.is_under_order:
            context["may_lift"] = self.has_lift_permission(request)
        if obj is not None and self.has_change_permission(request, obj):
            context["verbs"] = verbs.possible(obj, request.user)
            context["may_kill"] = self.has_kill_permission(request) and (
                obj.status != Status.KILLED
            )
        elif obj is None:
            context["verbs"] = verbs.possible(Article(), request.user)
        return super().render_change_form(
            request, context, add=add, change=change, form_url=form_url, obj=obj
        )

    def save_model(self, request, obj, form, change):
        """Save only what the form shows: a story killed meanwhile stays killed."""
        if not change:
            super().save_model(request, obj, form, change)
            return
        columns = {field.name for field in obj._meta.concrete_fields}
        shown = (set(form.cleaned_data) & columns) - {"id"}
        if "lead_caption" in shown:
            shown |= {"lead_caption_is_frozen", "lead_crops"}
        obj.save(update_fields=[*shown, "edited_at"])

    def save_formset(self, request, form, formset, change):
        for correction in formset.save(commit=False):
            if isinstance(correction, Correction) and correction.corrected_by is None:
                correction.corrected_by = request.user
        super().save_formset(request, form, formset, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        uses = [form, *(use for formset in formsets for use in formset.forms)]
        if any(getattr(use, "took_off", False) for use in uses):
            gone = _t("Words that were written for another photo were taken off.")
            self.message_user(request, gone, messages.INFO)
        material = bool(form.cleaned_data.get("material_update"))
        publishing.record_edit(form.instance, by=request.user, material=material)
        # Once it is stored: a provider that is slow or dead holds no row and no save.
        transaction.on_commit(partial(embeds.ask_providers, form.instance.pk))
        if (
            form.instance.status == Status.SCHEDULED
            and "publish_at" in form.changed_data
        ):
            at = form.instance.publish_at
            publishing.schedule(form.instance, at=at, by=request.user)

    def response_add(self, request, obj, post_url_continue=None):
        return self._do_verb(request, obj) or super().response_add(
            request, obj, post_url_continue
        )

    def response_change(self, request, obj):
        return self._do_verb(request, obj) or super().response_change(request, obj)

    def _do_verb(self, request, article):
        """Do what the button pressed says, after the save, and stay on the story."""
        verb = next((v for v in verbs.VERBS if f"_do_{v.name}" in request.POST), None)
        if verb is None:
            return None
        if not request.user.has_perm(verb.permission):
            raise PermissionDenied
        try:
            article = verb.act(article, by=request.user)
        except REFUSALS as reason:
            stays = _t("Saved. “%(story)s” stays as it was: %(reason)s")
            self.message_user(
                request, stays % {"story": article, "reason": reason}, messages.ERROR
            )
        else:
            self._say_done(request, article, verb.done)
            if verb.name in ("publish", "schedule"):
                self._warn(request, article)
        return HttpResponseRedirect(
            reverse("admin:articles_article_change", args=[article.pk])
        )

    def _warn(self, request, article):
        said = [*printed.warnings(article), *rights.warnings(article)]
        for sentence in [*said, *enlarging.warnings(article)]:
            self.message_user(request, sentence, messages.WARNING)

    def _say_done(self, request, article, done):
        said = str(done) % article
        if article.is_published:
            said = format_html(
                '{} <a href="{}">{}</a>',
                said,
                article.get_absolute_url(),
                _t("See it on the site"),
            )
        self.message_user(request, said, messages.SUCCESS)

    def get_object(self, request, object_id, from_field=None):
        """Hold the row while its form is saved: nobody publishes it meanwhile."""
        article = super().get_object(request, object_id, from_field)
        if article is not None and request.method == "POST":
            locked = Article.objects.select_for_update(of=("self",))
            article = locked.filter(pk=article.pk).first()
        return article

    # Who may do what ----------------------------------------------------------

    def has_change_permission(self, request, obj=None):
        """What readers see is changed by who may publish; a killed story by nobody."""
        may = super().has_change_permission(request, obj)
        if obj is None or not may:
            return may
        if obj.status in Status.cleared():
            return self.has_publish_permission(request)
        return obj.status != Status.KILLED

    def has_delete_permission(self, request, obj=None):
        """A story that was ever public is withdrawn or killed, never deleted."""
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or obj.published_at is None)

    def has_publish_permission(self, request):
        return request.user.has_perm("articles.publish_article")

    # The list -----------------------------------------------------------------

    def get_queryset(self, request):
        stories = super().get_queryset(request)
        if request.resolver_match and request.resolver_match.url_name.endswith(
            "changelist"
        ):
            people = Prefetch("bylines", Byline.objects.select_related("contributor"))
            stories = stories.select_related("section").prefetch_related(people)
        return stories

    @admin.display(description=_("story"), ordering="headline")
    def story(self, article):
        if article.headline:
            return article.headline
        if article.suggested_headline:
            note = _t("no headline yet")
            return format_html("{} <em>({})</em>", article.suggested_headline, note)
        return str(article)

    @admin.display(description=_("state"), ordering="status")
    def state(self, article):
        if article.pk is None:
            return Status.DRAFT.label
        markup = '<span class="desk-state desk-state--{}">{}</span>'
        name = "embargo" if article.is_embargoed else article.status
        label = article.get_status_display()
        if article.is_embargoed:
            label = _t("%(state)s, embargo until %(moment)s") % {
                "state": label,
                "moment": _moment(article.embargo_until),
            }
        return format_html(markup, name, label)

    @admin.display(description=_("byline"))
    def byline(self, article):
        names = ", ".join(str(byline) for byline in article.bylines.all())
        return names or article.byline_text or article.agency_credit or "–"

    @admin.display(description=_("when"), ordering="published_at")
    def when(self, article):
        if article.published_at and article.status in Status.cleared():
            return _moment(article.published_at)
        if article.publish_at:
            return _t("planned %s") % _moment(article.publish_at)
        return _t("edited %s") % _moment(article.edited_at)

    @admin.display(description=_("words"))
    def words(self, article):
        return html.word_count(article.body)

    @admin.display(description=_("Suggested headline"))
    def suggestion(self, article):
        return article.suggested_headline

    @admin.display(description=_("picture"))
    def lead_picture(self, article):
        return beside.lead(article)

    @admin.display(description=_("as printed"))
    def lead_words(self, article):
        if not article.lead_photo_id:
            return "–"
        words, state = article.lead_words, article.lead_caption_state
        reason = article.lead_credit_reason
        return as_printed(article.lead_photo, words, state, reason)

    @admin.display(description=_("Suggested topics"))
    def topic_suggestions(self, article):
        """Names that occur in the text; a click puts one among the topics."""
        if article.pk is None:
            return _t("After the first save.")
        chosen = {topic.pk for topic in article.tags.all()}
        found = [
            format_html(
                '<button type="button" class="desk-suggestion" data-topic="{}">{}'
                "</button> ",
                topic.pk if topic else f"{NEW}{name}",
                name,
            )
            for name, topic in suggestions.suggest_topics(article)
            if topic is None or topic.pk not in chosen
        ]
        return format_html("{}" * len(found), *found) if found else _t("None.")

    # Actions ------------------------------------------------------------------

    @admin.action(description=_("Publish selected stories"), permissions=["publish"])
    def publish(self, request, queryset):
        self._each(
            request,
            queryset,
            publishing.publish,
            "%d story is out.",
            "%d stories are out.",
        )

    @admin.action(description=_("Withdraw selected stories"), permissions=["publish"])
    def withdraw(self, request, queryset):
        self._each(
            request,
            queryset,
            publishing.withdraw,
            "%d story is off the site.",
            "%d stories are off the site.",
        )

    def _each(self, request, stories, act, one, many):
        done = 0
        for article in stories:
            try:
                act(article, by=request.user)
            except REFUSALS as reason:
                stays = _t("“%(story)s” stays as it was. %(reason)s")
                stays %= {"story": article, "reason": reason}
                self.message_user(request, stays, messages.ERROR)
            else:
                done += 1
                if act is publishing.publish:
                    self._warn(request, article)
        if done:
            self.message_user(
                request, ngettext(one, many, done) % done, messages.SUCCESS
            )

    # Further screens ----------------------------------------------------------

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/preview/", wrap(self.preview), name="articles_article_preview"
            ),
            *super().get_urls(),
        ]

    def get_view_on_site_url(self, obj=None):
        return obj.get_absolute_url() if obj is not None and obj.is_published else None

    def preview(self, request, pk):
        """The story as it will look, for the desk alone."""
        article = get_object_or_404(Article.objects.with_page_parts(), pk=pk)
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        response = views.render_article(request, article)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    def history_view(self, request, object_id, extra_context=None):
        """Every revision of the story: when, who, what was done."""
        article = self.get_object(request, object_id)
        revisions = article.revisions.select_related("created_by") if article else []
        context = {"revisions": revisions[:200]} | (extra_context or {})
        return super().history_view(request, object_id, context)


def _moment(moment):
    """Write a moment in the newsroom's zone; the year only where it is another one."""
    local = timezone.localtime(moment)
    this_year = local.year == timezone.localtime().year
    return format_moment(
        local, "SHORT_MOMENT_FORMAT" if this_year else "DATETIME_FORMAT"
    )
