"""A mailbox that is read over IMAP and in which nothing is ever deleted (RFC 9051)."""

import contextlib
import imaplib
import re
import ssl
from collections.abc import Iterator
from functools import partial

from django.utils.translation import gettext as _

from newsroom.wire.formats import MAX_BYTES
from newsroom.wire.models import Afterwards
from newsroom.wire.sources import hosts
from newsroom.wire.sources.visits import Parcel, SourceFailed, Visit

FAILURES = (OSError, EOFError, ValueError, imaplib.IMAP4.error)
NUMBER = re.compile(rb"\d{1,10}")


class Watched(imaplib.IMAP4):
    """A session over a connection that a deadline shuts."""

    def __init__(self, place, deadline):
        self._place, self._deadline = place, deadline
        super().__init__(place.host, place.port, timeout=deadline.wait())

    def read(self, size):
        """Read a literal, unless it is larger than what was asked for."""
        if size > MAX_BYTES + 1:
            raise self.abort(f"it sends {size} bytes at once")
        return super().read(size)

    def _create_socket(self, timeout):
        sock = hosts.connect(self._place, self._deadline)
        if self._place.scheme != "imaps":
            return sock
        context = ssl.create_default_context()
        return context.wrap_socket(sock, server_hostname=self._place.host)


def parcels(visit: Visit) -> Iterator[Parcel]:
    """Yield the messages that came since the last visit, oldest first.

    Reading leaves no mark on them (BODY.PEEK). Where the feed says so, those filed are
    moved to another mailbox; those that could not be read stay.

    :raises SourceFailed: if the server cannot be reached or refuses something.
    """
    place, password = visit.place, visit.password()
    with (
        hosts.told(place, visit.deadline, FAILURES),
        _session(visit, password) as imap,
    ):
        validity, last = _opened(imap, visit)
        for uid in _uids_after(imap, last):
            if (data := _read(imap, uid)) is None:
                continue  # somebody has just deleted it
            yield Parcel(
                f"mail-{uid}.eml",
                data,
                partial(_done, imap, visit, validity, uid),
                partial(_left, visit, validity, uid),
            )
            if visit.polling.cursor != _cursor(validity, uid):
                return  # it was not filed, so nothing after it may move the cursor


@contextlib.contextmanager
def _session(visit, password):
    place = visit.place
    imap = Watched(place, visit.deadline)
    try:
        if place.scheme == "imap" and not place.is_private:
            imap.starttls(ssl.create_default_context())  # or it is no place for secrets
        try:
            imap.login(visit.feed.user_name, password.reveal())
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error:
            raise SourceFailed(
                _("“%s” does not let us in: check the user name and the password.")
                % place.host
            ) from None
        yield imap
    finally:
        with contextlib.suppress(*FAILURES):
            imap.logout()


def _opened(imap, visit):
    """Open the mailbox; return its UIDVALIDITY and the last UID that was taken in."""
    moves = visit.feed.afterwards == Afterwards.MOVE
    if moves and b"MOVE" not in _answer(imap.capability())[0].upper().split():
        raise SourceFailed(
            _("“%s” cannot move mail; choose to leave it.") % visit.place.host
        )
    mailbox = visit.place.path.strip("/") or "INBOX"
    _answer(imap.select(_quoted(mailbox), readonly=visit.trial or not moves))
    validity = _number(imap.response("UIDVALIDITY")[1])
    before, _colon, last = visit.polling.cursor.partition(":")
    return validity, int(last) if last and before == str(validity) else 0


def _uids_after(imap, last):
    """Return the UIDs above one, sorted; “n:*” names the last message in any case."""
    found = _answer(imap.uid("SEARCH", f"UID {last + 1}:*"))
    uids = {int(word) for words in found if words for word in words.split()}
    return sorted(uid for uid in uids if uid > last)


def _read(imap, uid):
    """Return a message as it came, at most one byte more than the wire takes."""
    found = _answer(imap.uid("FETCH", str(uid), f"(BODY.PEEK[]<0.{MAX_BYTES + 1}>)"))
    return next((bytes(part[1]) for part in found if isinstance(part, tuple)), None)


def _done(imap, visit, validity, uid):
    """Move a message where the feed says so, once it is here; then remember it."""
    try:
        if visit.feed.afterwards == Afterwards.MOVE:
            _answer(imap.uid("MOVE", str(uid), _quoted(visit.feed.moved_to)))
    except FAILURES as error:
        visit.complain(f"mail-{uid}.eml", error)
    visit.remember(cursor=_cursor(validity, uid))


def _left(visit, validity, uid, _reason):
    """Remember a message that could not be read; it is in the quarantine too."""
    visit.remember(cursor=_cursor(validity, uid))


def _cursor(validity, uid):
    return f"{validity}:{uid}"


def _answer(answer):
    """Return what the server answered to a command.

    :raises imaplib.IMAP4.error: if it says no.
    """
    kind, data = answer
    if kind != "OK":
        words = b" ".join(part for part in data if isinstance(part, bytes))
        raise imaplib.IMAP4.error(words.decode(errors="replace"))
    return data


def _number(data):
    match = NUMBER.search(data[0] or b"") if data else None
    return int(match[0]) if match else 0


def _quoted(mailbox: str) -> str:
    """Return the name of a mailbox as a quoted string (RFC 9051, section 4.3)."""
    name = mailbox.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{name}"'
