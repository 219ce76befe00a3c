"""Poll a feed: fetch what its source brings, file it, and note how it went."""

import contextlib
import hashlib
import logging
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsroom.wire import addresses, credentials, intake, locking, schedule
from newsroom.wire.models import Decision, Feed, Polling, Receipt, Transport
from newsroom.wire.sources.deadlines import Deadline
from newsroom.wire.sources.transports import PARCELS
from newsroom.wire.sources.visits import SourceFailed, Visit

log = logging.getLogger(__name__)

SECOND_LOOK = timedelta(seconds=10)  # at files that may still grow
# What a server can bring a library to, besides what the sources make sentences of.
ODD_ANSWERS = (
    ValueError, LookupError, TypeError, ArithmeticError, EOFError,
    AttributeError, RuntimeError,
)  # fmt: skip


@dataclass(slots=True)
class Polled:
    """What came of one poll."""

    feed: Feed
    error: str = ""  # a sentence: the source failed, or something at it
    succeeded: bool = False  # but for names that could not be kept, if any
    files: int = 0
    unreadable: list[str] = field(default_factory=list)  # “name: reason”
    decisions: Counter[str] = field(default_factory=Counter)
    growing: int = 0  # files to be seen unchanged once more
    left_over: bool = False  # the time was up, or somebody asked to end
    busy: bool = False  # another process is at it, or was a moment ago

    @property
    def failed(self) -> bool:
        return bool(self.error or self.unreadable)

    @property
    def sentence(self) -> str:
        """What came of it, for a line of output or a message at the desk."""
        if self.busy:
            return _("Another process is polling it.")
        decided = [
            f"{self.decisions[decision]} {decision.value}"
            for decision in Decision
            if self.decisions[decision]
        ]
        words = [self.error] if self.error else []
        if decided:
            words.append(
                ngettext("%d file:", "%d files:", self.files) % self.files
                + f" {', '.join(decided)}."
            )
        elif not self.error:
            words.append(_("Nothing new."))
        if self.growing:
            words.append(
                ngettext(
                    "%d file may still grow; it comes with the next poll.",
                    "%d files may still grow; they come with the next poll.",
                    self.growing,
                )
                % self.growing
            )
        if self.left_over:
            words.append(_("The rest comes with the next poll."))
        return " ".join([*words, *self.unreadable[:5]])


def due() -> list[Feed]:
    """Return the active feeds whose time has come and that nobody polls, oldest first.

    Each gets its row of state here, when it is polled for the first time.
    """
    fetched = Feed.objects.filter(active=True).exclude(transport=Transport.NONE)
    new = fetched.filter(polling__isnull=True)
    Polling.objects.bulk_create(
        [Polling(feed=feed) for feed in new], ignore_conflicts=True
    )
    now = timezone.now()
    free = Q(pk__in=_of_feeds(locking.open_for(now) & locking.is_due(now)))
    oldest_first = F("polling__due_at").asc(nulls_first=True)
    return list(fetched.filter(free).order_by(oldest_first, "pk"))


def poll(
    feed: Feed,
    *,
    if_due: bool = False,
    seconds: float | None = None,
    is_enough: Callable[[], bool] = lambda: False,
) -> Polled:
    """Poll one feed, if no other process does; stopped at any point, poll it again.

    :param if_due: whether to leave it alone if another process has just polled it.
    :param seconds: that it may take, if fewer than the feed says.
    :param is_enough: asked after each file, whether to leave the rest for later.
    """
    polled = Polled(feed)
    seconds = min(seconds or feed.time_out, feed.time_out)
    Polling.objects.get_or_create(feed=feed)
    lock = locking.FeedLock(feed, seconds=seconds)
    if not lock.take(if_due=if_due):
        polled.busy = True
        return polled
    try:
        with Deadline(seconds) as deadline:
            _bring(Visit(feed, deadline), polled, lock, is_enough)
    except locking.LostLock:
        polled.busy = polled.left_over = True
        return polled
    except SourceFailed as failure:
        # Cut in the middle of much, the rest simply comes with the next poll.
        polled.left_over = deadline.passed and polled.files > 0
        polled.error = "" if polled.left_over else str(failure)
    except ODD_ANSWERS as error:
        trace = _without_password(feed, "".join(traceback.format_exception(error)))
        log.error("Polling %s failed as nobody foresaw.\n%s", feed.slug, trace)
        polled.error = _("The source answered something odd: %s.") % (
            str(error)[:200].rstrip(".") or type(error).__name__
        )
    except OSError as error:  # sources make sentences of their own: this is our disk
        polled.error = _("It could not be stored here: %s.") % (
            error.strerror or str(error)[:200].rstrip(".") or type(error).__name__
        )
    polled.error = _without_password(feed, polled.error)
    lock.give_back(**_outcome(feed, polled))
    _tell(polled)
    return polled


