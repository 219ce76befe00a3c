"""Find out what would become of a delivery, and store nothing."""

from copy import copy
from dataclasses import replace

from django.db import transaction

from newsroom.wire import intake, reading
from newsroom.wire.desk.arrivals import on_arrival
from newsroom.wire.filing import Outcome
from newsroom.wire.models import Decision, Feed


def rehearse(data: bytes, feed: Feed, *, name: str) -> list[Outcome]:
    """File a delivery as `intake.take_in` does, take that back, and say what it was.

    Each delivery by itself, for the desk must not wait for the end of a long run; so
    what another delivery of the same run would change is not seen. What brings files is
    only read: a file would outlive the row that names it.

    :param feed: stored or not.
    :returns: one outcome for each item, or one for a file that holds none; its `first`
        is what would become of it if nothing had come before.
    """
    outcomes = as_first(data, feed)
    if any(outcome.brings_files for outcome in outcomes):
        return outcomes
    with transaction.atomic():
        stored = copy(feed)
        if stored.pk is None:
            stored.save()
        filed = intake.take_in(data, stored, name=name)
        transaction.set_rollback(True)
    if len(filed) < len(outcomes):
        filed *= len(outcomes)  # the same bytes came before, said once for all items
    return [
        replace(outcome, ruling=_without_new_story(one.ruling), first=outcome.ruling)
        for outcome, one in zip(outcomes, filed, strict=True)
    ]


def as_first(data: bytes, feed: Feed) -> list[Outcome]:
    """Return what becomes of a delivery that comes first of its kind."""
    said = reading.read(data, feed.zone)
    return [
        outcome.ruled(on_arrival(outcome.item, feed)) if outcome.item else outcome
        for outcome in intake.undecided(said)
    ]


def _without_new_story(ruling):
    """Name no story that was taken back with the rest."""
    made = ruling.first or ruling.decision == Decision.CREATED
    return replace(ruling, take=None) if made else ruling
