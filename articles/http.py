"""HTTP headers that every public page carries."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import http_date

from articles import crawlers

# How long a cache may go on serving a page while it fetches, or fails to, a new one.
STALE_WHILE_REVALIDATE = 600  # seconds (RFC 5861)
STALE_IF_ERROR = 86_400  # seconds (RFC 5861)
PASSING = timedelta(seconds=5)  # how long a redirect that is not for good is kept


def cacheable(
    response,
    *keys: str,
    shared: int | None = None,
    until: datetime | None = None,
    lapses: datetime | None = None,
):
    """Let browsers and caches keep the response, filed under `keys` for one purge.

    NEWSROOM_PAGE_MAX_AGE and NEWSROOM_SHARED_MAX_AGE say for how long. The keys are
    sent as Surrogate-Key (Fastly, Varnish) and as Cache-Tag (Cloudflare, Akamai).

    :param shared: seconds for which a cache in front may keep it, in place of the
        latter.
    :param until: aware; the moment from which the page will say something else, such as
        when a scheduled story becomes public. No cache keeps it beyond that.
    :param lapses: aware; the moment from which the page may not be shown as it is, such
        as when the right to a photo ends. Not even a cache whose origin is down shows
        it beyond that.
    """
    ages = {
        "max_age": settings.NEWSROOM_PAGE_MAX_AGE,
        "s_maxage": settings.NEWSROOM_SHARED_MAX_AGE if shared is None else shared,
        "stale_while_revalidate": STALE_WHILE_REVALIDATE,
    }
    if until is not None:
        ages = _within(_seconds_until(until), ages)
    ages["stale_if_error"] = STALE_IF_ERROR
    if lapses is not None:
        # What may be kept and what may be served stale after that add up.
        left = _seconds_until(lapses)
        kept = _within(left, {name: ages[name] for name in ("max_age", "s_maxage")})
        spare = left - max(kept.values())
        ages = _within(spare, ages) | kept
    patch_cache_control(response, public=True, **ages)
    # Compression adds it too, but not to a 304, which must repeat it (RFC 9110).
    patch_vary_headers(response, ["Accept-Encoding"])
    if crawlers.is_reserved():
        response.headers["TDM-Reservation"] = "1"
    if keys:
        response.headers["Surrogate-Key"] = " ".join(keys)
        response.headers["Cache-Tag"] = ",".join(keys)
    # A page of lists changes when a story leaves it, which no story's date tells. So it
    # dates from now; whoever asks whether it changed is answered by its ETag.
    response.headers.setdefault("Last-Modified", http_date(timezone.now().timestamp()))
    return response


def also_shows(request, *keys: str) -> None:
    """File the page that answers a request under further keys, once it is made.

    For what a template tag adds to a page whose view knows nothing of it.
    """
    if request is not None:
        request.shown_keys = [*getattr(request, "shown_keys", ()), *keys]


class NoSuchPage(Http404):
    """There is no such page, and readers are told why in a sentence."""

    def __init__(self, sentence: str):
        super().__init__(sentence)
        self.sentence = sentence


class Elsewhere(Exception):
    """What was asked for has another address, for good if it is permanent."""

    def __init__(self, address: str, *, permanent: bool = False):
        super().__init__(address)
        self.address, self.permanent = address, permanent


def may_redirect(view: Callable) -> Callable:
    """Let a view, and what it calls, say that a page has another address."""

    @wraps(view)
    def redirecting(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Elsewhere as there:
            answer = redirect(there.address, permanent=there.permanent)
            # What leads elsewhere only now must not be led by a copy for long.
            passing = timezone.now() + PASSING
            return cacheable(answer, until=None if there.permanent else passing)

    return redirecting


def _seconds_until(moment):
    return max(0, int((moment - timezone.now()).total_seconds()))


def _within(most, ages):
    return {name: min(seconds, most) for name, seconds in ages.items()}
