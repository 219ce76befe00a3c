"""Tell readers what became of their notes, and forget who they are.

The outbox is the notes themselves: `answer` says where each stands. A note is claimed
by one UPDATE before its e-mail is sent, outside any transaction, so that no row is held
while a mail server thinks, and no two commands send the same.
"""

import smtplib
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from articles.sharing import absolute
from newsroom.notes.models import Answer, Note, Outcome

TRIES = 8
FIRST_PAUSE = timedelta(minutes=5)  # doubled at each try: eight take ten hours
KEPT = timedelta(days=90)  # how long a note keeps an address at the most
AT_ONCE = 200  # answers in one run

# A server that refuses the reader's address does so tomorrow as well.
FOR_GOOD = (smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError)


@dataclass
class Outcomes:
    """What became of the answers of one run; sentences about those that failed."""

    sent: int = 0
    given_up: int = 0
    faults: list[str] = field(default_factory=list)


def send_due(*, now: datetime | None = None) -> Outcomes:
    """Send what waits, each by itself; one that fails stops no other.

    Without a mail server nothing is sent, and what waits goes on waiting.

    :param now: aware; answers whose next try is later are left alone.
    """
    now = now or timezone.now()
    done = Outcomes()
    if not settings.NEWSROOM_SENDS_MAIL:
        return done
    waiting = Note.objects.to_send(now=now).order_by("try_at", "pk")
    for pk in list(waiting.values_list("pk", flat=True)[:AT_ONCE]):
        if not _claim(pk, now):
            continue
        note = Note.objects.select_related("article__section", "correction").get(pk=pk)
        try:
            message(note).send()
        except (smtplib.SMTPException, OSError, ValueError) as fault:
            for_good = isinstance(fault, FOR_GOOD) or note.attempts >= TRIES
            _record_failure(note, fault, for_good=for_good)
            done.given_up += for_good
            done.faults.append(f"Note {pk}: {note.failure}")
        else:
            _forget(note, answer=Answer.SENT, answered_at=now, failure="")
            done.sent += 1
    return done


def erase_old(*, now: datetime | None = None) -> int:
    """Erase names and addresses that came 90 days ago, whatever became of the notes.

    :returns: how many notes lost one. Their words are kept.
    """
    oldest = (now or timezone.now()) - KEPT
    old = Note.objects.naming_somebody().filter(received_at__lt=oldest)
    return old.update(reader_name="", reader_email="", answer=Answer.NONE)


def message(note: Note) -> EmailMessage:
    """Return the e-mail that tells a reader of a decision, in the story's language."""
    article = note.article
    with override(article.language):
        headline = _one_line(article.headline)
        subject = _("Your note about “%s”") % headline
        parts = [_greeting(note), _("You reported an error in “%s”.") % headline]
        if note.quote:
            parts.append(_("The sentence was:") + f"\n\n    {_one_line(note.quote)}")
        parts.append(_outcome(note))
        if note.correction is not None:
            parts.append(f"    {_one_line(note.correction.text)}")
        if note.reply:
            parts.append(note.reply)
        if article.is_published:
            parts.append(absolute(article.get_absolute_url()))
        parts.append(_thanks())
    return EmailMessage(
        subject,
        "\n\n".join(parts) + "\n",
        to=[note.reader_email],
        # RFC 3834: no machine answers what a machine has sent.
        headers={"Auto-Submitted": "auto-generated"},
    )


def _greeting(note):
    if note.reader_name:
        return _("Dear %s,") % _one_line(note.reader_name)
    return _("Dear reader,")


def _outcome(note):
    """Return what was decided, as a sentence to its reader."""
    said = {
        Outcome.CORRECTED: _("You were right. The story has been corrected:"),
        Outcome.FIXED: _("You were right. It has been put right in the story."),
        Outcome.NO_ERROR: _("We have looked into it and left the story as it was."),
    }
    return said[Outcome(note.outcome)]


def _thanks():
    return _(
        "All corrections: %(address)s\n\nThank you for reading closely. Your name and "
        "address are erased with this message."
    ) % {"address": absolute(reverse("articles:corrections"))}


def _claim(pk, now):
    """Take a note for this run, and return whether no other had it first."""
    pause = FIRST_PAUSE * 2 ** _attempts(pk)
    mine = Note.objects.to_send(now=now).filter(pk=pk)
    return mine.update(attempts=F("attempts") + 1, try_at=now + pause) == 1


def _attempts(pk):
    made = Note.objects.filter(pk=pk).values_list("attempts", flat=True).first()
    return min(made or 0, TRIES)


def _record_failure(note, fault, *, for_good):
    note.failure = f"{type(fault).__name__}: {_one_line(str(fault))}"[:300]
    # A server repeats the address that it refuses.
    note.failure = note.failure.replace(note.reader_email, "…")
    if for_good:
        _forget(note, answer=Answer.FAILED, failure=note.failure)
    else:
        Note.objects.filter(pk=note.pk).update(failure=note.failure)


def _forget(note, **outcome):
    """Write how it ended, and erase whom it was for."""
    Note.objects.filter(pk=note.pk).update(
        reader_name="", reader_email="", try_at=None, **outcome
    )


def _one_line(text):
    return " ".join(text.split())
