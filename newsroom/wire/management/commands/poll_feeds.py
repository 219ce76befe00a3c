"""Fetch what agencies have sent, feed by feed."""

import json
import logging
import time
from argparse import RawDescriptionHelpFormatter
from collections import Counter

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from newsroom.wire import health, picture_fetching, polling, printing, traffic
from newsroom.wire.models import Feed, Polling, Transport
from newsroom.wire.sources.watching import Stop

log = logging.getLogger(__name__)

BOOKS_EVERY = 60  # seconds, with --watch
MOST_PICTURES = 20  # fetched in one round, between two polls
PICTURE_SECONDS = 60.0  # for those of one round, so that no feed waits for long


class Command(BaseCommand):
    help = """Fetch the feeds that are due, and file what they bring.

Where each is fetched from, and how often, is written in the admin. One feed that fails
stops no other; it is tried again after a pause that grows up to an hour. Several
processes can poll at the same time: none takes a feed that another is at.

The exit status is 1 if a feed failed or brought something that cannot be read. Stopped
at any point, even by kill -9, it is simply started again."""

    def create_parser(self, *args, **options):
        return super().create_parser(
            *args, formatter_class=RawDescriptionHelpFormatter, **options
        )

    def add_arguments(self, parser):
        how = parser.add_mutually_exclusive_group()
        how.add_argument(
            "--once", action="store_true", help="poll what is due and end; the default"
        )
        how.add_argument(
            "--watch", action="store_true", help="go on until asked to end (SIGTERM)"
        )
        parser.add_argument(
            "--feed", default="", metavar="SLUG", help="this one, whether due or not"
        )
        parser.add_argument(
            "--every",
            type=float,
            default=5.0,
            metavar="SECONDS",
            help="with --watch: between two looks at which feeds are due",
        )
        parser.add_argument(
            "--format", choices=["text", "json"], default="text", dest="form"
        )

    def handle(self, *, watch, feed, every, form, **options):
        self.form = form
        self.polled = self.failed = self.files = 0
        self.counts: Counter[str] = Counter()
        self.books_due = 0.0
        chosen = feed_of(feed) if feed else None
        with Stop() as stop:
            while not stop.asked:
                self.look(chosen, stop, watch=watch)
                if not watch:
                    break
                stop.wait(every)
        if form == "text":
            self.stdout.write(
                f"Feeds: {self.polled} polled, {self.failed} failed. "
                + printing.summary(self.files, self.counts, dry_run=False)
            )
        if self.failed and not watch:
            raise CommandError(f"{self.failed} of {self.polled} feeds failed.")

    def look(self, chosen, stop, *, watch):
        """Poll what is due; --watch outlives a database that is away for a while."""
        try:
            for feed in [chosen] if chosen else polling.due():
                if stop.asked:
                    break
                self.poll(feed, stop, if_due=chosen is None or self.polled > 0)
            self.fetch_pictures(stop)
            self.keep_books()
        except DatabaseError as error:
            if not watch:
                raise
            connect_anew()
            log.error("The database failed; the next look comes soon: %s", error)

    def poll(self, feed, stop, *, if_due):
        try:
            polled = polling.poll(feed, if_due=if_due, is_enough=lambda: stop.asked)
        except DatabaseError as error:
            connect_anew()
            polled = polling.Polled(feed, error=f"The database failed: {error}.")
            log.error("The feed %s could not be filed: %s", feed.slug, error)
        if polled.busy and if_due:
            return
        self.polled += 1
        self.failed += polled.failed
        self.files += polled.files
        self.counts.update(polled.decisions)
        self.report(polled)

    def fetch_pictures(self, stop):
        """Fetch pictures that copy named, a few each round; none fails the run."""
        ended = []
        for pending in picture_fetching.fetch_due(
            MOST_PICTURES, seconds=PICTURE_SECONDS
        ):
            ended.append(pending.photo is not None)
            if stop.asked:
                break
        if ended and self.form == "text":
            left = picture_fetching.due().count()
            self.stdout.write(printing.pictures(ended, left))

    def report(self, polled):
        if self.form == "json":
            self.stdout.write(json.dumps(as_object(polled), ensure_ascii=False))
        else:
            self.stdout.write(f"{polled.feed.slug}: {polled.sentence}")
        self.stdout.flush()

    def keep_books(self):
        """Count what came, and listen for what does not come, once in a while."""
        if time.monotonic() < self.books_due:
            return
        self.books_due = time.monotonic() + BOOKS_EVERY
        traffic.count_hours_that_are_over()
        self.listen()

    def listen(self):
        """Say which feeds have fallen silent, or are heard again; once each."""
        feeds = Feed.objects.exclude(silent_after=None).select_related("polling")
        for found in health.of_feeds(list(feeds)):
            state = found.polling
            if state is None or state.was_silent == found.is_silent:
                continue
            Polling.objects.filter(pk=state.pk).update(was_silent=found.is_silent)
            if found.is_silent:
                line = f"{found.feed.slug}: {found.alarms[-1]}"
                log.warning("The feed %s", line)
            else:
                line = f"{found.feed.slug}: It is heard again."
                log.info("The feed %s", line)
            if self.form == "text":
                self.stdout.write(line)


def connect_anew():
    """Let go of a connection that has died; the next query opens another."""
    if not connection.is_usable():
        connection.close()


def feed_of(slug):
    """Return the feed of a slug, if it can be polled."""
    feed = Feed.objects.filter(slug=slug).first()
    if feed is None:
        slugs = Feed.objects.exclude(transport=Transport.NONE).order_by("slug")
        known = ", ".join(slugs.values_list("slug", flat=True))
        fetched = f"Those that are fetched: {known or 'none'}."
        raise CommandError(
            f"There is no feed {slug!r}; add it in the admin first. {fetched}"
        )
    if not feed.active:
        raise CommandError(f"The feed {slug!r} is not active; activate it there first.")
    if not feed.transport:
        raise CommandError(
            f"The feed {slug!r} is not fetched from anywhere; say where in the admin."
        )
    return feed


def as_object(polled):
    """Return what came of a poll for a line of JSON."""
    return {
        "feed": polled.feed.slug,
        "busy": polled.busy,
        "error": polled.error or None,
        "files": polled.files,
        "unreadable": polled.unreadable,
        "decisions": dict(polled.decisions),
        "growing": polled.growing,
        "left_over": polled.left_over,
    }
