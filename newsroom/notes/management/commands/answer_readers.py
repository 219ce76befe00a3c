from django.core.management.base import BaseCommand, CommandError

from newsroom.notes import answering


class Command(BaseCommand):
    help = (
        "Tell readers by e-mail what became of their notes, if they asked, and erase "
        "their names and addresses then. Run it every minute. An e-mail that cannot be "
        "sent is tried again, eight times within ten hours; the exit status is then 1. "
        "After 90 days names and addresses are erased in any case."
    )

    def handle(self, **options):
        done = answering.send_due()
        for fault in done.faults:
            self.stderr.write(fault)
        erased = answering.erase_old()
        self.stdout.write(
            f"Readers told: {done.sent}. Given up: {done.given_up}."
            f" Addresses erased for age: {erased}."
        )
        if done.faults:
            raise CommandError(f"Answers that could not be sent: {len(done.faults)}.")
