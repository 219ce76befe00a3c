"""Serve renditions from the local store, where no web server in front does it."""

import re

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.utils import timezone
from django.views.decorators.http import require_safe

# Renditions only, by the names that articles.photos.renditions gives them.
RENDITION = re.compile(
    r"r/(?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+\.(webp|jpg|jpeg|avif|png)"
)
LONGEST = 200  # characters of a name; with far more a disk answers with a fault
TYPES = {
    "webp": "image/webp",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "avif": "image/avif",
    "png": "image/png",
}
YEAR = 31_536_000  # seconds
# A folder's name ends with the moment at which the right to the picture ends, if it
# does: seconds since 1970, in hexadecimal.
ENDING = re.compile(r"r/[0-9a-f]+-[0-9]+-[0-9a-f]+-([0-9a-f]{6,12})/")


@require_safe
def media(request, name):
    """Return one rendition; its name changes with its bytes, so it may be kept.

    Where its name says when the right to it ends, it is kept and shown until then.

    Other sites may show it (partners do), but nothing in it may run.
    """
    match = RENDITION.fullmatch(name) if len(name) <= LONGEST else None
    left = _seconds_left(name)
    if not match or (left is not None and left <= 0):
        raise Http404
    try:
        file = default_storage.open(name)
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(file, content_type=TYPES[match[1]])
    response.headers["Cache-Control"] = (
        f"public, max-age={YEAR}, immutable"
        if left is None
        else f"public, max-age={min(left, YEAR)}"
    )
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    return response


def _seconds_left(name):
    """Return for how long a rendition may be shown, or None without an end."""
    ends = ENDING.match(name)
    return int(ends[1], 16) - int(timezone.now().timestamp()) if ends else None
