"""The standing pages as readers see them: about, contact, the policies."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import standing
from articles.http import cacheable
from articles.models import StandingPage


@require_safe
def page(request, slug):
    """A page that is on the site; an address it had before leads to it."""
    found = StandingPage.objects.public().filter(slug=slug).first()
    if found is None:
        if now_at := standing.moved(slug):
            return redirect(now_at, permanent=True)
        raise Http404(_("There is no such page."))
    response = render_page(request, found)
    return cacheable(response, f"page-{found.pk}")


def render_page(request, found):
    """Return a page in any state, so that the desk can look at a draft.

    The response carries no caching: that is the caller's.
    """
    context = {"page": found, "is_preview": not found.is_public}
    return render(request, "articles/standing.html", context)
