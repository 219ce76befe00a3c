from datetime import timedelta

from django.core.management.base import BaseCommand
from django.db.models import Max
from django.utils import timezone

from articles.models import Article
from newsroom.wire.desk import derivatives, prints, versions
from newsroom.wire.items import Kind
from newsroom.wire.models import Receipt, Take
from newsroom.wire.overlap import Text

CHUNK = 200  # stories read at a time
TAKES = 20  # takes read at a time, each with its versions


class Command(BaseCommand):
    help = (
        "Keep a print of each story that has none, so that a kill finds it by its "
        "words, and of the copy of the last eight days, so that what is saved from now "
        "on is known to be written from it. Saving and receiving do that by "
        "themselves; run it once after an upgrade from a version that kept none, or "
        "after stories were stored past the desk. It can be broken off and run again."
    )

    def handle(self, *, verbosity, **options):
        missing = Article.objects.filter(wire_prints=None)
        # A draft that only the wire has written is found by its take.
        saved = missing.exclude(pk__in=Article.objects.untouched())
        printed = sum(
            prints.file_story(article, Text(article.body))
            for article in saved.only("body").iterator(chunk_size=CHUNK)
        )
        takes = print_takes()
        if verbosity:
            self.stdout.write(f"Stories printed: {printed}. Items printed: {takes}.")


def print_takes() -> int:
    """Keep the prints of recent copy that has none; return of how many items.

    Each under the day it came, as if it had been printed then.
    """
    since = timezone.now() - timedelta(days=derivatives.DAYS)
    recent = Receipt.objects.filter(decided_at__gte=since, take__prints=None)
    # Before items had a kind, it was empty.
    texts = recent.filter(take__kind__in=("", Kind.TEXT))
    came = texts.order_by().values("take").annotate(came=Max("decided_at"))
    days = dict(came.values_list("take", "came"))
    printed = 0
    keys = list(days)
    for start in range(0, len(keys), TAKES):
        said = versions.last(keys[start : start + TAKES])
        for take in Take.objects.filter(pk__in=said):
            if prints.tells(said[take.pk]):
                day = prints.day_of(days[take.pk])
                sketch = prints.of_takes({take.pk: said[take.pk]})
                prints.file_takes(sketch, day=day)
                printed += 1
    return printed
