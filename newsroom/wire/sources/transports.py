"""Every way by which a feed is fetched; a new one is a module and a line here."""

from collections.abc import Callable, Iterator

from newsroom.wire.models import Transport
from newsroom.wire.sources import folder, ftp, http, imap, sftp
from newsroom.wire.sources.visits import Parcel, Visit

PARCELS: dict[str, Callable[[Visit], Iterator[Parcel]]] = {
    Transport.FOLDER: folder.parcels,
    Transport.HTTP: http.parcels,
    Transport.FTP: ftp.parcels,
    Transport.SFTP: sftp.parcels,
    Transport.IMAP: imap.parcels,
}
