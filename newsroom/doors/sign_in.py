"""Slow down who guesses at passwords, by name and address and by address alone."""

from math import ceil

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.doors.errors import frame


class SignInHandler(AxesDatabaseHandler):
    """Count failures in the database, as axes does, and per address over all names.

    Five wrong passwords for one name lock that name for that address only, so nobody
    can lock an editor out from elsewhere. Trying many names from one address is
    stopped by the second, wider limit.
    """

    def is_locked(self, request, credentials=None):
        return super().is_locked(request, credentials) or self._address_is_locked(
            request
        )

    def _address_is_locked(self, request):
        since = timezone.now() - settings.AXES_COOLOFF_TIME
        attempts = AccessAttempt.objects.filter(
            ip_address=request.axes_ip_address, attempt_time__gte=since
        )
        failures = attempts.aggregate(total=Sum("failures_since_start"))["total"] or 0
        return failures >= settings.NEWSROOM_ADDRESS_FAILURE_LIMIT


def locked_out(request, response, credentials):
    """Answer somebody who tried too often: a sentence, 429, and how long to wait."""
    wait = int(settings.AXES_COOLOFF_TIME.total_seconds())
    context = frame(_("Sign-in is paused")) | {"minutes": ceil(wait / 60)}
    page = render(request, "doors/locked_out.html", context, status=429)
    page.headers["Retry-After"] = str(wait)
    page.headers["Cache-Control"] = "no-store"
    return page
