"""What may be done with a photo: the names of it, and the answer from its row alone.

Whether readers may see a photo is asked here and nowhere else, at the moment a page is
made. So a right ends at its minute whatever runs or does not run.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

ADDRESS = "https://creativecommons.org/"


class Category(models.TextChoices):
    """On what ground a photo may be used."""

    STAFF = "staff", _("Staff")
    COMMISSIONED = "commissioned", _("Commissioned")
    AGENCY = "agency", _("Agency subscription")
    HANDOUT = "handout", _("Handout")
    SOCIAL = "social", _("Social media")
    FAIR_DEALING = "fair-dealing", _("Fair dealing")
    PUBLIC_DOMAIN = "public-domain", _("Public domain")
    CREATIVE_COMMONS = "creative-commons", _("Creative Commons")


class Cost(models.TextChoices):
    """What a use of a photo costs."""

    FREE = "free", _("Nothing")
    INCLUDED = "included", _("Included in the subscription")
    PAY = "pay", _("Pay per use")
    CONDITIONAL = "conditional", _("On conditions: see the note")
    OVER_QUOTA = "over-quota", _("Over quota: each further use is billed")


class Licence(models.TextChoices):
    """Public licences; `licence_address` says where each can be read."""

    CC0 = "zero/1.0", _("CC0 1.0: no rights reserved")
    PDM = "mark/1.0", _("Public Domain Mark 1.0")
    BY_4 = "by/4.0", _("CC BY 4.0")
    BY_SA_4 = "by-sa/4.0", _("CC BY-SA 4.0")
    BY_ND_4 = "by-nd/4.0", _("CC BY-ND 4.0: not cropped or changed")
    BY_NC_4 = "by-nc/4.0", _("CC BY-NC 4.0: not for commercial use")
    BY_NC_SA_4 = "by-nc-sa/4.0", _("CC BY-NC-SA 4.0: not for commercial use")
    BY_NC_ND_4 = (
        "by-nc-nd/4.0",
        _("CC BY-NC-ND 4.0: not for commercial use, not cropped or changed"),
    )
    BY_3 = "by/3.0", _("CC BY 3.0")
    BY_SA_3 = "by-sa/3.0", _("CC BY-SA 3.0")
    BY_2 = "by/2.0", _("CC BY 2.0")
    BY_SA_2 = "by-sa/2.0", _("CC BY-SA 2.0")


class Reason(models.TextChoices):
    """Why a photo may not stand before readers."""

    NO_CREDIT = "no-credit", _("no credit")
    NO_CAPTION = "no-caption", _("no caption")
    NO_ALT_TEXT = "no-alt-text", _("no alt text")
    WITHDRAWN = "withdrawn", _("withdrawn")
    DENIED = "denied", _("denied: not for the internet")
    EMBARGOED = "embargoed", _("embargoed")
    EXPIRED = "expired", _("expired")
    USED_ONCE = "used-once", _("already used once")
    NO_RIGHTS = "no-rights", _("no rights known")
    NO_COVER = "no-cover", _("not for covers")


# What a dated exception can allow. Words are to be written, and a withdrawal is lifted.
COVERABLE = (
    Reason.DENIED,
    Reason.EMBARGOED,
    Reason.EXPIRED,
    Reason.USED_ONCE,
    Reason.NO_RIGHTS,
    Reason.NO_COVER,
)
# Whose files go: whoever kept an address gets nothing there.
CLOSING = {Reason.WITHDRAWN, Reason.DENIED, Reason.EXPIRED}


def licence_address(code: str) -> str:
    """Return where a licence can be read; empty for none."""
    if not code:
        return ""
    kind = "publicdomain" if code.startswith(("zero", "mark")) else "licenses"
    return f"{ADDRESS}{kind}/{code}/"


def bars(
    photo, *, story: int | None = None, at: datetime | None = None, as_lead=False
) -> Iterator[Reason]:
    """Yield why readers may not see a photo at a moment; asks the database nothing.

    :param story: the key of the story it stands in; None for any other place, such as a
        portrait, for which an exception made for one story does not count.
    :param at: aware; now if None.
    :param as_lead: whether it stands for the story on fronts and cards.
    """
    at = at or timezone.now()
    if photo.withdrawn_at:
        yield Reason.WITHDRAWN
    limits = {
        Reason.DENIED: photo.no_internet,
        Reason.EMBARGOED: photo.valid_from and at < photo.valid_from,
        Reason.EXPIRED: photo.valid_until and at >= photo.valid_until,
        Reason.NO_COVER: as_lead and photo.no_cover,
        # These two keep a photo from going out. What is out stays, but for what went
        # out by an exception, which leaves with it.
        Reason.USED_ONCE: photo.one_time_use and _had(photo, Reason.USED_ONCE, story),
        Reason.NO_RIGHTS: not photo.category and _had(photo, Reason.NO_RIGHTS, story),
    }
    for reason, holds in limits.items():
        if holds and not is_covered(photo, reason, story=story, at=at):
            yield reason


def is_covered(photo, reason: Reason, *, story: int | None, at: datetime) -> bool:
    """Whether an exception that has not ended allows what a reason forbids."""
    return any(at < until for until in _exceptions(photo, reason, story))


def is_usable(photo, *, story=None, at: datetime | None = None, as_lead=False) -> bool:
    """Whether readers may see a photo; see `bars`."""
    return next(bars(photo, story=story, at=at, as_lead=as_lead), None) is None


def is_open(photo, *, at: datetime | None = None) -> bool:
    """Whether readers may see a photo anywhere: in every story, or by an exception."""
    return _is_free_of({*CLOSING, Reason.EMBARGOED}, photo, at)


def may_have_files(photo, *, at: datetime | None = None) -> bool:
    """Whether a photo may have public files.

    One under embargo has them already, so that the desk sees it and a page can show it
    at its minute; nobody else is told their addresses, and they cannot be guessed.
    """
    return _is_free_of(CLOSING, photo, at)


def closes_at(photo) -> datetime | None:
    """Return the moment from which a photo's addresses may not show it, or None.

    They may not once its right has ended, nor under an embargo once an exception that
    made them known is over.
    """
    now = timezone.now()
    is_known = is_open(photo, at=now)
    for moment in sorted(set(_moments(photo))):
        is_open_then = is_open(photo, at=moment)
        is_hidden = is_known and moment > now and not is_open_then
        if is_hidden or not may_have_files(photo, at=moment):
            return moment
        is_known |= moment > now and is_open_then
    return None


def _is_free_of(reasons, photo, at):
    places = {None, *(entry["story"] for entry in photo.exceptions)}
    return any(reasons.isdisjoint(bars(photo, story=one, at=at)) for one in places)


def next_moment(photos: Iterable, *, after: datetime | None = None) -> datetime | None:
    """Return when the right to one of the photos begins or ends next, or None.

    :param photos: some may be None.
    :param after: aware; now if None.
    """
    after = after or timezone.now()
    moments = {moment for photo in photos if photo for moment in _moments(photo)}
    return min((moment for moment in moments if moment > after), default=None)


def last_moment(photo, *, before: datetime) -> datetime | None:
    """Return when a right to a photo last began or ended, at the latest `before`."""
    return max((one for one in _moments(photo) if one <= before), default=None)


def _moments(photo):
    yield from filter(None, (photo.valid_from, photo.valid_until))
    for entry in photo.exceptions:
        yield datetime.fromisoformat(entry["until"])


def _had(photo, reason, story):
    return any(True for _until in _exceptions(photo, reason, story))


def _exceptions(photo, reason, story):
    """Yield the ends of the exceptions from a reason that hold for a story."""
    for entry in photo.exceptions:
        if reason in entry["reasons"] and entry["story"] in (None, story):
            yield datetime.fromisoformat(entry["until"])
