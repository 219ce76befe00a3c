"""A folder an agency writes into: which files are whole, and where they go then."""

import contextlib
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from newsroom.wire.sources import files

DONE, FAILED = "done", "failed"
SLICE = 0.2  # seconds: how long a signal waits at most


class Folder:
    """A watched folder. A file is whole when two looks find the same size and time.

    What was taken in goes to done/ or failed/ inside it, by a rename, so that no file
    is ever in two places or in none. What was not moved is simply found again.
    """

    def __init__(self, path: Path):
        self.path = path
        self._seen: dict[Path, tuple[int, int]] = {}

    def whole_files(self) -> Iterator[Path]:
        """Look once; yield the files that have not changed since the last look."""
        now: dict[Path, tuple[int, int]] = {}
        for path in files.files_in(self.path):
            with contextlib.suppress(FileNotFoundError):
                state = path.stat()
                now[path] = state.st_size, state.st_mtime_ns
        before, self._seen = self._seen, now
        for path, state_now in now.items():
            if before.get(path) == state_now:
                yield path

    def put_away(self, path: Path, *, failed: bool) -> Path | None:
        """Move a file to where it belongs; None if somebody else has taken it."""
        folder = self.path / (FAILED if failed else DONE)
        folder.mkdir(exist_ok=True)
        target, number = folder / path.name, 1
        while target.exists():
            number += 1
            target = folder / f"{path.stem}-{number}{path.suffix}"
        try:
            path.rename(target)
        except FileNotFoundError:
            return None
        return target

    def put_aside(self, path: Path, reason: str = "") -> None:
        """Move a file to done/; if there is a reason to, to failed/ with it beside."""
        target = self.put_away(path, failed=bool(reason))
        if target and reason:
            beside = target.with_name(f"{target.name}.reason.txt")
            beside.write_text(f"{reason}\n", encoding="utf-8")


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
