"""A folder of this machine that an agency writes into."""

import io
import time
from collections.abc import Iterator
from functools import partial

from newsroom.wire import addresses
from newsroom.wire.formats.files import encoding
from newsroom.wire.sources import files, watching
from newsroom.wire.sources.visits import Parcel, SourceFailed, Visit, is_plain

SETTLED = 60  # seconds since it was changed, after which a file needs no second look


def parcels(visit: Visit) -> Iterator[Parcel]:
    """Yield the whole files of a folder; each is moved to done or failed inside it.

    :raises SourceFailed: if there is no such folder, or feeds may not lie there.
    """
    try:
        path = addresses.folder_of(visit.feed.address)
        folder = watching.Folder(path)
        marks = {found.name: mark for found, mark in folder.look().items()}
    except addresses.Misaddressed as refusal:
        raise SourceFailed(str(refusal)) from None
    except FileNotFoundError:
        raise SourceFailed(f"There is no folder {path}; make it first.") from None
    except OSError as error:
        raise SourceFailed(f"{path} cannot be read: {error.strerror}.") from None
    old = time.time_ns() - SETTLED * 10**9
    settled = {name for name, (_size, changed) in marks.items() if changed < old}
    listed = {name: f"{size} {changed}" for name, (size, changed) in marks.items()}
    # Names that nothing can be noted under, such as those in Latin-1.
    odd = sorted(name for name in settled if not is_plain(name))
    for name in [*visit.whole(listed, settled=settled), *odd]:
        try:
            data = files.Source(path / name, io.BytesIO()).read()
        except files.Unreadable:
            continue  # somebody else has taken it, or it comes again
        yield Parcel(
            encoding.line(name),
            data,
            partial(folder.put_aside, path / name),
            partial(folder.put_aside, path / name),
            folder=str(path.absolute()),
        )
