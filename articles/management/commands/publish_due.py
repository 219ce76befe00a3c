from django.core.exceptions import ObjectDoesNotExist
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction

from articles import publishing
from articles.models import Article
from articles.photos import cards, lapsing

# What can go wrong with one story and says nothing about the next. A fault of the
# listeners is none of these: signals are sent after the commit and stop nobody.
FAULTS = (
    DatabaseError,
    LookupError,
    ObjectDoesNotExist,
    TypeError,
    ValueError,
    publishing.NotPossible,
    publishing.NotPublishable,
)


class Command(BaseCommand):
    help = (
        "Announce scheduled stories whose minute has come, oldest first; run it every "
        "minute. Readers see a story at its minute in any case: this marks it as "
        "published and announces it to whatever room listens. A story that cannot be "
        "announced is reported and passed over, and the exit status is then 1; the "
        "next run tries it again. Photos whose right has ended left the pages at their "
        "minute; here their files are erased, each photo by itself; so are pictures "
        "for sharing that a story withdrawn has left."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="announce nothing")

    def handle(self, *, dry_run, verbosity, **options):
        due = list(Article.objects.due().order_by("published_at", "pk").only("pk"))
        announced = failed = 0
        for number, article in enumerate(due, start=1):
            progress = f"[{number}/{len(due)}] article {article.pk}"
            try:
                done = announce(article, dry_run=dry_run)
            except FAULTS as fault:
                failed += 1
                self.stderr.write(f"{progress}: {type(fault).__name__}: {fault}")
            else:
                announced += done
                if verbosity > 1:
                    outcome = "announced" if done else "announced by somebody else"
                    self.stdout.write(f"{progress}: {outcome}")

        would_be = "would be announced" if dry_run else "announced"
        self.stdout.write(f"Due: {len(due)}. {announced} {would_be}, {failed} failed.")
        faults = []
        if failed:
            faults.append(f"{failed} of {len(due)} stories could not be announced.")
        if not dry_run and (kept := self.close_photos()):
            faults.append(f"{kept} photos keep files whose right has ended.")
        if faults:
            raise CommandError(" ".join(faults))

    def close_photos(self):
        """Erase the files of photos whose right has ended; return how many failed.

        Where that was the right to lead a story, the next photo is chosen.
        """
        closed = failed = 0
        for photo, fault in lapsing.close_due():
            if fault is None:
                closed += 1
                continue
            failed += 1
            self.stderr.write(
                f"Photo {photo.pk}, “{photo}”: its right has ended and its files could"
                f" not be erased; the next run tries again. {fault}"
            )
        if closed or failed:
            self.stdout.write(f"Photos whose right ended: {closed} closed.")
        lapsing.settle_due()
        cards.forget_lately()
        return failed


@transaction.atomic
def announce(article, *, dry_run):
    """Announce one story in a transaction of its own; roll it back if `dry_run`."""
    announced = publishing.announce_due(article)
    if dry_run:
        transaction.set_rollback(True)
    return announced
