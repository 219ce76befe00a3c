from django.core.management.base import BaseCommand, CommandError

from newsroom.announcing import outbox, sending

SECONDS = 45  # so that a run each minute has ended before the next


class Command(BaseCommand):
    help = (
        "Tell the WebSub hub which feeds have changed, and search engines which pages "
        "have, as far as NEWSROOM_WEBSUB_HUB and NEWSROOM_INDEXNOW_KEY are set; run it "
        "every minute. What is not taken is said on standard error, is sent again "
        "after a minute, two, four, up to an hour, and the exit status is 1; after "
        "some seven hours it is given up, and stands in the admin under Announcements."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--time",
            type=float,
            default=SECONDS,
            metavar="SECONDS",
            help="begin nothing more after so many seconds; %(default)s if not given",
        )

    def handle(self, *, time, verbosity, **options):
        if not outbox.channels():
            self.stdout.write(
                "Nobody is to be told: neither NEWSROOM_WEBSUB_HUB nor"
                " NEWSROOM_INDEXNOW_KEY is set."
            )
            return
        taken = failed = 0
        for sent in sending.send_due(seconds=time):
            count = len(sent.addresses)
            if sent.error:
                failed += count
                first, more = sent.addresses[0], count - 1
                named = f"{first} and {more} more" if more else first
                self.stderr.write(f"{sent.channel.label}: {named}: {sent.error}")
                continue
            taken += count
            if verbosity > 1:
                for address in sent.addresses:
                    self.stdout.write(f"{sent.channel.label}: {address}")
        sending.forget_old()
        left = sending.due().count()
        self.stdout.write(f"Announced: {taken}. {failed} failed, {left} left.")
        if failed:
            raise CommandError(f"{failed} announcements were not taken.")
