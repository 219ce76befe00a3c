"""Agency text between ZCZC and NNNN, as teleprinters marked where a message begins.

Source: ITU-T F.1 for the two marks; what stands between them is each agency's own, so
it is read as typed copy below the lines of routing.
"""

import re
from dataclasses import replace
from datetime import UTC, tzinfo

from articles import html
from newsroom.wire.formats import iptc7901, plaintext
from newsroom.wire.formats.files import encoding
from newsroom.wire.formats.phrases import bylines, datelines, moments, signoffs
from newsroom.wire.formats.textwires import transmissions, typed
from newsroom.wire.items import MalformedItem, PubStatus, UnreadItem, WireItem

NAME = "ZCZC text"

START = re.compile(r"(?:^|\n)[ \t\x01\x02]{0,8}ZCZC")
END = re.compile(r"\n[ \t\x03]{0,20}N{3,5}\b|\bNNNN\s{0,40}$")
ROUTING_LINES = 6  # at most
HEAD_LINES = 8  # at most, before the line that ends with “=”
ABOVE = 3  # lines at most, above a dateline
ROUTING_LINE = 80  # characters, at most
SLUG = re.compile(r"[^\W_]{2,20}(?:[-/]{1,2}[^\W_]{2,20}){1,4}/?")
CODE = re.compile(r"[A-Z0-9][A-Z0-9_./:+*#-]{0,30}")


def recognises(data: bytes) -> bool:
    return bool(START.match(encoding.opening(data).lstrip("\x00\x04\x16\x7f \r\n")))


def parse(data: bytes, zone: tzinfo = UTC) -> list[WireItem | UnreadItem]:
    """Return the items of a file of one or several messages.

    :raises MalformedItem: if there is no text in it.
    """
    text = transmissions.text_of(data)
    parts = [part for part in START.split(text)[1:] if encoding.line(part)]
    nothing = "It is a text transmission (ZCZC) without a text."
    return transmissions.each(parts, lambda part: _item(part, zone), nothing)


def _item(part, zone):
    text, filed = _without_end(part)
    routing, text = _without_routing(text)
    head, text = _head(text)
    text, marks = transmissions.without_sign_off(text)
    texts, notebook = transmissions.without_notes(typed.blocks(text))
    slug, head = _slug(head)
    headline, byline, versions = _sorted(head)
    story = plaintext.item(
        "\n\n".join(texts),
        zone,
        headline=headline,
        slugline=slug,
        byline=byline,
        version_created=transmissions.filed(" ".join(filed), zone)
        or transmissions.filed(" ".join(routing), zone),
        signals=tuple(versions),
    )
    if not story.body:
        raise MalformedItem("The text transmission (ZCZC) holds no text.")
    body, sign_off = signoffs.taken_off(html.clean(story.body))
    stated = f"Routing: {' · '.join(routing)}" if routing else ""
    notes = [stated, *versions, story.editor_note, *notebook, sign_off, *marks, *filed]
    note = "\n".join(filter(None, notes))
    kills = any(map(transmissions.is_kill, [*versions, story.headline]))
    return replace(
        story,
        body=body,
        pub_status=PubStatus.CANCELED if kills else PubStatus.USABLE,
        editor_note=note,
        warnings=tuple(_warnings(kills, story, note)),
    )


def _without_end(part):
    """Take off the mark of the end, and a line above it that says when it was filed."""
    if match := END.search(part):
        last = encoding.line(part[match.start() : match.end() + 80])
        part = part[: match.start()]
    else:
        last = ""
    lines = part.rstrip().split("\n")
    filed = [last] if transmissions.filed(last) else []
    closing = encoding.line(lines[-1])
    if len(closing) < 60 and transmissions.filed(closing):
        lines, filed = lines[:-1], [closing, *filed]
    return "\n".join(lines), filed


def _without_routing(text):
    """Take off the lines of codes at the top: what follows ZCZC, and codes below it."""
    first, _, rest = text.partition("\n")
    routing = [encoding.line(first)]
    lines = rest.split("\n")
    while lines and len(routing) <= ROUTING_LINES:
        line = encoding.line(lines[0])
        if line and not _is_routing(line, later=len(routing) > 1):
            break
        routing.append(line)
        del lines[0]
    return list(filter(None, routing)), "\n".join(lines)


def _is_routing(line, *, later):
    """Whether a line holds nothing but codes: capitals with at least one figure.

    Below another line of codes, short capitals alone do too.
    """
    words = line.rstrip("= ").split()
    told = line.endswith("=") or transmissions.is_about_version(line)
    if told or len(line) > ROUTING_LINE:
        return False
    if iptc7901.HEADER.match(line):
        return True
    if not words or not all(CODE.fullmatch(word) for word in words):
        return bool(re.search(r"\d", words[0])) and "_" in words[0] if words else False
    figures = sum(bool(re.search(r"[\d_]", word)) for word in words)
    short = sum(len(word) <= 4 for word in words)
    return (
        figures > 0
        and figures + short >= len(words)
        or (later and short == len(words) < 9)
    )


def _head(text):
    """Return the lines up to one that ends with “=”, and the text below them."""
    lines = text.split("\n")
    full = [at for at, line in enumerate(lines) if encoding.line(line)][:HEAD_LINES]
    ends = [at for at in full if encoding.clean(lines[at]).rstrip().endswith("=")]
    if not ends:
        return _above_the_dateline(lines, full)
    last = ends[-1] if len(ends) > 1 and _is_byline(lines[ends[-1]]) else ends[0]
    head = [encoding.line(lines[at]).rstrip("= ") for at in full if at <= last]
    return list(filter(None, head)), "\n".join(lines[last + 1 :])


def _above_the_dateline(lines, full):
    """Return the few lines above one that opens with a dateline, and the text."""
    for at in full[1 : ABOVE + 1]:
        above = [encoding.line(line) for line in lines[:at]]
        whole = all(len(line) <= typed.NOTICE and line[-1:] != "." for line in above)
        opening = encoding.line(" ".join(lines[at : at + 3]))
        if whole and datelines.read(opening) and not datelines.read(above[full[0]]):
            return list(filter(None, above)), "\n".join(lines[at:])
    return [], "\n".join(lines)


def _slug(head):
    """Take a line of words without a space, as “BC-FERRY”, off the head."""
    if len(head) > 1 and SLUG.fullmatch(head[0]):
        return head[0], head[1:]
    return "", head


def _sorted(head):
    versions = [line for line in head[:-1] if transmissions.is_about_version(line)]
    lines = [line for line in head if line not in versions]
    byline = lines.pop() if len(lines) > 1 and _is_byline(lines[-1]) else ""
    return " ".join(lines), byline, versions


def _is_byline(line):
    words = encoding.line(line).rstrip("= ")
    return bool(bylines.read(words) or iptc7901.BYLINE.fullmatch(words))


def _warnings(kills, story, note):
    if kills:
        yield "It names the story it kills by the slugline alone; see that it is gone."
    told = story.embargo_until or story.embargo_unclear
    if not told and moments.speaks_of_embargo(note):
        yield "The agency's note speaks of an embargo; read it before publishing."
