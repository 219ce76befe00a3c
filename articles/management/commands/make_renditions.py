from django.core.management.base import BaseCommand, CommandError

from articles.models import Photo
from articles.photos import renditions


class Command(BaseCommand):
    help = (
        "Make the pictures readers get for photos that have none yet, or with --all "
        "for all photos, under new addresses. One whose original cannot be read is "
        "reported and passed over, and the exit status is then 1."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--all", action="store_true", help="also those that have some"
        )

    def handle(self, **options):
        photos = Photo.objects.filter(withdrawn_at=None).order_by("pk")
        chosen = photos if options["all"] else photos.filter(renditions=[])
        made = failed = 0
        for photo in chosen.iterator(chunk_size=100):
            try:
                renditions.remake(photo)
            except (OSError, ValueError, SyntaxError) as fault:
                failed += 1
                self.stderr.write(f"Photo {photo.pk}: {fault}")
            else:
                made += 1
        self.stdout.write(f"Photos: {made} made, {failed} failed.")
        if failed:
            raise CommandError(f"{failed} originals could not be read.")
