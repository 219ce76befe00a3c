"""A folder of this machine that an agency writes into."""

import io
import time
from collections.abc import Iterator
from functools import partial

from newsroom.wire import addresses
from newsroom.wire.sources import files, watching
from newsroom.wire.sources.visits import Parcel, SourceFailed, Visit

SETTLED = 60  # seconds since it was changed, after which a file needs no second look


def parcels(visit: Visit) -> Iterator[Parcel]:
    """Yield the whole files of a folder; each is moved to done or failed inside it.

    :raises SourceFailed: if there is no such folder, or feeds may not lie there.
    """
    try:
        path = addresses.folder_of(visit.feed.address)
        folder = watching.Folder(path)
        states = {child.name: child.stat() for child in files.files_in(path)}
    except addresses.Misaddressed as refusal:
        raise SourceFailed(str(refusal)) from None
    except FileNotFoundError:
        raise SourceFailed(f"There is no folder {path}; make it first.") from None
    except OSError as error:
        raise SourceFailed(f"{path} cannot be read: {error.strerror}.") from None
    old = time.time() - SETTLED
    settled = {name for name, state in states.items() if state.st_mtime < old}
    marks = {name: f"{s.st_size} {s.st_mtime_ns}" for name, s in states.items()}
    for name in visit.whole(marks, settled=settled):
        try:
            data = files.Source(path / name, io.BytesIO()).read()
        except files.Unreadable:
            continue  # somebody else has taken it, or it comes again
        yield Parcel(
            name,
            data,
            partial(folder.put_aside, path / name),
            partial(folder.put_aside, path / name),
            folder=str(path.absolute()),
        )
