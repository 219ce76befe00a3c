"""Kills and corrections reach what was written from a take; an editor decides."""

import re
from enum import StrEnum

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import publishing
from articles.models import Article, Correction
from newsroom.wire.items import WireItem
from newsroom.wire.models import Answer, Derivative, Recall, Take
from newsroom.wire.overlap import Text, union

# What an agency writes over a version that takes something back.
CORRECTS = re.compile(
    r"\bcorrect(?:ion|ed|s|ing)?\b|\bberichtig\w*|\bkorrektur\b|\brectif\w+", re.I
)
# In a headline it counts only where it opens it and something follows it, since prisons
# have corrections officers.
OPENS = re.compile(
    r"\W{0,20}(?:correct(?:ion|ed|s)|berichtig\w*|korrektur|rectif\w+)\s*[-–—:/(]", re.I
)


COUNTED = 1_000


def corrects(item: WireItem) -> bool:
    """Whether the agency says that this version corrects an earlier one."""
    said = " ".join([*item.signals, item.slugline, item.editor_note])
    return bool(CORRECTS.search(said) or OPENS.match(item.headline))


def open_count() -> int:
    """Return how many derivatives nobody has decided on yet, counted to a thousand."""
    undecided = Recall.objects.filter(answer=Answer.OPEN)
    return undecided.values("pk")[:COUNTED].count()


def ask(derivative: Derivative, receipt_id: int) -> None:
    """Ask what becomes of a story; asking again changes nothing.

    A story that was killed needs no decision any more.
    """
    if derivative.article.status != Article.Status.KILLED:
        Recall.objects.get_or_create(receipt_id=receipt_id, derivative=derivative)


def ask_about_saved(
    derivative: Derivative, take: Take, story: Text, texts: list[Text]
) -> None:
    """Ask about a story that was saved after its take was killed or corrected.

    Of a corrected take only if the story holds words that the correction took out.

    :param texts: of the take, newest first.
    """
    if take.recalled_by_id is None:
        return
    if take.killed_at is not None or _holds_what_went(story, texts):
        ask(derivative, take.recalled_by_id)


class Step(StrEnum):
    """What an editor can do with a derivative."""

    WITHDRAW = "withdraw"
    KILL = "kill"
    CORRECT = "correct"
    LEAVE = "leave"


ANSWERS = {
    Step.WITHDRAW: Answer.DOWN,
    Step.KILL: Answer.DOWN,
    Step.CORRECT: Answer.CORRECT,
    Step.LEAVE: Answer.LEFT,
}


def possible(article: Article, user) -> list[Step]:
    """Return what this user may do with a derivative in its present state."""
    if not user.has_perms(["wire.change_receipt", "articles.change_article"]):
        return []
    if article.status == Article.Status.KILLED:
        return []
    public = article.status in Article.Status.cleared()
    may_publish = user.has_perm("articles.publish_article")
    allowed = {
        Step.WITHDRAW: public and may_publish,
        Step.KILL: user.has_perm("articles.kill_article"),
        Step.CORRECT: may_publish or not public,
        Step.LEAVE: True,
    }
    return [step for step in Step if allowed[step]]


@transaction.atomic
def answer(recall: Recall, step: Step, *, by) -> Recall:
    """Do what an editor decided about a derivative, and keep who decided it and when.

    :param by: a user who may; see `possible`.
    :raises publishing.NotPossible: if the story is not in a state for that.
    """
    recall = Recall.objects.select_for_update(of=("self",)).get(pk=recall.pk)
    article = recall.derivative.article
    if step == Step.WITHDRAW:
        publishing.withdraw(article, by=by)
    elif step == Step.KILL:
        publishing.kill(article, by=by)
    elif article.status == Article.Status.KILLED:
        raise publishing.NotPossible(_("It was killed; nothing is left to decide."))
    recall.answer, recall.answered_by = ANSWERS[step], by
    recall.answered_at = timezone.now()
    recall.save(update_fields=["answer", "answered_by", "answered_at"])
    return recall


def close_corrected(article: Article, *, by) -> int:
    """Close what was “to be corrected” once readers are told of a correction.

    Of a story without such a question this costs one query.

    :param by: who saved the story, or None for the wire or the clock.
    :returns: how many questions were closed.
    """
    waiting = Recall.objects.filter(
        derivative__article=article, answer=Answer.CORRECT
    ).order_by()
    decided = dict(waiting.values_list("pk", "answered_at"))
    if not decided:
        return 0
    told = Correction.objects.filter(article=article).first()
    if told is None:
        return 0
    # The form has the moment of a correction without its fraction of a minute.
    closed = [
        pk
        for pk, moment in decided.items()
        if moment and told.corrected_at >= moment.replace(second=0, microsecond=0)
    ]
    return waiting.filter(pk__in=closed).update(
        answer=Answer.CORRECTED,
        answered_by=by or told.corrected_by,
        answered_at=timezone.now(),
    )


def _holds_what_went(story, texts):
    now, *earlier = texts
    return bool((union(earlier) - set(now.shingles)) & set(story.shingles))
