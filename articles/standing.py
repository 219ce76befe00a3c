"""The standing pages: where each is, what the foot of a page links, what one said."""

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import CharField, F, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Section, StandingPage, StandingPageRevision

# What a revision keeps, and of it what readers are told has changed.
KEPT = ["title", "standfirst", "body", "role", "slug", "footer", "is_public"]
WORDS = ["title", "standfirst", "body"]
Footer = StandingPage.Footer
NOTHING = Value("", CharField())


class NeverPublic(Exception):
    """Words that only the desk has seen would be put before readers."""


@dataclass(slots=True)
class Furniture:
    """What stands at the head and the foot of every page."""

    sections: list[Section] = field(default_factory=list)
    standards: list[StandingPage] = field(default_factory=list)
    paper: list[StandingPage] = field(default_factory=list)
    fine: list[StandingPage] = field(default_factory=list)
    addresses: dict[str, str] = field(default_factory=dict)


def furniture() -> Furniture:
    """Return the sections of the navigation and the pages to link, by one query.

    Of each only what a link prints is loaded.
    """
    site = Furniture()
    groups = {
        Footer.STANDARDS: site.standards,
        Footer.PAPER: site.paper,
        Footer.FINE: site.fine,
    }
    sections = _rows(
        Section.objects.top_level(), label=F("name"), foot=NOTHING, part=NOTHING
    )
    pages = _rows(
        StandingPage.objects.public(),
        label=F("title"),
        foot=F("footer"),
        part=F("role"),
    )
    # Sorted here, as the tuples are: by position, then by name. From 6.1 on Django
    # would otherwise order the union as it orders sections.
    links = sorted(sections.union(pages, all=True).order_by())
    for position, label, pk, slug, foot, role in links:
        if not role:
            section = Section(pk=pk, name=label, slug=slug, position=position)
            site.sections.append(section)
            continue
        page = StandingPage(pk=pk, title=label, slug=slug, role=role)
        if foot:
            groups[foot].append(page)
        if role != StandingPage.Role.OTHER:
            site.addresses[role] = page.get_absolute_url()
    return site


def addresses() -> dict[str, str]:
    """Return the path of each public page by its role, such as "about"; one query."""
    other = StandingPage.Role.OTHER
    pages = StandingPage.objects.public().exclude(role=other).only("role", "slug")
    return {page.role: page.get_absolute_url() for page in pages}


@transaction.atomic
def keep(page: StandingPage, *, by=None) -> StandingPageRevision:
    """Keep what a page says now, and date it if its words are others than before.

    :param page: a saved page.
    :param by: the user who wrote it, or None for a command.
    """
    said = {name: getattr(page, name) for name in KEPT}
    said["reviewed_on"] = page.reviewed_on and page.reviewed_on.isoformat()
    last = page.revisions.first()
    if last is None or any(last.content.get(name) != said[name] for name in WORDS):
        page.changed_at = timezone.now()
        page.save(update_fields=["changed_at"])
    return page.revisions.create(slug=page.slug, content=said, created_by=by)


@transaction.atomic
def put_back(revision: StandingPageRevision, *, by) -> StandingPage:
    """Give a page the words it had; where it stands and who sees it stays as it is.

    :raises NeverPublic: if readers would get words that were never on the site.
    """
    page = StandingPage.objects.select_for_update().get(pk=revision.page_id)
    if page.is_public and not revision.content["is_public"]:
        raise NeverPublic(
            _(
                "These words were never on the site, and “%s” is. Take the page off the"
                " site, then put them back."
            )
            % page
        )
    for name in WORDS:
        setattr(page, name, revision.content[name])
    page.save(update_fields=WORDS)
    keep(page, by=by)
    return page


def moved(slug: str) -> StandingPage | None:
    """Return the public page that had an address before, or None."""
    revision = (
        StandingPageRevision.objects.filter(slug=slug, page__is_public=True)
        .select_related("page")
        .first()
    )
    return revision.page if revision else None


def _rows(queryset, **columns):
    links = queryset.order_by().annotate(**columns)
    return links.values_list("position", "label", "pk", "slug", "foot", "part")
