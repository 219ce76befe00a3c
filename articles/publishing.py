"""Take articles to readers and away from them.

This module is the only one that writes `Article.status`. The admin, the clock, the wire
desk and the commands call these functions, so each rule here holds everywhere.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import html, revisions
from articles.captions import drift, printed
from articles.embeds import place_embeds
from articles.models import Article, Order
from articles.photos import rights, standing
from articles.photos.placing import place_photos
from articles.signals import (
    announce,
    article_changed,
    article_filed,
    article_published,
    article_withdrawn,
)
from articles.slugs import slug_for

Status = Article.Status


class NotPublishable(Exception):
    """The story may not go out. The message is a sentence an editor can act on."""


class NotPossible(Exception):
    """The story is not in a state for that. The message says why."""


@transaction.atomic
def publish(article: Article, *, by=None) -> Article:
    """Put a story before readers, now.

    The row is locked first, so two editors, or an editor and the clock, cannot both
    publish it. Publishing what is public already changes and announces nothing.

    :param article: a saved story in any state but killed; only its key is trusted.
    :param by: the user who decided, or None for the clock.
    :returns: the story as stored. `published_at` is aware and set the first time only:
        a story that returns keeps its date, and so its address.
    :raises NotPublishable: if something is missing; see `reasons_to_hold`.
    :raises Article.DoesNotExist: if it was deleted meanwhile.
    """
    rights.hold_one_time_photos(article)
    article = _locked(article)
    if article.is_published and article.status == Status.PUBLISHED:
        return article
    if reasons := reasons_to_hold(article):
        raise NotPublishable(" ".join(reasons))
    now = timezone.now()
    if article.published_at is None or article.published_at > now:
        article.published_at = now
    return _go(article, Status.PUBLISHED, "published", by, article_published)


@transaction.atomic
def schedule(article: Article, *, at: datetime, by=None) -> Article:
    """Clear a story to become public at a moment, by itself.

    :param at: aware, in the future, and not before the end of the story's embargo.
    :raises NotPublishable: if something is missing, or the moment is not possible.
    """
    rights.hold_one_time_photos(article)
    article = _locked(article)
    if article.is_published:
        raise NotPublishable(_("It is published already; withdraw it first."))
    if reasons := reasons_to_hold(article, at=at):
        raise NotPublishable(" ".join(reasons))
    if at <= timezone.now():
        raise NotPublishable(
            _("%s has passed; publish it now, or choose a later moment.") % _moment(at)
        )
    if article.published_at and article.published_at <= timezone.now():
        raise NotPublishable(
            _("It was public before and keeps its date; publish it by hand.")
        )
    article.publish_at = article.published_at = at
    return _go(article, Status.SCHEDULED, "scheduled", by, None)


@transaction.atomic
def announce_due(article: Article) -> bool:
    """Announce a scheduled story whose minute has come; readers see it already.

    :returns: whether it was announced now, by this call.
    """
    article = _locked(article)
    if article.status != Status.SCHEDULED or not article.is_published:
        return False
    _go(article, Status.PUBLISHED, "published", None, article_published)
    return True


@transaction.atomic
def submit(article: Article, *, by=None) -> Article:
    """Hand a draft to the desk."""
    return _move(article, {Status.DRAFT}, Status.SUBMITTED, "submitted", by)


@transaction.atomic
def make_ready(article: Article, *, by=None) -> Article:
    """Mark a story as read by the desk and ready to go out."""
    return _move(
        article, {Status.DRAFT, Status.SUBMITTED}, Status.READY, "made ready", by
    )


@transaction.atomic
def send_back(article: Article, *, by=None) -> Article:
    """Return a story to its writer."""
    return _move(
        article, {Status.SUBMITTED, Status.READY}, Status.DRAFT, "sent back", by
    )


@transaction.atomic
def hold(article: Article, *, note: str, by=None) -> Article:
    """Keep a story from going out until somebody takes the note away.

    :param note: why; for the desk.
    """
    article = _locked(article)
    article.hold_note = note
    article.save(update_fields=["hold_note", "edited_at"])
    revisions.record(article, action="held", by=by)
    return article


@transaction.atomic
def withdraw(article: Article, *, by=None) -> Article:
    """Take a story off the site and back to draft, to be published again or not.

    :raises NotPossible: if it is neither published nor scheduled.
    """
    article = _locked(article)
    if article.status == Status.KILLED:
        raise NotPossible(_("It was killed; that cannot be undone."))
    if article.status not in Status.cleared():
        raise NotPossible(_("It is not on the site, so it cannot be withdrawn."))
    _forget_date_never_kept(article)
    return _go(article, Status.DRAFT, "withdrawn", by, article_withdrawn)


@transaction.atomic
def kill(
    article: Article, *, note: str = "", order: Order | None = None, by=None
) -> Article:
    """Take a story down for good, as a wire kill or a lawyer demands.

    One that is down by an order can be killed besides, and then stays so.

    :param note: what readers are told at its address; plain text.
    :param order: whose order that is, if it is one; `lift_order` brings it back.
    """
    article = _locked(article)
    if article.status == Status.KILLED and not article.is_under_order:
        return article
    _forget_date_never_kept(article)
    article.kill_note = note.replace("\x00", "")
    article.put_under(order)
    return _go(article, Status.KILLED, "killed", by, article_withdrawn)


@transaction.atomic
def lift_order(article: Article, *, by=None) -> Article:
    """Bring back to readers what was taken down by order, at its date and address.

    :raises NotPossible: if no order took it down.
    :raises NotPublishable: if something else holds it; the order stands then.
    """
    article = _locked(article)
    if article.status != Status.KILLED or not article.is_under_order:
        raise NotPossible(_("No order took it down."))
    was_out, article.kill_note = article.published_at is not None, ""
    article.put_under(None)
    article = _go(article, Status.READY, "order lifted", by, None)
    return publish(article, by=by) if was_out else article


@transaction.atomic
def record_edit(article, *, by, material=False, action="saved") -> None:
    """Keep what an editor has just saved and, if readers can see it, announce it.

    :param material: the change alters what the story says; readers get a new
        “Updated” time.
    :param action: what was done, as its revision says it.
    """
    article = _locked(article)
    if material and article.is_published:
        article.materially_updated_at = timezone.now()
        article.save(update_fields=["materially_updated_at", "edited_at"])
    place_photos(article)
    place_embeds(article)
    standing.settle(article)
    if article.is_published:
        printed.freeze(article)
    drift.settle(article)
    file_copies(article)
    revisions.record(article, action=action, by=by)
    if article.is_published:
        announce(article_changed, article)
    elif article.status == Status.PUBLISHED:
        # It was public and an embargo has been put on it: readers lose it now.
        announce(article_withdrawn, article)


def reasons_to_hold(article: Article, *, at: datetime | None = None) -> list[str]:
    """Return why the story may not go out, each reason a sentence; empty if it may.

    :param at: the moment it would go out; now if None.
    """
    if article.status == Status.KILLED:
        return [_("It was killed; write a new story instead.")]
    reasons = []
    if article.hold_note.strip():
        reasons.append(_("It is on hold: %s") % article.hold_note)
    if not article.headline.strip():
        reasons.append(
            _("It has no headline; write one, or confirm the suggested one.")
        )
    if not html.paragraphs(article.body) and not article.article_photos.exists():
        reasons.append(_("It has no body; write it first."))
    if article.section_id is None:
        reasons.append(_("It has no section; choose one."))
    if article.embargo_until and article.embargo_until > (at or timezone.now()):
        reasons.append(
            _("It is under embargo until %s.") % _moment(article.embargo_until)
        )
    reasons += printed.reasons_to_hold(article)
    return reasons + rights.reasons_to_hold(article, at=at)


def _forget_date_never_kept(article):
    """A story that no reader ever saw has no date, and so no address, to keep."""
    if article.status == Status.SCHEDULED and not article.is_published:
        article.published_at = None


def _locked(article):
    return (
        Article.objects.select_for_update(of=("self",))
        .select_related("section", "lead_photo")
        .get(pk=article.pk)
    )


def _move(article, allowed, status, action, by):
    article = _locked(article)
    if article.status not in allowed:
        raise NotPossible(
            _("It is “%(status)s”; it cannot be %(action)s.")
            % {"status": article.get_status_display(), "action": action}
        )
    return _go(article, status, action, by, None)


def _go(article, status, action, by, signal):
    article.status = status
    article.slug = article.slug or slug_for(article.headline or article.slugline)
    dates = ["published_at", "publish_at", "edited_at"]
    order = ["ordered_by", "order_link", "order_note"]
    article.save(update_fields=["status", "slug", "kill_note", *order, *dates])
    standing.settle(article)
    if article.is_published:
        printed.freeze(article)
    drift.settle(article)
    file_copies(article)
    revisions.record(article, action=action, by=by)
    if signal is not None:
        announce(signal, article)
    return article


def file_copies(article: Article) -> None:
    """Copy the date to bylines and topics, whose indexes their pages read.

    Rooms that keep copies of their own are told, inside the transaction.
    """
    cleared = article.status in Status.cleared()
    moment = article.published_at if cleared else None
    article.bylines.update(published_at=moment)
    article.article_tags.update(published_at=moment)
    article_filed.send(sender=Article, keys=[article.pk])


def _moment(moment):
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")
