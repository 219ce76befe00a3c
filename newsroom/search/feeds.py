"""A search as a feed: the newest stories that answer it."""

from dataclasses import dataclass

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.feeds import lists
from articles.models import Article
from articles.sharing import absolute, printable
from newsroom.search import candidates, filters, finding
from newsroom.search.asking import Ask
from newsroom.search.results import in_every_language, written

NAMES = ("q", *filters.NAMES)  # the parameters that change what is found


@dataclass(frozen=True, slots=True)
class SearchFeed(lists.Feed):
    """A feed whose address is that of a search; it has one format."""

    query: str = ""

    def address(self, form: str) -> str:
        return absolute(self.query)


def address_of(parameters: QueryDict) -> str:
    """Return the path of the feed of a search, its parameters in one order."""
    kept = QueryDict(mutable=True)
    for name in NAMES:
        if said := parameters.get(name, "").replace("\x00", "").strip():
            kept[name] = said[: filters.LONGEST_SAID]
    return f"{reverse('search:feed')}?{kept.urlencode()}"


def feed_of(ask: Ask, parameters: QueryDict) -> SearchFeed:
    """Return the newest stories that answer a question, as a feed."""
    known = candidates.archive()
    places = finding.newest(in_every_language(ask, known), lists.LENGTH, known=known)
    stories = Article.objects.published().filter(search_entry__in=places)
    said = written(ask.terms)
    words = {"paper": settings.NEWSROOM_NAME, "query": said}
    address = address_of(parameters)
    page = address.replace(reverse("search:feed"), reverse("search:search"), 1)
    return SearchFeed(
        kind="search",
        slug="",
        title=printable(_("%(paper)s: stories with “%(query)s”") % words),
        description=settings.NEWSROOM_TAGLINE,
        page=absolute(page),
        key="search",
        entries=lists.stories(stories.newest_first()),
        query=address,
    )
