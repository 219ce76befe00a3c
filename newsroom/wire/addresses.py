"""Where a feed is fetched from: its address taken apart, or refused in a sentence."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

# What each transport takes, and the port where the address names none. “ftps” is FTP
# that turns to TLS before anybody signs in (RFC 4217).
PORTS = {
    "http": {"https": 443, "http": 80},
    "ftp": {"ftp": 21, "ftps": 21},
    "sftp": {"sftp": 22},
    "imap": {"imaps": 993, "imap": 143},
}
HOME = "/~/"  # a path below the folder in which one is after signing in


class Misaddressed(ValueError):
    """The address makes no sense for its transport; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Place:
    """An address taken apart."""

    scheme: str
    host: str
    port: int
    path: str  # unquoted; empty for the folder in which one is after signing in

    def __str__(self) -> str:
        return f"{self.scheme}://{self.host}:{self.port}"

    @property
    def is_private(self) -> bool:
        """Whether an operator has named the host as one of the paper's own network."""
        return self.host in settings.NEWSROOM_WIRE_PRIVATE_HOSTS


def place_of(transport: str, address: str) -> Place:
    """Return where a transport finds an address, such as sftp://host/~/incoming.

    :raises Misaddressed: if it is none for this transport, or holds a password.
    """
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise Misaddressed(_("The address cannot be understood.")) from None
    ports = PORTS[transport]
    if parts.scheme not in ports:
        known = _(" or ").join(f"{scheme}://" for scheme in ports)
        raise Misaddressed(_("The address must begin with %s.") % known)
    if not host or not host.isprintable() or " " in host:
        raise Misaddressed(_("The address names no host."))
    if parts.username is not None:
        raise Misaddressed(
            _(
                "Leave user name and password out of the address, which others see; "
                "they have fields of their own."
            )
        )
    path = unquote(parts.path)
    if any(ord(character) < 32 for character in path):
        raise Misaddressed(_("The address holds control characters."))
    if path.startswith(HOME):
        path = path.removeprefix(HOME)
    elif path == "/":
        path = ""
    return Place(parts.scheme, host, port or ports[parts.scheme], path)


def folder_of(address: str) -> Path:
    """Return a folder of this machine that feeds may be taken from.

    :raises Misaddressed: if it does not lie where an operator allows feeds to be.
    """
    roots = [Path(root).resolve() for root in settings.NEWSROOM_WIRE_FOLDERS]
    try:
        folder = Path(address.strip()).resolve()
    except (OSError, ValueError, RuntimeError):
        raise Misaddressed(_("The address is no path of a folder.")) from None
    if not Path(address.strip()).is_absolute() or not any(
        folder.is_relative_to(root) for root in roots
    ):
        raise Misaddressed(
            _(
                "A folder must lie inside %s; an operator can name others in "
                "NEWSROOM_WIRE_FOLDERS."
            )
            % _(" or ").join(map(str, roots))
        )
    return folder
