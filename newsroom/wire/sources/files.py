"""How a delivery arrives: files named, the files of folders named, standard input."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from newsroom.wire.formats import MAX_BYTES

TOO_LARGE = f"It is larger than {MAX_BYTES // 1024**2} MB, so it was not read."


class Unreadable(Exception):
    """A path gave nothing to read; the message says why, as a sentence."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where one delivery can be read: a path, or standard input if it is “-”."""

    path: Path
    stdin: BinaryIO

    @property
    def name(self) -> str:
        return "standard input" if str(self.path) == "-" else self.path.name

    @property
    def folder(self) -> str:
        """The folder it lies in, as an absolute path; empty for standard input."""
        return "" if str(self.path) == "-" else str(self.path.absolute().parent)

    def read(self) -> bytes:
        """Return the bytes.

        :raises Unreadable: if there is no such file, it cannot be read, or it is larger
            than the wire takes.
        """
        if str(self.path) == "-":
            return _not_too_large(self.stdin.read(MAX_BYTES + 1))
        try:
            state = self.path.stat()
            if not stat.S_ISREG(state.st_mode):
                raise Unreadable("It is neither a file nor a folder.")
            if state.st_size > MAX_BYTES:
                raise Unreadable(TOO_LARGE)
            with self.path.open("rb") as file:
                return _not_too_large(file.read(MAX_BYTES + 1))
        except FileNotFoundError:
            raise Unreadable("There is no such file or folder.") from None
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or str(error)
            raise Unreadable(f"It cannot be read: {why}.") from None


def sources(paths: list[Path], stdin: BinaryIO) -> Iterator[Source]:
    """Yield what the paths name: files, and the files directly inside folders, sorted.

    Hidden files, folders inside folders and links that lead out are passed over.
    """
    for path in paths:
        if str(path) != "-" and path.is_dir():
            for child in files_in(path):
                yield Source(child, stdin)
        else:
            yield Source(path, stdin)


def count(paths: list[Path]) -> int:
    """Return how many files the paths name, more or less: folders change meanwhile."""
    return sum(
        len(os.listdir(path)) if str(path) != "-" and path.is_dir() else 1
        for path in paths
    )


def files_in(folder: Path) -> Iterator[Path]:
    """Yield the files directly inside a folder, sorted, hidden ones aside."""
    home = folder.resolve()
    with os.scandir(folder) as entries:
        # Names alone: a path for each of 100,000 files would take 100 MB.
        names = sorted(
            (entry.name, entry.is_symlink())
            for entry in entries
            if not entry.name.startswith(".") and entry.is_file()
        )
    for name, is_link in names:
        child = folder / name
        if not is_link or child.resolve().is_relative_to(home):
            yield child


def _not_too_large(data):
    if len(data) > MAX_BYTES:
        raise Unreadable(TOO_LARGE)
    return data
