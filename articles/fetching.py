"""Fetch what an address names, over http or https, from the public network alone."""

import base64
import http.client
import socket
import ssl
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from typing import Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from django.utils.translation import gettext as _

from articles.public_network import is_public

MAX_REDIRECTS = 5
LONGEST_WAIT = 10.0  # seconds for a connection, or for the next bytes of an answer
CHUNK = 65_536  # bytes
PORTS = {"http": 80, "https": 443}
REDIRECTS = {301, 302, 303, 307, 308}
AGENT = "Newsroom/1"
# Headers that say nothing of who asks; all others stay with the host first asked.
FOR_ANYBODY = {"accept", "accept-language", "if-none-match", "if-modified-since"}


class Unfetchable(Exception):
    """Nothing was fetched; the message says why, as a sentence without secrets."""


class NotPublic(Unfetchable):
    """A host was not asked, as its address is none of the public network."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer that is no redirect: whatever its status, the caller judges it."""

    url: str  # of the last hop, without user name and password
    status: int
    headers: Message  # looked up without regard to case
    data: bytes


def fetch(
    url: str,
    *,
    max_bytes: int,
    timeout: float,
    headers: Mapping[str, str] | None = None,
    auth: tuple[str, str] | None = None,
    allow_private: bool = False,
    posted: bytes | None = None,
) -> Fetched:
    """Return what is at an address, following at most five redirects.

    Each host is looked up once, and only the addresses that were checked are connected
    to. What the URL says of a user is not sent; no cookie and no proxy is used.

    :param max_bytes: of the answer, also once it is unpacked.
    :param timeout: seconds for all of it, redirects included.
    :param headers: such as If-None-Match; another host gets only harmless ones.
    :param auth: user name and password, sent to the host of `url` alone.
    :param allow_private: the host of `url` may be in a private network; no host that
        it redirects to may, nor one that copy names.
    :param posted: what to send by POST, instead of asking by GET; the answer is that of
        the host of `url` then, also where it redirects.
    :raises Unfetchable: if the address is refused, the time is up, too much comes or
        the connection fails.
    """
    deadline = _Deadline(timeout)
    first = hop = _understood(url)
    for _redirects in range(MAX_REDIRECTS + 1):
        known = _same_place(first, hop)
        addresses = _checked(hop, allow_private and hop.hostname == first.hostname)
        sent = _headers(headers or {}, auth, known=known)
        with _asked(hop, addresses, sent, deadline, posted) as answer:
            leads = answer.status in REDIRECTS and answer.headers["Location"]
            if posted is not None or not leads:
                data = _read(answer, max_bytes)
                return Fetched(urlunsplit(hop), answer.status, answer.headers, data)
            hop = _understood(urljoin(urlunsplit(hop), answer.headers["Location"]))
    raise Unfetchable(
        _("%(host)s redirects more than %(count)d times.")
        % {"host": first.hostname, "count": MAX_REDIRECTS}
    )


class _Deadline:
    """One moment by which everything must be there."""

    def __init__(self, seconds: float):
        self._until = time.monotonic() + seconds

    def wait(self) -> float:
        """Return the seconds that the next step may take.

        :raises TimeoutError: if there are none left.
        """
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return min(left, LONGEST_WAIT)


class _Socket(socket.socket):
    """A socket that waits for no byte beyond the deadline."""

    deadline: _Deadline

    def recv_into(self, *args, **kwargs) -> int:
        self.settimeout(self.deadline.wait())
        return super().recv_into(*args, **kwargs)


class _SecureSocket(_Socket, ssl.SSLSocket):
    """The same under TLS."""


class _Connection(http.client.HTTPConnection):
    """A connection to addresses that were checked, whatever the name means by now."""

    def __init__(self, hop: SplitResult, addresses: list[str], deadline: _Deadline):
        self.default_port = PORTS[hop.scheme]
        super().__init__(hop.hostname or "", hop.port or self.default_port)
        self._secure = hop.scheme == "https"
        self._addresses, self._deadline = addresses, deadline

    def connect(self) -> None:
        self.sock: Any = self._to_first_that_answers()
        if self._secure:
            context = ssl.create_default_context()
            context.sslsocket_class = _SecureSocket
            # The certificate must be that of the name, though an address is dialled.
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)
            self.sock.deadline = self._deadline

    def _to_first_that_answers(self) -> _Socket:
        for address in self._addresses[:-1]:
            try:
                return self._to(address)
            except OSError:
                continue
        return self._to(self._addresses[-1])

    def _to(self, address: str) -> _Socket:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        sock = _Socket(family, socket.SOCK_STREAM)
        sock.deadline = self._deadline
        sock.settimeout(self._deadline.wait())
        try:
            sock.connect((address, self.port))
        except OSError:
            sock.close()
            raise
        return sock


