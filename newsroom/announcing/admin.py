"""What others were told of, what waits, and what failed and why."""

from django.conf import settings
from django.contrib import admin, messages
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from newsroom.announcing import outbox
from newsroom.announcing.models import Announcement


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("waiting", _("Waiting")),
            ("failing", _("Failed, to be tried again")),
            ("given-up", _("Given up")),
            ("told", _("Told")),
        ]

    def queryset(self, request, announcements):
        match self.value():
            case "waiting":
                return announcements.filter(due_at__isnull=False, error="")
            case "failing":
                return announcements.filter(due_at__isnull=False).exclude(error="")
            case "given-up":
                return announcements.filter(due_at=None).exclude(error="")
            case "told":
                return announcements.filter(due_at=None, error="")
        return announcements


@admin.register(Announcement)
class AnnouncementAdmin(admin.ModelAdmin):
    """A list to read, with one thing to do: send again what failed."""

    list_display = ["page", "channel", "state", "error", "changed", "told"]
    list_filter = [StateFilter, "channel"]
    search_fields = ["address"]
    show_full_result_count = False
    list_per_page = 50
    actions = ["send_again"]
    readonly_fields = (
        "address", "channel", "state", "tries", "error", "changed_at", "sent_at",
    )  # fmt: skip
    fields = readonly_fields

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_send_permission(self, request):
        return request.user.has_perm("announcing.change_announcement")

    @admin.action(description=_("Send again"), permissions=["send"])
    def send_again(self, request, queryset):
        """Let what failed be sent by the next run of the command."""
        count = outbox.send_again(queryset)
        message = ngettext(
            "%d announcement is sent again within a minute or so.",
            "%d announcements are sent again within a minute or so.",
            count,
        )
        messages.success(request, message % count)

    @admin.display(description=_("address"), ordering="address")
    def page(self, announcement):
        return announcement.address.removeprefix(settings.NEWSROOM_BASE_URL)

    @admin.display(description=_("state"))
    def state(self, announcement):
        if announcement.due_at is None:
            return _("Given up") if announcement.error else _("Told")
        if not announcement.error:
            return _("Waiting")
        return _("Next try %s") % _short(announcement.due_at)

    @admin.display(description=_("changed"), ordering="changed_at")
    def changed(self, announcement):
        return _short(announcement.changed_at)

    @admin.display(description=_("told"), ordering="sent_at", empty_value="–")
    def told(self, announcement):
        return announcement.sent_at and _short(announcement.sent_at)


def _short(moment):
    return date_format(timezone.localtime(moment), "SHORT_MOMENT_FORMAT")
