"""Connect to a host of a feed, as carefully as addresses in copy are fetched."""

import contextlib
import socket
from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles import fetching
from newsroom.wire.addresses import Place
from newsroom.wire.sources.deadlines import Deadline, TooLate
from newsroom.wire.sources.visits import SourceFailed


def connect(place: Place, deadline: Deadline) -> socket.socket:
    """Return a connection to a place that may be asked; the deadline shuts it.

    The host is looked up once and only what was checked is dialled, so that a name
    cannot lead elsewhere a moment later.

    :raises SourceFailed: if the host is unknown, private, or does not answer.
    """
    try:
        found = fetching.addresses_of(
            place.host, place.port, may_be_private=place.is_private
        )
    except fetching.Unfetchable as refusal:
        raise SourceFailed(refused(place, refusal)) from None
    for address in found:
        with contextlib.suppress(OSError):
            sock = socket.create_connection((address, place.port), deadline.wait())
            deadline.watch(sock)
            return sock
    raise SourceFailed(
        _("“%(host)s” does not answer at port %(port)d.")
        % {"host": place.host, "port": place.port}
    )


def refused(place: Place, refusal: fetching.Unfetchable) -> str:
    """Return why a place was not asked, and what to do if it is one of our own."""
    said = str(refusal)
    if isinstance(refusal, fetching.NotPublic) and f"“{place.host}”" in said:
        ours = _("If it is yours, an operator names it in NEWSROOM_WIRE_PRIVATE_HOSTS.")
        said = f"{said} {ours}"
    return said


@contextlib.contextmanager
def told(
    place: Place, deadline: Deadline, errors: tuple[type[Exception], ...]
) -> Iterator[None]:
    """Turn what goes wrong on the way into a sentence.

    :param errors: those of a connection, and of the library that uses it.
    :raises SourceFailed: instead of any of them.
    """
    try:
        yield
    except TooLate:
        raise SourceFailed(_too_long(place)) from None
    except errors as error:
        if deadline.passed:
            raise SourceFailed(_too_long(place)) from None
        words = " ".join(str(error).split())[:200] or type(error).__name__
        raise SourceFailed(
            _("“%(host)s” broke off: %(why)s.")
            % {"host": place.host, "why": words.rstrip(".")}
        ) from None


def _too_long(place):
    return _("“%s” took too long, and was broken off.") % place.host
