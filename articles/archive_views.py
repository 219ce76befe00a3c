"""The paper by date: the newest stories, and every day, month and year there was."""

from itertools import groupby

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import former, fronts, lists
from articles.days import Span
from articles.http import Elsewhere, cacheable, may_redirect
from articles.models import Section
from articles.models.rights import next_moment
from articles.paging import page_of, paged
from articles.photos import shown


@require_safe
@paged
def latest(request, asked):
    """Every story by the clock, newest first."""
    stories = page_of(lists.latest(), asked)
    response = render(
        request, "articles/latest.html", {"page": stories, "trail": [(_("Latest"), "")]}
    )
    lapses = next_moment(shown.on_cards(stories))  # what a link to the page shows
    return _kept(response, "latest", stories, lapses=lapses)


@require_safe
def archive(request):
    """The years in which the paper came out."""
    years = lists.years()
    trail = [(_("Archive"), "")]
    context = {"years": years, "trail": trail}
    response = render(request, "articles/archive.html", context)
    return cacheable(response, "archive", until=fronts.next_change())


@require_safe
@may_redirect
@former.follows(former.Kind.SECTION)
def of_year(request, year, section=""):
    """The months of a year."""
    return _counted(request, Span.read(year), section, "articles/archive_year.html")


@require_safe
@may_redirect
@former.follows(former.Kind.SECTION)
def of_month(request, year, month, section=""):
    """The days of a month."""
    span = Span.read(year, month)
    return _counted(request, span, section, "articles/archive_month.html")


@require_safe
@paged
@former.follows(former.Kind.SECTION)
def of_day(request, year, month, day, asked, section=""):
    """A day's paper: its headlines by section."""
    span = Span.read(year, month, day)
    found = _section_at(request, span, section)
    stories = page_of(lists.of_day(span, _with_parts(found)), asked)
    context = _frame(span, found) | {"page": stories, "groups": _by_section(stories)}
    response = render(request, "articles/archive_day.html", context)
    return _kept(response, span.key, stories)


def _counted(request, span, section, template):
    """Answer with the parts of a span and how many stories each has."""
    found = _section_at(request, span, section)
    counts = lists.numbers(span.parts, _with_parts(found))
    context = _frame(span, found) | {"counts": counts, "total": sum(counts.values())}
    response = render(request, template, context)
    keys = [span.key, *([f"section-{found.pk}"] if found else [])]
    return cacheable(response, *keys, until=fronts.next_change())


def _section_at(request, span, slug):
    """Return the section whose archive is asked for, None for the whole paper's.

    :raises Elsewhere: if the address is spelled in another way than ours.
    :raises Http404: if there is no such section.
    """
    sections = Section.objects.select_related("parent").prefetch_related("children")
    found = get_object_or_404(sections, slug=slug.lower()) if slug else None
    address = span.address(found)
    if request.path != address:
        raise Elsewhere(address, permanent=True)
    return found


def _with_parts(section):
    return None if section is None else [section, *section.children.all()]


def _frame(span, section):
    """Return what every page of the archive says around its list."""
    before, after = lists.beside(span, _with_parts(section))
    return {
        "span": span,
        "section": section,
        "here": section and (section.parent_id or section.pk),
        "trail": _trail(span, section),
        "earlier": _link(before and span.like(before), section),
        "whole": span.address(),
        "later": _link(after and span.like(after), section),
    }


def _link(span, section):
    return {"name": span.name, "address": span.address(section)} if span else None


def _trail(span, section):
    """Return the way from home to a page of the archive: names and addresses."""
    steps = [(_("Archive"), reverse("articles:archive"))]
    if section is not None:
        above = [section.parent, section] if section.parent else [section]
        steps = [(one.name, one.get_absolute_url()) for one in above]
    return [*steps, *((one.name, one.address(section)) for one in span.way)]


def _by_section(stories):
    """Group stories by section, in the order of the paper."""

    def place(story):
        section = story.section
        above = section.parent or section
        own = (section.position, section.name) if section.parent_id else (-1, "")
        return above.position, above.name, own, section.pk

    groups = groupby(sorted(stories, key=place), key=lambda story: story.section)
    return [{"section": section, "stories": list(them)} for section, them in groups]


def _kept(response, key, stories, **limits):
    listed = [f"article-{story.pk}" for story in stories]
    return cacheable(response, key, *listed, until=fronts.next_change(), **limits)
