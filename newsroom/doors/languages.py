"""The desk speaks its editor's language; public pages speak the paper's to all."""

from django.conf import settings
from django.http import HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from newsroom.doors.two_step.views import onward


class DeskLanguageMiddleware:
    """Let each editor have the desk in a language of settings.LANGUAGES.

    It is what they chose at the foot of a page (kept in a cookie of the desk), else
    what their browser asks for, else the paper's. Django's LocaleMiddleware would do
    this for readers too, and a public page would be another one for each of them.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith(settings.NEWSROOM_DESK_PATH):
            with translation.override(settings.LANGUAGE_CODE):
                return self.get_response(request)
        language = translation.get_language_from_request(request)
        with translation.override(language):
            response = self.get_response(request)
        patch_vary_headers(response, ("Accept-Language",))
        response.headers.setdefault("Content-Language", language)
        return response


@require_POST
def choose(request):
    """Keep the language somebody chose for the desk, and lead back to where they were.

    Open to whoever stands at the door: the sign-in page speaks languages too.
    """
    language = request.POST.get("language")
    if language not in dict(settings.LANGUAGES):
        return HttpResponseBadRequest(_("The desk has no such language; choose one."))
    response = redirect(onward(request))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        path=settings.LANGUAGE_COOKIE_PATH,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return response
