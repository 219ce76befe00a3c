"""Keep the index in step with what stories print, within the same transaction."""

from collections.abc import Iterable, Iterator
from functools import partial

from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from articles.models import LEAD, Article, ArticlePhoto, Byline
from newsroom.search import documents, vocabulary
from newsroom.search.models import Entry, Language

AT_ONCE = 200  # stories, whose texts are held in memory together
PARTS = (
    Prefetch("bylines", Byline.objects.select_related("contributor")),
    Prefetch("article_photos", ArticlePhoto.objects.select_related("photo")),
    "tags",
)


def renew(keys: Iterable[int], *, learn: bool = True) -> int:
    """Bring the entries of stories in step with what is stored of them now.

    Stories that readers cannot come to see have none. The stories' rows are locked in
    the order of their keys, so that of two writers the later one reads what the
    earlier one wrote.

    :param keys: of stories in any state, or that are gone.
    :param learn: remember new words of public stories too, for the suggestions of
        `spelling`.
    :returns: how many entries were wrong.
    """
    wrong = 0
    for batch in _batches(keys):
        with transaction.atomic():
            locked = Article.objects.select_for_update(of=("self",))
            fresh = {
                story.pk: documents.entry_of(story) for story in _cleared(locked, batch)
            }
            wrong += _replace(batch, fresh, learn)
    return wrong


def out_of_step(keys: Iterable[int]) -> Iterator[int]:
    """Yield those of the stories whose entries `renew` would write or take away."""
    for batch in _batches(keys):
        fresh = {
            story.pk: documents.entry_of(story)
            for story in _cleared(Article.objects, batch)
        }
        yield from _differing(batch, fresh)


def all_keys() -> Iterator[int]:
    """Yield the key of each story that has or should have an entry, in order."""
    last = 0
    cleared, entries = Article.objects.cleared(), Entry.objects.all()
    while True:
        asked = (
            cleared.filter(pk__gt=last).order_by("pk").values_list("pk"),
            entries.filter(article__gt=last).order_by("article").values_list("article"),
        )
        found = sorted({key for rows in asked for (key,) in rows[: AT_ONCE * 10]})
        if not found:
            return
        found = found[: AT_ONCE * 10]
        yield from found
        last = found[-1]


def _replace(batch, fresh, learn):
    changed = _differing(batch, fresh)
    if not changed:
        return 0
    Entry.objects.filter(article__in=changed).delete()
    new = [fresh[key] for key in changed if key in fresh]
    Entry.objects.bulk_create(new)
    if new:
        _remember({one.language for one in new})
    # What waits to come out has words that no reader may guess at.
    texts = [one.text for one in new if one.visible_from <= timezone.now()]
    if texts and learn:
        transaction.on_commit(partial(vocabulary.learn, texts), robust=True)
    return len(changed)


def _remember(spoken):
    known = {*Language.objects.values_list("code", flat=True)}
    new = [Language(code=code) for code in sorted(spoken - known)]
    Language.objects.bulk_create(new, ignore_conflicts=True)


def _cleared(stories, batch):
    """Return those stories of a batch that are public or will be, with their parts."""
    loaded = stories.filter(pk__in=batch).order_by("pk").select_related(*LEAD)
    cleared = [one for one in loaded if one.status in Article.Status.cleared()]
    prefetch_related_objects(cleared, *PARTS)
    return cleared


def _differing(batch, fresh):
    held = dict(
        Entry.objects.filter(article__in=batch).values_list("article", "fingerprint")
    )
    return [
        key
        for key in batch
        if held.get(key) != (fresh[key].fingerprint if key in fresh else None)
    ]


def _batches(keys):
    batch: list[int] = []
    for key in keys:
        batch.append(key)
        if len(batch) == AT_ONCE:
            yield sorted({*batch})
            batch = []
    if batch:
        yield sorted({*batch})
