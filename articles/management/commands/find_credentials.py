"""Look for C2PA manifests in the originals of photos that were held before."""

from typing import BinaryIO, cast

from django.core.management.base import BaseCommand

from articles.models import Photo
from articles.photos import pixels, provenance


class Command(BaseCommand):
    help = (
        "Looks for content credentials (C2PA) in the originals of all photos that are"
        " not known to have any. Needed once, for photos taken in before the library"
        " looked itself; running it again does no harm."
    )

    def handle(self, **options):
        looked_at = found = 0
        photos = Photo.objects.filter(content_credentials="").order_by("pk")
        for photo in photos.only("original").iterator(chunk_size=500):
            looked_at += 1
            try:
                with photo.original.open("rb") as file:
                    original = cast(BinaryIO, file)
                    said = provenance.read(pixels.opened(original), original)
            except pixels.DAMAGE as fault:
                self.stderr.write(f"Photo {photo.pk}: {fault}")
                continue
            if said:
                found += 1
                Photo.objects.filter(pk=photo.pk).update(content_credentials=said)
        self.stdout.write(
            f"{looked_at} originals looked at, {found} with content credentials."
        )
