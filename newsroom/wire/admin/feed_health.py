"""How each feed is, in the list and on its page; “poll now” and “test”."""

from datetime import timedelta

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.timesince import timesince
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from newsroom.wire import explaining, health, polling, rehearsal
from newsroom.wire.models import Decision, Feed, Transport
from newsroom.wire.sources.visits import SourceFailed

PATIENCE = (
    20  # seconds that somebody who pressed a button waits; below gunicorn's limit
)


class HealthScreen(admin.ModelAdmin):
    """Adds to the feeds how they are."""

    list_display = [
        "name",
        "state",
        "today",
        "unread",
        "last_success",
        "fetched",
        "drafts",
    ]
    change_form_template = "admin/wire/feed/change_form.html"

    class Media:
        css = {"all": ["desk/feeds.css"]}

    def get_urls(self):
        wrap = self.admin_site.admin_view
        name = "wire_feed_%s"
        return [
            path("<int:pk>/poll/", wrap(self.poll_view), name=name % "poll"),
            path("<int:pk>/test/", wrap(self.test_view), name=name % "test"),
            *super().get_urls(),
        ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("polling")

    def get_changelist_instance(self, request):
        """Look up how all feeds of the page are, at once."""
        changelist = super().get_changelist_instance(request)
        feeds = list(changelist.result_list)
        for feed, found in zip(feeds, health.of_feeds(feeds), strict=True):
            feed.health = found
        changelist.result_list = feeds
        return changelist

    def change_view(self, request, object_id, form_url="", extra_context=None):
        feed = self.get_object(request, object_id)
        extra = dict(extra_context or {})
        if feed is not None and self.has_view_permission(request, feed):
            [extra["health"]] = health.of_feeds([feed])
            extra["arrives"], extra["published"] = health.latency(feed)
            extra["may_poll"] = (
                bool(feed.transport)
                and feed.active
                and self.has_change_permission(request, feed)
            )
        return super().change_view(request, object_id, form_url, extra)

    # What the buttons do ---------------------------------------------------------

    def poll_view(self, request, pk):
        """Poll a feed now, for as long as somebody waits for it."""
        feed = self._asked_for(request, pk)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        polled = polling.poll(feed, seconds=PATIENCE)
        messages.add_message(
            request,
            messages.WARNING if polled.failed or polled.busy else messages.SUCCESS,
            polled.sentence,
        )
        self.log_change(request, feed, _t("Polled by hand."))
        return HttpResponseRedirect(reverse("admin:wire_feed_change", args=[pk]))

    def test_view(self, request, pk):
        """Show what the source would bring first, field by field; store nothing."""
        feed = self._asked_for(request, pk)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            found = polling.first_of(feed, seconds=PATIENCE)
        except SourceFailed as failure:
            messages.error(request, str(failure))
            return HttpResponseRedirect(reverse("admin:wire_feed_change", args=[pk]))
        context = self.admin_site.each_context(request) | {
            "title": _t("Test of the connection: %s") % feed,
            "opts": self.opts,
            "feed": feed,
            "found": found and _as_read(*found, feed),
        }
        return TemplateResponse(request, "admin/wire/feed/test.html", context)

    def _asked_for(self, request, pk):
        """Return a feed that the user may have fetched."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        return get_object_or_404(Feed.objects.exclude(transport=Transport.NONE), pk=pk)

    # Columns ---------------------------------------------------------------------

    @admin.display(description=_("fetched from"), ordering="transport")
    def fetched(self, feed):
        if not feed.transport:
            return "–"
        return feed.get_transport_display().partition(":")[0]  # without what it takes

    @admin.display(description=_("drafts"), boolean=True, ordering="makes_drafts")
    def drafts(self, feed):
        return feed.makes_drafts

    @admin.display(description=_("last success"), ordering="polling__succeeded_at")
    def last_success(self, feed):
        state = health.polling_of(feed)
        if not feed.transport or state is None or state.succeeded_at is None:
            return _labelled(_t("Last success:"), "–")
        ago = _t("%s ago") % timesince(state.succeeded_at)
        if timezone.now() - state.succeeded_at < timedelta(minutes=1):
            ago = _t("just now")
        return _labelled(_t("Last success:"), ago)

    @admin.display(description=_("last 24 hours"))
    def today(self, feed):
        usual = feed.health.usual
        said = str(feed.health.items)
        if usual is not None:
            said = _t("%(items)s, usually %(usual).0f") % {
                "items": said,
                "usual": usual,
            }
        return _labelled(_t("Last 24 hours:"), said)

    @admin.display(description=_("not readable"))
    def unread(self, feed):
        return _labelled(_t("Not readable:"), share(feed.health))

    @admin.display(description=_("how it is"))
    def state(self, feed):
        if not feed.health.alarms:
            return _t("All is well") if feed.active else _t("Not active")
        return format_html_join(
            "", '<p class="wire-alarm">{}</p>', ((a,) for a in feed.health.alarms)
        )


def _labelled(label, words):
    """Return words with a label that only a narrow screen, without heads, shows."""
    return format_html('<span class="wire-narrow">{}</span> {}', label, words)


def share(found: health.Health) -> str:
    """Return how much of the last day could not be read, as words."""
    if not found.unreadable or not found.items:
        return "–"
    percent = 100 * found.unreadable / found.items
    return _t("%(count)d of %(items)d (%(percent).0f %%)") % {
        "count": found.unreadable,
        "items": found.items,
        "percent": percent,
    }


def _as_read(name, data, feed):
    """Return what would be read of the first item of a file, field by field."""
    [outcome, *others] = rehearsal.as_first(data, feed)
    return {
        "name": name,
        "size": len(data),
        "format": outcome.format,
        "decision": Decision(outcome.ruling.decision).label,
        "reason": outcome.ruling.reason,
        "others": len(others),
        "fields": list(explaining.fields(outcome.item, data)) if outcome.item else [],
    }