def _understood(url: str) -> SplitResult:
    """Return the parts of an address without user and fragment, the path quoted.

    :raises Unfetchable: if it is none of http or https, or names no host.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise Unfetchable(_("Its address makes no sense.")) from None
    if parts.scheme not in PORTS:
        raise Unfetchable(
            _("Only http and https are fetched, not “%s”.") % parts.scheme[:40]
        )
    if not host or any(character <= " " or character in "\\%" for character in host):
        raise Unfetchable(_("Its address names no host."))
    printed = f"[{host}]" if ":" in host else host
    place = f"{printed}:{port}" if port else printed
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]")
    return SplitResult(parts.scheme, place, path, query, "")


def _checked(hop: SplitResult, may_be_private: bool) -> list[str]:
    port = hop.port or PORTS[hop.scheme]
    return addresses_of(hop.hostname or "", port, may_be_private=may_be_private)


def addresses_of(host: str, port: int, *, may_be_private: bool = False) -> list[str]:
    """Look a host up once; return its addresses if all of them may be asked.

    :raises Unfetchable: if it is unknown, or any of its addresses is not public.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unfetchable(_("There is no host “%s”.") % host) from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if may_be_private:
        return addresses
    for address in addresses:
        if not is_public(address):
            reason = _("“%s” is not in the public network, so it was not asked.")
            raise NotPublic(reason % host)
    return addresses


def _same_place(first: SplitResult, hop: SplitResult) -> bool:
    """Tell whether a hop may know who asks: the host first asked, not in the clear."""
    if first.hostname != hop.hostname:
        return False
    usual = first.port is None and hop.port is None
    return (usual or first.port == hop.port) and hop.scheme in {first.scheme, "https"}


def _headers(given, auth, *, known: bool) -> dict[str, str]:
    sent = {"User-Agent": AGENT, "Connection": "close"}
    for name, value in given.items():
        if known or name.lower() in FOR_ANYBODY:
            sent[name] = value
    if auth and known:
        token = base64.b64encode(":".join(auth).encode()).decode()
        sent["Authorization"] = f"Basic {token}"
    return sent


@contextmanager
def _asked(
    hop: SplitResult,
    addresses: list[str],
    headers: dict[str, str],
    deadline: _Deadline,
    posted: bytes | None,
) -> Iterator[http.client.HTTPResponse]:
    """Ask, and give the answer as its body begins; what fails is told in a sentence."""
    host = hop.hostname or ""
    connection = _Connection(hop, addresses, deadline)
    target = f"{hop.path}?{hop.query}" if hop.query else hop.path
    try:
        method = "GET" if posted is None else "POST"
        connection.request(method, target, posted, headers)
        with connection.getresponse() as answer:
            yield answer
    except TimeoutError:
        raise Unfetchable(_("“%s” took too long, and was broken off.") % host) from None
    except ssl.SSLCertVerificationError:
        raise Unfetchable(
            _("“%s” cannot show that it is the host of that name.") % host
        ) from None
    except (OSError, ValueError, http.client.HTTPException, zlib.error):
        raise Unfetchable(
            _("“%s” broke the connection off, or does not answer.") % host
        ) from None
    finally:
        connection.close()


def _read(answer: http.client.HTTPResponse, max_bytes: int) -> bytes:
    """Return the body, unpacked if it came packed unasked.

    :raises Unfetchable: if it is too big, too short or packed in an unknown way.
    """
    too_big = Unfetchable(_("It is larger than %d bytes.") % max_bytes)
    if (answer.length or 0) > max_bytes:
        raise too_big
    data = bytearray()
    while piece := answer.read(min(CHUNK, max_bytes + 1 - len(data))):
        data += piece
        if len(data) > max_bytes:
            raise too_big
    if answer.length:
        raise Unfetchable(_("It ended before all of it had come."))
    packing = answer.headers.get("Content-Encoding", "").strip().lower()
    if packing in {"", "identity"} or not data:
        return bytes(data)
    if packing not in {"gzip", "x-gzip", "deflate"}:
        raise Unfetchable(_("It came packed as “%s”, unasked.") % packing[:40])
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)  # of gzip or zlib, as it says
    unpacked = unpacker.decompress(bytes(data), max_bytes + 1)
    if len(unpacked) > max_bytes:
        raise too_big
    if not unpacker.eof:
        raise Unfetchable(_("It ended before all of it had come."))
    return unpacked
