"""What a story's body places by reference: photos, galleries and embeds.

Each is an empty <figure> with one attribute; `articles.html` keeps no other figure, and
the templates draw them.
"""

import re
from html import escape, unescape

from articles.providers import embed_provider

LONGEST_GALLERY = 60  # photos
EMBEDDED = re.compile(r'<figure data-embed="([^"]*)"')
PLACED = re.compile(r'<figure data-(?:photo|gallery)="([\d ]*)"')
GALLERY = re.compile(r'<figure data-gallery="([\d ]*)"')


def photo_ids(body: str) -> list[int]:
    """Return the ids of the photos that a clean body places, in order, each once.

    Those of a gallery stand where the gallery does.
    """
    found = (number for ids in PLACED.findall(body) for number in ids.split())
    return list(dict.fromkeys(int(number) for number in found))


def in_galleries(html: str) -> set[int]:
    """Return the ids of the photos that stand in the galleries of a clean body."""
    return {photo for found in GALLERY.findall(html) for photo in ids_of(found)}


def ids_of(value: str) -> list[int]:
    """Return the ids that the value of a gallery names, each once, at most 60."""
    found = dict.fromkeys(int(part) for part in value.split() if _photo(part))
    return list(found)[:LONGEST_GALLERY]


def embeds(body: str) -> list[str]:
    """Return the addresses of the embeds that a clean body places, each once."""
    return list(dict.fromkeys(unescape(url) for url in EMBEDDED.findall(body)))


def place_once(body) -> None:
    """Take out of a parsed body what a gallery shows a second time.

    A photo has one caption in a story, so a gallery repeats no photo that stands before
    it, and no photo stands alone after the gallery that has it.

    :param body: the element that holds the blocks; changed in place.
    """
    placed: set[int] = set()
    in_galleries: set[int] = set()
    for figure in body.iter("figure"):
        if gallery := figure.get("data-gallery"):
            new = [photo for photo in ids_of(gallery) if photo not in placed]
            figure.set("data-gallery", " ".join(map(str, new)))
            in_galleries.update(new)
            placed.update(new)
        elif photo := _photo(figure.get("data-photo") or ""):
            if int(photo) in in_galleries:
                del figure.attrib["data-photo"]
            placed.add(int(photo))


def written(figure) -> str:
    """Return a placeholder with its attribute alone; nothing if it places nothing."""
    for name in ATTRIBUTES:
        if value := figure.get(name):
            return f'<figure {name}="{escape(value)}"></figure>'
    return ""


def _photo(value):
    return value if value.isdecimal() and len(value) < 19 else None


def _gallery(value):
    return " ".join(map(str, ids_of(value))) or None


def _embed(value):
    return value if embed_provider(value) else None


# What may stand on a figure: its attribute → how its value is kept, or None to drop it.
ATTRIBUTES = {"data-photo": _photo, "data-gallery": _gallery, "data-embed": _embed}
