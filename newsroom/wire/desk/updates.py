"""Take an update that waits into its story, change by change, as an editor decides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import html, publishing
from articles.models import Article
from newsroom.wire.desk import merging, stories
from newsroom.wire.desk.arrivals import embargo_words
from newsroom.wire.desk.merging import Choice, Part
from newsroom.wire.items import WireItem
from newsroom.wire.models import Decision, Feed, Receipt, Take
from newsroom.wire.routing import rules

LINES: dict[str, str | Promise] = {
    "headline": gettext_lazy("Headline"),
    "standfirst": gettext_lazy("Standfirst"),
    "byline_text": gettext_lazy("Byline"),
    "dateline": gettext_lazy("Dateline"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """One part of the story in the three versions, and its name in the form."""

    name: str
    label: str | Promise
    part: Part


def words(fields: Mapping[str, Any]) -> dict[str, str]:
    """Return the words that updates are compared by, out of `stories.fields`."""
    return {name: str(fields[name]) for name in (*LINES, "body")}


def words_of(item: WireItem, feed: Feed) -> dict[str, str]:
    """Return the words that a story of this item has, replacements of rules made."""
    return words(stories.fields(rules.filed(item, feed).item, feed))


def waiting_for(article_id: int) -> Receipt | None:
    """Return the newest update that waits for a story, if one does."""
    waiting = Receipt.objects.filter(
        take__article=article_id, decision=Decision.WAITING
    )
    return waiting.only("pk").order_by("-pk").first()


def questions(receipt: Receipt, item: WireItem, article: Article) -> list[Question]:
    """Return the story and the agency's new version, part by part.

    Where the new version says nothing at all, such as no text, nothing has changed.
    """
    base = (receipt.take.taken_over if receipt.take else None) or None
    theirs = words_of(item, receipt.feed)
    lines = [
        Question(name, label, _line(name, base, article, theirs))
        for name, label in LINES.items()
    ]
    blocks = merging.compare(
        None if base is None else html.blocks(base["body"]),
        html.blocks(article.body),
        html.blocks(theirs["body"] or (base["body"] if base else article.body)),
    )
    return lines + list(_numbered(blocks))


@transaction.atomic
def take_over(
    receipt: Receipt,
    item: WireItem,
    choices: Mapping[str, str],
    *,
    seen: str,
    by,
    material: bool = False,
) -> Article:
    """Write the changes an editor accepts into the story; the others stay out for good.

    :param choices: name of a question → Choice; what is not named stays ours.
    :param seen: `version_of(article)` as the editor saw it.
    :param material: readers get a new “Updated” time.
    :raises publishing.NotPossible: if the story or the wire has moved on since then, or
        nothing would be left of it.
    """
    Feed.objects.select_for_update().get(pk=receipt.feed_id)
    receipt = Receipt.objects.select_related("take", "feed").get(pk=receipt.pk)
    article = _open_story(receipt, seen)
    _refuse_embargoed(article, item)
    asked = questions(receipt, item, article)
    accepted = _write(article, asked, choices)
    _add_notes(article, item)
    article.save(update_fields=[*LINES, "body", "editor_note", "edited_at"])
    publishing.record_edit(article, by=by, material=material and bool(accepted))
    _close(receipt, item, accepted, sum(q.part.asks for q in asked), by)
    return article


def version_of(article: Article) -> str:
    """Return what names the story as it is now; any save of it changes that."""
    return article.edited_at.isoformat()


def _numbered(blocks: Iterable[Part]):
    """Yield the parts of the text, each named by the paragraph it begins with here."""
    paragraph = 1
    for number, part in enumerate(blocks, start=1):
        yield Question(f"text-{number}", _("From paragraph %d") % paragraph, part)
        paragraph += len(part.ours)


def _line(name, base, article, theirs) -> Part:
    ours = getattr(article, name)
    before = None if base is None else (base[name],)
    new = theirs[name] or (base[name] if base else ours)
    return Part(before, (ours,), (new,))


def _open_story(receipt, seen) -> Article:
    """Return the story of an update that still waits, locked."""
    newest = receipt.take and receipt.take.article_id
    if not newest or receipt.decision != Decision.WAITING:
        raise publishing.NotPossible(_("This update does not wait any more."))
    article = Article.objects.select_for_update(of=("self",)).get(pk=newest)
    if waiting_for(article.pk) != receipt:
        raise publishing.NotPossible(_("A later version came meanwhile; look at it."))
    if version_of(article) != seen:
        raise publishing.NotPossible(
            _("The story was saved meanwhile, so nothing was changed; look again.")
        )
    return article


def _refuse_embargoed(article, item):
    """Keep words from readers before their hour, though the story is public."""
    until = item.embargo_until
    if article.is_published and until and until > timezone.now():
        raise publishing.NotPossible(
            _("The story is published. %s Take it over then, or withdraw it first.")
            % embargo_words(until)
        )


def _write(article, asked: Iterable[Question], choices) -> int:
    """Put the chosen words into the story; return how many changes were accepted."""
    blocks: list[str] = []
    accepted = 0
    for question in asked:
        choice = _choice(choices.get(question.name))
        chosen = question.part.chosen(choice)
        accepted += question.part.asks and choice != Choice.OURS
        if question.name in LINES:
            setattr(article, question.name, " ".join(chosen))
        else:
            blocks += chosen
    if article.body and not blocks:
        raise publishing.NotPossible(
            _("Nothing would be left of the text; leave a paragraph of it.")
        )
    article.body = "\n".join(blocks)
    return accepted


def _choice(value: str | None) -> Choice:
    return next((choice for choice in Choice if choice == value), Choice.OURS)


def _add_notes(article, item):
    """Keep what the new version tells the desk, below what the desk wrote itself."""
    known = article.editor_note.splitlines()
    new = [line for line in stories.editor_note(item).splitlines() if line not in known]
    article.editor_note = "\n".join([*known, *new])


def _close(receipt, item, accepted, asked, by):
    take = receipt.take
    take.taken_over = words_of(item, receipt.feed)
    Take.objects.filter(pk=take.pk).update(taken_over=take.taken_over)
    receipt.decision = Decision.UPDATED if accepted else Decision.SKIPPED
    receipt.reason = _("%(who)s accepted %(accepted)d of %(asked)d changes.") % {
        "who": by,
        "accepted": accepted,
        "asked": asked,
    }
    receipt.save(update_fields=["decision", "reason"])
    earlier = Receipt.objects.filter(take=take, decision=Decision.WAITING)
    earlier.filter(pk__lt=receipt.pk).update(
        decision=Decision.SKIPPED, reason=_("A later version was taken over.")
    )
