"""Leaf through long lists by a place in time, at the same cost however deep.

A page is asked for by the entry beside it, `?before=` or `?after=` its moment and id.
So nothing is skipped or shown twice when stories come or go between two clicks, and
nothing is counted: docs/decisions/0012-pages-by-place.md.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.http import Elsewhere, NoSuchPage, may_redirect

PER_PAGE = 20
PLACE = re.compile(
    r"(\d{4}-\d\d-\d\d)T(\d\d)\.(\d\d)\.(\d\d(?:\.\d{6})?)Z-([1-9]\d{0,17})", re.ASCII
)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where an entry stands in a list: its moment (aware), and its id among equals."""

    moment: datetime
    pk: int

    def __str__(self):
        """Write it for an address: "2026-11-21T14.30.05Z-4711", in UTC."""
        moment = self.moment.astimezone(UTC).replace(tzinfo=None)
        return f"{moment.isoformat().replace(':', '.')}Z-{self.pk}"

    @classmethod
    def read(cls, text: str) -> "Place":
        """Return the place that an address names.

        :raises NoSuchPage: if it names none, or writes it in another way than we do.
        """
        found = PLACE.fullmatch(text)
        try:
            day, hour, minute, second, pk = found.groups() if found else ("",) * 5
            naive = datetime.fromisoformat(f"{day}T{hour}:{minute}:{second}")
            place = cls(naive.replace(tzinfo=UTC), int(pk))
        except ValueError:
            raise NoSuchPage(_("No list has such a place.")) from None
        if str(place) != text:
            raise NoSuchPage(_("No list has such a place."))
        return place


@dataclass(frozen=True, slots=True)
class Asked:
    """Which page of the list at `path` is asked for; the first, if none is named."""

    path: str
    before: Place | None = None
    after: Place | None = None

    @classmethod
    def of(cls, request) -> "Asked":
        """Read it from an address.

        :raises NoSuchPage: if the address names a page as no address of ours does.
        """
        named = [
            (name, text)
            for name in ("before", "after")
            for text in request.GET.getlist(name)
        ]
        if len(named) > 1:
            raise NoSuchPage(_("An address names one page of a list, not two."))
        return cls(request.path, **{name: Place.read(text) for name, text in named})


@dataclass(frozen=True, slots=True)
class Run:
    """Rows that one index holds in the order of a list, newest first.

    `readable` leaves those that readers may see. It is applied last: where two
    conditions bound one column, SQLite seeks by the first of them, and that has to be
    the one of the place. `entry` is the column with the id of what is listed, such as
    the story of a byline; `repeats` is how many rows at most, side by side, name one.
    """

    rows: QuerySet
    readable: Callable[[QuerySet], QuerySet]
    moment: str = "published_at"
    entry: str = "pk"
    repeats: int = 1

    def older(self, place: Place | None, count: int):
        """Return the ids of the newest entries, before a place if one is given."""
        rows = self.rows
        if place is not None:
            # The first condition bounds the index; the second cuts among equals.
            rows = rows.filter(**{f"{self.moment}__lte": place.moment}).filter(
                Q(**{f"{self.moment}__lt": place.moment})
                | Q(**{f"{self.entry}__lt": place.pk})
            )
        rows = self.readable(rows).order_by(f"-{self.moment}", f"-{self.entry}")
        return rows.values(self.entry)[: count * self.repeats]

    def newer(self, place: Place, count: int):
        """Return the ids of the entry at a place and of those next after it."""
        rows = self.rows.filter(**{f"{self.moment}__gte": place.moment}).filter(
            Q(**{f"{self.moment}__gt": place.moment})
            | Q(**{f"{self.entry}__gte": place.pk})
        )
        rows = self.readable(rows).order_by(self.moment, self.entry)
        return rows.values(self.entry)[: count * self.repeats]


