"""The page of what is read most, in the whole paper or in a section."""

from datetime import timedelta

from django.conf import settings
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import former
from articles.fronts import next_change
from articles.http import cacheable
from articles.models import Section
from newsroom.popular import lists


@require_safe
@former.follows(former.Kind.SECTION)
def most_read(request, section=None):
    """The list in full, with how it is counted beneath."""
    found = section and get_object_or_404(Section, slug=section)
    stories = list(lists.most_read(lists.LONGEST, section=found))
    trail = [(_("Most read"), reverse("popular:most_read") if found else "")]
    context = {
        "section": found,
        "here": found and (found.parent_id or found.pk),
        "stories": stories,
        "ranked_at": lists.ranked_at() if stories else None,
        "half_life": settings.NEWSROOM_POPULAR_HALF_LIFE,
        "quarter_life": 2 * settings.NEWSROOM_POPULAR_HALF_LIFE,
        "max_age": settings.NEWSROOM_POPULAR_MAX_AGE,
        "window": lists.WINDOW // timedelta(days=1),
        "trail": [*trail, (found.name, "")] if found else trail,
    }
    response = render(request, "popular/page.html", context)
    keys = [f"article-{story.pk}" for story in stories]
    return cacheable(response, "most-read", *keys, until=next_change())
