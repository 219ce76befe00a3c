"""Take many files in: looked up, read and filed in batches, in their order."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from hashlib import sha256

from newsroom.wire import filing, intake, reading, workers
from newsroom.wire.desk.arrivals import Ruling
from newsroom.wire.filing import Outcome
from newsroom.wire.intake import Arrival
from newsroom.wire.models import Decision, Feed
from newsroom.wire.reading import Reading
from newsroom.wire.sources.files import Source, Unreadable

# A batch ends with whichever comes first: it is held in memory.
FILES, BYTES = 100, 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Copy:
    """One file of a batch: what became of it already, or how to learn what it says."""

    source: Source
    data: bytes = b""
    digest: str = ""
    done: tuple[Outcome, ...] = ()
    is_new: bool = True
    said: Callable[[], Reading] | None = None


def take_in_all(
    found: Iterable[Source], feed: Feed, *, jobs: int = 1
) -> Iterator[tuple[Source, list[Outcome]]]:
    """File deliveries, each as `intake.take_in` would; yield what became of each.

    Those before the one yielded are stored. While one batch is filed here, the next is
    read by other processes, if there are any.

    :param jobs: how many processes read; with 1 this one does.
    """
    with workers.Pool(jobs) if jobs > 1 else nullcontext() as pool:
        begin = pool.begin if pool else _begin_here
        ahead: deque[list[Copy]] = deque()
        for batch in _batches(found):
            ahead.append(_begun(batch, feed, begin))
            if len(ahead) > (jobs > 1):
                yield from _filed(ahead.popleft(), feed)
        for batch in ahead:
            yield from _filed(batch, feed)


def _begin_here(data, zone):
    return partial(reading.read, data, zone)


def _batches(found) -> Iterator[list[Copy]]:
    batch: list[Copy] = []
    size = 0
    for source in found:
        try:
            data = source.read()
        except Unreadable as error:
            refused = Outcome(Ruling(Decision.QUARANTINED, str(error)))
            batch.append(Copy(source, done=(refused,)))
        else:
            batch.append(Copy(source, data, sha256(data).hexdigest()))
            size += len(data)
        if len(batch) == FILES or size > BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _begun(batch, feed, begin) -> list[Copy]:
    """Pass over what came before, and let the rest be read."""
    known = intake.known([copy.digest for copy in batch if copy.digest], feed)
    begun = []
    for copy in batch:
        before = known.get(copy.digest)
        if before and before.finished_at:
            copy = Copy(copy.source, done=(intake.came_before(before.name),))
        elif not copy.done:
            said = begin(copy.data, feed.zone)
            copy = Copy(
                copy.source, copy.data, copy.digest, is_new=not before, said=said
            )
        begun.append(copy)
    return begun


def _filed(batch, feed) -> Iterator[tuple[Source, list[Outcome]]]:
    """File a batch: what can be filed together, and in its turn what cannot."""
    together: list[tuple[Copy, Arrival]] = []
    digests: set[str] = set()
    room = filing.MOST
    for copy in batch:
        arrival = copy.said and _arrival(copy)
        items = arrival.reading.items if arrival else ()
        alone = (
            copy.done
            or not copy.is_new
            or copy.digest in digests
            or len(items) > filing.MOST
            or _brings_files(items)
        )
        if alone or len(items) > room:
            yield from _filed_together(together, feed)
            together, digests, room = [], set(), filing.MOST
        if not alone:
            together.append((copy, arrival))
            digests.add(copy.digest)
            room -= max(1, len(items))
        else:
            yield copy.source, intake.file(arrival, feed) if arrival else [*copy.done]
    yield from _filed_together(together, feed)


def _arrival(copy):
    source = copy.source
    return Arrival(source.name, copy.data, copy.said(), folder=source.folder)


def _filed_together(together, feed):
    if together:
        done = intake.take_in_new([arrival for _copy, arrival in together], feed)
        for (copy, _arrival), outcomes in zip(together, done, strict=True):
            yield copy.source, outcomes


def _brings_files(items):
    """Whether pictures come along: they are written to disk, so each by itself."""
    return any(
        picture.data for item in items for picture in getattr(item, "pictures", ())
    )
