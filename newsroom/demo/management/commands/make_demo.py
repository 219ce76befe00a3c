import time

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils.translation import gettext as _

from articles.models import Article
from newsroom.demo import archive, filling


class Command(BaseCommand):
    help = (
        "Fill an empty database with the demo edition: an invented paper with its "
        "stories, pictures and a day of reads, and the account of a demo editor, whose "
        "random password is printed once. With --stories, add a large archive of "
        "invented stories instead, for benchmarks and load tests."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="do nothing, and say nothing, if the database holds any story",
        )
        parser.add_argument(
            "--stories", type=int, metavar="N", help="add an archive of N stories"
        )
        parser.add_argument(
            "--seed",
            type=int,
            default=1,
            help="what the archive's chance begins with: one seed and one day give the "
            "same stories (default 1)",
        )

    def handle(self, *, if_empty, stories, seed, verbosity, **options):
        if stories is not None and stories < 1:
            raise CommandError(_("--stories is how many to add; write 1 or more."))
        holds_some = Article.objects.exists()
        if if_empty and holds_some:
            return
        if stories is not None:
            self.make_archive(stories, seed, verbosity)
        elif holds_some:
            raise CommandError(
                _(
                    "The database holds stories already; the demo edition goes into an "
                    "empty one only. To add an archive to it, use --stories N."
                )
            )
        else:
            self.make_edition(verbosity)

    def make_edition(self, verbosity):
        filled = filling.fill()
        if verbosity < 1:
            return
        self.stdout.write(
            _("The demo edition: %(stories)d stories, %(photos)d pictures.")
            % {"stories": filled.stories, "photos": filled.photos}
        )
        self.stdout.write("\n  " + _("Demo editor") + f" {filling.EDITOR}")
        if filled.password:
            self.stdout.write("  " + _("Password") + f"    {filled.password}")
        else:
            self.stdout.write("  " + _("Password    as before; it was not changed"))

    def make_archive(self, stories, seed, verbosity):
        started = time.perf_counter()
        archive.fill(stories, seed=seed)
        seconds = time.perf_counter() - started
        if verbosity >= 1:
            self.stdout.write(
                _("%(stories)d stories in %(seconds).1f s: %(rate)d a second (%(db)s).")
                % {
                    "stories": stories,
                    "seconds": seconds,
                    "rate": stories / seconds,
                    "db": connection.display_name,
                }
            )
