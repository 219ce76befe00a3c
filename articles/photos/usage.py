"""Where photos are used: every story and every portrait that has one."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, QuerySet, Value
from django.db.models.expressions import Combinable
from django.utils.translation import gettext as _

from articles import placeholders
from articles.models import Article, ArticlePhoto, CaptionState, Contributor, Photo

LEAD, TEXT, PORTRAIT, SHARED = "lead", "text", "portrait", "shared"
GALLERY = "gallery"  # a place in the text, told apart by the story's body
# Whatever points at a photo and keeps it from being deleted.
PLACES = (
    (LEAD, Article.objects, "lead_photo", "pk"),
    (TEXT, ArticlePhoto.objects, "photo", "article"),
    (PORTRAIT, Contributor.objects, "portrait", "pk"),
    (SHARED, Article.objects, "social_photo", "pk"),
)


class Use(NamedTuple):
    """One use of a photo."""

    place: str
    user: Article | Contributor
    caption_state: CaptionState | None  # None where no caption is printed
    stands_in: bool = False

    @property
    def words(self) -> str:
        """The place in words, such as “lead photo”."""
        place = {
            LEAD: _("lead photo"),
            TEXT: _("in the text"),
            GALLERY: _("in a gallery"),
            PORTRAIT: _("portrait"),
            SHARED: _("in link previews"),
        }[self.place]
        if self.stands_in:
            return _("%s, stands in for the lead photo") % place
        return place

    @property
    def state(self) -> str:
        """How far the story has come; of a person, that readers see the portrait."""
        if isinstance(self.user, Article):
            return self.user.get_status_display()
        return _("contributor")


def counts(keys: Iterable[int]) -> dict[int, int]:
    """Return photo key → number of uses, for those used at all, by one query."""
    keys = list(keys)
    arms = [
        rows.filter(**{f"{photo}__in": keys})
        .order_by()
        .values_list(photo)
        .annotate(n=Count("pk"))
        for _place, rows, photo, _user in PLACES
    ]
    found: dict[int, int] = {}
    for key, number in arms[0].union(*arms[1:], all=True) if keys else ():
        found[key] = found.get(key, 0) + number
    return found


def is_used() -> Combinable:
    """Return the condition that a photo is used anywhere, for queries of photos."""
    places: list[Combinable] = [
        Exists(rows.filter(**{photo: OuterRef("pk")}))
        for _place, rows, photo, _user in PLACES
    ]
    return reduce(or_, places)


def rows_of(photos: QuerySet[Photo] | list[Photo]) -> QuerySet:
    """Return every use of some photos as (photo, user's key, place), newest first."""
    arms: list[QuerySet] = [
        rows.filter(**{f"{photo}__in": photos})
        .order_by()
        .annotate(where=Value(place))
        .values_list(photo, user, "where")
        for place, rows, photo, user in PLACES
    ]
    return arms[0].union(*arms[1:], all=True).order_by("-pk", "where")


def uses(rows: Iterable[tuple[int, int, str]]) -> list[Use]:
    """Return rows of `rows_of` with their stories and people, by three queries."""
    rows = list(rows)
    stories = {user for _photo, user, place in rows if place != PORTRAIT}
    articles = Article.objects.defer("editor_note").in_bulk(stories)
    people = Contributor.objects.in_bulk(
        user for _photo, user, place in rows if place == PORTRAIT
    )
    placed = {
        (use.photo_id, use.article_id): use
        for use in ArticlePhoto.objects.filter(
            article__in=stories, photo__in={photo for photo, _user, _place in rows}
        )
    }
    found = []
    for photo, user, place in rows:
        if place == PORTRAIT:
            found.append(Use(place, people[user], None))
        elif place == SHARED:
            found.append(Use(place, articles[user], None))
        elif place == LEAD:
            found.append(Use(place, articles[user], articles[user].lead_caption_state))
        else:
            found.append(_in_text(placed[photo, user], articles[user]))
    return found


def _in_text(use, story):
    in_gallery = use.photo_id in placeholders.in_galleries(story.body)
    place = GALLERY if in_gallery else TEXT
    return Use(place, story, use.caption_state, story.stand_in_id == use.pk)
