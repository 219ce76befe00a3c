"""A row of the wire list: what an editor who watches it sees of each item."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.db.models.fields.json import KT
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.timesince import timesince
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from newsroom.wire.admin import folded
from newsroom.wire.admin.updates import address_of
from newsroom.wire.items import Kind
from newsroom.wire.models import URGENT, Answer, Decision, Receipt

# In the words of the wires; from 4 on it is routine, and the number says the rest.
URGENCIES = {1: _("Flash"), 2: _("Bulletin"), 3: _("Urgent")}


@dataclass(frozen=True, slots=True)
class Row:
    """One receipt as the list prints it."""

    receipt: Receipt
    may_take: bool
    beneath: Sequence[Receipt] = ()
    asked: Counter[str] = field(default_factory=Counter)  # of derivatives, by answer

    @property
    def address(self) -> str:
        return reverse("admin:wire_receipt_change", args=[self.receipt.pk])

    @property
    def headline(self) -> str:
        return self.receipt.headline or self.receipt.delivery.name

    @property
    def beneath_words(self) -> str:
        return folded.words_for(self.receipt, self.beneath)

    @property
    def asked_words(self) -> str:
        return folded.words_about(self.asked)

    @property
    def asks(self) -> bool:
        """Whether a derivative of it is not decided on yet."""
        return bool(self.asked[Answer.OPEN])

    @property
    def age(self) -> str:
        """How long ago it was decided on, in one unit; the page says when exactly."""
        since = timesince(self.receipt.decided_at, depth=1)
        just_now = timezone.now() - self.receipt.decided_at < timedelta(minutes=1)
        return _t("just now") if just_now else _t("%s ago") % since

    @property
    def article(self) -> Article | None:
        return self.receipt.take.article if self.receipt.take else None

    @property
    def twin(self) -> Receipt | None:
        """The copy beneath it that became a story, so that nobody takes it again."""
        return folded.story_beneath(self.receipt, self.beneath)

    @property
    def twin_address(self) -> str:
        take = self.twin.take if self.twin else None
        name = "admin:articles_article_change"
        return reverse(name, args=[take.article_id]) if take else ""

    @property
    def article_address(self) -> str:
        article = self.article
        name = "admin:articles_article_change"
        return reverse(name, args=[article.pk]) if article else ""

    @property
    def update_address(self) -> str:
        waits = self.receipt.decision == Decision.WAITING and self.article
        return address_of(self.receipt) if waits else ""

    @property
    def urgency_name(self) -> str:
        """What its colour is called by: 1 to 3, or “routine”."""
        urgency = self.receipt.urgency
        return str(urgency) if urgency and urgency <= URGENT else "routine"

    @property
    def urgency_words(self) -> str | Promise:
        return URGENCIES.get(self.receipt.urgency or 0, "")

    @property
    def embargo_until(self) -> datetime | None:
        """Not before when it goes out; None once that is over."""
        said = getattr(self.receipt, "embargo", None)
        moment = parse_datetime(said) if said else None
        return moment if moment and moment > timezone.now() else None

    @property
    def embargo_unclear(self) -> str:
        return getattr(self.receipt, "embargo_words", None) or ""


def with_what_rows_need(receipts: QuerySet[Receipt]) -> QuerySet[Receipt]:
    """Add the few words of the content that a row shows, and no more of it."""
    return receipts.annotate(
        kind=KT("content__kind"),
        embargo=KT("content__embargo_until"),
        embargo_words=KT("content__embargo_unclear"),
    )


def may_be_taken(receipt: Receipt) -> bool:
    """Whether a draft can be made of an item, as far as its row tells."""
    if receipt.take is None or getattr(receipt, "kind", "") != Kind.TEXT:
        return False
    no_story = receipt.take.article_id is None or receipt.take.killed_at is not None
    return no_story and receipt.decision in (Decision.RECEIVED, Decision.HELD)
