"""Addresses in copy: made whole, and rid of what only counts who came from where."""

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

import lxml.html

from newsroom.wire.formats.files import encoding
from newsroom.wire.formats.trees import markup

TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|igshid|ref|cmp", re.I)
# Links to share, mail or rate a story, or that count: feeds print them under it.
COUNTERS = re.compile(
    r"https?://(?:feeds\.feedburner\.com/~|[\w.-]{1,80}/~ff/|feedads\.|pixel\.|"
    r"www\.facebook\.com/sharer|(?:www\.)?(?:twitter|x)\.com/(?:share|intent))",
    re.I,
)
ADDRESSES = re.compile(r"\b(?:href|src)\s*=", re.I)


def web(address: str, base: str = "") -> str:
    """Return an address on the web, whole; empty if it leads anywhere else."""
    try:
        whole = urljoin(base, encoding.line(address))
        parts = urlsplit(whole)
    except ValueError:  # such as one with half a bracket
        return ""
    return whole if parts.scheme in ("http", "https") and parts.netloc else ""


def without_tracking(address: str) -> str:
    """Return an address of the web without its fragment and its counting parts."""
    whole = web(address)
    if not whole:
        return ""
    parts = urlsplit(whole)
    query = [pair for pair in parse_qsl(parts.query) if not TRACKING.fullmatch(pair[0])]
    return urlunsplit(parts._replace(query=urlencode(query), fragment=""))


def resolve(text: str, base: str) -> str:
    """Return HTML whose links and pictures are whole, and without links that count.

    A relative address leads nowhere here; where no base is known, it goes.

    :raises MalformedItem: if it is longer than any story, or nested too deeply.
    """
    if not ADDRESSES.search(text):
        return text
    markup.refuse_depth(encoding.refuse_long(text))
    top = lxml.html.fragment_fromstring(encoding.clean(text), create_parent="div")
    for part in list(top.iter("a", "img")):
        name = "href" if part.tag == "a" else "src"
        address = part.get(name, "")
        if COUNTERS.match(address.strip()):
            part.drop_tree()
        elif not address.lower().startswith("mailto:"):
            part.attrib.pop(name, None)
            if whole := web(address, base) if not address.startswith("#") else "":
                part.set(name, whole)
    return lxml.html.tostring(top, encoding="unicode")
