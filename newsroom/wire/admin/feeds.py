"""The feeds in the admin: what they are, where they come from, and how they are."""

from django.contrib import admin
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters

from newsroom.wire.admin.feed_form import FeedForm
from newsroom.wire.admin.feed_health import HealthScreen
from newsroom.wire.models import Feed, Polling

COPY = [
    "name",
    "slug",
    "agency",
    "section",
    "language",
    "time_zone",
    "makes_drafts",
    "fetch_pictures",
    "active",
]
SOURCE = [
    "transport",
    "address",
    "user_name",
    "new_password",
    "forget_password",
    "host_key",
    "afterwards",
    "moved_to",
    "allowed_senders",
]
SCHEDULE = ["every", "days", "from_hour", "until_hour", "time_out", "silent_after"]
# For whoever may change feeds: an address can hold a key, a name is half of a password.
CONFIDENTIAL = {*SOURCE, "time_out"} - {"transport"}


@admin.register(Feed)
class FeedAdmin(HealthScreen):
    """The feeds, one row each with how it is."""

    form = FeedForm
    list_filter = ["active", "transport"]
    list_select_related = ["section", "polling"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["section"]

    def get_fieldsets(self, request, obj=None):
        hidden = set()
        if obj is None or not obj.secret:
            hidden = {"forget_password"}
        if obj is not None and not self.has_change_permission(request, obj):
            hidden = CONFIDENTIAL
        parts = [
            (None, COPY),
            (_("Where it comes from"), SOURCE),
            (_("How often"), SCHEDULE),
        ]
        return [
            (title, {"fields": [name for name in names if name not in hidden]})
            for title, names in parts
        ]

    @method_decorator(sensitive_post_parameters("new_password"))
    def changeform_view(self, request, *args, **kwargs):
        return super().changeform_view(request, *args, **kwargs)

    def save_model(self, request, obj, form, change):
        """Save the feed; it is polled anew at once, however often it has failed."""
        super().save_model(request, obj, form, change)
        Polling.objects.filter(feed=obj).update(due_at=None, failures=0)
