"""Which stories lose a picture soon because a right ends, and which have lost one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from articles.models import LEAD, Article, ArticlePhoto, Photo, rights
from articles.photos.standing import falls_at

SOON = timedelta(hours=48)
LATELY = timedelta(days=14)  # how long what has fallen out is still listed
MOST = 200  # photos looked at


@dataclass(frozen=True, slots=True)
class Ending:
    """A story's photo whose right ends at `moment`, or ended then."""

    article: Article
    photo: Photo
    is_lead: bool
    moment: datetime
    is_over: bool

    @property
    def next_photo(self) -> ArticlePhoto | None:
        """The use that stands in as the lead photo, if there is one that may."""
        use = self.article.stand_in if self.is_lead else None
        if use is None:
            return None
        at = max(self.moment, timezone.now())
        story = self.article.pk
        return use if use.photo.is_usable(story=story, at=at, as_lead=True) else None


def listed() -> list[Ending]:
    """Return what ends within SOON in stories that are out or will be, soonest first.

    Then what ended LATELY, the newest first. Three queries, however much there is.
    """
    now = timezone.now()
    photos = list(_candidates(now)[:MOST])
    found = [*_leads(photos), *_in_texts(photos)]
    rows = [row for place in found if (row := _row(*place, now))]
    soon = [row for row in rows if not row.is_over and row.moment <= now + SOON]
    over = [row for row in rows if row.is_over and row.moment > now - LATELY]
    soon.sort(key=lambda row: (row.moment, row.article.pk))
    over.sort(key=lambda row: (row.moment, row.article.pk), reverse=True)
    return soon + over


def _candidates(now):
    """Return the photos one of whose rights ends, or ended, at such a moment."""
    near = (now - LATELY, now + SOON)
    return Photo.objects.filter(
        Q(valid_until__range=near) | Q(exceptions_given__until__range=near),
        withdrawn_at=None,
    ).distinct()


def _leads(photos) -> Iterable[tuple[Article, Photo, bool]]:
    stories = Article.objects.cleared().filter(lead_photo__in=photos)
    for story in stories.select_related(*LEAD).defer("body", "editor_note"):
        if story.lead_photo is not None:
            yield story, story.lead_photo, True


def _in_texts(photos) -> Iterable[tuple[Article, Photo, bool]]:
    cleared = Article.objects.cleared().values("pk")
    uses = ArticlePhoto.objects.filter(photo__in=photos, article__in=cleared)
    related = uses.select_related("photo", "article").defer("article__body")
    for use in related:
        if use.photo_id != use.article.lead_photo_id:
            yield use.article, use.photo, False


def _row(article, photo, is_lead, now):
    if photo.is_usable(story=article.pk, at=now, as_lead=is_lead):
        falls = falls_at(photo, story=article.pk, as_lead=is_lead)
        return falls and Ending(article, photo, is_lead, falls, is_over=False)
    ended = rights.last_moment(photo, before=now)
    return ended and Ending(article, photo, is_lead, ended, is_over=True)
