"""The page on which readers search the archive."""

from django.http import Http404
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from newsroom.search import queries


@require_safe
def search(request):
    """Show a page of what was found for `q`, or the empty form. Never for robots."""
    query = (
        request.GET.get("q", "")[: queries.LONGEST_QUERY].replace("\x00", "").strip()
    )
    page = _page(request.GET.get("page", "1"))
    terms = queries.terms(query)
    too_short = bool(query) and len("".join(terms)) < 2
    results = queries.search([] if too_short else terms, page=page)
    context = {
        "query": query,
        "stories": results.stories,
        "page": page,
        "has_next": results.has_next,
        "too_short": too_short,
    }
    response = render(request, "search/search.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    # What somebody looks for is their own affair, so no cache in between keeps it.
    patch_cache_control(response, private=True, max_age=0)
    return response


def _page(number):
    """Return a page number as written in an address.

    :raises Http404: if it is none.
    """
    if not (
        number.isascii() and number.isdecimal() and 0 < len(number) < 7 and int(number)
    ):
        raise Http404(_("There is no page “%s” of a search.") % number[:20])
    return int(number)
