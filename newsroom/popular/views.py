"""Where readers' browsers report a read."""

import logging
import re
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpResponse, UnreadablePostError
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from newsroom.popular import collector, lists
from newsroom.popular.bots import is_bot

LONGEST_BODY = 64  # bytes
LONGEST_USER_AGENT = 512  # characters; what follows tells no browser from another

logger = logging.getLogger(__name__)


@csrf_exempt  # Nothing of anybody's is changed, and there is no session to ride on.
@never_cache
@require_POST
def count(request):
    """Count a read of the story whose id is the body. Answers 204 whatever is sent."""
    user_agent = request.headers.get("User-Agent", "")[:LONGEST_USER_AGENT]
    article_id = _story(request)
    if article_id and _is_from_our_page(request) and not is_bot(user_agent):
        address = request.client_address or ""
        try:
            if collector.count(article_id, address=address, user_agent=user_agent):
                lists.keep_fresh()
        except DatabaseError as error:
            # Readers can do nothing about it. The story may have just been deleted.
            logger.warning("A read of article %d was lost: %s", article_id, error)
    return HttpResponse(status=204)


def _story(request):
    """Return the story id that a beacon names, or None if it is rubbish."""
    try:
        # One byte more than allowed is enough to know; the rest is never read.
        body = request.read(LONGEST_BODY + 1)
    except UnreadablePostError:
        return None
    if len(body) > LONGEST_BODY:
        return None
    # Ids have 18 digits at most: what has more does not fit the column.
    return int(body) if re.fullmatch(rb"[1-9][0-9]{0,17}", body) else None


def _is_from_our_page(request):
    """Return whether a page of this site sent it, not one fetched ahead of the reader.

    Source: Fetch Metadata Request Headers (W3C), Sec-Fetch-Site and Sec-Purpose; older
    browsers send neither, but Origin.
    """
    headers = request.headers
    if "prefetch" in headers.get("Sec-Purpose", headers.get("Purpose", "")):
        return False
    if headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    origin = headers.get("Origin")
    return origin is None or _host(origin) in (
        request.get_host(),
        _host(settings.NEWSROOM_BASE_URL),
    )


def _host(origin):
    """Return host and port of an origin, or nothing if it has none."""
    try:
        return urlsplit(origin).netloc or None
    except ValueError:
        return None
