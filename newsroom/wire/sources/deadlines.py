"""The moment by which a source must have answered, whatever it does until then."""

import contextlib
import os
import socket
import threading
import time

LONGEST_WAIT = 20.0  # seconds for a connection, or for the next bytes


class TooLate(Exception):
    """The time of a poll is up."""


class Deadline:
    """Cuts the connections of a poll when its time is up.

    A time limit of a socket ends one wait; a server that sends a byte now and then
    would outlast any number of them. So the connection itself is shut, by a thread of
    its own, and whoever waits for it hears that it has ended.
    """

    def __init__(self, seconds: float):
        self._until = time.monotonic() + seconds
        self._held: list[socket.socket] = []
        self._cutter = threading.Timer(seconds, self._cut)
        self._cutter.daemon = True

    def __enter__(self) -> "Deadline":
        self._cutter.start()
        return self

    def __exit__(self, *error):
        self._cutter.cancel()
        for sock in self._held:
            sock.close()

    @property
    def passed(self) -> bool:
        return time.monotonic() >= self._until

    def left(self) -> float:
        """Return the seconds that are left.

        :raises TooLate: if there are none.
        """
        seconds = self._until - time.monotonic()
        if seconds <= 0:
            raise TooLate
        return seconds

    def wait(self) -> float:
        """Return the seconds that the next step may take.

        :raises TooLate: if there are none.
        """
        return min(self.left(), LONGEST_WAIT)

    def watch(self, sock: socket.socket) -> None:
        """Shut this connection when the time is up, also once TLS is wrapped round."""
        # Not sock.dup(): a socket under TLS refuses that.
        self._held.append(socket.socket(fileno=os.dup(sock.fileno())))

    def _cut(self) -> None:
        for sock in self._held:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
