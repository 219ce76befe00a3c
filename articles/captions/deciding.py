"""What an editor does about caption drift: take the new words, keep, correct."""

import hashlib

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from articles import languages, publishing
from articles.captions import words
from articles.comparing import same_words
from articles.models import Article, ArticlePhoto, CaptionDrift, Correction
from articles.people import name_of
from articles.publishing import NotPossible

Decision, Field = CaptionDrift.Decision, CaptionDrift.Field
# What readers are told, by the words that were wrong; the editor may say it otherwise.
PROPOSALS = {
    Field.CAPTION: gettext_lazy(
        "A photo caption in an earlier version of this article read “%(old)s” "
        "It should have read “%(new)s”"
    ),
    Field.CREDIT: gettext_lazy(
        "A photo in an earlier version of this article was credited to %(old)s. "
        "It should have been credited to %(new)s."
    ),
    Field.ALT_TEXT: gettext_lazy(
        "The description of a photo in an earlier version of this article was "
        "“%(old)s” It should have been “%(new)s”"
    ),
}


def seen(row: CaptionDrift) -> str:
    """Return a mark of what a row shows; another one means that it has changed."""
    shown = f"{row.old}\0{row.new}".encode()
    return hashlib.sha256(shown).hexdigest()[:16]


def proposal(row: CaptionDrift) -> str:
    """Return a wording of a public correction in the story's language, to better."""
    said = row.article.language if row.article else settings.LANGUAGE_CODE
    with override(languages.spoken(said)):
        return str(PROPOSALS[Field(row.field)]) % {"old": row.old, "new": row.new}


@transaction.atomic
def take(row: CaptionDrift, *, by, mark: str = "") -> None:
    """Print the library's words, or let the library have those of the agency.

    A story that was never public follows the library again; in one that is public the
    new caption is frozen in its turn.

    :param mark: what `seen` returned of the row that the editor read, if known.
    :raises NotPossible: if it was decided meanwhile, or says something else now.
    """
    row = _waiting(row, mark)
    if row.article is None:
        _decide(row, Decision.TAKEN, by)
        action = _("taken from %s") % (row.source or _("the agency"))
        words.change(row.photo, {row.field: row.new}, by=by, action=action[:120])
        return
    publishing.record_edit(_take_into(row, by, Decision.TAKEN), by=by)


@transaction.atomic
def keep(row: CaptionDrift, *, by, mark: str = "") -> None:
    """Leave what is printed; it comes back only when the words change again.

    :param mark: as in `take`.
    :raises NotPossible: as `take`.
    """
    _decide(_waiting(row, mark), Decision.KEPT, by)


@transaction.atomic
def correct(row: CaptionDrift, *, text: str, by, mark: str = "") -> Correction:
    """Take the new words into a published story and tell its readers.

    They get a correction under the story and a new “Updated” time.

    :param text: what the correction says; `proposal` has a first wording.
    :param mark: as in `take`.
    :raises NotPossible: as `take`, or if no reader has seen the story, or without text.
    """
    row = _waiting(row, mark)
    if row.article is None or not row.article.is_published:
        raise NotPossible(
            _("No reader has seen “%s”; take the new words instead.")
            % (row.article or row.photo)
        )
    text = " ".join(text.replace("\x00", "").split())
    if not text:
        raise NotPossible(_("A correction says what was wrong; write it."))
    article = _take_into(row, by, Decision.CORRECTED)
    correction = Correction.objects.create(article=article, text=text, corrected_by=by)
    publishing.record_edit(article, by=by, material=True)
    return correction


def _waiting(row, mark):
    """Return the row as it is stored, locked; its story and its use are loaded."""
    row = CaptionDrift.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.decision:
        at = timezone.localtime(row.decided_at)
        raise NotPossible(
            _("“%(photo)s”: %(who)s decided that at %(moment)s: %(decision)s.")
            % {
                "photo": row.photo,
                "who": name_of(row.decided_by) if row.decided_by else _("somebody"),
                "moment": date_format(at, "TIME_FORMAT"),
                "decision": row.get_decision_display(),
            }
        )
    if mark and mark != seen(row):
        raise NotPossible(
            _("The words of “%s” have changed since; read them again.") % row.photo
        )
    return row


def _decide(row, decision, by):
    row.decision, row.decided_at, row.decided_by = decision, timezone.now(), by
    row.save(update_fields=["decision", "decided_at", "decided_by"])


def _take_into(row, by, decision):
    """Empty the use's own words, so that it prints the library's; return the story."""
    article = Article.objects.select_for_update(of=("self",)).get(pk=row.article_id)
    target: Article | ArticlePhoto = article
    prefix = "lead_"
    if row.use_id is not None:
        target, prefix = ArticlePhoto.objects.get(pk=row.use_id), ""
    if not same_words(getattr(target, f"{prefix}{row.field}"), row.old):
        raise NotPossible(
            _("The words of “%s” have changed since; read them again.") % row.photo
        )
    emptied: dict[str, str | bool] = {row.field: ""}
    if row.field == Field.CAPTION:
        emptied["caption_is_frozen"] = False
    if row.field == Field.CREDIT:
        emptied["credit_reason"] = ""
    for name, value in emptied.items():
        setattr(target, f"{prefix}{name}", value)
    target.save(update_fields=[f"{prefix}{name}" for name in emptied])
    article.save(update_fields=["edited_at"])
    _decide(row, decision, by)
    return article
