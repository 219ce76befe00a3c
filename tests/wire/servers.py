"""Servers that a test starts on this machine, each in a thread, and ends again."""

import contextlib
import socket
import socketserver
import ssl
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import paramiko
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler
from pyftpdlib.servers import FTPServer

HOST, USER, PASSWORD = "127.0.0.1", "coastal", "tidal-sesame-42"


class Answers(BaseHTTPRequestHandler):
    """Answers what the test has put into the server's `answers`, by path."""

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        status, headers, body = self.server.answers[self.path]
        if callable(status):
            status = status(self.headers)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if status != 304:
            self.wfile.write(body)

    def log_message(self, *arguments):
        """Say nothing: what tests print is read by people."""


@contextlib.contextmanager
def http_server():
    """Yield a server; its `answers` say what it gives: path → status, headers, body."""
    with ThreadingHTTPServer((HOST, 0), Answers) as server:
        server.answers, server.asked = {}, []
        server.place = f"http://{HOST}:{server.server_port}"
        with _served(server):
            yield server


@contextlib.contextmanager
def ftp_server(folder, **handler):
    """Yield the address of an FTP server over a folder.

    :param handler: attributes of the handler, such as proto_cmds.
    """
    authorizer = DummyAuthorizer()
    authorizer.add_user(USER, PASSWORD, str(folder), perm="elradfmwMT")
    fresh = {"authorizer": authorizer, "auth_failed_timeout": 0, "log_prefix": ""}
    server = FTPServer((HOST, 0), type("Handler", (FTPHandler,), fresh | handler))
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"ftp://{HOST}:{server.address[1]}"
    finally:
        server.close_all()
        thread.join(5)


class Doorman(paramiko.ServerInterface):
    """Lets in who knows the password."""

    def __init__(self):
        self.told = []

    def check_auth_password(self, username, password):
        self.told.append(password)
        known = (username, password) == (USER, PASSWORD)
        return paramiko.AUTH_SUCCESSFUL if known else paramiko.AUTH_FAILED

    def check_channel_request(self, kind, chanid):
        return paramiko.OPEN_SUCCEEDED


class Files(paramiko.SFTPServerInterface):
    """The files of a folder, over SFTP."""

    def __init__(self, server, *, folder):
        self.folder = folder

    def _path(self, path):
        return self.folder / path.lstrip("/")

    def list_folder(self, path):
        return [
            paramiko.SFTPAttributes.from_stat(child.stat(), child.name)
            for child in self._path(path).iterdir()
        ]

    def stat(self, path):
        try:
            return paramiko.SFTPAttributes.from_stat(self._path(path).stat())
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno)

    lstat = stat

    def open(self, path, flags, attr):
        handle = paramiko.SFTPHandle(flags)
        try:
            handle.readfile = self._path(path).open("rb")
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno)
        handle.stat = lambda: self.stat(path)
        return handle

    def rename(self, oldpath, newpath):
        if self._path(newpath).exists():
            return paramiko.SFTP_FAILURE
        self._path(oldpath).rename(self._path(newpath))
        return paramiko.SFTP_OK

    def mkdir(self, path, attr):
        try:
            self._path(path).mkdir()
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno)
        return paramiko.SFTP_OK

    def remove(self, path):
        self._path(path).unlink()
        return paramiko.SFTP_OK


@contextlib.contextmanager
def sftp_server(folder, key):
    """Yield (address, doorman) of an SFTP server over a folder."""
    doorman = Doorman()

    class Session(socketserver.BaseRequestHandler):
        def handle(self):
            with contextlib.closing(paramiko.Transport(self.request)) as transport:
                transport.add_server_key(key)
                transport.set_subsystem_handler(
                    "sftp", paramiko.SFTPServer, Files, folder=folder
                )
                with contextlib.suppress(paramiko.SSHException, EOFError):
                    transport.start_server(server=doorman)
                transport.join(10)

    with socketserver.ThreadingTCPServer((HOST, 0), Session) as server:
        server.daemon_threads = True
        server.block_on_close = False
        with _served(server):
            yield f"sftp://{HOST}:{server.server_address[1]}", doorman


