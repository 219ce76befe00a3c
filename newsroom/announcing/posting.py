"""Send something to a host of the settings, and say in a sentence what went wrong."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from articles import fetching

TIMEOUT = 10.0  # seconds
MOST_BYTES = 100_000  # of an answer
MOST_WORDS = 200  # characters of what a host says about its refusal


OVERLOADED = 429  # and all from 500 on: the host takes nothing now, whatever it is


class NotTaken(Exception):
    """The host did not take it; the message says why, as a sentence.

    `by_all` tells that it would take nothing else now either.
    """

    def __init__(self, sentence: str, *, by_all: bool):
        super().__init__(sentence)
        self.by_all = by_all


def post(address: str, data: bytes, content_type: str) -> None:
    """Send data by POST, to a public host or one of NEWSROOM_ANNOUNCE_PRIVATE_HOSTS.

    :raises NotTaken: if the host can't be reached, or answers anything but 2xx.
    """
    host = (urlsplit(address).hostname or "").lower()
    try:
        answer = fetching.fetch(
            address,
            max_bytes=MOST_BYTES,
            timeout=TIMEOUT,
            headers={"Content-Type": content_type},
            allow_private=host in settings.NEWSROOM_ANNOUNCE_PRIVATE_HOSTS,
            posted=data,
        )
    except fetching.Unfetchable as refusal:
        raise NotTaken(str(refusal), by_all=True) from None
    if not 200 <= answer.status < 300:
        by_all = answer.status == OVERLOADED or answer.status >= 500
        raise NotTaken(_refusal(host, answer), by_all=by_all)


def _refusal(host, answer):
    said = ""
    if answer.headers.get_content_type() in {"text/plain", "application/json"}:
        words = answer.data.decode("utf-8", "replace").split()
        said = " ".join(words).replace("\x00", "")[:MOST_WORDS]
    names = {"host": host, "status": answer.status, "said": said}
    if said:
        return _("“%(host)s” answers %(status)d: %(said)s") % names
    return _("“%(host)s” answers %(status)d and does not say why.") % names
