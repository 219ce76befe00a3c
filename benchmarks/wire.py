"""How fast is wire copy taken in, in how much memory, beside how large an archive?

    .venv/bin/python benchmarks/wire.py [--full] [--part NAME…] [ITEMS [STORED]]

Takes a folder of invented messages in, 13 formats in turn: reading alone, the whole
import, and the same again (part speed), and copy that ends with passages which all of
it shares (part notice). Then the memory of `import_wire` for a tenth, all and ten times
as many (part memory), and what an item costs with 1,000 and with many items stored
(part growth). 2,000 messages and 50,000 stored items take some minutes; with --full
they are 10,000 and 1,000,000. With DATABASE_URL it measures PostgreSQL. Exit status 1
if a bar of the project is missed.

The bars are those of one core: a second is one in which a processor worked on it, for
this process or for the process of PostgreSQL that serves it, on this machine. What a
clock on the wall says is printed beside it; it counts waiting for the disk, and for
whatever else the machine does.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from benchmarks import _archive as archive
from benchmarks import _messages, _stored

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = 1_300  # messages by which two archives are compared
ROUNDS = 4
# The bars of the project.
STORED_A_SECOND = 300
READING_TO_STORING = 2
SECOND_RUN = 5
MEMORY = 150  # MB
GROWTH = 1.3
missed = []


def main():
    asked = arguments()
    with archive.django_set_up() as folder:
        print(f"Wire copy on {archive.database_name()}, {asked.items:,} messages\n")
        for name in asked.part:
            PARTS[name](folder, asked)
        print("Load of the machine:", *(f"{load:.1f}" for load in os.getloadavg()))
    print("Missed: " + "; ".join(missed) if missed else "Every bar is held.")
    return 1 if missed else 0


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("items", nargs="?", type=int)
    parser.add_argument("stored", nargs="?", type=int)
    parser.add_argument("--full", action="store_true", help="as large as the bars say")
    parser.add_argument("--part", nargs="*", choices=PARTS, default=list(PARTS))
    asked = parser.parse_args()
    asked.items = asked.items or (10_000 if asked.full else 2_000)
    asked.stored = asked.stored or (1_000_000 if asked.full else 50_000)
    return asked


def speed(folder, asked):
    """Read, take in, and take in again, each message once in each run."""
    incoming = write(folder, asked.items)
    paths = sorted(incoming.iterdir())
    with archive.database(folder, "speed"):
        before, count = read_all(paths)
        first = taken_in(incoming)
        second = taken_in(incoming)
        after, count = read_all(paths)
    reading = min(before, after, key=lambda cost: cost.work)
    table(count, reading=reading, storing=first, again=second)
    bar("items stored a second", count / first.work, STORED_A_SECOND)
    bar("reading to storing", first.work / reading.work, READING_TO_STORING)
    bar("second run to first", first.work / second.work, SECOND_RUN)
    print()


def notice(folder, asked):
    """Take in copy of which all ends with the same passages."""
    incoming = write(folder, asked.items, notice=True)
    with archive.database(folder, "notice"):
        count = read_all(list(incoming.iterdir()))[1]
        cost = taken_in(incoming)
    table(count, notice=cost)
    bar("items stored a second, with a notice", count / cost.work, STORED_A_SECOND)
    print()


def table(count, **costs):
    """Print items a second: of one core, of this process's part, and on the wall."""
    print(f"{'items a second':24}{'of one core':>14}{'own part':>12}{'wall':>10}")
    for name, cost in costs.items():
        said = f"{count / cost.work:14,.0f}{count / cost.own:12,.0f}"
        print(f"{name:24}{said}{count / cost.wall:10,.0f}")


def read_all(paths):
    """Read files without storing anything; return what it cost, and their items."""
    from newsroom.wire import formats

    start = clock()
    count = sum(len(formats.parse(path.read_bytes())[1]) for path in paths)
    return clock() - start, count


def memory(folder, asked):
    """Run the command in a process of its own on folders that grow tenfold."""
    peaks = []
    for number in (asked.items // 10, asked.items, asked.items * 10):
        with archive.database(folder, f"memory-{number}") as address:
            incoming = write(folder, number)
            peaks.append(peak_of_import(incoming, address))
            print(f"{number:>10,} messages: {peaks[-1]:.0f} MB at the highest")
    bar("MB of memory", max(peaks), MEMORY, at_most=True)
    print()


def growth(folder, asked):
    """Compare the cost of an item with few items stored and with many."""
    costs = []
    with archive.database(folder, "growth"):
        taken_in(write(folder, 1_000))
        costs.append(cost_of_sample(folder, 0))
        _stored.multiply_to(asked.stored)
        costs.append(cost_of_sample(folder, ROUNDS))
    few, many = (f"{cost * 1000:.2f} ms" for cost in costs)
    print(f"An item costs {few} with 1,000 items stored, {many} with {asked.stored:,}")
    bar("growth", costs[1] / costs[0], GROWTH, at_most=True)
    print()


def cost_of_sample(folder, start):
    """Return the least seconds of a core an item took, of some rounds of new ones."""
    rounds = []
    for number in range(start, start + ROUNDS):
        incoming = write(folder, SAMPLE, first=10_000_000 + number * SAMPLE)
        rounds.append(taken_in(incoming).work / SAMPLE)
    return min(rounds)


def write(folder, number, *, first=0, notice=False):
    """Return a folder of so many messages, numbered from the first."""
    incoming = folder / f"incoming-{first}-{number}{'-notice' * notice}"
    if not incoming.exists():
        incoming.mkdir()
        for name, data in _messages.messages(number, first=first, notice=notice):
            (incoming / name).write_bytes(data)
    return incoming


def taken_in(incoming):
    """Take a folder in as the command does; return what it cost."""
    from django.core.management import call_command

    start = clock()
    with open(os.devnull, "w") as nowhere:
        call_command("import_wire", str(incoming), stdout=nowhere)
    return clock() - start


def peak_of_import(incoming, address):
    """Return the most memory that a process of `import_wire` held, in MB."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "import_wire", str(incoming)],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": address},
        stdout=subprocess.DEVNULL,
    )
    _pid, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"import_wire ended with status {status}.")
    return used.ru_maxrss / 1024


class Cost:
    """Seconds on the wall's clock, and those of a processor, here and at the server."""

    def __init__(self, wall, own, server):
        self.wall, self.own, self.server = wall, own, server

    def __sub__(self, other):
        return Cost(
            self.wall - other.wall, self.own - other.own, self.server - other.server
        )

    @property
    def work(self):
        return self.own + self.server


def clock():
    return Cost(time.perf_counter(), time.process_time(), server_time())


def server_time():
    """Return the seconds that the process of PostgreSQL has worked which serves us."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [number] = cursor.fetchone()
    said = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, said[11:13])) / os.sysconf("SC_CLK_TCK")


def bar(name, value, limit, *, at_most=False):
    """Print a figure beside its bar, and note if it is missed."""
    held = value <= limit if at_most else value >= limit
    words = "at most" if at_most else "at least"
    print(f"{name}: {value:,.1f} ({words} {limit:,}){'' if held else ', MISSED'}")
    if not held:
        missed.append(name)


PARTS = {"speed": speed, "notice": notice, "memory": memory, "growth": growth}

if __name__ == "__main__":
    sys.exit(main())
