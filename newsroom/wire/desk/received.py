"""What lies on the wire without a story, until it is taken, replaced or killed."""

from django.utils.translation import gettext as _

from newsroom.wire.models import Decision, Receipt, Take


def replace(take: Take) -> None:
    """Take the earlier versions off the wire, because a later one came."""
    _close(take, Decision.SKIPPED, _("A later version took its place."))


def kill(take: Take) -> None:
    """Take what lies on the wire off it, because the agency killed it."""
    _close(take, Decision.KILLED, _("The agency killed it before anybody took it."))


def _close(take, decision, reason):
    lying = Receipt.objects.filter(take=take, decision=Decision.RECEIVED)
    lying.update(decision=decision, reason=reason)
