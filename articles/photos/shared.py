"""What the pictures of a story that others show are made from, and which there are.

The pictures are made once (`articles.photos.cards`) and named after a digest of all
that stands in them. A page works the digest out anew and shows a picture only if it
says the same: so one with an old headline, or with a photo whose right has ended, is
out of use at that minute, whatever else runs or does not run.

Every function reads what it is handed and asks the database nothing.
"""

import hashlib
import json
from dataclasses import asdict, dataclass

from django.conf import settings

from articles.photos import geometry

DESIGN = 1  # counted up when the drawing changes, so that older pictures are known
CARD = "card"  # the name of the drawn picture among those made
# Width and height in pixels of the crops that search engines ask for.
SHAPES = {"16:9": (1200, 675), "4:3": (1200, 900), "1:1": (900, 900)}
MOST_WIDE = 2400  # pixels; what is wider is for screens alone


@dataclass(frozen=True, slots=True)
class Source:
    """A rendition that a crop is cut from, and the point that the crop keeps."""

    name: str
    focus: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Material:
    """All that stands in the pictures of a story.

    `photo` is its sharing crop, 1200×630; None draws a card of letters alone. `shapes`
    are the sources of the crops of SHAPES; empty without a photo.
    """

    headline: str
    label: str
    genre: str
    language: str
    paper: str
    photo: Source | None
    credit: str
    digital_source: str
    shapes: dict[str, Source]

    @property
    def digest(self) -> str:
        """A name for this material: the same for the same, another for any other."""
        words = json.dumps([DESIGN, asdict(self)], sort_keys=True)
        return hashlib.sha256(words.encode()).hexdigest()[:16]


def photo_of(article):
    """Return the photo that stands for a story elsewhere at this moment, or None.

    One whose licence forbids any change is not cut and not written on.
    """
    photo = article.social_photo_shown or article.lead_shown
    return None if photo is None or "-nd/" in photo.licence else photo


def crops_of(article) -> dict:
    """Return the crops that the story made of the photo that stands for it."""
    return {} if article.social_photo_shown else article.lead_crops_shown


def material(article) -> Material:
    """Return what the pictures of a story are made from at this moment.

    :param article: loaded with its page parts.
    """
    photo, crops = photo_of(article), crops_of(article)
    sharing = _sharing_crop(photo, crops) if photo else ""
    return Material(
        headline=article.social_headline or article.headline,
        label=article.kicker or (article.section.name if article.section else ""),
        genre=article.genre,
        language=article.language,
        paper=settings.NEWSROOM_NAME,
        photo=Source(sharing, (0.5, photo.focal_y)) if sharing else None,
        credit=_credit(article, photo) if sharing else "",
        digital_source=photo.digital_source if sharing else "",
        shapes=_shapes(photo, crops) if photo == article.lead_shown else {},
    )


def made(article) -> dict[str, dict]:
    """Return the pictures of a story that may be shown at this moment, by their crop.

    Empty while they are not made yet.
    """
    if not article.social_pictures:
        return {}
    digest = material(article).digest
    for making in article.social_pictures:
        if making["digest"] == digest:
            return {picture["crop"]: picture for picture in making["pictures"]}
    return {}


def _credit(article, photo):
    if photo == article.lead_shown:
        return article.lead_printed.credit.strip() or photo.byline
    return photo.credit.strip() or photo.byline


def _sharing_crop(photo, crops):
    """Return the name of the 1200×630 rendition, one made by hand before any other."""
    cut = geometry.chosen(photo, geometry.SHARING, crops) or "og"
    found = (one["name"] for one in photo.renditions if one["crop"] == cut)
    return next(found, "")


def _shapes(photo, crops):
    """Return ratio → what the crop is cut from: a crop made by hand, else the whole.

    Only of the photo that leads the story: search engines show it with its words.
    """
    found = {}
    for ratio in SHAPES if photo else ():
        by_hand = ratio in geometry.RATIOS and geometry.chosen(photo, ratio, crops)
        if name := _largest_jpeg(photo, by_hand or ""):
            focus = (0.5, 0.5) if by_hand else (photo.focal_x, photo.focal_y)
            found[ratio] = Source(name, focus)
    return found


def _largest_jpeg(photo, crop):
    jpegs = [
        one
        for one in photo.renditions
        if one["format"] == "jpeg" and one["crop"] == crop and one["width"] <= MOST_WIDE
    ]
    widest = max(jpegs, key=lambda one: one["width"], default=None)
    return widest["name"] if widest else ""
