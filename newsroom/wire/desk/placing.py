"""Put the photos that came with takes on their stories, or offer them to editors."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import html, publishing, revisions
from articles.models import Article, ArticlePhoto, Photo
from newsroom.wire.models import Take, TakePhoto


def give(take: Take) -> None:
    """Place the photos of a take on its story, unless a human has worked on it."""
    placed = False
    for photo in not_placed(take):
        placed |= _placed(take.article_id, photo)
    if placed and take.article is not None:
        take.article.refresh_from_db()
        revisions.record(take.article, action="given a picture by the wire")


def not_placed(take: Take) -> list[Photo]:
    """Return the photos of a take that its story does not show."""
    if take.article_id is None:
        return []
    return _not_on(take.article_id, TakePhoto.objects.filter(take=take.pk))


def offered(article_id: int) -> list[Photo]:
    """Return the photos that came by wire for a story and that it does not show.

    By one query, whatever came.
    """
    came = TakePhoto.objects.filter(take__article=article_id)
    return _not_on(article_id, came)


@transaction.atomic
def put(article: Article, photo: int, *, by) -> Photo:
    """Put an offered photo on a story: as its lead if it has none, else after the text.

    :param photo: its key.
    :param by: who decided; they may change the story.
    :raises publishing.NotPossible: if it is not offered any more, the story was killed,
        or readers see the story and it could not go out with the photo.
    """
    article = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    found = next((one for one in offered(article.pk) if one.pk == photo), None)
    if found is None:
        raise publishing.NotPossible(
            _("That picture is on the story already, or is withdrawn; choose another.")
        )
    if article.status == Article.Status.KILLED:
        raise publishing.NotPossible(_("The story was killed; it takes no picture."))
    if article.lead_photo_id is None:
        article.lead_photo = found
        article.save(update_fields=["lead_photo", "edited_at"])
    else:
        figure = f'<figure data-photo="{found.pk}"></figure>'
        article.body = html.clean("\n".join(filter(None, [article.body, figure])))
        article.save(update_fields=["body", "edited_at"])
    publishing.place_photos(article)
    if article.is_published and (reasons := publishing.reasons_to_hold(article)):
        raise publishing.NotPossible(" ".join(reasons))
    publishing.record_edit(article, by=by, action="given a picture by wire")
    return found


def _not_on(article_id, came):
    photos = Photo.objects.filter(pk__in=came.values("photo"), withdrawn_at=None)
    placed = ArticlePhoto.objects.filter(article=article_id)
    lead = Article.objects.filter(pk=article_id, lead_photo__isnull=False)
    return list(
        photos.exclude(pk__in=placed.values("photo"))
        .exclude(pk__in=lead.values("lead_photo"))
        .order_by("pk")
    )


def _placed(article_id, photo) -> bool:
    """Put a photo on a story by one conditional UPDATE: an editor who saves wins."""
    untouched = Article.objects.untouched().filter(pk=article_id)
    now = timezone.now()
    if untouched.filter(lead_photo=None).update(lead_photo=photo, edited_at=now):
        return True
    if not untouched.update(edited_at=now):
        return False
    last = ArticlePhoto.objects.filter(article=article_id).count()
    ArticlePhoto.objects.get_or_create(
        article_id=article_id, photo=photo, defaults={"position": last + 1}
    )
    return True
