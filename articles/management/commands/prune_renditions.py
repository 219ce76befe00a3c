from datetime import timedelta

from django.core.management.base import BaseCommand

from articles.photos import cropping, pruning


class Command(BaseCommand):
    help = (
        "Delete pictures that no photo uses any more. A changed credit, focal point or "
        "crop makes new ones; the old stay for a week, since kept pages still show "
        "them."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--days", type=int, default=7, help="how old; 7 if not said"
        )

    def handle(self, *, days, **options):
        cropping.forget_lost_uses()
        gone = pruning.prune(older_than=timedelta(days=days))
        self.stdout.write(f"Renditions deleted: {gone}.")
