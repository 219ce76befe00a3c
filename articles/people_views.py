"""Who makes the paper: the page of each contributor, and the list of the staff."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import former, lists
from articles.filing import kept
from articles.http import cacheable
from articles.models import Contributor
from articles.models.rights import next_moment
from articles.paging import page_of, paged

LISTED = 500  # names on the list of the staff


@require_safe
@paged
@former.follows(former.Kind.CONTRIBUTOR)
def contributor(request, slug, asked):
    """Who somebody is, and what they made, newest first."""
    found = get_object_or_404(Contributor.objects.select_related("portrait"), slug=slug)
    stories = page_of(lists.made_by(found), asked)
    everybody = (_("Contributors"), reverse("articles:contributors"))
    context = {
        "contributor": found,
        "page": stories,
        "trail": [everybody, (found.name, "")],
    }
    response = render(request, "articles/contributor.html", context)
    return kept(response, f"contributor-{found.pk}", stories, found.portrait)


@require_safe
def contributors(request):
    """Everybody of the staff who is here, by name."""
    staff = list(Contributor.objects.staff().select_related("portrait")[:LISTED])
    context = {"staff": staff, "trail": [(_("Contributors"), "")]}
    response = render(request, "articles/contributors.html", context)
    faces = [person.portrait for person in staff if person.portrait]
    keys = [f"contributor-{person.pk}" for person in staff]
    return cacheable(response, "contributors", *keys, lapses=next_moment(faces))
