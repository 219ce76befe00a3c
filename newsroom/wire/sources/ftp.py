"""A folder of an FTP server, with or without TLS (RFC 959, RFC 3659, RFC 4217)."""

import contextlib
import ftplib
import ssl
from collections.abc import Iterator
from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.wire.formats import MAX_BYTES
from newsroom.wire.models import Afterwards
from newsroom.wire.sources import hosts
from newsroom.wire.sources.visits import (
    Parcel,
    SourceFailed,
    Visit,
    bounded,
)

# What is said about one file; the session goes on.
REFUSALS = (ftplib.error_perm, ftplib.error_temp)
# ftplib: "permanent" answers, by which a server says that it does not know a command.
UNKNOWN = ("500", "501", "502", "504")


class Watched(ftplib.FTP):
    """A session over connections that a deadline shuts."""

    def __init__(self, place, deadline, **options):
        # Latin-1 loses no byte on the way; what it means is decided here.
        super().__init__(timeout=deadline.wait(), encoding="latin-1", **options)
        self._deadline = deadline
        self.host, self.port = place.host, place.port
        self.sock = hosts.connect(place, deadline)
        self.af = self.sock.family
        self.file = self.sock.makefile("r", encoding="utf-8", errors="replace")
        self.welcome = self.getresp()

    def putline(self, line):
        """Send a command in UTF-8 (RFC 2640), a name as the server has listed it."""
        super().putline(line.encode("utf-8", "surrogateescape").decode("latin-1"))

    def retrlines(self, cmd, callback=print):
        """Read a listing; one name in another character set stops no other."""
        return super().retrlines(
            cmd,
            lambda line: callback(
                line.encode("latin-1").decode("utf-8", "surrogateescape")
            ),
        )

    def ntransfercmd(self, cmd, rest=None):
        """Open a connection for data, to the host of the session and no other."""
        connection, size = super().ntransfercmd(cmd, rest)
        self._deadline.watch(connection)
        return connection, size


class WatchedTLS(Watched, ftplib.FTP_TLS):
    """The same, secured before anybody signs in."""

    def __init__(self, place, deadline):
        # The library's own default believes any certificate.
        super().__init__(place, deadline, context=ssl.create_default_context())
        self.auth()


def parcels(visit: Visit) -> Iterator[Parcel]:
    """Yield the whole files of the folder that the address names.

    :raises SourceFailed: if the server cannot be reached or refuses something.
    """
    place, password = visit.place, visit.password()
    with (
        hosts.told(place, visit.deadline, (*ftplib.all_errors, ValueError)),
        contextlib.closing(_session(place, visit.deadline)) as ftp,
    ):
        _sign_in(ftp, visit.feed.user_name, password)
        if place.path:
            ftp.cwd(place.path)
        marks = _listed(ftp)
        visit.pass_over_odd(marks)
        for name in visit.whole(marks):
            try:
                data = _read(ftp, name, visit.deadline)
            except REFUSALS as refusal:
                visit.complain(name, refusal)
                continue
            yield Parcel(
                name,
                data,
                partial(_put_away, ftp, visit, name),
                # What could not be read stays where it is, for a second look.
                partial(visit.leave, name),
            )


def _session(place, deadline):
    return (WatchedTLS if place.scheme == "ftps" else Watched)(place, deadline)


def _sign_in(ftp, user, password):
    try:
        ftp.login(user, password.reveal())
    except ftplib.error_perm:
        raise SourceFailed(
            _("“%s” does not let us in: check the user name and the password.")
            % ftp.host
        ) from None
    if isinstance(ftp, WatchedTLS):
        ftp.prot_p()


def _listed(ftp):
    """Return the files of the folder: name → size and time, as the server says them."""
    try:
        lines = list(bounded(ftp.mlsd(facts=["type", "size", "modify"])))
    except ftplib.error_perm as refusal:
        if not str(refusal).startswith(UNKNOWN):
            raise
        return dict(_listed_one_by_one(ftp))
    return {
        name: f"{facts.get('size', '')} {facts.get('modify', '')}"
        for name, facts in lines
        if facts.get("type", "file").casefold() == "file"
    }


def _listed_one_by_one(ftp):
    """Yield the files of a server that knows no MLSD."""
    try:
        paths = list(bounded(ftp.nlst()))
    except ftplib.error_perm as refusal:
        if not str(refusal).startswith("550"):
            raise
        return  # so many a server says that a folder is empty
    ftp.voidcmd("TYPE I")  # the size in bytes, not in characters
    for path in paths:
        name = path.rpartition("/")[2]
        with contextlib.suppress(ftplib.error_perm):  # a folder has no size
            if not name.startswith(".") and (size := ftp.size(name)) is not None:
                yield name, f"{size} {_changed(ftp, name)}"


def _changed(ftp, name):
    try:
        return ftp.sendcmd(f"MDTM {name}")[4:].strip()[:40]
    except ftplib.error_perm:
        return ""


def _read(ftp, name, deadline):
    """Return the bytes of a file, at most one more than the wire takes."""
    data = bytearray()
    ftp.voidcmd("TYPE I")
    with contextlib.closing(ftp.transfercmd(f"RETR {name}")) as connection:
        while piece := connection.recv(65_536):
            data += piece
            connection.settimeout(deadline.wait())
            if len(data) > MAX_BYTES:
                ftp.close()  # the only way to have it stop
                return bytes(data[: MAX_BYTES + 1])
        if isinstance(connection, ssl.SSLSocket):
            connection.unwrap()
    ftp.voidresp()  # says so if it did not send all of it
    return bytes(data)


def _put_away(ftp, visit, name):
    """Do with a file what the feed says, once it is here; then remember it."""
    feed = visit.feed
    try:
        if feed.afterwards == Afterwards.DELETE:
            ftp.delete(name)
        elif feed.afterwards == Afterwards.MOVE:
            with contextlib.suppress(ftplib.error_perm):  # it is there
                ftp.mkd(feed.moved_to)
            _move(ftp, name, feed.moved_to)
    except ftplib.all_errors as error:
        visit.complain(name, error)
    visit.taken(name)


def _move(ftp, name, folder):
    try:
        ftp.rename(name, f"{folder}/{name}")
    except ftplib.error_perm:  # another of that name lies there
        ftp.rename(name, f"{folder}/{timezone.now():%Y%m%dT%H%M%S}-{name}")
