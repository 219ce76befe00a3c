"""A web server on this machine that answers as a test wants it to."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from unittest import mock

from articles import fetching

Answer = Callable[[BaseHTTPRequestHandler], None]


class Server(ThreadingHTTPServer):
    """A server of this test alone; it notes what it was asked."""

    daemon_threads = True

    def __init__(self, answer: Answer, host: str = "127.0.0.1"):
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.posted: list[bytes] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(handler):
                self.asked.append((handler.path, dict(handler.headers)))
                answer(handler)

            def do_POST(handler):
                length = int(handler.headers.get("Content-Length", 0))
                self.posted.append(handler.rfile.read(length))
                handler.do_GET()

            def log_message(handler, *args):
                pass

        super().__init__((host, 0), Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request, address):
        """Say nothing where the other side has hung up."""


def as_if_public():
    """Let the hosts of this machine count as public while the block runs."""
    return mock.patch.object(fetching, "is_public", return_value=True)


@contextmanager
def serving(answer: Answer) -> Iterator[Server]:
    """Serve on a free port of this machine until the block ends."""
    with Server(answer) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def answering(
    data: bytes = b"", status: int = 200, **headers: str
) -> Callable[[BaseHTTPRequestHandler], None]:
    """Return an answer with a body; `Content_Type="x"` stands for a header."""

    def answer(handler):
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers:
            handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    return answer
