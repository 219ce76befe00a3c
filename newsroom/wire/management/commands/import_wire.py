"""Import agency copy from files, folders and standard input."""

import json
import sys
from argparse import RawDescriptionHelpFormatter
from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse

from articles import html
from newsroom.wire import deliveries, intake, stories
from newsroom.wire.desk import Ruling
from newsroom.wire.models import Decision, Feed

# The words of the dry run: what each decision means for an item that comes first.
ACTIONS = {
    Decision.CREATED: "import",
    Decision.UPDATED: "import",
    Decision.WAITING: "hold",
    Decision.HELD: "hold",
    Decision.WITHDRAWN: "hold",
    Decision.KILLED: "kill",
    Decision.SKIPPED: "skip",
    Decision.DUPLICATE: "skip",
    Decision.QUARANTINED: "quarantine",
}
MESSAGE_FIELDS = [
    "kind", "guid", "version", "version_created", "pub_status", "embargo_until",
    "urgency",
    "headline", "slugline", "byline", "dateline", "credit", "source", "language",
    "keywords", "subjects", "places",
]  # fmt: skip
PRINTED_AS = {
    "version_created": "versioncreated",
    "pub_status": "pubstatus",
    "embargo_until": "embargo",
    "dateline": "dateline_city",
}


class Command(BaseCommand):
    help = """Import wire stories from files, folders or standard input (-).

New stories become drafts, later versions update drafts that nobody has touched, kills
take stories down. The format is recognised by the content, never by the name. A file
that cannot be read is reported and passed over, and the exit status is then 1."""

    stealth_options = ("stdin",)

    def create_parser(self, *args, **options):
        return super().create_parser(
            *args, formatter_class=RawDescriptionHelpFormatter, **options
        )

    def add_arguments(self, parser):
        parser.add_argument(
            "paths", nargs="+", type=Path, metavar="PATH", help="a file, a folder, or -"
        )
        parser.add_argument(
            "--feed",
            default="",
            metavar="SLUG",
            help="the feed they came by; otherwise “wire”",
        )
        parser.add_argument("--dry-run", action="store_true", help="store nothing")
        parser.add_argument(
            "--format", choices=["text", "json"], default="text", dest="form"
        )

    def handle(self, *, paths, feed, dry_run, form, stdin=None, **options):
        feed = chosen_feed(feed, dry_run=dry_run)
        counts: Counter[str] = Counter()
        files = failed = 0
        for source in deliveries.sources(paths, stdin or sys.stdin.buffer):
            outcomes = self.import_one(source, feed, dry_run, form)
            files += 1
            failed += any(outcome.failed for outcome in outcomes)
            counts.update(outcome.ruling.decision for outcome in outcomes)
            for outcome in outcomes:
                self.report(source, outcome, form)
        if form == "text":
            self.stdout.write(summary(files, counts, dry_run=dry_run))
        if failed:
            raise CommandError(f"{failed} of {files} files could not be read whole.")

    def import_one(self, source, feed, dry_run, form):
        """Return what became of one file; a dry run is rolled back, or never begun."""
        try:
            data = source.read()
        except deliveries.Unreadable as error:
            return [intake.Outcome(Ruling(Decision.QUARANTINED, str(error)))]
        if not dry_run:
            return intake.take_in(data, feed, name=source.name)
        if form == "json" or feed.pk is None:
            return intake.rehearse(data, feed)
        with transaction.atomic():
            outcomes = intake.take_in(data, feed, name=source.name)
            transaction.set_rollback(True)
        return outcomes

    def report(self, source, outcome, form):
        if form == "json":
            self.stdout.write(
                json.dumps(as_object(source, outcome), ensure_ascii=False)
            )
        elif outcome.failed:
            self.stderr.write(f"{source.path}: {outcome.ruling.reason}")
        else:
            self.stdout.write(as_line(source, outcome))


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
    else:
        feed = Feed.objects.filter(slug="wire").first() or Feed(
            slug="wire", name="Wire"
        )
        if feed.pk is None and not dry_run:
            feed.save()
    if not feed.active:
        raise CommandError(
            f"The feed {feed.slug!r} is not active; activate it in the admin."
        )
    return feed


def as_line(source, outcome):
    """Return one item as a line of the wire list."""
    ruling, item = outcome.ruling, outcome.item
    headline = f"“{item.headline}”" if item and item.headline else ""
    if item and not headline:
        headline = f"“{stories.suggestion(item)}” (suggested)"
    place = ""
    if ruling.article is not None and ruling.article.pk:
        place = reverse("admin:articles_article_change", args=[ruling.article.pk])
    parts = [
        f"{ruling.decision.value:<10}",
        source.name,
        headline,
        place,
        ruling.reason,
    ]
    return "  ".join(part for part in parts if part)


def as_object(source, outcome):
    """Return one item for a line of JSON; null where the message says nothing."""
    ruling, item = outcome.ruling, outcome.item
    content = item.as_data() if item else {}
    return {
        "file": source.name if str(source.path) == "-" else str(source.path),
        "item_index": outcome.position,
        "action": ACTIONS[ruling.decision],
        "reason": ruling.reason or None,
        "format": outcome.format or None,
        **{
            PRINTED_AS.get(name, name): content.get(name) or None
            for name in MESSAGE_FIELDS
        },
        "body": html.paragraphs(item.body) if item else None,
        "media": content.get("pictures", ()),
        "decision": ruling.decision,
        "article": ruling.article.pk if ruling.article else None,
    }


def summary(files, counts, *, dry_run):
    """Return the last line: how many files, and what became of their items."""
    decided = [
        f"{counts[decision]} {decision.value}"
        for decision in Decision
        if counts[decision]
    ]
    stored = " Nothing was stored." if dry_run else ""
    return f"Files: {files}. Items: {', '.join(decided) or 'none'}.{stored}"
