"""Take a reader's note in: once, beside its story, and apart if it looks like spam."""

from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from newsroom.notes import words
from newsroom.notes.models import Answer, Note, Outcome
from newsroom.notes.tokens import Form


def receive(article, said: dict[str, Any], *, form: Form, baited: bool = False) -> None:
    """Keep a note. A form that was taken already changes nothing.

    The same words about the same story are counted on the note that is there, unless
    another reader asks to be told.

    :param article: the story, which readers may see.
    :param said: what `forms.NoteForm` found in order.
    :param baited: whether the field was filled in that no person sees.
    """
    said = dict(said)
    wants_answer = (
        bool(said.pop("wants_answer", False)) and settings.NEWSROOM_SENDS_MAIL
    )
    note = Note(article=article, form=form.name, **said)
    note.fingerprint = words.fingerprint(note.quote, note.wrong, note.right)
    if wants_answer and note.reader_email:
        note.answer = Answer.ASKED
    if reason := _suspicion(note, baited):
        note.suspicion, note.outcome = reason, Outcome.SUSPECTED
    if not _fold(note):
        try:
            with transaction.atomic():
                note.save()
        except IntegrityError:
            if not Note.objects.filter(form=form.name).exists():
                raise


def _suspicion(note, baited):
    if baited:
        return _("A field was filled in that people do not see.")
    sentences = {
        "links": _("It has many links."),
        "mark-up": _("It has links written as mark-up."),
        "no words": _("It has hardly any words."),
    }
    found = words.suspicion(note.wrong, note.right, note.reader_name)
    return sentences[found] if found else ""


def _fold(note):
    """Count the note on one that says the same, and return whether there is one."""
    same = Note.objects.filter(article=note.article, fingerprint=note.fingerprint)
    if note.answer == Answer.ASKED:
        same = same.filter(answer=Answer.ASKED, reader_email=note.reader_email)
    first = same.oldest_first().values_list("pk", flat=True).first()
    if first is None:
        return False
    Note.objects.filter(pk=first).update(copies=F("copies") + 1)
    return True
