"""A folder an agency writes into: which files are whole, and where they go then."""

import contextlib
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from newsroom.wire.sources import files

DONE, FAILED = "done", "failed"
Marks = dict[Path, tuple[int, int]]  # size in bytes, time in nanoseconds
SLICE = 0.2  # seconds: how long a signal waits at most


class Folder:
    """A watched folder. A file is whole when two looks find the same size and time.

    What was taken in goes to done/ or failed/ inside it, by a rename, so that no file
    is ever in two places or in none. What was not moved is simply found again.
    """

    def __init__(self, path: Path):
        self.path = path
        self._seen: Marks = {}

    def whole_files(self) -> Iterator[Path]:
        """Look once; yield the files that have not changed since the last look."""
        before, now = self._seen, self.look()
        for path, mark in now.items():
            if before.get(path) == mark:
                yield path

    def look(self) -> Marks:
        """Return the files that lie there now: path → size and time."""
        now: Marks = {}
        for path in files.files_in(self.path):
            with contextlib.suppress(FileNotFoundError):
                now[path] = _mark(path)
        self._seen = now
        return now

    def put_away(self, path: Path, *, failed: bool) -> Path | None:
        """Move a file to where it belongs.

        None if somebody else has taken it, or has written over it since it was seen:
        then it is another file, and comes again.
        """
        try:
            if self._seen.get(path, _mark(path)) != _mark(path):
                return None
            folder = self._made(FAILED if failed else DONE)
            if path == folder:
                return None  # it lay in the way, and comes again by another name
            return path.rename(_free(folder / path.name))
        except FileNotFoundError:
            return None

    def put_aside(self, path: Path, reason: str = "") -> None:
        """Move a file to done/; if there is a reason to, to failed/ with it beside."""
        target = self.put_away(path, failed=bool(reason))
        if target and reason:
            beside = target.with_name(f"{target.name}.reason.txt")
            # The quarantine has it too. Never into a file, or by a link, that is there.
            with contextlib.suppress(OSError), beside.open("x", encoding="utf-8") as to:
                to.write(f"{reason}\n")

    def _made(self, name):
        """Return a folder in this one; what an agency put in its place goes aside.

        A link might lead anywhere.
        """
        folder = self.path / name
        if folder.is_symlink() or folder.is_file():
            folder.rename(_free(self.path / f"{name}.delivered"))
        folder.mkdir(exist_ok=True)
        return folder


def _mark(path):
    state = path.stat()
    return state.st_size, state.st_mtime_ns


def _free(path):
    """Return a path, or one with a number in its name where no file lies."""
    target, number = path, 1
    while target.exists():
        number += 1
        target = _numbered(path, number)
    return target


def put_away_as(folder: Path, name: str) -> Iterator[Path]:
    """Yield where a file of this name may lie once it was put away in done/."""
    path, number = folder / DONE / name, 1
    while path.exists():
        yield path
        number += 1
        path = _numbered(folder / DONE / name, number)


def _numbered(path, number):
    return path.with_name(f"{path.stem}-{number}{path.suffix}")


class Stop:
    """Whether the process was asked to end; what is at hand is finished first."""

    def __init__(self) -> None:
        self.asked = False

    def __enter__(self):
        self._before = {
            number: signal.signal(number, self._ask)
            for number in (signal.SIGTERM, signal.SIGINT)
        }
        return self

    def __exit__(self, *error):
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def wait(self, seconds: float) -> None:
        """Wait, but not longer than until somebody asks to end."""
        until = time.monotonic() + seconds
        while not self.asked and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, SLICE))

    def _ask(self, number, frame):
        self.asked = True
