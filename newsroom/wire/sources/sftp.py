"""A folder of an SFTP server whose key is known."""

import base64
import contextlib
import hashlib
import stat
from collections.abc import Iterator
from functools import partial

import paramiko
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.wire.formats import MAX_BYTES
from newsroom.wire.models import Afterwards
from newsroom.wire.sources import hosts
from newsroom.wire.sources.visits import (
    LONGEST_SHOWN,
    Parcel,
    SourceFailed,
    Visit,
    bounded,
)

FAILURES = (OSError, EOFError, paramiko.SSHException)
BLOCK = 262_144  # bytes


def parcels(visit: Visit) -> Iterator[Parcel]:
    """Yield the whole files of the folder that the address names.

    :raises SourceFailed: if the server cannot be reached, shows another key than the
        feed names, or refuses something.
    """
    place, password = visit.place, visit.password()
    with hosts.told(place, visit.deadline, FAILURES):
        sock = hosts.connect(place, visit.deadline)
        with contextlib.closing(paramiko.Transport(sock)) as transport:
            _greet(transport, visit)
            _sign_in(transport, place, visit.feed.user_name, password)
            with contextlib.closing(transport.open_sftp_client()) as sftp:
                sftp.get_channel().settimeout(visit.deadline.wait())
                sftp.chdir(place.path or ".")
                marks = _listed(sftp, place)
                visit.pass_over_odd(marks)
                for name in visit.whole(marks):
                    try:
                        data = _read(sftp, name, visit.deadline)
                    except OSError as refusal:
                        if visit.deadline.passed or not transport.is_active():
                            raise
                        visit.complain(name, refusal)
                        continue
                    yield Parcel(
                        name,
                        data,
                        partial(_put_away, sftp, visit, name),
                        partial(visit.leave, name),
                    )


def fingerprint(key: paramiko.PKey) -> str:
    """Return the fingerprint of a key, as ssh-keygen -l prints it."""
    digest = base64.b64encode(hashlib.sha256(key.asbytes()).digest())
    return "SHA256:" + digest.decode().rstrip("=")


def _greet(transport, visit):
    """Agree on ciphers, and look at the key before any password is told."""
    wait = visit.deadline.wait()
    transport.banner_timeout = transport.auth_timeout = wait
    transport.start_client(timeout=wait)
    shown, known = fingerprint(transport.get_remote_server_key()), visit.feed.host_key
    if not known:
        raise SourceFailed(
            _(
                "The server shows the host key %s. If the agency says that it is "
                "theirs, enter it as the host key of the feed."
            )
            % shown
        )
    if shown != known.rstrip("="):
        raise SourceFailed(
            _(
                "The server shows the host key %s, which is not that of the feed: it "
                "is another server, or the agency has changed the key. Ask them."
            )
            % shown
        )


def _sign_in(transport, place, user, password):
    try:
        transport.auth_password(user, password.reveal(), fallback=False)
    except paramiko.AuthenticationException:
        raise SourceFailed(
            _("“%s” does not let us in: check the user name and the password.")
            % place.host
        ) from None


def _listed(sftp, place):
    """Return the files of the folder: name → size and time.

    :raises SourceFailed: if there is a name that the library cannot read.
    """
    try:
        return _marks(sftp)
    except UnicodeDecodeError as odd:
        name = odd.object.decode("utf-8", "backslashreplace")[:LONGEST_SHOWN]
        raise SourceFailed(
            _("“%(host)s” has a file with a name not in UTF-8; rename “%(name)s”.")
            % {"host": place.host, "name": name}
        ) from None


def _marks(sftp):
    return {
        entry.filename: f"{entry.st_size} {entry.st_mtime}"
        for entry in bounded(sftp.listdir_iter("."))
        if stat.S_ISREG(entry.st_mode or 0)
    }


def _read(sftp, name, deadline):
    """Return the bytes of a file, at most one more than the wire takes."""
    data = bytearray()
    with sftp.open(name, "rb") as file:
        file.prefetch(min(file.stat().st_size or 0, MAX_BYTES + 1))
        while len(data) <= MAX_BYTES and (piece := file.read(BLOCK)):
            data += piece
            deadline.left()
    return bytes(data[: MAX_BYTES + 1])


def _put_away(sftp, visit, name):
    """Do with a file what the feed says, once it is here; then remember it."""
    feed = visit.feed
    try:
        if feed.afterwards == Afterwards.DELETE:
            sftp.remove(name)
        elif feed.afterwards == Afterwards.MOVE:
            with contextlib.suppress(OSError):  # it is there
                sftp.mkdir(feed.moved_to)
            _move(sftp, name, feed.moved_to)
    except FAILURES as error:
        visit.complain(name, error)
    visit.taken(name)


def _move(sftp, name, folder):
    try:
        sftp.rename(name, f"{folder}/{name}")
    except OSError:  # another of that name lies there
        sftp.rename(name, f"{folder}/{timezone.now():%Y%m%dT%H%M%S}-{name}")
