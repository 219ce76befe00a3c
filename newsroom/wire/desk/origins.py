"""What wire copy a story was written from, and what is to be decided about that."""

from dataclasses import dataclass

from django.db.models import F, OuterRef, Subquery

from newsroom.wire.models import Answer, Decision, Derivative, Recall, Receipt

MOST = 10  # takes shown with a story, those that it shares most with
UNDECIDED = (Answer.OPEN, Answer.CORRECT)


@dataclass(frozen=True, slots=True)
class Origin:
    """A take that a story shares much of its text with."""

    headline: str  # of its last version that was no kill; empty if it had none
    feed: str
    receipt: int | None  # key of that version's receipt
    overlap: int  # percent, at its highest
    was_killed: bool
    recall: Recall | None  # the last question that is not answered for good

    @property
    def is_open(self) -> bool:
        return self.recall is not None and self.recall.answer == Answer.OPEN


def of(article_id: int) -> list[Origin]:
    """Return the takes a story was written from, most first, by two queries.

    Those that somebody has to decide about come before the others.
    """
    came = Receipt.objects.filter(take=OuterRef("take")).order_by("-pk")
    said = came.exclude(decision__in=(Decision.KILLED, Decision.QUARANTINED))
    links = Derivative.objects.filter(article=article_id).annotate(
        receipt=Subquery(said.values("pk")[:1]),
        headline=Subquery(said.values("headline")[:1]),
        feed=F("take__feed__name"),
        killed_at=F("take__killed_at"),
    )
    asked = Recall.objects.filter(
        derivative__article=article_id, answer__in=UNDECIDED
    ).order_by("pk")
    recalls = {recall.derivative_id: recall for recall in asked}
    found = [
        Origin(
            link.headline or "",
            link.feed,
            link.receipt,
            link.highest,
            link.killed_at is not None,
            recalls.get(link.pk),
        )
        for link in links.order_by("-highest", "-pk")
    ]
    return sorted(found, key=lambda origin: origin.recall is None)[:MOST]
