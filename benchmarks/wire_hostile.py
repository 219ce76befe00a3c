"""How long does it take to read a file that was made to harm, and in how much memory?

    .venv/bin/python benchmarks/wire_hostile.py [WORD…]

Each file of `_hostile.py` (or those whose names hold a word) is read in a process of
its own, and turned into the fields of a story as the desk would. Printed are seconds of
processor time, the most memory that the process held, and what became of the file.
Exit status 1 if one takes longer, or more, than the project allows.
"""

import multiprocessing
import resource
import sys
import time
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from benchmarks import _archive as archive
from benchmarks import _hostile

COPIES = multiprocessing.get_context("fork")
# The bars of the project.
SECONDS, MEMORY = 2, 200


def main():
    words = sys.argv[1:] or [""]
    names = [name for name in _hostile.CASES if any(word in name for word in words)]
    missed = 0
    print(f"{'file':34}{'seconds':>8}{'MB':>6}  what became of it")
    with archive.django_set_up() as folder:
        path = folder / "hostile"
        for name in names:
            sys.stdout.flush()
            made_by_another_process(partial(write, name, path))
            missed += made_by_another_process(partial(measure, name, path)) != 0
    print(f"{missed} of {len(names)} take longer than {SECONDS} s or {MEMORY} MB.")
    return 1 if missed else 0


def made_by_another_process(work):
    """Do something in a copy of this process; return its status, 0 if all is well."""
    process = COPIES.Process(target=work)
    process.start()
    process.join()
    return process.exitcode


def write(name, path):
    path.write_bytes(_hostile.CASES[name]())


def measure(name, path):
    """Read a file; print what it took; end with 1 if that is more than allowed."""
    start = time.process_time()
    end = became_of(path)
    seconds = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    missed = seconds > SECONDS or memory > MEMORY
    print(f"{name:34}{seconds:8.2f}{memory:6.0f}  {end}{'  MISSED' if missed else ''}")
    sys.exit(int(missed))


def became_of(path):
    """Return what an import makes of a file, in a few words; stores nothing."""
    from newsroom.wire import reading
    from newsroom.wire.desk import stories, takes
    from newsroom.wire.items import WireItem
    from newsroom.wire.models import Feed
    from newsroom.wire.sources import files

    feed = Feed(name="Wire", slug="wire")
    try:
        data = files.Source(path, sys.stdin.buffer).read()
    except files.Unreadable as error:
        return str(error)
    said = reading.read(data, feed.zone)
    if said.refusal:
        return f"refused: {said.refusal[:75]}"
    for item in said.items:
        if isinstance(item, WireItem):
            stories.fields(item, feed)
            takes.rank(item)
            repr(item.content_hash)
    return f"{len(said.items):,} items in {said.format}"


if __name__ == "__main__":
    sys.exit(main())
