"""Answer with a feed, for every list and format there is."""

from types import ModuleType

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from articles import former
from articles.feeds import atom, jsonfeed, rss
from articles.feeds.lists import LISTS, Feed
from articles.http import cacheable
from articles.models.rights import next_moment

WRITERS: dict[str, ModuleType] = {"rss": rss, "atom": atom, "json": jsonfeed}


def feed_view(kind: str, form: str):
    """Return the view of a kind of list in a format; see lists.LISTS and FORMATS."""

    def find(request, **slug):
        return answer(LISTS[kind](*slug.values()), form)

    if kind in former.Kind.values:
        find = former.follows(former.Kind(kind))(find)

    @require_safe
    def view(request, **slug):
        return _for_any_site(find(request, **slug))  # what leads to another, too

    return view


def answer(feed: Feed, form: str) -> HttpResponse:
    """Return a feed in a format, for caches to keep and for any site to read.

    It is dated as all lists are and not by its newest story: a withdrawal makes that
    date earlier, so whoever asks by date would be told that nothing changed.
    """
    writer = WRITERS[form]
    response = HttpResponse(writer.write(feed), content_type=writer.CONTENT_TYPE)
    response.headers["Link"] = ", ".join(_links(feed, form))
    keys = dict.fromkeys(key for entry in feed.entries for key in entry.keys)
    lapses = next_moment(photo for entry in feed.entries for photo in entry.limited)
    return cacheable(_for_any_site(response), feed.key, *keys, lapses=lapses)


def _for_any_site(response):
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _links(feed, form):
    """Yield what WebSub looks for before it reads the document."""
    yield f'<{feed.address(form)}>; rel="self"'
    if hub := settings.NEWSROOM_WEBSUB_HUB:
        yield f'<{hub}>; rel="hub"'
