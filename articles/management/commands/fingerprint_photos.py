from django.core.management.base import BaseCommand, CommandError

from articles.models import Photo
from articles.photos import likeness, pixels


class Command(BaseCommand):
    help = (
        "Look at photos that have no fingerprint yet, those from before the library "
        "took them, so that the same picture is known again when it comes in another "
        "file. It can be broken off and started again. One that cannot be read is "
        "reported and passed over, and the exit status is then 1."
    )

    def handle(self, **options):
        waiting = Photo.objects.filter(fingerprint=None).order_by("pk")
        done = failed = 0
        for key in list(waiting.values_list("pk", flat=True)):
            photo = Photo.objects.filter(pk=key, fingerprint=None).first()
            if photo is None:
                continue
            try:
                fingerprint = likeness.seen(photo)
            except pixels.DAMAGE as fault:
                failed += 1
                self.stderr.write(f"Photo {key}: {fault}")
                continue
            likeness.keep(photo, fingerprint)
            done += 1
        self.stdout.write(f"Photos: {done} looked at, {failed} failed.")
        if failed:
            raise CommandError(f"{failed} photos could not be read.")
