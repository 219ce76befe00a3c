"""Tell search engines which pages have changed or gone. Source: indexnow.org."""

import json
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.http import cacheable
from articles.sharing import absolute
from newsroom.announcing.posting import post

AT_ONCE = 1000  # addresses; 10,000 are allowed
PAUSE = 600  # seconds between two announcements of a page, as the engines ask


def send(addresses: list[str]) -> None:
    """Tell the endpoint, which tells all engines that take part.

    :raises NotTaken: if it does not take them.
    """
    key = settings.NEWSROOM_INDEXNOW_KEY
    message = {
        "host": urlsplit(settings.NEWSROOM_BASE_URL).hostname,
        "key": key,
        "keyLocation": absolute(reverse("announcing:key", args=[key])),
        "urlList": addresses,
    }
    post(
        settings.NEWSROOM_INDEXNOW_ENDPOINT,
        json.dumps(message).encode(),
        "application/json; charset=utf-8",
    )


@require_safe
def key_file(request, key):
    """Show that whoever sends with the key may speak for this host.

    :raises Http404: for any other key.
    """
    if not key or key != settings.NEWSROOM_INDEXNOW_KEY:
        raise Http404
    return cacheable(HttpResponse(key, content_type="text/plain"), "indexnow")
