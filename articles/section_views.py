"""The front of a section, or of a part of one."""

from django.db.models import Q
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles import former, fronts, lists, opinion, standing_views
from articles.filing import kept
from articles.models import Section
from articles.paging import page_of, paged

HEADS = 4  # headlines beside the lead
VIEWS = 3  # stories of opinion in the rail


@require_safe
@paged
@former.follows(former.Kind.SECTION)
def section(request, section, asked):
    """A section's front, and behind it all its stories by date."""
    found, parts = _section_and_parts(section)
    if found is None:
        return standing_views.page(request, section)
    stories = page_of(lists.of_sections([found, *parts]), asked)
    lead, heads, river = _front(stories)
    top = [*([lead] if lead else []), *heads, *river]
    views = opinion.newest(VIEWS, without=top) if stories.is_first else []
    context = {
        "section": found,
        "parts": parts,
        "here": found.parent_id or found.pk,
        "page": stories,
        "lead": lead,
        "heads": heads,
        "river": river,
        "opinion": views,
    }
    response = render(request, "articles/section.html", context)
    return kept(response, f"section-{found.pk}", stories, beside=views)


def _section_and_parts(slug):
    """Return a section, None if there is no such one, and its parts; by one query."""
    sections = Section.objects.filter(Q(slug=slug) | Q(parent__slug=slug))
    rows = list(sections.select_related("parent"))
    found = next((one for one in rows if one.slug == slug), None)
    return found, [one for one in rows if one is not found]


def _front(stories):
    """Return lead, heads and the rest of a section's page; only page 1 has a lead."""
    river = list(stories)
    if not stories.is_first or len(river) <= HEADS:
        return None, [], river
    lead = next(filter(fronts.has_picture, river), river[0])
    river.remove(lead)
    return lead, river[:HEADS], river[HEADS:]
