"""Serve renditions from the local store, where no web server in front does it."""

import re

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

# Renditions only, by the names that articles.photos.renditions gives them.
RENDITION = re.compile(
    r"r/(?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+\.(webp|jpg|jpeg|avif|png)"
)
TYPES = {
    "webp": "image/webp",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "avif": "image/avif",
    "png": "image/png",
}
YEAR = 31_536_000  # seconds


@require_safe
def media(request, name):
    """Return one rendition; its name changes with its bytes, so it may be kept.

    Other sites may show it (partners do), but nothing in it may run.
    """
    match = RENDITION.fullmatch(name)
    if not match:
        raise Http404
    try:
        file = default_storage.open(name)
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(file, content_type=TYPES[match[1]])
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    return response