def first_of(feed: Feed, *, seconds: float) -> tuple[str, bytes] | None:
    """Return name and bytes of the first file a source would bring; stores nothing.

    :raises SourceFailed: if it cannot be reached or read; without the password.
    """
    try:
        with (
            Deadline(seconds) as deadline,
            _parcels(Visit(feed, deadline, trial=True)) as parcels,
        ):
            parcel = next(parcels, None)
            return parcel and (parcel.name, parcel.data)
    except (SourceFailed, OSError, *ODD_ANSWERS) as failure:
        raise SourceFailed(_without_password(feed, str(failure))) from None


def _bring(visit, polled, lock, is_enough):
    """File what the source brings, one after the other, each whole or not at all."""
    try:
        with _parcels(visit) as parcels:
            for parcel in parcels:
                outcomes = intake.take_in(
                    parcel.data, visit.feed, name=parcel.name, folder=parcel.folder
                )
                polled.files += 1
                polled.decisions.update(o.ruling.decision for o in outcomes)
                reasons = [o.ruling.reason for o in outcomes if o.failed]
                if reasons and not _is_recorded(parcel.data, visit.feed, outcomes):
                    visit.complain(parcel.name, reasons[0])  # it comes again
                elif reasons:
                    polled.unreadable.append(f"{parcel.name}: {reasons[0]}")
                    parcel.failed(" ".join(reasons))
                else:
                    parcel.done()
                lock.renew()
                if visit.deadline.passed or is_enough():
                    polled.left_over = True
                    break
        polled.succeeded = not visit.complaints
    finally:
        polled.growing = visit.growing
        polled.error = " ".join([*visit.complaints[:5], *visit.passed_over])


def _is_recorded(data, feed, outcomes):
    """Whether an editor finds in the quarantine what could not be read of a file.

    What the database refused is not there.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    receipts = Receipt.objects.filter(delivery__feed=feed, delivery__sha256=sha256)
    failed = [outcome.position for outcome in outcomes if outcome.failed]
    return receipts.filter(position__in=failed).count() == len(failed)


@contextlib.contextmanager
def _parcels(visit: Visit) -> Iterator[Iterator]:
    if visit.feed.transport not in PARCELS:
        raise SourceFailed(_("Say first where the feed is fetched from."))
    parcels = PARCELS[visit.feed.transport](visit)
    try:
        yield parcels
    finally:
        with contextlib.suppress(SourceFailed):  # on the way out; all that came is here
            parcels.close()  # type: ignore[attr-defined]


def _outcome(feed, polled):
    """Return what is written of a poll."""
    now = timezone.now()
    failures = 0
    if not polled.succeeded and not polled.files and polled.error:
        failures = Polling.objects.get(feed=feed).failures + 1
    due_at = schedule.next_due(feed, now, failures=failures)
    if polled.left_over:
        due_at = now
    elif polled.growing:
        due_at = min(due_at, now + SECOND_LOOK)
    outcome = {
        "polled_at": now,
        "error": polled.error,
        "failures": failures,
        "due_at": due_at,
    }
    if polled.succeeded or not polled.error:
        outcome["succeeded_at"] = now
    with contextlib.suppress(ValueError):
        if feed.secret and (token := credentials.resealed(feed.secret)) != feed.secret:
            Feed.objects.filter(pk=feed.pk, secret=feed.secret).update(secret=token)
    return outcome


def _tell(polled):
    if polled.error:
        log.warning("The feed %s failed: %s", polled.feed.slug, polled.error)
    for reason in polled.unreadable:
        log.warning("The feed %s brought %s", polled.feed.slug, reason)


def _without_password(feed, sentence):
    """Return a sentence without the password, should a server have repeated it."""
    with contextlib.suppress(credentials.Unopenable, addresses.Misaddressed):
        if secret := feed.open_secret():
            return secret.hidden_in(sentence)
    return sentence


def _of_feeds(condition):
    return Polling.objects.filter(condition).values("feed")
