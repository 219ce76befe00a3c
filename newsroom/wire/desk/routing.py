"""Make stories of copy, and rewrite them, as the rules of the house have it."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import publishing, revisions
from articles.models import Article
from newsroom.wire.desk import drafts, stories, updates
from newsroom.wire.desk.arrivals import TAKEN_IN, Ruling
from newsroom.wire.items import WireItem
from newsroom.wire.models import Decision, RuleOutcome, Take
from newsroom.wire.routing import rules

Status = Article.Status


def begin(
    arrived: Sequence[tuple[Take, WireItem, Ruling]],
) -> list[Ruling]:
    """Make stories of items, or leave them on the wire, as rules and feed say.

    The stories are saved, the takes are not.

    :returns: a ruling for each item, in order.
    """
    in_force = rules.in_force() if arrived else ()
    filings = [
        rules.filed_by(in_force, item, take.feed) for take, item, _arrival in arrived
    ]
    started = [
        (take, item, filing)
        for (take, item, _arrival), filing in zip(arrived, filings, strict=True)
        if filing.makes_draft(take.feed)
    ]
    drafts.start(started)
    return [
        _begun(take, filing, arrival)
        for (take, _item, arrival), filing in zip(arrived, filings, strict=True)
    ]


def _begun(take, filing, arrival):
    """Bring a new story to where a rule has it; return what became of its item."""
    decision, said = arrival.decision, [arrival.reason, *filing.reasons]
    if take.article is not None:
        said.append(_carry_out(take, filing, clean=_is_clean(arrival, filing)))
        if decision == Decision.RECEIVED:
            decision = Decision.CREATED
    elif decision == Decision.CREATED:
        decision = Decision.RECEIVED
    return Ruling(decision, _joined(said), take, section=filing.section)


def rewrite(take: Take, item: WireItem, arrival: Ruling) -> Ruling | None:
    """Rewrite a story that nobody has worked on; None if somebody has.

    By one conditional UPDATE, so that an editor who saves at the same moment wins.
    Where it is filed was decided when it came. What readers see already is rewritten
    only if rules publish the new version too.
    """
    article = take.article
    if article is None:
        return None
    filing = rules.filed(item, take.feed)
    changes = stories.fields(filing.item, take.feed) | {"edited_at": timezone.now()}
    story = Article.objects.filter(pk=article.pk)
    if story.untouched().update(**changes):
        article.refresh_from_db()
        take.taken_over = updates.words(changes)
        revisions.record(article, action="updated by the wire")
        said = [*item.warnings, *filing.remarks, _carry_on(take, filing, arrival)]
        return Ruling(Decision.UPDATED, _joined(said), take)
    if not (take.published_by_rule and story.published_untouched().exists()):
        return None
    if filing.outcome != RuleOutcome.PUBLISHED or not _is_clean(arrival, filing):
        said = [_("The story is published, and no rule publishes the new version.")]
        return Ruling(Decision.WAITING, _joined([*said, arrival.reason]), take)
    return _put_right(take, filing, changes)


def _put_right(take, filing, changes):
    """Rewrite what a rule published and nobody has touched, if it may go out so."""
    story = Article.objects.filter(pk=take.article_id)
    with transaction.atomic():
        written = story.published_untouched().update(**changes)
        take.article.refresh_from_db()
        reasons = [filing.refusal(), *publishing.reasons_to_hold(take.article)]
        if any(reasons):
            transaction.set_rollback(True)
    if any(reasons) or not written:
        take.article.refresh_from_db()
        said = [_("The story is published, so the new version waits for an editor.")]
        return Ruling(Decision.WAITING, _joined([*said, *reasons]), take)
    take.taken_over = updates.words(changes)
    publishing.record_edit(
        take.article, by=None, material=True, action="updated by the wire"
    )
    said = [_("Readers have the new version."), *filing.remarks]
    return Ruling(Decision.UPDATED, _joined(said), take)


def _carry_on(take, filing, arrival):
    """Bring a rewritten story to where rules have its new version; say what changed."""
    status = take.article.status
    clean = _is_clean(arrival, filing)
    if status == Status.READY and not clean:
        take.article = publishing.send_back(take.article)
    refused = _carry_out(take, filing, clean=clean)
    if take.article.status == status or filing.decided_by is None:
        return refused
    done = {
        "rule": filing.decided_by.name,
        "status": take.article.get_status_display(),
    }
    return _joined([_("By the rule “%(rule)s”: %(status)s.") % done, refused])


def _carry_out(take, filing, *, clean):
    """Bring an untouched story to where a rule has it; return why not, if not.

    :param clean: it came without a warning, an embargo or anything that is missing.
    """
    article = take.article
    rule = filing.decided_by.name if filing.decided_by else ""
    if filing.outcome == RuleOutcome.HELD and not article.hold_note:
        note = _("The rule “%s” holds it.") % rule
        take.article = publishing.hold(article, note=note)
    elif filing.outcome == RuleOutcome.SUBMITTED and article.status == Status.DRAFT:
        take.article = publishing.submit(article)
    elif filing.outcome in (RuleOutcome.READY, RuleOutcome.PUBLISHED):
        if not clean:
            return _("The rule “%s” passes on nothing that came with a warning.") % rule
        if filing.outcome == RuleOutcome.PUBLISHED:
            return _publish(take, filing, rule)
        if article.status in (Status.DRAFT, Status.SUBMITTED):
            take.article = publishing.make_ready(article)
    return ""


def _publish(take, filing, rule):
    if refusal := filing.refusal():
        return refusal
    try:
        take.article = publishing.publish(take.article)
    except publishing.NotPublishable as held:
        return _("The rule “%(rule)s” could not publish it: %(why)s") % {
            "rule": rule,
            "why": held,
        }
    take.published_by_rule = True
    return ""


def _is_clean(arrival, filing):
    """Whether an item came as it should: nothing is held, warned of or missing.

    Nor was a rule left out, which might have held it.
    """
    came_well = arrival.decision in TAKEN_IN and not arrival.reason
    return came_well and not filing.left_out


def _joined(sentences):
    return " ".join(filter(None, sentences))
