"""Which take an item belongs to, and whether it is newer than the last version seen."""

import re
from collections.abc import Collection
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from newsroom.wire.desk import leads
from newsroom.wire.items import Kind, PubStatus, WireItem
from newsroom.wire.models import Feed, Receipt, Take, TakeName

# How long after a story the leads come that agencies send of it.
WINDOW = timedelta(hours=24)
STORIES = 5  # under one slugline in that time, that a lead is compared with
# “1st Ld”, “UPDATE 2”, “3RD LEAD”, “2nd Ld-Writethru”: another version of the whole.
NUMBERED = re.compile(
    r"\b(?:(?P<before>\d{1,2})(?:st|nd|rd|th)?[ -]?(?:leads?|lds?|updates?)"
    r"|(?:leads?|lds?|updates?)[ -]?(?P<after>\d{1,2}))\b(?:[ -]?writethru\b)?"
    r"|\b(?:ld|ld-)?writethru\b",
    re.I,
)
# Without a number, only where the agency says by itself what kind of version it is.
UNNUMBERED = re.compile(r"\b(?:lead|ld|update|wrap|wrapup)\b", re.I)
# “ADD 1” goes on where the story ended; it does not take its place.
PART = re.compile(r"\b(?:add|take|sidebar|advisory|optional)\b", re.I)


def find(item: WireItem, feed: Feed) -> tuple[Take, int] | None:
    """Return the take of an item and how it compares with it, or None if it is new.

    An item is known by its identity, by that of one whose place it takes, or, where
    copy has no identifier, as a lead or update of the same slugline within a day. From
    then on its take bears its name too.
    """
    takes = Take.objects.filter(feed=feed).select_related("article")
    if known := takes.filter(guid=item.identity).first():
        return known, compare(item, known)
    names = TakeName.objects.filter(feed=feed, guid=item.identity)
    if name := names.select_related("take__article").first():
        return name.take, -1 if name.superseded else compare(item, name.take)
    if replaced := superseded(item, feed):
        return _in_its_place(replaced[0], item)
    if followed := _of_its_family(item, takes):
        TakeName.objects.create(feed=feed, guid=item.identity, take=followed)
        return followed, compare(item, followed)
    return None


def known(identities: Collection[str], feed: Feed) -> set[str]:
    """Return which of these identities a take of the feed bears, or ever bore."""
    return {
        guid
        for model in (Take, TakeName)
        for guid in model.objects.filter(feed=feed, guid__in=identities).values_list(
            "guid", flat=True
        )
    }


def stands_alone(item: WireItem) -> bool:
    """Whether only its own identity ties an item to what came before it.

    An item may also end others, follow a story of its family, or bring files.
    """
    ties = item.kills or item.supersedes or item.pub_status == PubStatus.CANCELED
    follows = bool(family(item)) and rank(item) > 0
    return not (ties or follows or any(picture.data for picture in item.pictures))


def superseded(item: WireItem, feed: Feed) -> list[Take]:
    """Return the takes of the items whose place this one takes."""
    return named(item.supersedes, feed) if item.supersedes else []


def named(identities: Collection[str], feed: Feed) -> list[Take]:
    """Return the takes that bear these identities, or ever bore them, newest first."""
    names = TakeName.objects.filter(feed=feed, guid__in=identities)
    takes = Take.objects.filter(feed=feed).select_related("article")
    called = Q(guid__in=identities) | Q(pk__in=names.values("take"))
    return list(takes.filter(called).order_by("-pk"))


def compare(item: WireItem, take: Take) -> int:
    """Return -1, 0 or 1: older than, the same as, or newer than the highest seen."""
    version, created = _pair(item)
    if version != take.version:
        return 1 if version > take.version else -1
    if (
        created is None
        or take.version_created is None
        or created == take.version_created
    ):
        return 0
    return 1 if created > take.version_created else -1


def note_version(take: Take, item: WireItem) -> None:
    """Let a take know the version last seen; saves nothing."""
    version, created = _pair(item)
    take.version = version
    take.version_created = created or take.version_created
    take.content_hash = item.content_hash
    take.family = take.family or family(item)
    take.kind = item.kind


def family(item: WireItem) -> str:
    """Return what all leads of a story are called, or nothing if they have a name.

    That is the slugline, else the headline, without the words that count versions.
    """
    if item.guid or item.story_id or item.kind != Kind.TEXT:
        return ""
    words = NUMBERED.sub(" ", item.slugline or item.headline).casefold()
    key = " ".join(re.findall(r"\w+", words))
    return key[:120] if len(key) > 3 else ""


def rank(item: WireItem) -> int:
    """Return which lead or update of a story an item says it is; 0 for none."""
    said = " ".join(item.signals)
    if PART.search(said) or PART.search(item.slugline):
        return 0
    # In a headline only what opens it counts: “Lead 2 mines” is no second lead.
    opening = NUMBERED.match(item.headline)
    found = NUMBERED.search(said) or NUMBERED.search(item.slugline) or opening
    if found is None:
        return 1 if UNNUMBERED.search(said) else 0
    return int(found["before"] or found["after"] or 1)


def _in_its_place(take: Take, item: WireItem) -> tuple[Take, int]:
    """Return the take whose place an item takes, and whether it is the newest there.

    Two items may name the same original; then the later one of them stays.
    """
    made, before = item.version_created, take.version_created
    if take.guid not in item.supersedes and made and before and made < before:
        TakeName.objects.create(
            feed=take.feed, guid=item.identity, take=take, superseded=True
        )
        return take, -1
    return _renamed(take, item), 1


def _renamed(take: Take, item: WireItem) -> Take:
    """Give a take the name of the item in its place; by the old one it is older."""
    TakeName.objects.create(feed=take.feed, guid=take.guid, take=take, superseded=True)
    take.guid = item.identity
    take.save(update_fields=["guid"])
    return take


def _of_its_family(item, takes):
    """Return the story that a lead follows; of a kill, the only one it can mean.

    A kill without an identifier names a story by its slugline alone. Of several stories
    under one slugline a lead follows that which it shares its words with.
    """
    kills = item.pub_status == PubStatus.CANCELED
    name = family(item)
    if not name or not (kills or rank(item)):
        return None
    since = timezone.now() - WINDOW
    lately = Receipt.objects.filter(take=OuterRef("pk"), decided_at__gte=since)
    recent = takes.filter(Exists(lately), family=name).order_by("-pk")[:STORIES]
    if kills:
        return recent[0] if len(recent) == 1 else None
    return leads.nearest(item, recent, name)


def _pair(item):
    version = item.version or 0
    if not version and not (item.guid or item.story_id):
        version = rank(item)
    return version, item.version_created
