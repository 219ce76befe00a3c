"""Read deliveries in processes of their own, each file bounded in time and memory.

Such a process has no connection to the database, and what it dies of costs one file.
"""

import multiprocessing
import resource
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import tzinfo
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

import django

from newsroom.wire import reading
from newsroom.wire.reading import Reading

SECONDS = 20  # of processor time that one file may take
MEMORY = 512 * 1024 * 1024  # bytes that such a process may hold
# A fork would inherit connections and locks in the middle of their use.
CONTEXT = multiprocessing.get_context("spawn")


class Pool:
    """So many processes that read, each fed by a thread that waits for it."""

    def __init__(self, number: int):
        self._threads = ThreadPoolExecutor(number)
        self._own = threading.local()
        self._workers: list[Worker] = []

    def __enter__(self):
        return self

    def __exit__(self, *error):
        for worker in self._workers:
            worker.close()
        self._threads.shutdown(cancel_futures=True)

    def begin(self, data: bytes, zone: tzinfo) -> Callable[[], Reading]:
        """Let a file be read; calling what is returned waits for what it says."""
        return self._threads.submit(self._read, data, zone).result

    def _read(self, data, zone):
        if not hasattr(self._own, "worker"):
            self._own.worker = Worker()
            self._workers.append(self._own.worker)
        return self._own.worker.read(data, zone)


class Worker:
    """One process that reads; another takes its place when it dies."""

    def __init__(self) -> None:
        self._closed = False
        self._start()

    def read(self, data: bytes, zone: tzinfo) -> Reading:
        """Return what a file says; of one that the process died of, that it did."""
        try:
            self._pipe.send((data, zone))
            said: Reading = self._pipe.recv()
        except (EOFError, OSError):
            self._process.join()
            reason = _cause(self._process.exitcode)
            if not self._closed:
                self._start()
            return Reading("", refusal=reason)
        return said

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self._closed = True
        self._process.kill()

    def _start(self) -> None:
        self._pipe, theirs = CONTEXT.Pipe()
        self._process: BaseProcess = CONTEXT.Process(
            target=serve, args=[theirs], daemon=True
        )
        self._process.start()
        theirs.close()


def serve(pipe: Connection) -> None:
    """Read what comes through a pipe until nobody is left at its other end."""
    # A signal from the terminal reaches all; only the process that files acts on it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    django.setup()
    while True:
        try:
            data, zone = pipe.recv()
            pipe.send(bounded(data, zone))
        except (EOFError, BrokenPipeError):
            return


def bounded(data: bytes, zone: tzinfo) -> Reading:
    """Return what a file says; the process dies if that takes too long."""
    # The signal's own effect, to end the process, stops whatever it is in.
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        return reading.read(data, zone)
    except MemoryError:
        return Reading(
            "", refusal=f"To read it would take more than {MEMORY // 1024**2} MB."
        )
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _cause(exit_code):
    if exit_code == -signal.SIGPROF:
        return f"To read it would take longer than {SECONDS} seconds."
    return f"What reads it broke down ({exit_code}); look at the file by hand."
