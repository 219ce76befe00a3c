"""What readers report about stories, and what the desk made of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# The most characters of what a reader writes; the form and the database agree.
LONGEST = {"quote": 600, "words": 2000, "source": 500, "name": 80}


class Kind(models.TextChoices):
    """What sort of error a reader saw."""

    FACT = "fact", _("A fact")
    NAME = "name", _("A name")
    NUMBER = "number", _("A number or a date")
    LANGUAGE = "language", _("Spelling or grammar")
    PICTURE = "picture", _("A picture or its caption")
    HEADLINE = "headline", _("The headline")
    OTHER = "other", _("Something else")


class Outcome(models.TextChoices):
    """What became of a note. A machine suspects spam; only the desk says that it is."""

    OPEN = "open", _("Open")
    SUSPECTED = "suspected", _("Probably spam")
    CORRECTED = "corrected", _("Corrected")
    FIXED = "fixed", _("Fixed without a notice")
    NO_ERROR = "no_error", _("No error")
    SPAM = "spam", _("Spam")


class Answer(models.TextChoices):
    """Where the e-mail stands that a reader asked for."""

    NONE = "", _("Not asked for")
    ASKED = "asked", _("When it is decided")
    WAITING = "waiting", _("On its way")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Could not be sent")


class NoteQuerySet(models.QuerySet):
    """Questions the desk asks about its notes."""

    def open(self):
        """Notes that wait for the desk."""
        return self.filter(outcome=Outcome.OPEN)

    def about(self, article):
        return self.filter(article=article)

    def oldest_first(self):
        return self.order_by("received_at", "pk")

    def to_send(self, *, now):
        """Notes whose reader is to be told, and may be told at `now`."""
        return self.filter(answer=Answer.WAITING, try_at__lte=now)

    def naming_somebody(self):
        """Notes that still hold a name or an address."""
        return self.exclude(reader_name="", reader_email="")


class Note(models.Model):
    """One error that a reader reports, in the reader's words. Readers never see it.

    Name and e-mail address stand here only until the note is answered; see `answering`.
    """

    Kind, Outcome, Answer = Kind, Outcome, Answer

    article = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        related_name="+",
        db_index=False,  # the second index below has it as its first column
        verbose_name=_("story"),
    )
    quote = models.TextField(_("sentence"), blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    wrong = models.TextField(_("what is wrong"))
    right = models.TextField(_("what is right"), blank=True)
    source = models.URLField(_("source"), max_length=LONGEST["source"], blank=True)
    reader_name = models.CharField(_("reader"), max_length=LONGEST["name"], blank=True)
    reader_email = models.EmailField(_("e-mail address"), blank=True)
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    # Copies of the same words are counted, not kept.
    copies = models.PositiveIntegerField(_("times received"), default=1)
    fingerprint = models.CharField(max_length=64, editable=False)
    # The form it was sent with; none is taken twice.
    form = models.CharField(max_length=32, unique=True, editable=False)
    suspicion = models.CharField(
        _("why it looks like spam"), max_length=200, blank=True
    )

    outcome = models.CharField(
        _("outcome"), max_length=9, choices=Outcome, default=Outcome.OPEN
    )
    reply = models.TextField(
        _("answer to the reader"),
        blank=True,
        help_text=_("Printed in the e-mail, if the reader asked to be told."),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    correction = models.ForeignKey(
        "articles.Correction",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("correction"),
    )

    answer = models.CharField(
        _("telling the reader"),
        max_length=7,
        choices=Answer,
        default=Answer.NONE,
        blank=True,
    )
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    try_at = models.DateTimeField(_("next try"), null=True, blank=True)
    answered_at = models.DateTimeField(_("told"), null=True, blank=True)
    failure = models.CharField(_("why it failed"), max_length=300, blank=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note from a reader")
        verbose_name_plural = _("notes from readers")
        ordering = ["received_at", "pk"]
        default_permissions = ["view"]
        permissions = [("answer_note", "Can answer notes from readers")]
        constraints = [
            models.CheckConstraint(name="note_says_something", condition=~Q(wrong="")),
            models.CheckConstraint(
                name="note_has_a_known_outcome",
                condition=Q(outcome__in=[outcome.value for outcome in Outcome]),
            ),
            models.CheckConstraint(
                name="note_told_has_no_address",
                condition=~Q(answer__in=["sent", "failed"])
                | Q(reader_email="", reader_name=""),
            ),
            models.CheckConstraint(
                name="note_to_answer_has_an_address",
                condition=~Q(answer__in=["asked", "waiting"]) | ~Q(reader_email=""),
            ),
        ]
        indexes = [
            # The desk's list: what is open, oldest first.
            models.Index(fields=["outcome", "received_at", "id"], name="note_oldest"),
            # Beside a story, and to find the same words again.
            models.Index(fields=["article", "fingerprint"], name="note_of_story"),
            # How many came within an hour.
            models.Index(fields=["received_at"], name="note_received"),
            # The outbox, asked every minute.
            models.Index(
                fields=["try_at"], condition=Q(answer="waiting"), name="note_to_send"
            ),
            # Addresses that are to be erased.
            models.Index(
                fields=["received_at"],
                condition=~(Q(reader_name="") & Q(reader_email="")),
                name="note_naming_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.wrong[:60]}"

    @property
    def is_open(self) -> bool:
        return self.outcome == Outcome.OPEN

    @property
    def is_decided(self) -> bool:
        """Whether somebody of the desk has said what it is."""
        return self.outcome not in (Outcome.OPEN, Outcome.SUSPECTED)
