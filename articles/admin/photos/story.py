"""A story begun with a batch of photos: the first leads, the others are a gallery."""

from collections.abc import Iterable

from django.db import transaction

from articles import html, publishing
from articles.admin.forms import faults_of_choice
from articles.models import Article, Photo
from articles.placeholders import LONGEST_GALLERY


@transaction.atomic
def begin(photos: Iterable[Photo], *, by) -> tuple[Article | None, list[str]]:
    """Make a draft picture story of photos, in their order; without a headline.

    Returns the story, or None if no photo may be taken, and a sentence for each reason
    why one was left out.
    """
    article = Article(genre=Article.Genre.PICTURES)
    taken: list[Photo] = []
    faults: list[str] = []
    for photo in photos:
        found = faults_of_choice(photo, article)
        if found:
            faults += found
        elif len(taken) <= LONGEST_GALLERY:
            taken.append(photo)
    if not taken:
        return None, faults
    lead, *others = taken
    if faults_of_choice(lead, article, as_lead=True):  # not for covers
        others = taken
    else:
        article.lead_photo = lead
    keys = " ".join(str(photo.pk) for photo in others[:LONGEST_GALLERY])
    if keys:
        article.body = html.clean(f'<figure data-gallery="{keys}"></figure>')
    article.save()
    publishing.place_photos(article)
    publishing.record_edit(article, by=by, action="begun with photos")
    return article, faults
