"""Photographers and agencies: all of them, and above the photos of one what we know."""

from collections import Counter
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Max, Q
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from articles.admin.photos.listing import PhotoList
from articles.models import Contributor, Photo, PhotoEntry
from articles.models.rights import Category
from articles.photos import makers, usage

PAGE = 50  # names
LISTED = 5_000  # names; searching finds the others
NAMESAKES = 200  # contributors who may be the one
LOOKED_AT = 1_000  # newest photos of one name that are looked through
KINDS = {"photographer": _("Photographers"), "agency": _("Agencies and credits")}


@dataclass(slots=True)
class Maker:
    """A photographer or an agency, as the photos that name them tell of them."""

    kind: str
    name: str
    photos: int
    looked_at: int = 0
    used: int = 0
    spellings: list[str] = field(default_factory=list)
    categories: list[tuple[str, int]] = field(default_factory=list)
    contributor: Contributor | None = None


class PhotoMakers(PhotoList):
    """Adds the two lists of names, and the panel above the photos of one."""

    def get_urls(self):
        guarded = self.admin_site.admin_view
        named = [
            path(
                f"{kind}/",
                guarded(self.makers_view),
                {"kind": kind},
                name=f"articles_photo_{kind}",
            )
            for kind in KINDS
        ]
        return [*named, *super().get_urls()]

    def makers_view(self, request, kind):
        """List the names with their numbers of photos; `q` searches, `o=name` sorts."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        query, order = request.GET.get("q", ""), request.GET.get("o", "")
        by = [kind] if order == "name" else ["-photos", kind]
        groups = PhotoEntry.objects.filter(**{f"{kind}__gt": ""}).values_list(kind)
        for word in makers.key(query[:200]).split():
            groups = groups.filter(**{f"{kind}__contains": word})
        found = groups.annotate(photos=Count("pk"), newest=Max("pk")).order_by(*by)
        page = Paginator(list(found[:LISTED]), PAGE).get_page(request.GET.get("page"))
        # As the newest photo spells it.
        spelt = Photo.objects.in_bulk(newest for _key, _photos, newest in page)
        names = [
            (key, _printed(spelt.get(newest), kind) or key, photos)
            for key, photos, newest in page
        ]
        context = self.admin_site.each_context(request) | {
            "title": KINDS[kind],
            "kind": kind,
            "kinds": KINDS.items(),
            "names": names,
            "page": page,
            "query": query,
            "order": order,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/articles/photo/makers.html", context)

    def changelist_view(self, request, extra_context=None):
        """Put above the photos of one photographer or agency what is known of them."""
        context = {"kinds": KINDS.items(), "maker": _asked_for(request)}
        return super().changelist_view(request, context | (extra_context or {}))


def _asked_for(request) -> Maker | None:
    """Return who the address asks for, read off their photos by three queries."""
    for kind in KINDS:
        if key := makers.key(request.GET.get(kind, "")):
            return _known(kind, key)
    return None


def _known(kind, key):
    entries = PhotoEntry.objects.filter(**{kind: key})
    newest = entries.order_by("-pk").values("pk")[:LOOKED_AT]
    photos = (
        Photo.objects.filter(pk__in=newest)
        .annotate(used=usage.is_used())
        .only("byline", "credit", "source", "category")
        .order_by("-pk")
    )
    spellings, categories, used = Counter[str](), Counter[str](), 0
    for photo in photos:
        spellings[_printed(photo, kind)] += 1
        categories[photo.category] += 1
        used += photo.used
    labels = dict(Category.choices)
    name = next(iter(spellings), "") or key
    return Maker(
        kind=kind,
        name=name,
        photos=entries.count(),
        looked_at=spellings.total(),
        used=used,
        spellings=[said for said in spellings if said != name],
        categories=[
            (str(labels.get(code, _("no rights known"))), number)
            for code, number in categories.most_common()
        ],
        contributor=None if kind == "agency" else _contributor(key, list(spellings)),
    )


def _contributor(key, spellings):
    """Return the contributor of this name, in whatever spelling, if there is one."""
    last = {said.split()[-1] for said in spellings if said}
    named = Q(slug__endswith=slugify(key.split()[-1]))
    for word in last:
        named |= Q(name__iendswith=word)
    for contributor in Contributor.objects.filter(named)[:NAMESAKES]:
        if makers.key(contributor.name) == key:
            return contributor
    return None


def _printed(photo, kind):
    if photo is None:
        return ""
    if kind == "photographer":
        return photo.byline.strip()
    return makers.agency(photo.credit, byline=photo.byline, source=photo.source)
