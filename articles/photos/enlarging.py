"""Which photos of a story are too small for where it shows them; never a refusal."""

from django.utils.translation import gettext as _

from articles.models import Article, Photo
from articles.photos import slots


def warnings(article: Article) -> list[str]:
    """Return the photos of a story that readers get enlarged, each as a sentence."""
    found = []
    if article.lead_photo:
        found += said(slots.LEAD, article.lead_photo, article.lead_crops)
    for use in article.article_photos.select_related("photo"):
        found += said(slots.TEXT, use.photo, use.crops)
    return found


def said(use: str, photo: Photo, own: dict) -> list[str]:
    """Return whether a photo is enlarged in a use, as a sentence; else nothing.

    :param use: as in `slots`.
    :param own: the crops of the use.
    """
    found = slots.enlarged(use, photo, own)
    if found is None:
        return []
    slot, has = found
    sentence = _(
        "The photo “%(photo)s” is enlarged as %(slot)s: it has %(has)d px across"
        " for a slot %(needed)d px wide. Choose a larger file or a wider crop."
    )
    numbers = {"photo": photo, "slot": slot.name, "has": has, "needed": slot.width}
    return [sentence % numbers]
