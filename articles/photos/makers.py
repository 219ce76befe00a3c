"""Who made a photo: a photographer and an agency, in every spelling of their names."""

import re
import unicodedata

from anyascii import anyascii

LONGEST = 200  # characters of a key


def key(name: str) -> str:
    """Return the form in which the spellings of one name are equal; "" for no name.

    Capitals, accents, spaces and the dots of initials do not matter: “J.R. Smith”,
    “J. R. SMITH” and “JR Smith” are one photographer.
    """
    plain = anyascii(unicodedata.normalize("NFKC", name.replace("©", " "))).lower()
    words = re.sub(r"[.\x00-\x1f\x7f]", " ", plain).split()
    # Initials that stood apart are one word.
    joined = re.sub(r"\b(\w) (?=\w\b)", r"\1", " ".join(words))
    return joined.strip(" ,;:-/")[:LONGEST]


def agency(credit: str, *, byline: str = "", source: str = "") -> str:
    """Return the agency of a photo as its words spell it: what its credit ends with.

    “J. Smith / Coastal Press” is of Coastal Press. A credit that names only the
    photographer is of the source, if the photo has one.
    """
    last = re.split(r"\s*/\s*|\s+via\s+", credit.strip())[-1].strip()
    if not last or key(last) == key(byline):
        return source.strip()
    return last
