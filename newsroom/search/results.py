"""One page of what was found, and what helps where nothing was."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Prefetch

from articles.models import LEAD, Article, Byline
from newsroom.search import asking, excerpts, finding, spelling
from newsroom.search.asking import Ask, Term
from newsroom.search.candidates import Archive
from newsroom.search.excerpts import Piece
from newsroom.search.filters import Chip

PAGE = 20  # stories
LAST_PAGE = 25  # whoever leafed through five hundred stories needs a better query
FEW = 5  # results, with fewer of which a better spelling is offered
MOST_COUNTED = 100
# What is loaded of a story and its parts: what a line of the list prints, and no more.
PRINTED = (
    "headline", "slug", "published_at", "language", "genre", "kicker", "byline_text",
    "agency_credit", "lead_crops", "status", "section__name", "section__slug",
    "search_entry__text", "search_entry__language", "lead_photo", "stand_in",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Result:
    """A story that was found, with what is printed of it."""

    story: Article
    headline: list[Piece]
    excerpt: list[Piece]


@dataclass(frozen=True, slots=True)
class Wider:
    """A question like the one that was asked, and how many stories answer it."""

    query: str  # its terms
    left_out: str  # the term, or the filter as its chip says it
    parameter: str  # of the filter; empty if a term is left out
    number: int

    @property
    def is_more(self) -> bool:
        """Whether more stories answer it than were counted."""
        return self.number >= MOST_COUNTED


@dataclass(frozen=True, slots=True)
class Page:
    """What the page of a search shows.

    :ivar instead: the query whose results these are, if nothing answered the one asked;
        `how` then says how it was found: "spelt" or "begun".
    :ivar suggestion: a query that finds more.
    """

    results: list[Result] = field(default_factory=list)
    has_next: bool = False
    instead: str = ""
    how: str = ""
    suggestion: str = ""
    wider: list[Wider] = field(default_factory=list)


def page_of(
    ask: Ask,
    known: Archive,
    *,
    number: int,
    by_date: bool,
    filters: Sequence[tuple[Chip, Ask]] = (),
) -> Page:
    """Return a page of results, in five queries at most.

    :param ask: what is asked for; it is read in every language of the archive.
    :param number: of the page, from 1 to LAST_PAGE.
    :param filters: pairs of a filter and the question without it.
    """
    ask = in_every_language(ask, known)
    stop = number * PAGE
    find = finding.newest if by_date else finding.best
    places = find(ask, stop + 1, known=known)
    if not places and number == 1:
        return _instead(ask, known, filters)
    page = Page(
        _results(places[stop - PAGE : stop], ask),
        has_next=len(places) > stop and number < LAST_PAGE,
    )
    if number == 1 and len(places) < FEW:
        return replace(page, suggestion=_better(ask, known, len(places)))
    return page


def in_every_language(ask: Ask, known: Archive) -> Ask:
    """Return a question as stories in any language of the archive would answer it."""
    return replace(ask, languages=known.languages)


def written(terms: Sequence[Term]) -> str:
    """Return terms as a reader would type them."""
    return " ".join(map(str, terms))


def _better(ask, known, found):
    """Return a query of likelier words, if it finds more; else nothing."""
    terms = spelling.meant(ask.terms, known)
    if terms is None:
        return ""
    [more] = finding.how_many([ask.saying(terms)], found + 1, known=known)
    return written(terms) if more > found else ""


def _instead(ask, known, filters):
    """Return what is found by other spellings or beginnings, else what else to ask."""
    ways = {}
    if meant := spelling.meant(ask.terms, known):
        ways["spelt"] = ask.saying(meant)
    opened = ask.saying(asking.opened(ask.terms))
    if opened != ask:
        ways["begun"] = opened
    which, places = finding.first_found([*ways.values()], PAGE + 1, known=known)
    if not places:
        return Page(wider=_wider(ask, known, filters))
    how, found = list(ways.items())[which]
    return Page(
        _results(places[:PAGE], found),
        has_next=len(places) > PAGE,
        instead=written(found.terms),
        how=how,
    )


def _wider(ask, known, filters):
    asks = [
        (chip.label, chip.parameter, in_every_language(other, known))
        for chip, other in filters
    ]
    if len(ask.wanted) > 1:
        for term in ask.wanted:
            rest = [one for one in ask.terms if one != term]
            asks.append((str(term), "", ask.saying(rest)))
    numbers = finding.how_many([one for *_, one in asks], MOST_COUNTED, known=known)
    return [
        Wider(written(other.terms), left_out, parameter, number)
        for (left_out, parameter, other), number in zip(asks, numbers, strict=True)
        if number
    ]


def _results(places, ask):
    """Return the stories of these places in their order, with what a list prints."""
    stories = Article.objects.published().select_related(
        "section", "search_entry", *LEAD
    )
    found = {
        story.search_entry.place: story
        for story in stories.only(*PRINTED)
        .prefetch_related(Prefetch("bylines", _names()))
        .filter(search_entry__in=places)
    }
    wanted = excerpts.Wanted(ask.terms, ask.languages)
    return [_result(found[place], wanted) for place in places if place in found]


def _names():
    """Return bylines with the names alone, in their order."""
    return Byline.objects.select_related("contributor").only(
        "article", "role", "position", "contributor__name"
    )


def _result(story, wanted):
    entry = story.search_entry
    return Result(
        story,
        excerpts.marked(story.headline, wanted, entry.language),
        excerpts.excerpt(entry.text, wanted, entry.language),
    )
