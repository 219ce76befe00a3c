"""What a page that lists stories is filed under in caches, and for how long."""

from collections.abc import Iterable

from articles import fronts
from articles.http import cacheable
from articles.models import Article
from articles.models.rights import next_moment
from articles.photos import shown


def kept(response, key: str, stories: Iterable[Article], *photos, beside=()):
    """Let caches keep a list until a story joins it or the right to a photo ends.

    :param key: what the list itself is filed under.
    :param stories: those listed, loaded `with_card_parts`.
    :param photos: what else the page shows, such as a portrait, or None.
    :param beside: further stories whose headlines the page shows.
    """
    lapses = next_moment([*shown.on_cards(stories), *photos])
    named = [*keys(key, stories), *(f"article-{story.pk}" for story in beside)]
    until = fronts.next_change()
    return cacheable(response, *dict.fromkeys(named), until=until, lapses=lapses)


def keys(first: str, stories: Iterable[Article]) -> list[str]:
    """Return what a list is filed under: itself, every story and name it shows."""
    listed = [f"article-{story.pk}" for story in stories]
    return [first, *dict.fromkeys([*listed, *contributor_keys(stories)])]


def contributor_keys(stories: Iterable[Article]) -> list[str]:
    """Return a key for everybody who has a byline on one of the stories, once."""
    named = dict.fromkeys(
        f"contributor-{byline.contributor_id}"
        for story in stories
        for byline in story.bylines.all()
    )
    return list(named)
