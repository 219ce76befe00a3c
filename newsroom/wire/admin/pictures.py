"""The pictures that copy names by an address: which are here, which failed, and why."""

from django.contrib import admin, messages
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.models import Photo
from newsroom.wire import picture_fetching
from newsroom.wire.desk import placing
from newsroom.wire.models import PendingPicture, Take


def photos_of(take: Take) -> SafeString:
    """Return links to the photos of a take and to what is still to come."""
    offered = placing.not_placed(take)
    photos = Photo.objects.filter(pk__in=take.photos.values("photo")).order_by("pk")
    here = format_html_join(
        "",
        '<p><a href="{}">{}</a> {}</p>',
        (
            (
                reverse("admin:articles_photo_change", args=[photo.pk]),
                _("Photo %d") % photo.pk,
                _standing(photo, offered, take),
            )
            for photo in photos
        ),
    )
    missing = take.pending.filter(photo=None)
    return here + format_html_join(
        "",
        '<p><a href="{}">{}</a> {}</p>',
        (
            (
                reverse("admin:wire_pendingpicture_change", args=[pending.pk]),
                _("Still to come") if pending.next_try_at else _("Not fetched"),
                pending.error,
            )
            for pending in missing
        ),
    )


def _standing(photo, offered, take):
    if photo.withdrawn_at:
        return _("is withdrawn.")
    if take.article_id is None:
        return _("is in the library.")
    if photo in offered:
        return _("is not on the story, since somebody has worked on it.")
    return _("is on the story.")


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("waiting", _("Still to come")),
            ("failed", _("Given up")),
            ("here", _("In the library")),
        ]

    def queryset(self, request, pictures):
        missing = pictures.filter(photo=None)
        match self.value():
            case "waiting":
                return missing.filter(next_try_at__isnull=False)
            case "failed":
                return missing.filter(next_try_at=None)
            case "here":
                return pictures.filter(photo__isnull=False)
        return pictures


@admin.register(PendingPicture)
class PendingPictureAdmin(admin.ModelAdmin):
    """A list to read, with one thing to do: try again."""

    list_display = ["picture", "feed", "state", "tries", "error", "story", "added"]
    list_filter = [StateFilter, "take__feed"]
    list_select_related = ["take__feed", "take__article", "photo"]
    search_fields = ["headline", "href"]
    show_full_result_count = False
    list_per_page = 50
    actions = ["try_again"]
    readonly_fields = (
        "headline", "href", "feed", "state", "tries", "error", "next_try_at", "story",
        "added_at",
    )  # fmt: skip
    fields = readonly_fields

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_try_permission(self, request):
        return request.user.has_perm("wire.change_pendingpicture")

    @admin.action(description=_("Try again"), permissions=["try"])
    def try_again(self, request, queryset):
        """Let what failed be fetched again, by the next round of the commands."""
        count = picture_fetching.try_again(queryset)
        message = ngettext(
            "%d picture is fetched again with the next round.",
            "%d pictures are fetched again with the next round.",
            count,
        )
        messages.success(request, message % count)

    @admin.display(description=_("picture"), ordering="headline")
    def picture(self, pending):
        return str(pending)

    @admin.display(description=_("feed"), ordering="take__feed")
    def feed(self, pending):
        return pending.take.feed

    @admin.display(description=_("state"))
    def state(self, pending):
        if pending.photo is not None:
            address = reverse("admin:articles_photo_change", args=[pending.photo_id])
            words = (
                _("Withdrawn") if pending.photo.withdrawn_at else _("In the library")
            )
            return format_html('<a href="{}">{}</a>', address, words)
        if pending.next_try_at is None:
            return _("Given up")
        at = date_format(timezone.localtime(pending.next_try_at), "SHORT_MOMENT_FORMAT")
        return _("Next try %s") % at

    @admin.display(description=_("story"))
    def story(self, pending):
        article = pending.take.article
        if article is None:
            return "–"
        address = reverse("admin:articles_article_change", args=[article.pk])
        return format_html('<a href="{}">{}</a>', address, article)

    @admin.display(description=_("named"), ordering="added_at")
    def added(self, pending):
        return date_format(timezone.localtime(pending.added_at), "SHORT_MOMENT_FORMAT")
