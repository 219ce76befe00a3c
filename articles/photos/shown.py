"""Where readers see a photo: with which stories, and whether at all."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from articles.models import Article, ArticlePhoto, ArticleQuerySet, Contributor, Photo
from articles.photos import standing
from articles.signals import announce, article_changed, article_filed


def stories_shown_with(photo: Photo) -> ArticleQuerySet:
    """Return the stories with this photo that are public, or will be by themselves."""
    cleared = Article.objects.cleared()
    return (
        cleared.filter(pk__in=photo.led_articles.values("pk"))
        | cleared.filter(pk__in=photo.article_photos.values("article"))
        | cleared.filter(social_photo=photo)
    )


def is_shown(photo: Photo) -> bool:
    """Whether readers see the photo: with a story, or as somebody's portrait."""
    portraits = Contributor.objects.filter(portrait=photo)
    return stories_shown_with(photo).exists() or portraits.exists()


def shown_condition(photo: str):
    """Return `is_shown` as a condition for a query, for lists.

    :param photo: the path from the query's rows to the photo, such as "photo".
    """
    cleared = Article.objects.cleared()
    uses = ArticlePhoto.objects.filter(
        photo=OuterRef(photo), article__in=cleared.values("pk")
    )
    led = cleared.filter(lead_photo=OuterRef(photo))
    shared = cleared.filter(social_photo=OuterRef(photo))
    portraits = Contributor.objects.filter(portrait=OuterRef(photo))
    return Exists(led) | Exists(shared) | Exists(uses) | Exists(portraits)


def on_cards(stories: Iterable[Article]) -> list[Photo]:
    """Return the photos that may lead stories loaded `with_card_parts`; no query."""
    found = []
    for story in stories:
        found += [story.lead_photo] if story.lead_photo else []
        found += [story.stand_in.photo] if story.stand_in else []
    return found


def photos_of(article: Article) -> list[Photo]:
    """Return all photos of a story, in its text and elsewhere; no query if loaded."""
    shared = [article.social_photo] if article.social_photo else []
    placed = [use.photo for use in article.article_photos.all()]
    return [*on_cards([article]), *shared, *placed]


def portraits(stories: Iterable[Article]) -> list[Photo]:
    """Return the portraits beside the bylines of stories; no query if loaded."""
    people = (one.contributor for story in stories for one in story.bylines.all())
    return [person.portrait for person in people if person.portrait]


def record_edit(photo: Photo) -> None:
    """Bring the stories with this photo in step; announce those that readers see.

    Call it when its words, its rights or its files have changed.
    """
    shown = list(stories_shown_with(photo).select_related("lead_photo"))
    for article in shown:
        standing.settle(article)
        _announce(article)
    if shown:
        article_filed.send(sender=Article, keys=[article.pk for article in shown])


def settle_stand_ins(photo: Photo) -> None:
    """Choose anew what stands in where a photo led; announce what changed."""
    shown = stories_shown_with(photo).select_related("lead_photo")
    changed = [article for article in shown if standing.settle(article)]
    for article in changed:
        _announce(article)
    if changed:
        article_filed.send(sender=Article, keys=[article.pk for article in changed])


def _announce(article):
    if article.is_published:
        announce(article_changed, article)
