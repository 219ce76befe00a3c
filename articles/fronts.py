"""Arrange the home page: which story stands where, and none twice.

Nobody needs to place anything: the newest stories fill the slots by rules a desk would
use. A module that has nothing to show is empty, and the template leaves it out.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from articles import languages
from articles.models import Article, Section
from articles.related import related_to

NEWEST = 40  # stories that compete for the top of the page
RECENT = 200  # stories looked through for opinion, pictures and the sections
PROBED = 4  # newest stories kept for each section, however long ago they came out
OF_SECTION = 9  # stories that compete for a section's block
LEAD_AMONG = 12  # the lead is one of so many newest stories
BLOCKS = 2  # sections with a wide block; the others are in the digest
Genre = Article.Genre


@dataclass(frozen=True, slots=True)
class Block:
    """A section's part of the page: a wide lead, heads of text, and one more card."""

    section: Section
    stories: list[Article]


@dataclass(slots=True)
class Home:
    """The home page, module by module, from top to bottom."""

    lead: Article | None = None
    related: list[Article] = field(default_factory=list)
    seconds: list[Article] = field(default_factory=list)
    row: list[Article] = field(default_factory=list)
    latest: list[Article] = field(default_factory=list)
    opinion: list[Article] = field(default_factory=list)
    pictures: list[Article] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    digest: list[Block] = field(default_factory=list)

    def cards(self) -> list[Article]:
        """Every story on the page but the related ones, which print no byline."""
        modules = [self.seconds, self.row, self.latest, self.opinion]
        modules += [
            self.pictures,
            *(block.stories for block in [*self.blocks, *self.digest]),
        ]
        return [
            *([self.lead] if self.lead else []),
            *(story for one in modules for story in one),
        ]


class Pile:
    """Stories not placed yet, newest first."""

    def __init__(self, stories):
        self.left = {story.pk: story for story in stories}

    def take(
        self, count: int, wanted: Callable | None = None, *, least: int = 1
    ) -> list[Article]:
        """Take the newest `count` wanted; none at all if fewer than `least`."""
        found = list(filter(wanted, self.left.values()))[:count]
        if len(found) < least:
            return []
        self.drop(found)
        return found

    def drop(self, stories):
        for story in stories:
            self.left.pop(story.pk, None)


def arrange_home() -> Home:
    """Return the home page as it stands at this moment, by six queries."""
    sections = _sections()
    pile = Pile(
        _told_once(
            Article.objects.published()
            .filter(pk__in=_candidates(sections))
            .with_card_parts()
            .newest_first()
        )
    )
    home = Home()
    _place_top(home, pile)
    home.opinion = pile.take(3, is_opinion)
    home.pictures = _pictures(pile)
    _place_row(home, pile)
    home.latest = pile.take(5)
    for section in sections:
        if section.parent_id is None:
            _place_section(home, pile, section)
    return home


def next_change() -> datetime | None:
    """Return the moment at which a story becomes public by itself, or None.

    Its minute comes, or its embargo ends; whichever story is first. A draft does not
    come by itself, so no page's headers count the seconds of its embargo.
    """
    now = timezone.now()
    waiting = (
        Article.objects.cleared()
        .filter(Q(published_at__gt=now) | Q(embargo_until__gt=now))
        .values_list("published_at", "embargo_until")
    )
    moments = (moment for pair in waiting for moment in pair if moment)
    return min((moment for moment in moments if moment > now), default=None)


def has_picture(story) -> bool:
    """Whether a story has a photo that can be shown with its headline."""
    return story.lead_shown is not None and bool(story.lead_shown.renditions)


def is_opinion(story) -> bool:
    return story.genre == Genre.OPINION


def _told_once(stories):
    """Leave out a story's translations: one in the paper's language, else the newest.

    :param stories: newest first.
    """
    kept: dict[int | None, Article] = {}
    paper = languages.main(settings.LANGUAGE_CODE)
    for story in stories:
        held = kept.get(story.original_id)
        theirs = languages.main(story.language) == paper
        if held is None or (theirs and languages.main(held.language) != paper):
            kept[story.original_id] = story
    return [story for story in stories if kept[story.original_id] is story]


def _place_top(home, pile):
    """Place the lead, what is related to it, and three seconds."""
    newest = list(pile.left)[:LEAD_AMONG]
    lead = pile.take(
        1, lambda story: story.pk in newest and has_picture(story) and _is_news(story)
    )
    [home.lead] = lead or pile.take(1) or [None]
    if home.lead is None:
        return
    home.related = related_to(home.lead)[:3]
    pile.drop(home.related)
    # The picture stands at the top of its column.
    home.seconds = sorted(
        pile.take(3, _is_news), key=lambda story: not has_picture(story)
    )


def _pictures(pile):
    """Take five picture stories, or three: so many the band shows without a hole."""

    def told_in_pictures(story):
        return has_picture(story) and _is(story, Genre.PICTURES)

    return pile.take(5, told_in_pictures, least=5) or pile.take(
        3, told_in_pictures, least=3
    )


def _place_row(home, pile):
    """Place a row of three, with pictures if there are so many."""
    pictured = pile.take(
        3, lambda story: has_picture(story) and _is_news(story), least=3
    )
    home.row = pictured or pile.take(3, _is_news)


def _place_section(home, pile, section):
    """Give a section a wide block if it can fill one, else a place in the digest."""

    def ours(story):
        filed = section.pk in (story.section_id, story.section.parent_id)
        return filed and not is_opinion(story)

    def pictured(story):
        return ours(story) and has_picture(story)

    if len(home.blocks) < BLOCKS and sum(map(ours, pile.left.values())) >= 6:
        if lead := pile.take(1, pictured):
            card = pile.take(1, pictured)
            heads = pile.take(5 - len(card), ours)
            home.blocks.append(Block(section, [*lead, *heads, *card]))
            return
    if stories := [*pile.take(1, pictured), *pile.take(2, ours)]:
        home.digest.append(Block(section, stories))


def _is_news(story):
    return not is_opinion(story)


def _is(story, genre):
    return story.genre == genre


def _sections():
    """Return all sections in order, each with the ids of its newest stories."""
    newest = Article.objects.published().filter(section=OuterRef("pk")).newest_first()
    probes = {
        f"story_{place}": Subquery(newest.values("pk")[place : place + 1])
        for place in range(PROBED)
    }
    return list(Section.objects.order_by("position", "name").annotate(**probes))


def _candidates(sections):
    """Return the ids of stories that may stand on the page: about a hundred."""
    recent = list(
        Article.objects.published()
        .newest_first()
        .values_list("pk", "genre", "section_id", "section__parent_id")[:RECENT]
    )
    chosen = {pk for pk, *_ in recent[:NEWEST]}
    for genre, count in ((Genre.OPINION, 3), (Genre.PICTURES, 5)):
        chosen.update([pk for pk, kind, *_ in recent if kind == genre][:count])
    for section in sections:
        ours = [pk for pk, _, *filed in recent if section.pk in filed]
        probed = [getattr(section, f"story_{place}") for place in range(PROBED)]
        chosen.update(ours[:OF_SECTION], (pk for pk in probed if pk))
    return chosen
