"""The photos of a story as readers leaf through them: each once, in order, numbered.

The lead comes first, then those of the text and its galleries, then the others. A photo
that readers may not see is not in it, and the numbers close up.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from articles import html
from articles.models import Article, Photo, PrintedWords
from articles.photos import digital_source


@dataclass(frozen=True, slots=True)
class Shown:
    """A photo at its place in a story, with the words printed there.

    `crops` are those that the story made of it. `address` is the path of its own page;
    empty while readers cannot see the story.
    """

    number: int
    total: int
    photo: Photo
    words: PrintedWords
    crops: dict
    address: str

    @property
    def label(self) -> str:
        """How it was made, if readers should know; else empty."""
        return digital_source.label(self.photo.digital_source)


class Album:
    """A story's photos in order; it reads what is loaded and asks the database nothing.

    :param article: loaded with `with_page_parts()`.
    """

    def __init__(self, article: Article):
        found = list(_found(article))
        self.story = article.get_absolute_url() if _out(article) else ""
        self.address = f"{self.story}photos/" if self.story else ""
        self.photos = [
            Shown(number, len(found), photo, words, crops, self.address_of(number))
            for number, (photo, words, crops) in enumerate(found, start=1)
        ]
        self._by_photo = {shown.photo.pk: shown for shown in self.photos}

    def __len__(self):
        return len(self.photos)

    def __iter__(self) -> Iterator[Shown]:
        return iter(self.photos)

    def address_of(self, number: int) -> str:
        """Return the path of the page of one photo."""
        return f"{self.address}{number}/" if self.address else ""

    def place_of(self, photo: Photo | None) -> Shown | None:
        """Return where a photo stands in the story, if readers see it there."""
        return self._by_photo.get(photo.pk) if photo else None

    def around(self, number: int) -> tuple[Shown | None, Shown | None]:
        """Return the photos before and after one; None beyond the ends."""
        before = self.photos[number - 2] if number > 1 else None
        after = self.photos[number] if number < len(self.photos) else None
        return before, after


def _out(article):
    """Whether the story has an address that readers can open."""
    return article.is_published and article.section_id is not None


def _found(article):
    """Yield each photo that readers see, once, with its words and crops, in order."""
    uses = {use.photo_id: use for use in article.photos_shown}
    placed = [uses[pk] for pk in html.photo_ids(article.body) if pk in uses]
    seen = set()
    if (lead := article.lead_shown) and lead.renditions:
        seen.add(lead.pk)
        yield lead, article.lead_printed, article.lead_crops_shown
    for use in [*placed, *uses.values()]:
        if use.photo_id not in seen and use.photo.renditions:
            seen.add(use.photo_id)
            yield use.photo, use.printed, use.crops
