"""The lists that have feeds: the paper, a section, a topic, a contributor, corrections.

Each is found by the slug in its address and knows its newest entries. The addresses of
all its formats are made here too, for pages, for the feeds themselves and for hubs.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time

from django.conf import settings
from django.db.models import Prefetch, Q, prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import lists as archive
from articles import placeholders, subjects
from articles.feeds import entries
from articles.feeds.entries import Entry
from articles.models import (
    LEAD,
    Article,
    ArticlePhoto,
    Byline,
    Contributor,
    Correction,
    Section,
)
from articles.sharing import absolute, home_address, printable

LENGTH = 30  # entries
FORMATS = ("rss", "atom", "json")


@dataclass(frozen=True, slots=True)
class Feed:
    """A list of the paper as a feed, whatever its format; its entries newest first."""

    kind: str  # as in the names of its addresses: "home", "section"
    slug: str  # empty where the kind says it all
    title: str
    description: str
    page: str  # where people read the list; a whole address
    key: str  # under which caches file the list
    entries: list[Entry] = field(default_factory=list)

    @property
    def name(self) -> str:
        """A `tag:` URI of the list that stays through new slugs."""
        return f"tag:{settings.NEWSROOM_TAG_AUTHORITY},2026-01-01:feed/{self.key}"

    @property
    def updated(self) -> datetime:
        """The newest change of an entry; without entries, today's first moment.

        A feed that says nothing would else change every second.
        """
        midnight = datetime.combine(datetime.now(UTC), time.min, UTC)
        return max((entry.updated for entry in self.entries), default=midnight)

    def address(self, form: str) -> str:
        return address(self.kind, self.slug, form)


def address(kind: str, slug: str = "", form: str = "rss") -> str:
    """Return the whole address of a feed in one of FORMATS."""
    suffix = "" if form == "rss" else f"_{form}"
    return absolute(
        reverse(f"articles:feed_{kind}{suffix}", args=[slug] if slug else [])
    )


def showing(article) -> list[str]:
    """Return the addresses of all feeds that a public article is in, in every format.

    Asks for its bylines and topics, and whether it was corrected.
    """
    section = article.section
    lists = [("home", ""), ("section", section.slug)]
    if section.parent is not None:
        lists.append(("section", section.parent.slug))
    lists += [("topic", topic.slug) for topic in article.tags.all()]
    people = article.bylines.values_list("contributor__slug", flat=True)
    lists += [("contributor", slug) for slug in people]
    if article.corrections.exists():
        lists.append(("corrections", ""))
    return [address(*one, form) for one in dict.fromkeys(lists) for form in FORMATS]


def home() -> Feed:
    """Return the newest stories of the whole paper."""
    return Feed(
        kind="home",
        slug="",
        title=settings.NEWSROOM_NAME,
        description=settings.NEWSROOM_TAGLINE,
        page=home_address(),
        key="home",
        entries=stories(_newest(archive.latest())),
    )


def section(slug: str) -> Feed:
    """Return the newest stories of a section and of its sub-sections.

    :raises Http404: if there is no such section.
    """
    family = Section.objects.filter(Q(slug=slug) | Q(parent__slug=slug))
    sections = {one.slug: one for one in family}
    if slug not in sections:
        raise Http404
    found = sections[slug]
    listed = archive.of_sections(sections.values())
    return _about("section", found, listed, found.description)


def topic(slug: str) -> Feed:
    """Return the newest stories about a topic.

    :raises Http404: as the topic's page, if readers see no story about it: its name
        alone would tell what the desk works on.
    """
    found = get_object_or_404(subjects.in_the_paper(), slug=slug)
    return _about("topic", found, archive.about(found), found.description)


def contributor(slug: str) -> Feed:
    """Return the newest stories a contributor has a byline on."""
    found = get_object_or_404(Contributor, slug=slug)
    return _about("contributor", found, archive.made_by(found), found.biography_text)


def corrections() -> Feed:
    """Return the newest corrections, each an entry of its own."""
    notes = archive.corrections()
    newest = notes.entries.filter(pk__in=notes.ids(LENGTH))
    return Feed(
        kind="corrections",
        slug="",
        title=_named(_("Corrections")),
        description=_("What we got wrong, and what is right."),
        page=absolute(reverse("articles:corrections")),
        key="corrections",
        entries=[
            entries.of_correction(note)
            for note in newest.order_by("-corrected_at", "-pk")
        ],
    )


LISTS: dict[str, Callable[..., Feed]] = {
    "home": home,
    "section": section,
    "topic": topic,
    "contributor": contributor,
    "corrections": corrections,
}


def _about(kind, subject, listed, description):
    return Feed(
        kind=kind,
        slug=subject.slug,
        title=_named(subject.name),
        description=printable(description) or settings.NEWSROOM_TAGLINE,
        page=absolute(subject.get_absolute_url()),
        key=f"{kind}-{subject.pk}",
        entries=stories(_newest(listed)),
    )


def _newest(listed):
    """Return the newest stories of a list, read from its own index."""
    newest = Article.objects.published().filter(pk__in=listed.ids(LENGTH))
    return newest.newest_first()


def _named(name):
    return printable(f"{settings.NEWSROOM_NAME}: {name}")


def stories(queryset) -> list[Entry]:
    """Return the entries of the first of these stories, read in six queries."""
    told = Correction.objects.filter(corrected_at__lte=timezone.now())
    found = list(
        queryset.select_related("section", *LEAD).prefetch_related(
            Prefetch("bylines", Byline.objects.select_related("contributor")),
            Prefetch("article_photos", ArticlePhoto.objects.select_related("photo")),
            Prefetch("corrections", told),
            "tags",
        )[:LENGTH]
    )
    embedding = [story for story in found if placeholders.embeds(story.body)]
    prefetch_related_objects(embedding, "article_embeds")
    return [entries.of_story(story) for story in found]
