"""Lead from the address that a section, topic or contributor had to the one it has."""

from collections.abc import Callable
from functools import wraps

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from articles import subjects
from articles.http import NoSuchPage, cacheable
from articles.models import Contributor, FormerSlug, Section

Kind = FormerSlug.Kind

# What the addresses of each kind call the slug.
NAMED = {Kind.SECTION: "section", Kind.TOPIC: "slug", Kind.CONTRIBUTOR: "slug"}
# What readers may know of: no more than the pages themselves show.
KNOWN: dict[Kind, Callable[[], QuerySet]] = {
    Kind.SECTION: Section.objects.all,
    Kind.TOPIC: subjects.in_the_paper,
    Kind.CONTRIBUTOR: Contributor.objects.all,
}


def follows(kind: Kind) -> Callable:
    """Let a view that finds nothing at a slug lead to what had it before, for good.

    The same page is meant: all else in the address stays, its query too. A page that is
    found costs no query more, one that is not costs one.
    """

    def following(view):
        @wraps(view)
        def view_or_way(request, *args, **kwargs):
            try:
                return view(request, *args, **kwargs)
            except NoSuchPage:
                raise  # the slug is right, or was not even looked for
            except Http404:
                slug = kwargs.get(NAMED[kind])
                found = slug and had_before(kind, slug)
                if not found:
                    raise
                return _way_to(request, kind, found)

        return view_or_way

    return following


def had_before(kind: Kind, slug: str):
    """Return what had a slug before, None if readers know of no such; one query."""
    had = KNOWN[kind]().filter(former_slugs__kind=kind, former_slugs__slug=slug)
    return had.only("slug").first()


def _way_to(request, kind, found):
    match, query = request.resolver_match, request.META.get("QUERY_STRING", "")
    named = match.kwargs | {NAMED[kind]: found.slug}
    address = reverse(match.view_name, kwargs=named)
    response = redirect(f"{address}?{query}" if query else address, permanent=True)
    return cacheable(response, f"{kind.value}-{found.pk}")
