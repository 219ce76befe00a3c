"""HTTP headers that every public page carries."""

from django.conf import settings
from django.utils.cache import patch_cache_control

# How long a cache may go on serving a page while it fetches, or fails to, a new one.
STALE_WHILE_REVALIDATE = 600  # seconds (RFC 5861)
STALE_IF_ERROR = 86_400  # seconds (RFC 5861)


def cacheable(response, *keys: str):
    """Let browsers and caches keep the response, filed under `keys` for one purge.

    NEWSROOM_PAGE_MAX_AGE and NEWSROOM_SHARED_MAX_AGE say for how long.
    """
    patch_cache_control(
        response,
        public=True,
        max_age=settings.NEWSROOM_PAGE_MAX_AGE,
        s_maxage=settings.NEWSROOM_SHARED_MAX_AGE,
        stale_while_revalidate=STALE_WHILE_REVALIDATE,
        stale_if_error=STALE_IF_ERROR,
    )
    response.headers["Surrogate-Key"] = " ".join(keys)
    return response
