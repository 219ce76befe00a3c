"""Topics: the page of each, and the list of all."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import former, fronts, lists, subjects
from articles.filing import kept
from articles.http import cacheable
from articles.paging import page_of, paged


@require_safe
@paged
@former.follows(former.Kind.TOPIC)
def topic(request, slug, asked):
    """All stories about one thing, newest first."""
    found = get_object_or_404(subjects.counted(), slug=slug)
    stories = page_of(lists.about(found), asked)
    if not stories.entries:
        raise Http404  # its name alone would tell what the desk is working on
    river, lead = list(stories), None
    if stories.is_first and len(river) >= subjects.FEW:
        lead = next(filter(_may_lead, river), None)
    if lead:
        river.remove(lead)
    context = {
        "topic": found,
        "page": stories,
        "lead": lead,
        "river": river,
        "related": subjects.often_beside(found),
        "is_long": found.stories > subjects.COUNTED,
        "is_thin": stories.is_first and len(stories) < subjects.FEW,
        "trail": [(_("Topics"), reverse("articles:topics")), (found.name, "")],
    }
    response = render(request, "articles/topic.html", context)
    return kept(response, f"topic-{found.pk}", stories)


def _may_lead(story):
    return fronts.has_picture(story) and not fronts.is_opinion(story)


@require_safe
def topics(request, letter=""):
    """The topics there is something to read about, by their names.

    A paper with very many gets a page for each letter.
    """
    index = subjects.index(letter)
    if letter and not index.groups:
        raise Http404(_("No topic begins like that."))
    context = {"index": index, "trail": [(_("Topics"), "")]}
    return cacheable(render(request, "articles/topics.html", context), "topics")
