"""The words printed with a story's photos: what is missing, doubtful, to be kept."""

from collections.abc import Iterator

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from articles.captions import alt_text
from articles.models import Article, Photo, PrintedWords, printed


def photo_faults(photo: Photo, words: PrintedWords | None = None) -> list[str]:
    """Return why a photo may not stand before readers; each reason a sentence.

    :param words: what would be printed with it, if the use has words of its own.
    """
    words = words or printed(photo)
    missing = [
        name
        for name, value in (
            (_("caption"), words.caption),
            (_("credit"), words.credit),
            (_("alt text"), words.alt or words.is_decorative),
        )
        if not (value is True or (value and value.strip()))
    ]
    if not missing:
        return []
    sentence = _(
        "The photo “%(photo)s” has no %(missing)s; add it on the photo's page."
    )
    return [sentence % {"photo": photo, "missing": _(" and no ").join(missing)}]


def alt_doubts(photo: Photo, words: PrintedWords | None = None) -> list[str]:
    """Return what is doubtful in an alt text, each a sentence; never a refusal."""
    words = words or printed(photo)
    found = alt_text.doubts(words.alt, caption=words.caption)
    if photo.caption and words.caption != photo.caption:
        found = found or alt_text.doubts(words.alt, caption=photo.caption)
    sentence = _("The alt text of “%(photo)s” %(doubt)s.")
    return [sentence % {"photo": photo, "doubt": doubt} for doubt in found]


def photos_of(article: Article) -> Iterator[tuple[Photo, PrintedWords]]:
    """Yield each photo of a story with what is printed with it, the lead first."""
    if article.lead_photo and article.lead_words:
        yield article.lead_photo, article.lead_words
    for use in article.article_photos.select_related("photo"):
        yield use.photo, use.printed


def reasons_to_hold(article: Article) -> list[str]:
    """Return what keeps a story's photos from readers; each reason a sentence."""
    return [
        reason
        for photo, words in photos_of(article)
        for reason in photo_faults(photo, words)
    ]


def warnings(article: Article) -> list[str]:
    """Return what an editor should look at before a story's photos go out."""
    return [
        doubt
        for photo, words in photos_of(article)
        for doubt in alt_doubts(photo, words)
    ]


def freeze(article: Article) -> None:
    """Keep the captions that a public story prints from the library as its own.

    From now on a change in the library waits in the caption drift list instead of
    rewriting the page.
    """
    lead = article.lead_photo
    if lead is not None and lead.caption and not article.lead_caption:
        article.lead_caption, article.lead_caption_is_frozen = lead.caption, True
        article.save(update_fields=["lead_caption", "lead_caption_is_frozen"])
    library = Photo.objects.filter(pk=OuterRef("photo")).values("caption")
    inheriting = article.article_photos.filter(caption="").exclude(photo__caption="")
    inheriting.update(caption=Subquery(library), caption_is_frozen=True)
