"""What becomes of a wire item that comes first of its kind; nothing is stored here."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.models import Article
from newsroom.wire.desk import pictures, stories
from newsroom.wire.items import Kind, PubStatus, WireItem
from newsroom.wire.models import Decision, Feed, Take

# What came in as it should, with a story made of it or without one.
TAKEN_IN = (Decision.CREATED, Decision.RECEIVED)

# Where no note is looked for; an embargo on oil is no embargo on the story.
RELEASE = re.compile(
    r"\bhold for release\b|\bsperr(?:frist|vermerk)\b"
    r"|\bembargoed\b|\bembargo(?: (?:until|till|jusqu|hasta|bis)\b|:)"
    r"|\bnot for (?:release|publication) before\b",
    re.I,
)
KIND_NAMES = {
    Kind.PICTURE: _("a picture on its own"),
    Kind.GRAPHIC: _("a graphic on its own"),
    Kind.AUDIO: _("a sound recording"),
    Kind.VIDEO: _("a film"),
    Kind.PACKAGE: _("a package of other items"),
    Kind.OTHER: _("no news item"),
}


@dataclass(frozen=True, slots=True)
class Ruling:
    """What was decided about an item, why, and which take it belongs to."""

    decision: Decision
    reason: str = ""
    take: Take | None = None
    section: int | None = None  # key of where a rule files it, story or not
    first: bool = False  # nothing came of its take before

    @property
    def article(self) -> Article | None:
        return self.take.article if self.take else None


def on_arrival(item: WireItem, feed: Feed | None = None) -> Ruling:
    """Return what becomes of an item that comes first of its kind; stores nothing.

    :param feed: without one, a draft is made of every story.
    """
    if item.skip_reason:
        return Ruling(Decision.SKIPPED, item.skip_reason)
    if item.kind not in (Kind.TEXT, Kind.PACKAGE, *pictures.KINDS):
        return Ruling(
            Decision.SKIPPED,
            _("It is %s; only stories are taken in so far.") % KIND_NAMES[item.kind],
        )
    if item.pub_status == PubStatus.CANCELED:
        return Ruling(Decision.KILLED, _("The agency killed it before it came here."))
    if item.pub_status == PubStatus.WITHHELD:
        return Ruling(Decision.HELD, _("The agency withholds it."))
    if item.embargo_unclear:
        return Ruling(
            Decision.HELD,
            _("Its embargo, “%s”, names no moment; an editor decides.")
            % stories.shortened(item.embargo_unclear, 80),
        )
    if item.hold_reason:
        return Ruling(Decision.HELD, item.hold_reason)
    if item.kind != Kind.TEXT:
        return _other_on_arrival(item)
    return _story_on_arrival(item, feed)


def _story_on_arrival(item, feed):
    if not item.headline and not item.body:
        return Ruling(Decision.HELD, _("It holds neither a headline nor a text."))
    if item.embargo_until:
        return Ruling(Decision.HELD, embargo_words(item.embargo_until))
    reason = " ".join([*_wants(item), *item.warnings])
    if feed is not None and not feed.makes_drafts:
        return Ruling(Decision.RECEIVED, reason)
    return Ruling(Decision.CREATED, reason)


def _other_on_arrival(item):
    """Return what becomes of a package or a picture.

    A picture under embargo stays out of the library, where any story may take it.
    """
    if item.embargo_until and item.embargo_until > timezone.now():
        return Ruling(Decision.HELD, embargo_words(item.embargo_until))
    if item.kind in pictures.KINDS:
        file_came = any(picture.data for picture in item.pictures)
        decision = Decision.CREATED if file_came else Decision.RECEIVED
        return Ruling(decision, pictures.remarks(item))
    members = len(item.associations)
    reason = _("It is a package of %d items; no story is made of it.") % members
    return Ruling(Decision.RECEIVED, reason)


def may_become_a_draft(item: WireItem) -> bool:
    """Whether a draft is made: anybody who may can publish it, so not of what is held.

    An embargo with a moment goes with the draft.
    """
    readable = item.pub_status == PubStatus.USABLE and not (
        item.embargo_unclear or item.hold_reason
    )
    return readable and item.kind == Kind.TEXT and bool(item.headline or item.body)


def embargo_words(until: datetime) -> str:
    """Return a sentence about an embargo: that it holds, or that it has ended."""
    moment = date_format(timezone.localtime(until), "DATETIME_FORMAT")
    if until > timezone.now():
        return _("It is under embargo until %s.") % moment
    return _("Its embargo ended on %s; check it before publishing.") % moment


def _wants(item):
    """Name what an editor has to add or to look at before it can be published."""
    printed = f"{item.headline} {item.slugline} {item.standfirst} {item.usage_terms}"
    if RELEASE.search(printed):
        yield _("Its own words speak of an embargo; read them before publishing.")
    if not item.headline:
        yield _("It came without a headline; one is suggested.")
    if not item.body:
        yield _("It came without a text.")
