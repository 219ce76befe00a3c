"""How a delivery arrives: files named, the files of folders named, standard input."""

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from newsroom.wire.formats import MAX_BYTES


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

    def read(self) -> bytes:
        """Return the bytes, at most one more than the wire takes.

        :raises Unreadable: if there is no such file, or it cannot be read.
        """
        if str(self.path) == "-":
            return self.stdin.read(MAX_BYTES + 1)
        try:
            mode = self.path.stat().st_mode
            if not stat.S_ISREG(mode):
                raise Unreadable("It is neither a file nor a folder.")
            with self.path.open("rb") as file:
                return file.read(MAX_BYTES + 1)
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


def files_in(folder: Path) -> Iterator[Path]:
    """Yield the files directly inside a folder, sorted, hidden ones aside."""
    home = folder.resolve()
    for child in sorted(folder.iterdir()):
        if child.name.startswith(".") or not child.is_file():
            continue
        if child.is_symlink() and not child.resolve().is_relative_to(home):
            continue
        yield child
