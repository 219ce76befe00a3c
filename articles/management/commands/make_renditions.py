from argparse import ArgumentTypeError

from django.core.management.base import BaseCommand, CommandError

from articles.models import Photo, rights
from articles.photos import card_making, making, renditions

STEP = 25  # photos between two lines of progress


class Command(BaseCommand):
    help = (
        "Make the pictures readers get for photos that have none yet, or whose credit, "
        "rights, focal point or crops changed since, the newest photos first. It can "
        "be broken off and started again. One whose original cannot be read is "
        "reported and passed over, and the exit status is then 1. Then the pictures "
        "that links to stories show: of stories published or edited within a week, "
        "with --all or --outdated of every story."
    )

    def add_arguments(self, parser):
        which = parser.add_mutually_exclusive_group()
        which.add_argument(
            "--outdated",
            action="store_true",
            help="also those whose pictures an earlier version made",
        )
        which.add_argument(
            "--all", action="store_true", help="every photo, under new addresses"
        )
        parser.add_argument(
            "--before",
            type=int,
            metavar="ID",
            help="only photos with a smaller number, to go on with --all",
        )
        parser.add_argument(
            "--jobs",
            type=number_of_jobs,
            default=1,
            help="how many photos at a time; 1 if not said",
        )

    def handle(self, *, jobs, **options):
        self.options = options
        numbers = self.chosen()
        made = failed = 0
        photos = self.still_due(numbers)
        alone = not (options["all"] or options["outdated"])
        for photo, fault in making.remake_many(photos, jobs=jobs, crops_alone=alone):
            if fault is None:
                made += 1
            else:
                failed += 1
                self.stderr.write(f"Photo {photo.pk}: {fault}")
            if not (made + failed) % STEP:
                self.stdout.write(
                    f"{made + failed} of {len(numbers)}, as far as photo {photo.pk}"
                )
        self.stdout.write(f"Photos: {made} made, {failed} failed.")
        unshared = self.make_cards(every_story=not alone)
        if failed:
            raise CommandError(f"{failed} originals could not be read.")
        if unshared:
            raise CommandError(f"{unshared} pictures for sharing could not be made.")

    def make_cards(self, *, every_story):
        """Make the pictures of stories for link previews; return how many failed."""
        made = failed = 0
        for article, fault in card_making.make_due(every_story=every_story):
            if fault is None:
                made += 1
            else:
                failed += 1
                self.stderr.write(f"Article {article.pk}: {fault}")
        if made or failed:
            self.stdout.write(f"Pictures for sharing: {made} made, {failed} failed.")
        return failed

    def chosen(self):
        """Return the numbers of the photos to work on, the newest first."""
        photos = Photo.objects.filter(withdrawn_at=None).order_by("-pk")
        if self.options["before"] is not None:
            photos = photos.filter(pk__lt=self.options["before"])
        light = photos.only(
            "renditions",
            "crops",
            "use_crops",
            *renditions.MADE_FROM,
            *renditions.MAY_BE,
        )  # fmt: skip
        found = light.iterator(chunk_size=1000)
        return [photo.pk for photo in found if self.is_due(photo)]

    def still_due(self, numbers):
        """Yield the photos that nobody else has worked on meanwhile."""
        for number in numbers:
            photo = Photo.objects.filter(pk=number).first()
            if photo is not None and self.is_due(photo):
                yield photo

    def is_due(self, photo):
        if self.options["all"]:
            return rights.may_have_files(photo)
        return making.are_due(photo, every_ladder=self.options["outdated"])


def number_of_jobs(words):
    """Return how many photos at a time.

    :raises ArgumentTypeError: if it is no number from 1 on.
    """
    if not words.isdecimal() or not int(words):
        raise ArgumentTypeError("write a number from 1 on")
    return int(words)
