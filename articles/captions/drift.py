"""Find the stories that print other words than the library has now."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from articles.comparing import same_words
from articles.models import Article, ArticlePhoto, CaptionDrift, Photo

FIELDS = tuple(CaptionDrift.Field.values)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a photo is printed: in the text by its use, or as the lead without one."""

    article: Article
    use: ArticlePhoto | None = None

    def own(self, field: str) -> str:
        """Return the words of its own that this place has; empty if it inherits."""
        if self.use is not None:
            return getattr(self.use, field)
        return getattr(self.article, f"lead_{field}")

    @property
    def key(self) -> tuple[int, int | None]:
        return self.article.pk, self.use.pk if self.use else None


def note_change(photo: Photo, before: dict[str, str], *, by=None) -> int:
    """Put every use that differs from the library's new words into the drift list.

    What published stories print from the library is frozen first, in its old words,
    for a story whose publication was not announced yet. A use that was kept comes back
    now, because the library says something new; one that agrees again goes.

    :param photo: as it is stored now.
    :param before: the library's words before the change, by the names of FIELDS.
    :returns: how many uses wait for a decision about this change.
    """
    changed = [f for f in FIELDS if not same_words(before[f], getattr(photo, f))]
    if not changed:
        return 0
    if "caption" in changed and before["caption"]:
        _freeze_what_is_public(photo, before["caption"])
    waiting = {
        (row.article_id, row.use_id, row.field): row
        for row in photo.drift.filter(decision="", article__isnull=False)
    }
    fresh: list[CaptionDrift] = []
    again: list[CaptionDrift] = []
    agree, found = [], 0
    for place in places_of(photo):
        for field in changed:
            row = waiting.get((*place.key, field))
            old, new = place.own(field), getattr(photo, field)
            if not old or not new or same_words(old, new):
                agree += [row.pk] if row else []
                continue
            found += 1
            if row is None:
                row = CaptionDrift(
                    photo=photo, article=place.article, use=place.use, field=field
                )
            (again if row.pk else fresh).append(row)
            row.old, row.new, row.source = old, new, ""
            row.found_at, row.found_by = timezone.now(), by
    CaptionDrift.objects.bulk_create(fresh)
    CaptionDrift.objects.bulk_update(again, ["old", "new", "found_at", "found_by"])
    if agree:
        CaptionDrift.objects.filter(pk__in=agree).delete()
    return found


def settle(article: Article) -> None:
    """Take away what no longer waits: the story agrees, lost the photo or was killed.

    What still differs shows what the story prints now.
    """
    rows = article.drift.filter(decision="").select_related("use", "photo")
    for row in rows:
        place = Place(article, row.use)
        is_led = row.use is not None or article.lead_photo_id == row.photo_id
        old = place.own(row.field) if is_led else ""
        killed = article.status == Article.Status.KILLED
        if killed or not old or same_words(old, row.new):
            row.delete()
        elif old != row.old:
            row.old = old
            row.save(update_fields=["old"])


def places_of(photo: Photo) -> Iterator[Place]:
    """Yield where a photo is used, in stories of every state but killed."""
    killed = Article.Status.KILLED
    for article in photo.led_articles.defer("body", "editor_note"):
        if article.status != killed:
            yield Place(article)
    uses = photo.article_photos.select_related("article").defer("article__body")
    for use in uses:
        if use.article.status != killed:
            yield Place(use.article, use)


def _freeze_what_is_public(photo, caption):
    public = Article.objects.published()
    public.filter(lead_photo=photo, lead_caption="").update(
        lead_caption=caption, lead_caption_is_frozen=True
    )
    uses = photo.article_photos.filter(caption="", article__in=public.values("pk"))
    uses.update(caption=caption, caption_is_frozen=True)