class FTPSSession(socketserver.StreamRequestHandler):
    """FTP that turns to TLS and tells nothing before: the server's files, by name."""

    def handle(self):
        self.listener = None
        self.answer("220 hello")
        while line := self.rfile.readline().decode().strip():
            self.server.said.append((line, isinstance(self.request, ssl.SSLSocket)))
            verb, _, what = line.partition(" ")
            getattr(self, f"do_{verb}", lambda _what: self.answer("200 yes"))(what)

    def answer(self, line):
        self.wfile.write(f"{line}\r\n".encode())

    def secured(self, sock):
        return self.server.context.wrap_socket(sock, server_side=True)

    def do_AUTH(self, _what):
        self.answer("234 go ahead")
        self.request = self.connection = self.secured(self.request)
        self.setup()

    def do_USER(self, _what):
        self.answer("331 and?")

    def do_PASV(self, _what):
        self.listener = socket.create_server((HOST, 0))
        high, low = divmod(self.listener.getsockname()[1], 256)
        self.answer(f"227 here ({HOST.replace('.', ',')},{high},{low})")

    def do_MLSD(self, _what):
        self.send(
            "".join(
                f"type=file;size={len(body)};modify=20261101100000; {name}\r\n"
                for name, body in self.server.files.items()
            ).encode()
        )

    def do_RETR(self, what):
        self.send(self.server.files[what])

    def send(self, body):
        self.answer("150 it comes")
        with self.listener, self.secured(self.listener.accept()[0]) as data:
            data.sendall(body)
            data.unwrap()
        self.answer("226 that was it")


@contextlib.contextmanager
def ftps_server(files, context):
    """Yield (address, said): what was said, and whether under TLS.

    :param files: name → bytes.
    """
    with socketserver.ThreadingTCPServer((HOST, 0), FTPSSession) as server:
        server.daemon_threads = True
        server.block_on_close = False
        server.files, server.context, server.said = files, context, []
        with _served(server):
            yield f"ftps://{HOST}:{server.server_address[1]}", server.said


class Mailbox:
    """An IMAP server of one mailbox that knows just what is asked of it."""

    def __init__(self, *, can_move=True):
        self.mails: dict[int, bytes] = {}
        self.moved: dict[int, str] = {}
        self.said: list[str] = []
        self.validity, self.can_move = 7, can_move

    def answer(self, line):
        """Yield the lines that answer a command, without its tag."""
        self.said.append(line)
        verb, _, rest = line.partition(" ")
        if verb == "CAPABILITY":
            yield "* CAPABILITY IMAP4rev1 STARTTLS" + " MOVE" * self.can_move
        elif verb == "LOGIN" and PASSWORD not in rest:
            yield f"NO no, {rest} is wrong"
            return
        elif verb in {"SELECT", "EXAMINE"}:
            yield f"* {len(self.mails)} EXISTS"
            yield f"* OK [UIDVALIDITY {self.validity}] valid"
        elif rest.startswith("UID ") or "SEARCH" in rest:
            first = int(rest.rpartition(" ")[2].split(":")[0])
            found = [uid for uid in self.mails if uid >= first]
            found = found or list(self.mails)[-1:]
            yield " ".join(["* SEARCH", *map(str, found)])
        elif rest.startswith("FETCH"):
            uid = int(rest.split()[1])
            if uid in self.mails:
                data = self.mails[uid].decode("latin-1")
                yield f"* 1 FETCH (UID {uid} BODY[]<0> {{{len(data)}}}\r\n{data})"
        elif rest.startswith("MOVE"):
            _, uid, mailbox = rest.split(maxsplit=2)
            self.moved[int(uid)] = mailbox
            del self.mails[int(uid)]
        yield "OK done"


@contextlib.contextmanager
def imap_server(mailbox, *, wrap=lambda sock: sock, start_tls=None):
    """Yield the address of an IMAP server.

    :param wrap: makes of a connection the one that is spoken over, such as TLS.
    :param start_tls: the same, once the client says STARTTLS.
    """

    def converse(sock, greeting=b""):
        file = sock.makefile("rwb")
        file.write(greeting)
        file.flush()
        for line in file:
            tag, _, command = line.decode().rstrip("\r\n").partition(" ")
            *before, last = mailbox.answer(command)
            text = "".join(f"{said}\r\n" for said in before)
            file.write(f"{text}{tag} {last}\r\n".encode("latin-1"))
            file.flush()
            if command == "STARTTLS" and start_tls:
                return start_tls(sock)
        return None

    class Session(socketserver.BaseRequestHandler):
        def handle(self):
            with contextlib.suppress(OSError), wrap(self.request) as sock:
                if secured := converse(sock, b"* OK hello\r\n"):
                    with secured:
                        converse(secured)

    with socketserver.ThreadingTCPServer((HOST, 0), Session) as server:
        server.daemon_threads = True
        server.block_on_close = False
        with _served(server):
            yield f"imap://{HOST}:{server.server_address[1]}"


def self_signed(folder):
    """Return a TLS context with a certificate that nobody vouches for, and its path."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), False
        )
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path = folder / "server.pem"
    path.write_bytes(key.private_bytes(pem, *plain) + certificate.public_bytes(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context, path


@contextlib.contextmanager
def silent_server():
    """Yield (host, port) of a server that takes a connection and says nothing."""
    with socket.create_server((HOST, 0)) as server:
        yield HOST, server.getsockname()[1]


@contextlib.contextmanager
def _served(server):
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join(5)
