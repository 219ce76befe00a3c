"""The page on which readers search the archive."""

from dataclasses import replace

from django.http import Http404
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.feeds.views import answer
from articles.models import Article
from newsroom.search import asking, candidates, feeds, filters, results

ORDERS = ("best", "newest")
FEWEST_LETTERS = 2


@require_safe
def search(request):
    """Show a page of what was found, or the empty form. Never for robots.

    Asked for by the address: `q`, the filters of `filters.NAMES`, `sort` and `page`.
    """
    number = _page(request.GET.get("page", "1"))
    query, terms = _terms(request)
    narrowed = filters.read(request.GET, words_of(terms), exclusions_of(terms))
    ask = ask_for(terms, narrowed)
    too_short = bool(query) and asking.letters(ask.wanted) < FEWEST_LETTERS
    sort = request.GET.get("sort")
    page = results.Page()
    if not too_short and not ask.is_empty and not narrowed.unknown:
        page = results.page_of(
            ask,
            candidates.archive(),
            number=number,
            by_date=sort == "newest",
            filters=[(chip, _without(ask, chip, narrowed)) for chip in narrowed.chips],
        )
    context = {
        "query": query,
        "terms": terms,
        "filters": narrowed,
        "forms": Article.Genre.choices,
        "sort": sort if sort in ORDERS else ORDERS[0],
        "found": page,
        "number": number,
        "too_short": too_short,
        "asked": not ask.is_empty,
        "feed": feeds.address_of(request.GET) if terms and not ask.is_empty else "",
    }
    response = render(request, "search/search.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    # What somebody looks for is their own affair, so no cache in between keeps it.
    patch_cache_control(response, private=True, max_age=0)
    return response


@require_safe
def feed(request):
    """Answer with the newest stories that a search finds, as RSS; never for robots."""
    _query, terms = _terms(request)
    narrowed = filters.read(request.GET, [])
    ask = ask_for(terms, narrowed)
    if (
        not ask.wanted
        or asking.letters(ask.wanted) < FEWEST_LETTERS
        or narrowed.unknown
    ):
        raise Http404(_("There is no feed without words to look for."))
    found = feeds.feed_of(ask, request.GET)
    response = answer(found, "rss")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def ask_for(terms, narrowed) -> asking.Ask:
    """Return the question that terms and filters make together."""
    return asking.Ask(
        tuple(terms), narrowed.marks, since=narrowed.since, before=narrowed.before
    )


def words_of(terms) -> list[str]:
    """Return the words that the name of somebody or something has to have."""
    return [word for term in terms if not term.is_excluded for word in term.words]


def exclusions_of(terms) -> list[tuple[str, ...]]:
    """Return the words of each exclusion."""
    return [tuple(term.words) for term in terms if term.is_excluded and term.words]


def _terms(request):
    query = request.GET.get("q", "")[: asking.LONGEST_QUERY].replace("\x00", "").strip()
    return query, asking.terms(query)


def _without(ask, chip, narrowed):
    """Return the question without one of its filters."""
    if chip.parameter == "from":
        return replace(ask, since=None)
    if chip.parameter == "to":
        return replace(ask, before=None)
    given = {
        name: said for name, said in narrowed.given.items() if name != chip.parameter
    }
    return replace(ask, marks=replace(narrowed, given=given).marks)


def _page(number):
    """Return a page number as written in an address.

    :raises Http404: if it is none, or beyond the last.
    """
    if number.isascii() and number.isdecimal() and 0 < len(number) < 7:
        if 1 <= int(number) <= results.LAST_PAGE:
            return int(number)
    raise Http404(_("There is no page “%s” of a search.") % number[:20])
