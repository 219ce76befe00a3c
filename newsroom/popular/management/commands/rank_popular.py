from django.core.management.base import BaseCommand

from newsroom.popular import lists


class Command(BaseCommand):
    help = (
        "Make the list of most read stories anew from the reads of seven days. Run it "
        "every minute where there is a timer; without one, the site ranks by itself "
        "when a read comes in and the list is a minute old."
    )

    def handle(self, **options):
        self.stdout.write(f"Stories ranked: {lists.rank()}.")
