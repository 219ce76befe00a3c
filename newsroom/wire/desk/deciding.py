"""Decide what a wire item does here: start a draft, update, hold, kill, or nothing."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import publishing, rows
from articles.models import Article
from articles.people import name_of
from newsroom.wire.desk import (
    companions,
    drafts,
    expected,
    kills,
    pictures,
    received,
    routing,
    siblings,
    takes,
    updates,
)
from newsroom.wire.desk.arrivals import (
    TAKEN_IN,
    Ruling,
    embargo_words,
    may_become_a_draft,
    on_arrival,
)
from newsroom.wire.items import Kind, PubStatus, WireItem
from newsroom.wire.models import Decision, Feed, Receipt, Take
from newsroom.wire.routing import rules

KILLED = gettext_lazy("The agency killed it.")


@transaction.atomic
def receive(item: WireItem, feed: Feed, *, anew: bool = False) -> Ruling:
    """File one wire item. Receiving it again changes nothing.

    One item at a time per feed: the feed's row is locked first.

    :param anew: what was decided about the same content before does not count; today's
        rules do. Only what they make of it otherwise is a change.
    """
    Feed.objects.select_for_update().get(pk=feed.pk)
    arrival = on_arrival(item, feed)
    if arrival.decision == Decision.SKIPPED:
        return arrival
    ended = kills.carry_out(item, feed)
    elsewhere = siblings.carry_out(item, feed)
    ruling = _ruled(item, feed, arrival, ended, anew=anew)
    return siblings.told(ruling, elsewhere) if elsewhere else ruling


def _ruled(item, feed, arrival, ended, *, anew):
    found = takes.find(item, feed)
    if found is None:
        return _file_new([(item, arrival)], feed)[0]
    take, order = found
    take.feed = feed
    if item.pub_status == PubStatus.CANCELED:
        for earlier in takes.superseded(item, feed):
            if earlier != take:
                _kill(item, earlier)
        return _kill(item, take, ended=take.pk in ended)
    if order < 0:
        return Ruling(
            Decision.SKIPPED,
            _("A later version came before; kept for the record."),
            take,
        )
    if order == 0 and item.content_hash == take.content_hash:
        if not anew or _says_the_same(item, take):
            reason = _("It came before and says the same.")
            return Ruling(Decision.DUPLICATE, reason, take)
    return _file_later(item, take, arrival, order)


@transaction.atomic
def receive_new(items: Sequence[WireItem], feed: Feed) -> list[Ruling]:
    """File items that `are_new` has named, at the cost of a few statements for all.

    The rulings are those that `receive` would have given to one after the other.
    """
    arrived = [(item, on_arrival(item, feed)) for item in items]
    passed_over = {
        at: arrival
        for at, (_item, arrival) in enumerate(arrived)
        if arrival.decision == Decision.SKIPPED
    }
    kept = [pair for at, pair in enumerate(arrived) if at not in passed_over]
    filed = iter(_file_new(kept, feed))
    return [passed_over.get(at) or next(filed) for at in range(len(arrived))]


@transaction.atomic
def make_draft(receipt: Receipt, item: WireItem, *, by) -> Article:
    """Make the draft of an item that has none, because somebody at the desk takes it.

    :raises publishing.NotPossible: if its take has a story already, or it is neither on
        the wire nor held.
    """
    if receipt.take_id is None:
        raise publishing.NotPossible(_("No story can be made of it."))
    take = Take.objects.select_for_update(of=("self",)).get(pk=receipt.take_id)
    if take.article_id is not None and take.killed_at is None:
        raise publishing.NotPossible(_("There is a story of it already."))
    no_story = item.kind != Kind.TEXT or not (item.headline or item.body)
    if item.pub_status == PubStatus.CANCELED or no_story:
        raise publishing.NotPossible(_("It holds no story, or is the kill of one."))
    if take.killed_at is not None and takes.compare(item, take) <= 0:
        raise publishing.NotPossible(
            _("The agency killed it; only a later version of it can return.")
        )
    if receipt.decision not in (Decision.RECEIVED, Decision.HELD):
        raise publishing.NotPossible(
            _("Only an item that is on the wire or held becomes a draft.")
        )
    filing = rules.filed(item, take.feed, taken=True)
    [article] = drafts.start([(take, item, filing)], by=by)
    take.killed_at = None
    take.save(update_fields=["article", "had_article", "taken_over", "killed_at"])
    taken = receipt.decision == Decision.RECEIVED
    receipt.decision = Decision.CREATED
    said = (_("%s took it.") if taken else _("%s made a draft of it.")) % name_of(by)
    receipt.reason = " ".join([said, *filing.reasons])
    receipt.save(update_fields=["decision", "reason"])
    expected.note_taken(item, take, receipt.delivery.folder if receipt.pk else "")
    companions.rejoin(take)
    return article


def _says_the_same(item, take):
    """Whether today's rules make the same words of it as those taken over."""
    if take.article is None:
        return False
    return updates.words_of(item, take.feed) == take.taken_over


