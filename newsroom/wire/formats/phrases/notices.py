"""What the desk should know of an item before anything is done with it."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from newsroom.wire.formats.phrases import moments

CORRECTION = re.compile(r"correct|rectif|erratum|berichtig", re.I)


def warnings(
    notes: Iterable[str], until: datetime | None, signals: Iterable[str] = ()
) -> Iterator[str]:
    """Yield sentences about an embargo in words and about a correction.

    :param until: the embargo that is known; a note then says nothing new.
    :param signals: what the agency says of the version, such as "correction".
    """
    if until is None and any(map(moments.speaks_of_embargo, notes)):
        yield "The agency's note speaks of an embargo; read it before publishing."
    if any(map(CORRECTION.search, signals)):
        yield "The agency sends it as a correction."
