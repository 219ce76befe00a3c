"""One visit to the source of a feed: what it brings, and what it remembers."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsroom.wire import addresses, credentials
from newsroom.wire.models import Feed, Polling, Sighting
from newsroom.wire.sources.deadlines import Deadline

LONGEST_NAME = 255  # characters
LONGEST_SHOWN = 80  # characters of a name that is passed over
SHOWN = 3  # such names
MOST_FILES = 20_000  # in one folder; more are slow to list, again and again

Listed = TypeVar("Listed")


class SourceFailed(Exception):
    """A source cannot be read; the message says why, as a sentence."""


def nothing(*_reason: str) -> None:
    """What is done to a source that keeps nothing."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One file or message that a source brings.

    Once it is filed, one of the two is called: nothing is gone from its source before
    it is here. If that does not happen, it comes again.
    """

    name: str
    data: bytes = field(repr=False)  # at most one byte more than the wire takes
    done: Callable[[], None] = nothing
    failed: Callable[[str], None] = nothing  # takes the reason, as a sentence
    folder: str = ""  # where files lie that came beside it, if anywhere


class Visit:
    """A visit to a source, with the time it may take and what is known from before.

    :param trial: whether only to see what it would bring; nothing is remembered then.
    """

    def __init__(self, feed: Feed, deadline: Deadline, *, trial: bool = False):
        self.feed, self.deadline, self.trial = feed, deadline, trial
        self.growing = 0  # files that have to be seen unchanged once more
        self.complaints: list[str] = []  # of single files; the others went on
        self.passed_over: list[str] = []  # files, for names that cannot be kept
        self.polling = Polling(feed=feed) if trial else _polling(feed)

    @property
    def place(self) -> addresses.Place:
        """Return where the feed is fetched from.

        :raises SourceFailed: if its address is none.
        """
        try:
            place = self.feed.place
        except addresses.Misaddressed as refusal:
            raise SourceFailed(str(refusal)) from None
        if place is None:
            raise SourceFailed(_("The feed is fetched from no other machine."))
        return place

    def password(self) -> credentials.Secret:
        """Return the password for that place, an empty one if the feed has none.

        :raises SourceFailed: if it was entered for another place or cannot be opened.
        """
        try:
            return self.feed.open_secret() or credentials.Secret("")
        except (credentials.Unopenable, addresses.Misaddressed) as refusal:
            raise SourceFailed(str(refusal)) from None

    def complain(self, name: str, error: Exception | str) -> None:
        """Note that something could not be done with one file."""
        words = " ".join(str(error).split())[:200].rstrip(".")
        self.complaints.append(f"“{name}”: {words or type(error).__name__}.")

    def remember(self, **state: str) -> None:
        """Keep where the next visit begins."""
        if not self.trial:
            for name, value in state.items():
                setattr(self.polling, name, value)
            Polling.objects.filter(feed=self.feed).update(**state)

    def whole(self, listed: Mapping[str, str], *, settled: Container[str] = ()):
        """Return which files to take: whole ones that were not taken before, sorted.

        :param listed: all that lie there: name → mark, such as size and time.
        :param settled: names that need no second look.
        """
        names = sorted(name for name in listed if is_plain(name))
        if self.trial:
            return names
        seen = Sighting.objects.filter(feed=self.feed)
        known = {sighting.name: sighting for sighting in seen}
        seen.filter(name__in=known.keys() - set(names)).delete()
        whole, new = [], []
        for name in names:
            before, mark = known.get(name), listed[name]
            same = before is not None and before.mark == mark
            if not same:
                new.append(Sighting(feed=self.feed, name=name, mark=mark))
            if (same or name in settled) and not (same and before and before.taken):
                whole.append(name)
        Sighting.objects.bulk_create(
            new,
            update_conflicts=True,
            unique_fields=["feed", "name"],
            update_fields=["mark", "taken"],
        )
        self.growing = len({sighting.name for sighting in new} - set(whole))
        return whole

    def pass_over_odd(self, listed: Iterable[str]) -> None:
        """Say which files are passed over, as nothing can be noted under their names.

        :param listed: all names; surrogates stand for bytes that are no UTF-8.
        """
        odd = sorted(name for name in listed if _is_odd(name))
        if odd:
            named = ", ".join(f"“{_readable(name)}”" for name in odd[:SHOWN])
            reason = ngettext(
                "%d file is passed over, as its name cannot be kept; have it renamed:",
                "%d files are passed over, as their names cannot be kept; have them "
                "renamed:",
                len(odd),
            )
            more = ", …" if len(odd) > SHOWN else ""
            self.passed_over.append(f"{reason % len(odd)} {named}{more}.")

    def leave(self, name: str, _reason: str) -> None:
        """Leave a file that could not be read where it lies, for a second look."""
        self.taken(name)

    def taken(self, name: str) -> None:
        """Remember that a file is here, for as long as it lies there unchanged."""
        if not self.trial:
            seen = Sighting.objects.filter(feed=self.feed, name=name)
            seen.update(taken=True)


def bounded(entries: Iterable[Listed]) -> Iterator[Listed]:
    """Yield the entries of a folder.

    :raises SourceFailed: if there are more than any agency leaves lying.
    """
    for count, entry in enumerate(entries):
        if count >= MOST_FILES:
            reason = _("The folder holds more than %d files; have old ones cleared.")
            raise SourceFailed(reason % MOST_FILES)
        yield entry


def is_plain(name: str) -> bool:
    """Whether a name is one of a file directly in a folder, and not hidden."""
    return (
        bool(name)
        and not name.startswith(".")
        and "/" not in name
        and len(name) <= LONGEST_NAME
        and name.isprintable()
    )


def _is_odd(name: str) -> bool:
    """Whether a name is that of a file, yet none that can be noted and shown."""
    return not is_plain(name) and not name.startswith(".") and bool(name.strip("/"))


def _readable(name):
    """Return a name with what cannot be printed as codes, such as \\xe9, cut short."""
    raw = name.encode("utf-8", "surrogateescape")
    known = raw.decode("utf-8", "backslashreplace")
    shown = "".join(c if c.isprintable() else repr(c)[1:-1] for c in known)
    return shown if len(shown) <= LONGEST_SHOWN else f"{shown[:LONGEST_SHOWN]}…"


def _polling(feed: Feed) -> Polling:
    """Return what is known of the feed; another source than before begins anew."""
    polling, _created = Polling.objects.get_or_create(feed=feed)
    source = f"{feed.transport} {feed.address} {feed.user_name}"[:700]
    if polling.source != source:
        polling.source = source
        polling.etag = polling.last_modified = polling.cursor = ""
        polling.save(update_fields=["source", "etag", "last_modified", "cursor"])
        Sighting.objects.filter(feed=feed).delete()
    return polling
