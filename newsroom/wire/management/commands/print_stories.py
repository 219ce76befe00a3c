from django.core.management.base import BaseCommand

from articles.models import Article
from newsroom.wire.desk import prints
from newsroom.wire.overlap import Text

CHUNK = 200  # stories read at a time


class Command(BaseCommand):
    help = (
        "Keep a print of each story that has none, so that a kill finds it by its "
        "words. Saving a story does that by itself; run it once after an upgrade from "
        "a version that kept none, or after stories were stored past the desk. It can "
        "be broken off and run again."
    )

    def handle(self, *, verbosity, **options):
        missing = Article.objects.filter(wire_prints=None)
        # A draft that only the wire has written is found by its take.
        saved = missing.exclude(pk__in=Article.objects.untouched())
        printed = sum(
            prints.file_story(article, Text(article.body))
            for article in saved.only("body").iterator(chunk_size=CHUNK)
        )
        if verbosity:
            self.stdout.write(f"Stories printed: {printed}.")
