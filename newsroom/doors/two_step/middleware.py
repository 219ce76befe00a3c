"""Lead whoever still owes a second step to it, before anything else at the desk."""

from urllib.parse import urlencode

from django.conf import settings
from django.shortcuts import redirect
from django.urls import reverse

from newsroom.doors.two_step import rules

OPEN = {"login", "logout", "two_step", "two_step_code", "jsi18n", "language"}


class TwoStepMiddleware:
    """Redirect desk pages to the missing step; public pages never ask who reads."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.path_info.startswith(settings.NEWSROOM_DESK_PATH):
            return None
        match = request.resolver_match
        if match.namespace == "admin" and match.url_name in OPEN:
            return None
        step = rules.step_missing(request)
        if not step:
            return None
        query = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse(step)}?{query}")
