"""Take away somebody's second step, when phone and recovery codes are both lost."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from newsroom.doors.two_step import codes


class Command(BaseCommand):
    help = (
        "Take away a user's authenticator app and recovery codes. Make sure first that"
        " it is they who ask. If they need a second step, they set up a new one at"
        " sign-in."
    )

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *, username, **options):
        users = get_user_model().objects
        user = users.filter(**{users.model.USERNAME_FIELD: username}).first()
        if user is None:
            raise CommandError(f"There is no user “{username}”.")
        if not codes.forget(user):
            raise CommandError(
                f"{username} has no two-step sign-in; nothing to take away."
            )
        self.stdout.write(
            f"{username} signs in with the password alone until set up anew."
        )
