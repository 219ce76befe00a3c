"""What an editor makes of a note: a correction, a quiet fix, no error, or spam."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from articles import publishing
from articles.models import Article, Correction
from articles.people import name_of
from articles.publishing import NotPossible
from newsroom.notes import passages, words
from newsroom.notes.models import Answer, Note, Outcome


@dataclass(frozen=True)
class Notice:
    """What readers are told under the story, and what changes in its text.

    :param is_material: whether readers get a new “Updated” time.
    :param old: the passage that is replaced by `new`; empty if the text stays.
    """

    kind: str
    text: str
    is_material: bool = True
    old: str = ""
    new: str = ""


def draft(note: Note) -> str:
    """Return a first wording of the notice, in the story's language, to be bettered."""
    with override(note.article.language):
        if note.quote:
            said = _("An earlier version of this story said: “%s”") % note.quote
        else:
            said = _("An earlier version of this story was wrong: %s") % note.wrong
        return f"{said} {note.right}".strip()


@transaction.atomic
def correct(note: Note, notice: Notice, *, by, reply: str = "") -> Correction:
    """Correct the story in public, and mend its text if the notice says so.

    :raises NotPossible: if the note is decided already, no reader sees the story, the
        notice says nothing, or the passage cannot be replaced.
    """
    note = _waiting(note)
    article = Article.objects.select_for_update(of=("self",)).get(pk=note.article_id)
    if not article.is_published:
        raise NotPossible(
            _("No reader sees “%s” now, so it cannot be corrected in public.") % article
        )
    text = words.plain(notice.text, lines=False)
    if not text:
        raise NotPossible(_("A correction says what was wrong; write it."))
    if notice.new and notice.new != notice.old:
        _mend(article, notice)
    correction = Correction.objects.create(
        article=article, kind=notice.kind, text=text, corrected_by=by
    )
    publishing.record_edit(article, by=by, material=notice.is_material)
    note.correction = correction
    _decide(note, Outcome.CORRECTED, by, reply)
    return correction


@transaction.atomic
def fix(note: Note, *, by, reply: str = "") -> None:
    """Note that it was put right without telling readers, such as a slip of spelling.

    :raises NotPossible: if the note is decided already.
    """
    _decide(_waiting(note), Outcome.FIXED, by, reply)


@transaction.atomic
def find_no_error(note: Note, *, by, reply: str = "") -> None:
    """Note that the story was right.

    :param reply: why; a reader who asked to be told gets it.
    :raises NotPossible: if the note is decided, or the reader would get no reason.
    """
    note = _waiting(note)
    if note.answer == Answer.ASKED and not reply.strip():
        raise NotPossible(
            _("The reader asked to be told: say why it is no error, in a sentence.")
        )
    _decide(note, Outcome.NO_ERROR, by, reply)


@transaction.atomic
def call_spam(note: Note, *, by, reply: str = "") -> None:
    """Note that it is spam: nobody is told anything, and name and address go at once.

    :raises NotPossible: if the note is decided already.
    """
    _decide(_waiting(note), Outcome.SPAM, by, "")


@transaction.atomic
def reopen(note: Note, *, by, reply: str = "") -> None:
    """Bring back what is no spam, as open.

    :raises NotPossible: if the note was not taken for spam.
    """
    note = Note.objects.select_for_update(of=("self",)).get(pk=note.pk)
    if note.outcome not in (Outcome.SUSPECTED, Outcome.SPAM):
        raise NotPossible(_("It was not taken for spam, so it cannot be brought back."))
    note.outcome, note.decided_at, note.decided_by = Outcome.OPEN, None, None
    note.save(update_fields=["outcome", "decided_at", "decided_by"])


def _waiting(note):
    """Return the note as it is stored, locked.

    :raises NotPossible: if somebody has decided it.
    """
    stored = Note.objects.select_for_update(of=("self",)).get(pk=note.pk)
    if stored.is_decided:
        at = timezone.localtime(stored.decided_at)
        raise NotPossible(
            _("%(who)s decided that on %(moment)s: %(outcome)s.")
            % {
                "who": name_of(stored.decided_by) or _("Somebody"),
                "moment": date_format(at, "DATETIME_FORMAT"),
                "outcome": stored.get_outcome_display(),
            }
        )
    return stored


def _decide(note, outcome, by, reply):
    """Write a decision, and put the answer into the outbox or forget who asked."""
    note.outcome, note.decided_at, note.decided_by = outcome, timezone.now(), by
    note.reply = words.plain(reply)
    if note.answer == Answer.ASKED and outcome != Outcome.SPAM:
        note.answer, note.try_at = Answer.WAITING, note.decided_at
    else:
        note.answer, note.reader_name, note.reader_email = Answer.NONE, "", ""
    note.save()


def _mend(article, notice):
    new = words.plain(notice.new, lines=False)
    body = passages.mended(article.body, notice.old, new) if new else None
    if body is None:
        raise NotPossible(
            _(
                "The passage does not stand in the text once and in one piece; nothing "
                "was changed. Mend it in the story's own form, then correct."
            )
        )
    article.body = body
    article.save(update_fields=["body", "edited_at"])
