"""Which regular expressions take far longer over a text that is twice as long?

    .venv/bin/python benchmarks/expressions.py [WORD…]

Imports the wire room, the body and the photographs, collects every expression that a
module keeps under a name, and lets each look through texts made to hold it up: runs of
each character that it speaks of, alone and in pairs, with an end that almost fits. Said
is which of them takes more than 2.6 times as long for twice the text. Exit status 1 if
one does. A word chooses modules by their names.
"""

import importlib
import pkgutil
import re
import resource
import sys
import time
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from benchmarks import _archive as archive

ROOMS = ["newsroom.wire", "articles"]
SIZES = [10_000, 20_000, 40_000]  # characters
GROWTH = 2.6  # for twice the text; what is linear takes twice as long
# Seconds for the shortest, below which nothing further is measured; for the longest,
# below which nobody is harmed.
HINT, FLOOR = 0.008, 0.05
# Seconds of a processor, not of a clock: others may be at work on the machine.
PATIENCE = 60  # that one expression may take for all of its texts
# Those that see a text cut short alone, so that it cannot be twice as long.
BOUNDED = {
    "articles.photos.limits": "phrases of some 200 characters",
    "articles.photos.credits": "LONGEST, 1,000 characters",
    "newsroom.wire.formats.phrases.datelines": "REACH, 160 characters of an opening",
    "newsroom.wire.formats.phrases.signoffs.END_MARK": "LONGEST, 60 characters",
    "newsroom.wire.formats.phrases.signoffs.NOTEBOOK": "blocks of 240 characters",
    "newsroom.wire.formats.mails.correspondence.WROTE": "the last 400 characters",
}
# Expressions that are only ever asked whether a text begins with them, or is them.
MATCHED = {
    "AGENCY", "ANSWERED", "CREDITED", "FILE", "OPENINGS", "OPENS", "OWN_BODY",
    "OWN_LEAD", "RIGHTS", "WITH_AGENCY",
}  # fmt: skip
# Of each class of characters one that is in it, besides those that are spelled out.
OFTEN = "a1 \n\t.,-A<>/é_\"'&;(["
ENDS = ["\x00", "!"]
PIECES = re.compile(r"[A-Za-z]{2,}|[^\sA-Za-z0-9\\]")
COPIES = get_context("fork")


def main():
    words = sys.argv[1:] or [""]
    with archive.django_set_up():
        found = {
            name: pattern
            for name, pattern in expressions()
            if any(word in name for word in words)
        }
        slow = 0
        for one in found.items():
            if said := judged(*one):
                slow += 1
                print(said, flush=True)
    print(f"{slow} of {len(found)} expressions grow faster than their text.")
    return 1 if slow else 0


def expressions():
    """Yield each compiled expression that a module keeps, with where it stands."""
    seen = set()
    for module in modules():
        for name, value in vars(module).items():
            if {module.__name__, f"{module.__name__}.{name}"} & BOUNDED.keys():
                continue
            for pattern in patterns_in(value):
                if pattern not in seen:
                    seen.add(pattern)
                    yield f"{module.__name__}.{name}#{len(seen)}", pattern


def modules():
    for room in ROOMS:
        module = importlib.import_module(room)
        yield module
        for found in pkgutil.walk_packages(
            getattr(module, "__path__", ()), prefix=f"{room}."
        ):
            if ".migrations" not in found.name:
                yield importlib.import_module(found.name)


def patterns_in(value):
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for part in [*value, *value.values()]:
            yield from patterns_in(part)
    elif isinstance(value, list | tuple | set | frozenset):
        for part in value:
            yield from patterns_in(part)


def judged(name, pattern):
    """Return a sentence about an expression that grows, in a process of its own.

    One that runs on for ever can only be ended from outside.
    """
    ours, theirs = COPIES.Pipe(duplex=False)
    is_matched = name.rpartition(".")[2].partition("#")[0] in MATCHED
    methods = ["match"] if is_matched else ["search", "sub"]

    def measure():
        resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
        theirs.send(growth(pattern, methods))

    process = COPIES.Process(target=measure)
    process.start()
    theirs.close()
    try:
        said = ours.recv()
    except EOFError:
        said = f"not done in {PATIENCE} s of a processor"
    process.join()
    return f"{name}: {said}" if said else ""


def growth(pattern, methods):
    """Return what makes an expression slow, or nothing."""
    for piece in pieces(pattern.pattern):
        for end in ENDS:
            for method in methods:
                if said := slow(pattern, method, piece, end):
                    return said
    return ""


def slow(pattern, method, piece, end):
    if seconds(pattern, method, piece, end, SIZES[0]) < HINT:
        return ""
    times = [seconds(pattern, method, piece, end, size) for size in SIZES]
    ratios = [b / max(a, 1e-9) for a, b in zip(times, times[1:], strict=False)]
    if times[-1] < FLOOR or min(ratios) <= GROWTH:
        return ""
    grown = ", ".join(f"{ratio:.1f}" for ratio in ratios)
    return f"{method} in {piece!r}… takes {times[-1]:.2f} s, {grown} times for twice"


def seconds(pattern, method, piece, end, size):
    text = (piece * (size // len(piece) + 1))[:size] + end
    subject = text.encode() if isinstance(pattern.pattern, bytes) else text
    start = time.process_time()
    if method == "sub":
        pattern.sub(subject[:0], subject)
    else:
        getattr(pattern, method)(subject)
    return time.process_time() - start


def pieces(source):
    """Return what to repeat: what the expression speaks of, alone and two by two."""
    source = source.decode("latin-1") if isinstance(source, bytes) else source
    spelled = list(dict.fromkeys(PIECES.findall(source)))[:30]
    single = list(dict.fromkeys([*OFTEN, *spelled]))
    pairs = [f"{first} " for first in spelled] + [f"{first}a" for first in spelled]
    return [*single, *pairs, "1 ", "a ", "a.", "1.", " \n", "a\n", "<a ", "a=", "(a"]


if __name__ == "__main__":
    sys.exit(main())
