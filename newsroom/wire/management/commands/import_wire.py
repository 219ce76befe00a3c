"""Import agency copy from files, folders and standard input."""

import json
import sys
from argparse import ArgumentTypeError, RawDescriptionHelpFormatter
from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from newsroom.wire import batches, intake, picture_fetching, printing, rehearsal
from newsroom.wire.desk.arrivals import Ruling
from newsroom.wire.models import Decision, Feed
from newsroom.wire.sources import files, watching

MOST_JOBS = 64
# Fetched by one run, or after one look at a folder.
MOST_PICTURES = 200
PICTURE_SECONDS = 120.0


class Command(BaseCommand):
    help = """Import wire stories from files, folders or standard input (-).

New stories become drafts, later versions update drafts that nobody has touched, kills
take stories down. The format is recognised by the content, never by the name. A file
that cannot be read is reported and passed over, and the exit status is then 1.

Stopped at any point, even by kill -9, it is simply started again."""

    stealth_options = ("stdin",)

    def create_parser(self, *args, **options):
        return super().create_parser(
            *args, formatter_class=RawDescriptionHelpFormatter, **options
        )

    def add_arguments(self, parser):
        parser.add_argument(
            "paths", nargs="*", type=Path, metavar="PATH", help="a file, a folder, or -"
        )
        parser.add_argument(
            "--feed",
            default="",
            metavar="SLUG",
            help="the feed they came by; otherwise “wire”",
        )
        parser.add_argument("--dry-run", action="store_true", help="store nothing")
        parser.add_argument(
            "--explain",
            type=Path,
            metavar="FILE",
            help="store nothing; say what would become of a file, and where each "
            "field comes from",
        )
        parser.add_argument(
            "--watch",
            type=Path,
            metavar="DIR",
            help="take in what comes into a folder, until asked to end; files go to "
            "done/ or failed/ inside it",
        )
        parser.add_argument(
            "--once", action="store_true", help="with --watch: end after two looks"
        )
        parser.add_argument(
            "--every",
            type=float,
            default=5.0,
            metavar="SECONDS",
            help="with --watch: between two looks; a file that did not change is whole",
        )
        parser.add_argument(
            "--jobs",
            type=number_of_jobs,
            default=1,
            metavar="N",
            help="read files in so many processes, while this one files them",
        )
        parser.add_argument(
            "--picture-time",
            type=float,
            default=PICTURE_SECONDS,
            metavar="SECONDS",
            help="for fetching the pictures that the copy names; 120 unless told. "
            "With --watch: after each look. What is left comes with the next run",
        )
        parser.add_argument(
            "--format", choices=["text", "json"], default="text", dest="form"
        )

    def handle(
        self, *, paths, feed, dry_run, explain, watch, form, stdin=None, **options
    ):
        if sum(map(bool, (paths, explain, watch))) != 1:
            raise CommandError("Name files or folders, or one --explain or --watch.")
        self.feed = chosen_feed(feed, dry_run=dry_run or bool(explain))
        self.form, self.dry_run = form, dry_run or bool(explain)
        self.picture_time = options.get("picture_time", PICTURE_SECONDS)
        self.counts: Counter[str] = Counter()
        self.files = self.failed = 0
        if watch:
            self.watch(watch, once=options["once"], every=options["every"])
        else:
            named = [explain] if explain else paths
            found = files.sources(named, stdin or sys.stdin.buffer)
            self.jobs, self.total = options.get("jobs", 1), files.count(named)
            if self.dry_run:
                self.rehearse_all(found, explained=bool(explain))
            else:
                self.import_all(found)
                self.fetch_pictures()
        if form == "text" and not explain:
            done = printing.summary(self.files, self.counts, dry_run=self.dry_run)
            self.stdout.write(done)
        if self.failed:
            raise CommandError(
                f"{self.failed} of {self.files} files could not be read whole."
            )

    def import_all(self, found):
        progress = printing.Progress(self.stderr)
        progress.show(0, self.total)
        for source, outcomes in batches.take_in_all(found, self.feed, jobs=self.jobs):
            self.note(outcomes)
            progress.clear()
            for outcome in outcomes:
                self.report(source, outcome)
            progress.show(self.files, self.total)
        progress.clear()

    def fetch_pictures(self):
        """Fetch what the copy named; a picture that fails is tried again, and no error.

        What becomes of it stands in the admin.
        """
        progress = printing.Progress(self.stderr)
        total = min(picture_fetching.due().count(), MOST_PICTURES)
        ended = []
        for pending in picture_fetching.fetch_due(
            MOST_PICTURES, seconds=self.picture_time
        ):
            ended.append(pending.photo is not None)
            progress.show(len(ended), total, "pictures")
        progress.clear()
        if total and self.form == "text":
            left = picture_fetching.due().count()
            self.stdout.write(printing.pictures(ended, left))

    def rehearse_all(self, found, *, explained):
        progress = printing.Progress(self.stderr)
        for source in found:
            progress.show(self.files, self.total)
            data, outcomes = self.import_one(source)
            progress.clear()
            for outcome in outcomes:
                if explained:
                    self.stdout.write(printing.as_explanation(source, outcome, data))
                else:
                    self.report(source, outcome)

    def watch(self, path, *, once, every):
        """Take in what comes, until asked to end; a file begun is finished first."""
        if not path.is_dir():
            raise CommandError(f"There is no folder {path}; make it first.")
        if self.dry_run:
            raise CommandError("--watch moves files away, so it has no dry run.")
        folder = watching.Folder(path)
        looks = 0
        with watching.Stop() as stop:
            while not stop.asked:
                looks += 1
                for found in folder.whole_files():
                    if stop.asked:
                        break
                    self.take_in_and_put_away(found, folder)
                self.fetch_pictures()
                if once and looks == 2:
                    break
                stop.wait(every)

    def take_in_and_put_away(self, path, folder):
        source = files.Source(path, sys.stdin.buffer)
        _data, outcomes = self.import_one(source)
        for outcome in outcomes:
            self.report(source, outcome)
        folder.put_away(path, failed=any(outcome.failed for outcome in outcomes))
        self.stdout.flush()

    def import_one(self, source):
        """Return the bytes of a file, and what became of it or would; count it."""
        data = b""
        try:
            data = source.read()
            outcomes = self.take_in(data, source)
        except files.Unreadable as error:
            outcomes = [intake.Outcome(Ruling(Decision.QUARANTINED, str(error)))]
        self.note(outcomes)
        return data, outcomes

    def note(self, outcomes):
        """Count a file, and what became of its items."""
        self.files += 1
        self.failed += any(outcome.failed for outcome in outcomes)
        self.counts.update(outcome.ruling.decision for outcome in outcomes)

    def take_in(self, data, source):
        """File a delivery, or find out what filing it would come to."""
        if self.dry_run:
            return rehearsal.rehearse(data, self.feed, name=source.name)
        return intake.take_in(data, self.feed, name=source.name, folder=source.folder)

    def report(self, source, outcome):
        if self.form == "json":
            row = printing.as_object(source, outcome)
            self.stdout.write(json.dumps(row, ensure_ascii=False))
        elif outcome.failed:
            self.stderr.write(f"{source.path}: {outcome.ruling.reason}")
        else:
            self.stdout.write(printing.as_line(source, outcome))


def number_of_jobs(words):
    """Return how many processes read.

    :raises ArgumentTypeError: if it is no number from 1 to 64.
    """
    if not words.isdecimal() or not 1 <= int(words) <= MOST_JOBS:
        raise ArgumentTypeError(f"{words!r} is no number from 1 to {MOST_JOBS}")
    return int(words)


def chosen_feed(slug, *, dry_run):
    """Return the feed of a slug; without one the feed “wire”, made on first use."""
    if slug:
        feed = Feed.objects.filter(slug=slug).first()
        if feed is None:
            known = ", ".join(
                Feed.objects.order_by("slug").values_list("slug", flat=True)
            )
            raise CommandError(
                f"There is no feed {slug!r}; add it in the admin first. "
                f"{f'Known feeds: {known}.' if known else 'There are none yet.'}"
            )
    elif dry_run:
        feed = Feed.objects.filter(slug="wire").first()
        feed = feed or Feed(slug="wire", name="Wire")
    else:  # several imports may begin at one moment
        feed, _made = Feed.objects.get_or_create(slug="wire", defaults={"name": "Wire"})
    if not feed.active:
        raise CommandError(
            f"The feed {feed.slug!r} is not active; activate it in the admin."
        )
    return feed
