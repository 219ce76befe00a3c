"""Rules of the house: which copy goes where, and which words are put otherwise."""

import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.wire.models.feeds import Feed
from newsroom.wire.routing import expressions


class RuleOutcome(models.TextChoices):
    """What becomes of a story by a rule; empty is what its feed says."""

    WIRE = "wire", _("stays on the wire, without a draft")
    DRAFT = "draft", _("a draft, whatever its feed says")
    HELD = "held", _("a draft on hold")
    SUBMITTED = "submitted", _("submitted to the desk")
    READY = "ready", _("ready, if it came without a warning")
    PUBLISHED = "published", _("published, if it passes every check")


class Rule(models.Model):
    """One rule: conditions, and what is done with the copy for which they hold."""

    class Needs(models.TextChoices):
        ALL = "all", _("all conditions")
        ANY = "any", _("one condition or more")

    name = models.CharField(
        _("name"),
        max_length=80,
        unique=True,
        help_text=_(
            "Said on every item it changes, such as “Sport to the sport desk”."
        ),
    )
    position = models.PositiveIntegerField(_("position"), default=0, editable=False)
    active = models.BooleanField(
        _("switched on"),
        default=False,
        help_text=_("Try it on last week first."),
    )
    needs = models.CharField(
        _("it holds if the copy meets"),
        max_length=3,
        choices=Needs,
        default=Needs.ALL,
        help_text=_("They stand below. Without any it holds for all copy."),
    )
    section = models.ForeignKey(
        "articles.Section",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("section"),
        help_text=_("Left empty, that of the feed, or of a rule further down."),
    )
    topics = models.ManyToManyField(
        "articles.Topic",
        blank=True,
        related_name="+",
        verbose_name=_("topics"),
        help_text=_("Put on the story, beside those of other rules."),
    )
    outcome = models.CharField(
        _("what becomes of it"),
        max_length=9,
        choices=RuleOutcome,
        blank=True,
        help_text=_("Left empty, what its feed or a rule further down says."),
    )
    stop = models.BooleanField(
        _("stop here"),
        default=False,
        help_text=_("No rule further down is asked about copy for which this holds."),
    )
    switched_on_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("switched on by"),
    )
    # New with every save, so that a process that runs for days sees the change.
    mark = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = _("routing rule")
        verbose_name_plural = _("routing rules")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                name="rule_has_a_known_outcome",
                condition=models.Q(outcome__in=["", *RuleOutcome.values]),
            ),
            models.CheckConstraint(
                name="rule_needs_all_or_any",
                condition=models.Q(needs__in=["all", "any"]),
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        """Save with a new mark; a new rule stands last."""
        self.mark = uuid.uuid4()
        if self._state.adding and not self.position:
            last = Rule.objects.aggregate(models.Max("position"))["position__max"]
            self.position = (last or 0) + 1
        super().save(*args, **kwargs)


class Condition(models.Model):
    """One condition of a rule."""

    class Field(models.TextChoices):
        FEED = "feed", _("feed")
        SUBJECT = "subject", _("subject")
        KEYWORD = "keyword", _("keyword")
        SLUGLINE = "slugline", _("slugline")
        HEADLINE = "headline", _("headline")
        TEXT = "text", _("words of the story")
        PLACE = "place", _("place")
        URGENCY = "urgency", _("urgency")
        LANGUAGE = "language", _("language")
        CREDIT = "credit", _("credit or source")
        SIGNAL = "signal", _("signal")

    class How(models.TextChoices):
        CONTAINS = "contains", _("contains")
        IS = "is", _("is")
        STARTS = "starts", _("starts with")
        MATCHES = "matches", _("matches the expression")
        AT_MOST = "at_most", _("at most")
        AT_LEAST = "at_least", _("at least")

    rule = models.ForeignKey(Rule, models.CASCADE, related_name="conditions")
    field = models.CharField(_("what"), max_length=8, choices=Field)
    negated = models.BooleanField(_("not"), default=False)
    how = models.CharField(_("how"), max_length=8, choices=How, default=How.CONTAINS)
    words = models.CharField(
        _("words"),
        max_length=300,
        help_text=_("Several apart by “;”. “flood*” is also flooding."),
    )

    class Meta:
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        ordering = ["id"]
        default_permissions = ()  # whoever may change the rule may change these

    def __str__(self):
        return f"{self.get_field_display()} {self.get_how_display()} {self.words}"

    @property
    def alternatives(self) -> list[str]:
        """The words apart at the semicolons; an expression is one whole."""
        if self.how == self.How.MATCHES:
            return [self.words]
        return [" ".join(one.split()) for one in self.words.split(";") if one.strip()]

    def clean(self):
        """Refuse what could never hold, beside the words.

        :raises ValidationError: with a sentence that says what to write.
        """
        if message := self._fault():
            raise ValidationError({"words": message})

    def _fault(self):
        numbers = (self.How.AT_MOST, self.How.AT_LEAST)
        if self.how == self.How.MATCHES:
            return _fault_of(expressions.check, self.words)
        if not self.alternatives:
            return _("Write at least one word.")
        if self.field == self.Field.URGENCY:
            if self.how not in (*numbers, self.How.IS):
                return _("An urgency is a number: choose is, at most or at least.")
            if not set(self.alternatives) <= set("123456789"):
                return _("Write an urgency from 1, the highest, to 9.")
        elif self.how in numbers:
            return _("Only an urgency is a number; choose another comparison.")
        if self.how in numbers and len(self.alternatives) > 1:
            return _("Write one number.")
        return self._unknown()

    def _unknown(self):
        """Name what is no code and no feed, where a whole one is asked for."""
        if self.how != self.How.IS:
            return None
        for one in self.alternatives:
            if self.field == self.Field.SUBJECT and not _is_code(one):
                return (
                    _("“%s” is no IPTC code; write its eight digits, such as 15000000.")
                    % one
                )
            known = models.Q(slug__iexact=one) | models.Q(name__iexact=one)
            if (
                self.field == self.Field.FEED
                and not Feed.objects.filter(known).exists()
            ):
                return _("There is no feed “%s”; write its name or its slug.") % one
        return None


class Replacement(models.Model):
    """Words that a rule puts otherwise in headline, standfirst and text."""

    class How(models.TextChoices):
        WORDS = "words", _("whole words")
        EXPRESSION = "expression", _("regular expression")

    rule = models.ForeignKey(Rule, models.CASCADE, related_name="replacements")
    how = models.CharField(_("how"), max_length=10, choices=How, default=How.WORDS)
    old = models.CharField(_("these words"), max_length=300)
    new = models.CharField(
        _("become"),
        max_length=300,
        blank=True,
        help_text=_(r"Left empty, they go. In expressions \1 is the first group."),
    )

    class Meta:
        verbose_name = _("replacement")
        verbose_name_plural = _("replacements")
        ordering = ["id"]
        default_permissions = ()

    def __str__(self):
        return f"“{self.old}” → “{self.new}”"

    def clean(self):
        """Refuse an expression that cannot be read or would match everywhere.

        :raises ValidationError: beside the words that are replaced.
        """
        if not self.old.strip():
            raise ValidationError({"old": _("Write at least one word.")})
        if self.how == self.How.EXPRESSION:
            if message := _fault_of(expressions.check_replacement, self.old, self.new):
                raise ValidationError({"old": message})


def _fault_of(check, *words):
    """Return what a check says against words, or None."""
    try:
        check(*words)
    except expressions.NotAnExpression as error:
        return str(error)
    return None


def _is_code(words):
    return len(words) == 8 and words.isascii() and words.isdecimal()