@dataclass(frozen=True, slots=True)
class Dated:
    """A list by date: how its entries are loaded, and in which runs they stand.

    Each run is read from its own index and no further than the page reaches; a
    database left to itself may sort the whole archive, or walk through it for the few
    stories of a quiet section. `ever` are all that ever stood in a list of the kind,
    whatever became of them: their places are places still.
    """

    entries: QuerySet
    runs: list[Run]
    ever: QuerySet
    moment: str = "published_at"
    size: int | None = None  # entries a page, if not PER_PAGE

    def newest(self, count: int) -> list[Place]:
        """Return where the newest entries stand, newest first."""
        return self.places([run.older(None, count) for run in self.runs])

    def ids(self, count: int) -> QuerySet:
        """Return the ids of the newest entries, and of some more, for one query."""
        return self._named([run.older(None, count) for run in self.runs])

    def around(self, place: Place, before: int, since: int) -> list[Place]:
        """Return so many places before one, and so many since, it among them."""
        older = [run.older(place, before) for run in self.runs]
        return self.places([*older, *(run.newer(place, since) for run in self.runs)])

    def beside(self, start: datetime, stop: datetime):
        """Return the moments of the last entry before a time, and the first after it.

        Each is None if there is none.
        """
        older = [run.older(Place(start, 0), 1) for run in self.runs]
        newer = [run.newer(Place(stop, 0), 1) for run in self.runs]
        moments = [place.moment for place in self.places([*older, *newer])]
        before = max((at for at in moments if at < start), default=None)
        return before, min((at for at in moments if at >= stop), default=None)

    def count(self, most: int) -> int:
        """Return how many entries there are, but no more than `most`."""
        rows = (run.readable(run.rows).order_by() for run in self.runs)
        return min(most, sum(some[:most].count() for some in rows))

    def ever_had(self, place: Place) -> bool:
        """Whether something of the kind stands, or stood, at a place."""
        has_come = place.moment <= timezone.now()
        rows = self.ever.filter(pk=place.pk, **{self.moment: place.moment})
        return has_come and rows.exists()

    def places(self, ids):
        """Return the places of the entries that some queries name, by one query."""
        rows = self.entries.model.objects.filter(pk__in=self._named(ids)).order_by()
        found = rows.values_list(self.moment, "pk")
        return sorted((Place(*row) for row in found), reverse=True)

    def _named(self, ids):
        model = self.entries.model
        # A slice may not be an arm of a union on SQLite; a filter by a slice may.
        named_by = [model.objects.filter(pk__in=some).order_by() for some in ids]
        arms = [entries.values("pk") for entries in named_by]
        return arms[0].union(*arms[1:], all=True) if arms[1:] else arms[0]


@dataclass(slots=True)
class Page:
    """Some entries of a list, newest first, and the addresses of the pages beside it.

    `address` is the page's one address; `until` the moment before which its entries
    stand, None for the first page. All are paths.
    """

    entries: list
    address: str
    newer: str | None = None
    older: str | None = None
    until: datetime | None = None
    newest: datetime | None = None
    oldest: datetime | None = None

    def __iter__(self):
        return iter(self.entries)

    def __len__(self):
        return len(self.entries)

    @property
    def is_first(self) -> bool:
        return self.until is None


def paged(view: Callable) -> Callable:
    """Give the view of a list what part of it is `asked` for, and redirect.

    ?page=1 is the plain address. Any other number was never the name of a page for
    longer than until the next story, and is none now.
    """

    @wraps(view)
    def view_of_page(request, *args, **kwargs):
        if request.GET.getlist("page") == ["1"]:
            raise Elsewhere(request.path, permanent=True)
        if "page" in request.GET:
            raise NoSuchPage(
                _("Pages of a list have no numbers; begin with the newest.")
            )
        return view(request, *args, asked=Asked.of(request), **kwargs)

    return may_redirect(view_of_page)


def page_of(dated: Dated, asked: Asked) -> Page:
    """Return the page of a list that was asked for, by two queries and its prefetches.

    A place that the list has lost meanwhile costs a third.

    :raises Elsewhere: if it is the first page by another name.
    :raises NoSuchPage: if nothing ever stood at the place named, or nothing lies beyond
        it; the first page alone may be empty.
    """
    place = asked.before or asked.after
    size = dated.size or PER_PAGE
    if place is None:
        return _page(dated, asked.path, dated.newest(size + 1), [])
    places = dated.around(place, size + 1, 2 * size + 2)
    if place not in places and not dated.ever_had(place):
        raise NoSuchPage(_("Nothing in the list stands, or stood, at that place."))
    if asked.after:
        beyond = [one for one in places if one > place]
        if len(beyond) <= size:
            raise Elsewhere(asked.path)
        place = beyond[-size - 1]
    newer = [one for one in places if one >= place]
    older = [one for one in places if one < place]
    if not newer:
        raise Elsewhere(asked.path)
    if not older:
        raise NoSuchPage(_("Nothing in the list is older than that."))
    return _page(dated, asked.path, older, newer)


def _page(dated, path, places, newer):
    """Load the first of some places, and link what lies on both sides."""
    size = dated.size or PER_PAGE
    shown = places[:size]
    by_id = dated.entries.in_bulk([place.pk for place in shown])
    page = Page([by_id[place.pk] for place in shown if place.pk in by_id], path)
    if len(places) > size:
        page.older = f"{path}?before={shown[-1]}"
    if newer:
        page.address = f"{path}?before={newer[-1]}"
        page.until = newer[-1].moment
        is_second = len(newer) <= size
        page.newer = path if is_second else f"{path}?after={shown[0]}"
    if shown:
        page.newest, page.oldest = shown[0].moment, shown[-1].moment
    return page
