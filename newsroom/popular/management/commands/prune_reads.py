from django.core.management.base import BaseCommand

from newsroom.popular import collector


class Command(BaseCommand):
    help = (
        "Delete reads counted more than 35 days ago. Run it once a day where there is "
        "a timer; without one, the site does so by itself."
    )

    def handle(self, **options):
        self.stdout.write(f"Buckets of reads deleted: {collector.prune()}.")
