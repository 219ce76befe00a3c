"""The uses of a story's photos: one for each that its text places, in that order."""

from collections.abc import Iterable

from articles import html
from articles.models import Article, ArticlePhoto, Photo
from articles.photos import cropping

WORDS = ("caption", "alt_text", "is_decorative", "credit", "credit_reason", "crops")
LOOKED_BACK = 50  # revisions


def place_photos(article: Article) -> None:
    """Hold a use of each photo placed in the text, so that it can have its caption.

    The uses stand in the order of the text, alone or in a gallery; those that the text
    never placed follow in their own order. The use of a photo that an edit took out of
    the text goes; comes the photo back, the words it had in the story come with it.
    """
    placed = html.photo_ids(article.body)
    uses = {use.photo_id: use for use in article.article_photos.all()}
    gone = uses.keys() - set(placed)
    if gone and (gone := gone & _placed_before(article)):
        article.article_photos.filter(photo__in=gone).delete()
    new = _existing(photo for photo in placed if photo not in uses)
    words = _words_before(article, new) if new else {}
    uses |= {
        photo: ArticlePhoto(article=article, photo_id=photo, **words.get(photo, {}))
        for photo in new
    }
    ordered = [photo for photo in placed if photo in uses]
    ordered += [photo for photo in uses if photo not in {*placed, *gone}]
    moved = []
    for position, photo in enumerate(ordered, start=1):
        if uses[photo].position != position:
            uses[photo].position = position
            moved.append(uses[photo])
    ArticlePhoto.objects.bulk_create(use for use in moved if use.photo_id in new)
    for use in moved:
        if use.photo_id in new and use.crops:
            cropping.note_uses(use.photo)
    kept = [use for use in moved if use.photo_id not in new]
    ArticlePhoto.objects.bulk_update(kept, ["position"])


def _existing(photos: Iterable[int]) -> set[int]:
    wanted = list(photos)
    if not wanted:
        return set()
    return set(Photo.objects.filter(pk__in=wanted).values_list("pk", flat=True))


def _placed_before(article):
    """Return the photos that the text placed when it was last kept."""
    last = article.revisions.values_list("content__body", flat=True).first()
    return set(html.photo_ids(last or ""))


def _words_before(article, photos):
    """Return what a story last said of photos that it had: photo → its own words.

    A caption that was frozen is the library's of then, and is not brought back.
    """
    found: dict[int, dict] = {}
    kept = article.revisions.values_list("content__photos", flat=True)[:LOOKED_BACK]
    for uses in kept:
        for use in uses or ():
            if use["photo"] in photos and use["photo"] not in found:
                words = {name: use[name] for name in WORDS if name in use}
                if use.get("caption_is_frozen"):
                    words["caption"] = ""
                found[use["photo"]] = words
    return found
