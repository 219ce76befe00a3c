from django.core.management.base import BaseCommand, CommandError

from newsroom.search import rebuilding

REPORTED = 10_000  # stories between two lines of progress
NAMED = 20  # stories out of step that are named


class Command(BaseCommand):
    help = (
        "Bring the search index in step with every story. It may run at any time, "
        "beside readers and editors: each batch is stored by itself, and whoever "
        "searches meanwhile finds what was found before. A run that was interrupted is "
        "simply begun again. With --check nothing is written: what is out of step is "
        "named, and the exit status is 1 if anything is."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="write nothing; say what is wrong"
        )

    def handle(self, *args, check, verbosity, **options):
        if check:
            self._check()
            return
        wrong = done = 0
        for done, wrong in rebuilding.rebuild():
            if verbosity and done % REPORTED == 0:
                self.stdout.write(f"{done:,} stories looked at, {wrong:,} written.")
        self.stdout.write(
            f"The index is in step: {done:,} stories looked at, {wrong:,} written."
        )

    def _check(self):
        wrong = list(rebuilding.out_of_step())
        for key in wrong[:NAMED]:
            self.stderr.write(f"Story {key} is out of step.")
        if len(wrong) > NAMED:
            self.stderr.write(f"… and {len(wrong) - NAMED:,} more.")
        sound = rebuilding.is_sound()
        if not sound:
            self.stderr.write("The FTS5 table does not match the entries it indexes.")
        if wrong or not sound:
            raise CommandError("The index is out of step; run rebuild_search.")
        self.stdout.write("The index is in step.")
