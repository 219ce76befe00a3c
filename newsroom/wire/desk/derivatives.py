"""Stories written from a take: found by the words they share, and kept as links."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from articles.models import Article, Revision
from newsroom.wire.desk import prints, recalls, versions
from newsroom.wire.models import Derivative, Take, TakePrint
from newsroom.wire.overlap import Share, Text, share, union

# In percent of the words of either: most of a brief may be taken from a long take, and
# what an editor rewrites keeps few runs of five words. Two stories that merely quote
# the same speech stay below.
LEAST = 30
# Days back in which the takes are sought that a story was written from. One that is
# recalled counts as come on that day.
DAYS = 8
# Days around the last version of a take in which others came that say the same.
AROUND = 3
BY_THE_WIRE = ("came by wire", "updated by the wire")


@dataclass(frozen=True, slots=True)
class Found:
    """A story and how much it shares with a take now."""

    article: Article
    share: Share


def found(take: Take) -> list[Found]:
    """Return the stories that share much with any version of a take, most first.

    Its own draft is none of them; drafts of other takes that say the same are. The
    number of queries is the same for any archive.
    """
    texts = versions.of([take.pk]).get(take.pk, [])
    if not texts:
        return []
    said = union(texts)
    own = [take.article_id] if take.article_id else []
    keys = [*prints.stories_near(said), *_drafts_near(take, said)]
    stories = Article.objects.filter(pk__in=set(keys)).exclude(pk__in=own)
    compared = [
        Found(story, best(Text(story.body), texts))
        for story in stories.select_related("section")
    ]
    return in_order(entry for entry in compared if entry.share.highest >= LEAST)


def in_order(entries: Iterable[Found]) -> list[Found]:
    """Return what was found, that which shares most first."""
    return sorted(
        entries,
        key=lambda entry: (
            -entry.share.highest,
            -min(entry.share.of_first, entry.share.of_second),
            -entry.article.pk,
        ),
    )


def best(story: Text, texts: Collection[Text]) -> Share:
    """Return the share of a story in that version of a take that it is nearest to."""
    shares = [share(story, text) for text in texts]
    return max(shares, key=lambda each: (each.highest, each.of_first + each.of_second))


def follow(sender, instance: Revision, created: bool, **kwargs) -> None:
    """Link a story to the takes it was written from, whenever its words are kept.

    What waited for a public correction of it is closed once there is one.

    A receiver of `post_save`: every save and every change of state of a story keeps a
    revision, in the transaction of the save. What the wire itself writes into a draft
    that nobody has touched is found by the take.
    """
    by_the_wire = instance.action in BY_THE_WIRE and instance.created_by_id is None
    if not created or by_the_wire:
        return
    article = instance.article
    recalls.close_corrected(article, by=instance.created_by)
    text = Text(article.body)
    if prints.file_story(article, text):
        _link(article, text)


def link(take: Take, article: Article, shared: Share, known: int = 0) -> Derivative:
    """Keep that a story shares words with a take.

    :param known: the highest share that was ever seen of it, in percent.
    """
    derivative, _created = Derivative.objects.update_or_create(
        take=take,
        article=article,
        defaults={
            "of_story": shared.of_first,
            "of_take": shared.of_second,
            "highest": max(known, shared.highest),
        },
    )
    return derivative


def link_drafts(texts: Iterable[tuple[Take, Text]], near: dict[int, list[int]]) -> None:
    """Link drafts that just came to takes like them that were recalled before.

    :param near: by the key of a take those that share words with it.
    """
    keys = sorted({key for like in near.values() for key in like})
    recalled: set[int] = set()
    for part in prints.parts(keys):
        found = Take.objects.filter(pk__in=part).exclude(recalled_by=None)
        recalled.update(found.values_list("pk", flat=True))
    for take, text in texts if recalled else ():
        shared = recalled.intersection(near.get(take.pk, ()))
        if take.article is not None and shared:
            _compare(take.article, text, shared)


def _link(article, text):
    """Link a story that was saved, and ask about it if its take was recalled."""
    today = prints.today()
    near = prints.takes_near(text.shingles, range(today - DAYS + 1, today + 1))
    _compare(article, text, set(near))


def _compare(article, text, keys):
    known = {row.take_id: row for row in article.derived_from.all()}
    keys |= known.keys()
    takes = Take.objects.filter(pk__in=keys).exclude(article=article)
    texts = versions.of(keys)
    for take in takes:
        if take.pk not in texts:
            continue
        shared = best(text, texts[take.pk])
        before = known[take.pk].highest if take.pk in known else 0
        if before or shared.highest >= LEAST:
            derivative = link(take, article, shared, before)
            recalls.ask_about_saved(derivative, take, text, texts[take.pk])


def _drafts_near(take, said):
    """Return the keys of stories that came as takes which share words with this one."""
    days = take.prints.values_list("day", flat=True)[:1]
    span = {day + away for day in days for away in range(-AROUND, AROUND + 1)}
    near = TakePrint.objects.filter(day__in=span, shingle__in=prints.lowest(said))
    drafts = near.exclude(take=take).exclude(take__article=None)
    return drafts.values_list("take__article", flat=True)[: prints.CANDIDATES]
