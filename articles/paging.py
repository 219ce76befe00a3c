"""Numbered pages of long lists, at the same cost for the first page and the last."""

import re
from dataclasses import dataclass
from functools import wraps

from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

PER_PAGE = 20
# Beyond it nobody leafs; search and the topics lead further back. It also bounds what
# the database counts and skips, however large the archive is.
DEEPEST = 50


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list; `total` counts all pages' entries, None if there are more."""

    entries: list
    number: int
    last: int
    total: int | None

    def __iter__(self):
        return iter(self.entries)

    def __len__(self):
        return len(self.entries)

    @property
    def newer(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def older(self) -> int | None:
        return self.number + 1 if self.number < self.last else None

    @property
    def numbers(self) -> list[int | None]:
        """The pages to link: the first, the last and those around; None for a gap."""
        near = {1, *range(self.number - 1, self.number + 2), self.last}
        shown = sorted(number for number in near if 1 <= number <= self.last)
        numbers: list[int | None] = []
        for number in shown:
            if numbers and number > shown[shown.index(number) - 1] + 1:
                numbers.append(None)
            numbers.append(number)
        return numbers


def numbered(view):
    """Give a view its `page`. ?page=1 is the address without it, rubbish is a 404."""

    @wraps(view)
    def paged(request, *args, **kwargs):
        asked = request.GET.get("page")
        if asked == "1":
            rest = request.GET.copy()
            del rest["page"]
            query = f"?{rest.urlencode()}" if rest else ""
            return redirect(request.path + query, permanent=True)
        if asked is not None and not re.fullmatch("[1-9][0-9]?", asked):
            raise Http404(_("There is no such page."))
        return view(request, *args, page=int(asked or 1), **kwargs)

    return paged


def page_of(queryset, number: int, *, arms=()) -> Page:
    """Return a page of an ordered queryset, by two queries and its prefetches.

    :param arms: ordered querysets that are the list together, where it has several
        sources, such as a section and its parts. Each is read from its own index and
        no further than the page reaches; else a database may sort the whole archive,
        or walk through it for the few stories of a quiet section.
    :raises Http404: if the list does not reach that far; the first page may be empty.
    """
    counted = queryset.order_by()[: PER_PAGE * DEEPEST + 1].count()
    last = min(DEEPEST, max(1, -(-counted // PER_PAGE)))
    if number > last:
        raise Http404(_("There is no such page."))
    start, stop = (number - 1) * PER_PAGE, number * PER_PAGE
    if arms:
        queryset = queryset.filter(pk__in=_first_of(arms, stop))
    entries = list(queryset[start:stop])
    total = counted if counted <= PER_PAGE * DEEPEST else None
    return Page(entries, number, last, total)


def _first_of(arms, stop):
    """Return the ids of the first entries of each arm, as one subquery."""
    # A slice may not be an arm of a union on SQLite; a filter by a slice may.
    picked = [
        arm.model.objects.filter(pk__in=arm.values("pk")[:stop]).values("pk")
        for arm in arms
    ]
    return picked[0].union(*picked[1:], all=True) if picked[1:] else picked[0]
