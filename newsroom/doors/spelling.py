"""Lead from an address in another spelling to the one it means: 301."""

import re
from http import HTTPStatus

from django.conf import settings
from django.http import HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve
from django.utils.encoding import escape_uri_path

SLASHES = re.compile("/{2,}")
KEPT = 3600  # seconds a cache keeps such a redirect; the spelling will not become right


class SpellingMiddleware:
    """Where no page is, look whether there would be one in small letters.

    Our addresses are written in small letters, with single slashes; Django itself adds
    the slash at the end. Files may be named in any letters, and the desk is left alone.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == HTTPStatus.MOVED_PERMANENTLY:
            response.headers.setdefault("Cache-Control", f"public, max-age={KEPT}")
        if response.status_code != HTTPStatus.NOT_FOUND:
            return response
        meant = spelled(request.path_info)
        if meant == request.path_info or request.method not in ("GET", "HEAD"):
            return response
        query = request.META.get("QUERY_STRING", "")
        address = escape_uri_path(meant) + (f"?{query}" if query else "")
        moved = HttpResponsePermanentRedirect(address)
        moved.headers["Cache-Control"] = f"public, max-age={KEPT}"
        return moved


def spelled(path: str) -> str:
    """Return how we would write a path, itself if there is nothing at that."""
    files = (settings.NEWSROOM_DESK_PATH, settings.MEDIA_URL, settings.STATIC_URL)
    if path.startswith(files) or not path.isascii():
        return path
    meant = SLASHES.sub("/", path.lower())
    try:
        resolve(meant if meant.endswith("/") else f"{meant}/")
    except Resolver404:
        return path
    return meant