def _file_new(arrived, feed):
    """File items that nothing here knows yet; return a ruling for each, in order."""
    rulings: list[Ruling] = []
    takes_made, stories = [], {}
    dead = siblings.dead({item.identity for item, _arrival in arrived}, feed)
    for item, arrival in arrived:
        take = Take(feed=feed, guid=item.identity)
        if arrival.decision == Decision.KILLED:
            take.killed_at = timezone.now()
        elif elsewhere := dead.get(item.identity):
            take.killed_at = elsewhere.killed_at
            arrival = _after_a_kill(item, take, takes.compare(item, elsewhere))
        elif item.kind in pictures.KINDS and arrival.decision in TAKEN_IN:
            arrival = Ruling(*pictures.keep(item, take))
            if arrival.decision == Decision.QUARANTINED:
                rulings.append(arrival)
                continue
        elif may_become_a_draft(item):
            stories[len(rulings)] = (take, item, arrival)
        takes.note_version(take, item)
        takes_made.append(take)
        rulings.append(Ruling(arrival.decision, arrival.reason, take))
    for at, ruling in zip(stories, routing.begin([*stories.values()]), strict=True):
        rulings[at] = ruling
    rows.insert_all(takes_made)
    for take in takes_made:
        if take.killed_at is not None:
            companions.withdraw(take, because=str(KILLED))
    return [replace(ruling, first=True) for ruling in rulings]


def _file_later(item, take, arrival, order):
    """File a version that is newer than the last, or says something else."""
    if take.killed_at is not None:
        return _after_a_kill(item, take, order)
    received.replace(take)
    if item.pub_status == PubStatus.WITHHELD:
        ruling = _withhold(take)
    elif item.kind in pictures.KINDS and arrival.decision in TAKEN_IN:
        ruling = Ruling(*pictures.keep(item, take), take)
    elif item.kind == Kind.PACKAGE and arrival.decision in TAKEN_IN:
        ruling = Ruling(arrival.decision, arrival.reason, take)
    elif not may_become_a_draft(item):
        ruling = _hold_back(item, take, arrival)
    elif take.article is None:
        ruling = _first_draft(item, take, arrival)
    else:
        ruling = _update(item, take, arrival)
    takes.note_version(take, item)
    take.save()
    return ruling


def _first_draft(item, take, arrival):
    if take.had_article:
        return Ruling(
            Decision.WAITING,
            _("The story was deleted here, so nothing was updated."),
            take,
        )
    return routing.begin([(take, item, arrival)])[0]


def _update(item, take, arrival):
    """Rewrite the story, or let the new version wait if somebody worked on it."""
    if take.article.body and not item.body:
        reason = _("The new version has no text, so the one before it stays.")
        return Ruling(Decision.WAITING, reason, take)
    if ruling := routing.rewrite(take, item, arrival):
        return ruling
    reason = _("An editor has worked on the story, so the new version waits.")
    if take.article.is_published:
        reason = _("The story is published, so the new version waits for an editor.")
    elif item.embargo_until and item.embargo_until > timezone.now():
        # The text stays the editor's; not before which hour is the agency's to say.
        Article.objects.filter(pk=take.article_id).update(
            embargo_until=item.embargo_until
        )
        reason = f"{reason} {embargo_words(item.embargo_until)}"
    return Ruling(Decision.WAITING, reason, take)


def _withhold(take):
    article, withheld = take.article, _("The agency withholds it.")
    photos = companions.withdraw(take, because=withheld)
    if article is None:
        words = [withheld, companions.withdrawn_words(photos)]
        return Ruling(Decision.HELD, " ".join(filter(None, words)), take)
    was_cleared = article.status in Article.Status.cleared()
    if was_cleared:
        publishing.withdraw(article)
    if not article.hold_note:
        publishing.hold(article, note=_("The agency withholds it."))
    if was_cleared:
        return Ruling(
            Decision.WITHDRAWN,
            _("The agency withholds it; it was taken off the site."),
            take,
        )
    return Ruling(
        Decision.HELD, _("The agency withholds it now; its draft is on hold."), take
    )


def _hold_back(item, take, arrival):
    """Keep a story from going out once a version comes that an editor must look at."""
    article, said = take.article, arrival.reason
    if article is None or not (item.embargo_unclear or item.hold_reason):
        return Ruling(Decision.HELD, said, take)
    if article.is_published:
        said = " ".join([said, _("The story is published already; look at it now.")])
    elif article.status != Article.Status.KILLED:
        if article.status == Article.Status.SCHEDULED:
            article = publishing.withdraw(article)
        if not article.hold_note:
            publishing.hold(article, note=said)
    return Ruling(Decision.HELD, said, take)


def _kill(item, take, *, ended=False):
    """Kill at any version; the notice that comes with it stays on the receipt.

    :param ended: whether this item has killed it a moment ago, by naming it.
    """
    if take.killed_at is not None and not ended:
        return Ruling(Decision.DUPLICATE, _("It was killed before."), take)
    photos = companions.withdraw(take, because=str(KILLED))
    take.killed_at = timezone.now()
    if takes.compare(item, take) > 0:
        takes.note_version(take, item)
    take.save()
    received.kill(take)
    if take.article is None:
        words = companions.withdrawn_words(photos) or _("No story was made of it.")
        return Ruling(Decision.KILLED, f"{KILLED} {words}", take)
    publishing.kill(take.article)
    return Ruling(
        Decision.KILLED, _("The agency killed it; nobody can read it any more."), take
    )


def _after_a_kill(item, take, order):
    if order <= 0:
        return Ruling(Decision.SKIPPED, _("The agency has killed it."), take)
    if take.pk:
        takes.note_version(take, item)
        take.save()
    return Ruling(
        Decision.HELD, _("A new version came after the kill; an editor decides."), take
    )
