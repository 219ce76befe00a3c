"""What every response gets on its way out: further headers, and compression."""

from http import HTTPStatus

from django.conf import settings
from django.middleware.gzip import GZipMiddleware

# What is not there now may be there soon, so a cache keeps its absence shortly.
MISSING_MAX_AGE = 60  # seconds
TEXTS = (
    "text/",
    "application/atom+xml",
    "application/feed+json",
    "application/javascript",
    "application/json",
    "application/manifest+json",
    "application/rss+xml",
    "application/xml",
    "image/svg+xml",
)


class HeadersMiddleware:
    """Add the headers that Django's SecurityMiddleware has no setting for.

    Cross-Origin-Resource-Policy keeps other sites from embedding our pages' parts;
    the media view sets its own, since partners may show our photos.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        headers = response.headers
        headers.setdefault("Permissions-Policy", settings.NEWSROOM_PERMISSIONS_POLICY)
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if "Surrogate-Key" in headers:
            # What template tags added, after what the view named.
            keys = headers["Surrogate-Key"].split() + getattr(request, "shown_keys", [])
            headers["Surrogate-Key"] = " ".join(dict.fromkeys(keys))
            headers["Cache-Tag"] = ",".join(dict.fromkeys(keys))
        at_desk = request.path_info.startswith(settings.NEWSROOM_DESK_PATH)
        if response.status_code == HTTPStatus.NOT_FOUND and not at_desk:
            headers.setdefault("Cache-Control", f"public, max-age={MISSING_MAX_AGE}")
        return response


class CompressionMiddleware(GZipMiddleware):
    """Compress what is text, except at the desk.

    The BREACH attack guesses a secret in a compressed page by its length. Public pages
    hold no secret and repeat nothing of a visitor's session, so they may be compressed,
    and need no padding of random length either; desk pages hold CSRF tokens.
    """

    max_random_bytes = 0

    def process_response(self, request, response):
        at_desk = request.path_info.startswith(settings.NEWSROOM_DESK_PATH)
        is_text = response.get("Content-Type", "").startswith(TEXTS)
        if at_desk or not is_text or response.status_code == 304:
            return response
        return super().process_response(request, response)
