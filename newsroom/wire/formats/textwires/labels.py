"""Typed copy whose first lines say what they are: “Headline: …”, “Byline: …”.

No standard names them; these are the words that forms and desks use.
"""

import re
from datetime import tzinfo
from typing import Any

from newsroom.wire.formats.files import encoding
from newsroom.wire.formats.phrases import datelines, moments

LINE = re.compile(
    r"\W{0,3}(?P<label>[^\W\d_][^\W\d_ ]*(?: [^\W\d_]+)?)\W{0,2}:(?P<words>.*)"
)
FIELDS = {
    label: name
    for name, labels in {
        "headline": "headline, head, title, titel, titre, título, titular, überschrift",
        "standfirst": "standfirst, summary, abstract, deck, subhead, teaser, vorspann",
        "byline": "byline, by line, by, author, autor, auteur, writer",
        "dateline": "dateline, location, place, ort, lieu, lugar",
        "slugline": "slug, slugline, slug line, catchline",
        "credit": "credit, credit line, creditline",
        "source": "source, agency, quelle, fuente",
        "language": "language, lang, sprache, langue, idioma",
        "keywords": "keywords, tags, schlagwörter, mots-clés",
        "embargo": "embargo, embargoed until, embargo until, sperrfrist, release",
        "made": "date, datum, fecha, updated, filed, published",
        "text": "body, text, story, copy, article",
        "note": "category, section, desk, priority, urgency, status, version, id"
        ", contact, note, notes, word count, words, topic, ressort, rubrik, copyright"
        ", usage",
    }.items()
    for label in labels.split(", ")
}
TELLING = {"headline", "byline", "slugline", "text"}
FEWEST = 2  # labels: one alone may be the way a story begins
MOST = 30  # lines
LONGEST = 500  # characters of one line


def divided(text: str, zone: tzinfo) -> tuple[dict[str, Any], list[str], str]:
    """Divide copy into what its labelled lines say, notes for the desk, and the text.

    :returns: fields of an item, lines for the note, and what stands below them; copy
        without such lines comes back whole.
    """
    lines = text.lstrip("\n \t").split("\n")
    said: dict[str, str] = {}
    notes: list[str] = []
    at = 0
    for at, raw in enumerate(lines[:MOST]):
        match = LINE.fullmatch(raw) if len(raw) < LONGEST else None
        name = FIELDS.get(match["label"].lower()) if match else None
        if match is None or name is None or name in said:
            if raw.strip():
                break
        elif name == "text":
            lines[at], said[name] = match["words"], ""
            break
        elif name == "note":
            notes.append(encoding.line(raw))
        else:
            said[name] = encoding.line(match["words"])
    if len(said) + len(notes) < FEWEST or not TELLING & said.keys():
        return {}, [], text
    return _fields(said, zone), notes, "\n".join(lines[at:])


def _fields(said, zone):
    """Return what the lines say as fields of an item; what is empty is left out."""
    words = {name: encoding.stated(value) for name, value in said.items()}
    words = {name: value for name, value in words.items() if value}
    found: dict[str, Any] = {
        name: words[name] for name in words.keys() - {"embargo", "made", "keywords"}
    }
    if "dateline" in words:
        found["dateline"] = datelines.city(words["dateline"])
    if "keywords" in words:
        found["keywords"] = tuple(
            filter(None, map(str.strip, re.split("[,;]", words["keywords"])))
        )
    made = words.get("made", "")
    if moments.HAS_HOUR.search(made) and (moment := moments.made(made, zone)):
        found["version_created"] = moment
    if "embargo" in words and words["embargo"].lower() not in ("no", "nein", "non"):
        until, unclear = moments.embargo(words["embargo"], zone)
        found |= {"embargo_until": until, "embargo_unclear": unclear}
    return found
