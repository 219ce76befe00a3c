"""NITF 3: one story as XML, its head full of the agency's housekeeping.

Source: IPTC, NITF 3.6. What a head says in `meta` differs from agency to agency, so
only names that several of them use are read.
"""

import re
from datetime import UTC, datetime, timedelta, tzinfo

from articles import html
from newsroom.wire.formats.files import encoding
from newsroom.wire.formats.phrases import datelines, moments, notices, signoffs
from newsroom.wire.formats.trees import markup, nitf_body, xml
from newsroom.wire.items import (
    MalformedItem,
    PubStatus,
    UnreadItem,
    WireItem,
)

NAME = "NITF"

IPTC_CODE = re.compile(r"(?:^|[:/])(\d{8})$")
SLUGLINES = ("anpa-keyword", "slugline", "slug", "subject")
# An issue and a release a moment apart are one act of sending, and no embargo.
SAME_MOMENT = timedelta(minutes=5)
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def recognises(data: bytes) -> bool:
    return xml.root_name(data)[1] == "nitf"


def parse(data: bytes, zone: tzinfo = UTC) -> list[WireItem | UnreadItem]:
    """Return the one item of an NITF document.

    :raises MalformedItem: if it is not well-formed XML, or has no body.
    """
    root = xml.read(data)
    if xml.find(root, "body") is None:
        raise MalformedItem("The NITF document has no body.")
    return [_item(root, zone)]


def _item(nitf, zone):
    """Read the document: a table to hold against the specification.

    The text is read last, since reading it takes it apart.
    """
    until, unclear = _embargo(nitf, zone)
    notes = _notes(nitf)
    headline = nitf_body.headline(nitf) or xml.words_at(nitf, "head/title")
    summary, deck = nitf_body.abstract(nitf), nitf_body.deck(nitf)
    byline, dateline = nitf_body.byline(nitf), nitf_body.dateline(nitf)
    tagline = nitf_body.tagline(nitf)
    copy = markup.from_nitf(nitf)
    body, sign_off = signoffs.taken_off(_without_repeated(copy.body, headline))
    body, initials = signoffs.with_tagline(body, tagline)
    paragraphs = html.paragraphs(body)
    places = tuple(dict.fromkeys(_places(nitf)))
    opening = datelines.opening(paragraphs, places)
    key, version = _key(nitf)
    guid = _stated(nitf, "doc-id", "id-string")
    signals = tuple(word.lower() for word in _each(nitf, "ed-msg", "msg-type"))
    return WireItem(
        guid=guid,
        story_id=key,
        version=version,
        version_created=_made(nitf, zone),
        pub_status=_pub_status(nitf),
        embargo_until=until,
        embargo_unclear=unclear,
        urgency=encoding.whole_number(_stated(nitf, "urgency", "ed-urg")),
        headline=headline,
        standfirst=_standfirst([summary, deck], headline, " ".join(paragraphs[:1])),
        slugline=_slugline(nitf),
        byline=byline or opening.byline,
        dateline=dateline or opening.city,
        source=_source(nitf),
        language=_language(nitf),
        body=body,
        keywords=tuple(_keywords(nitf)),
        subjects=tuple(dict.fromkeys(_subjects(nitf))),
        places=places,
        pictures=copy.pictures,
        editor_note="\n".join(filter(None, [*notes, copy.notes, sign_off, initials])),
        usage_terms=_usage_terms(nitf),
        warnings=tuple(notices.warnings(notes, until, signals)),
        supersedes=tuple(_each(nitf, "docdata", "management-doc-idref")),
        kills=tuple(_killed(nitf)),
        signals=signals,
        copyright=_copyright(nitf),
    )


def _each(nitf, name, attribute):
    """Return the values of an attribute of the head's elements, each once."""
    head = xml.find(nitf, "head")
    found = [] if head is None else xml.descendants(head, name)
    values = (encoding.stated(element.get(attribute, "")) for element in found)
    return list(dict.fromkeys(filter(None, values)))


def _stated(nitf, name, attribute):
    return next(iter(_each(nitf, name, attribute)), "")


def _meta(nitf):
    """Return what the agency's own `meta` elements say, by name in lower case."""
    return {
        element.get("name", "").lower(): encoding.stated(element.get("content", ""))
        for element in xml.find_all(nitf, "head/meta")
    }


def _key(nitf):
    """Return the name through all versions, and the version, of a dynamic-use key.

    Only a key that the document's identifier is made of is one: many agencies use the
    same key for every story of a day under one slug.
    """
    key, guid = _stated(nitf, "du-key", "key"), _stated(nitf, "doc-id", "id-string")
    if len(key) < 8 or key not in guid:
        return "", None
    return key, encoding.whole_number(_stated(nitf, "du-key", "version"))


def _made(nitf, zone):
    for name, attribute in (
        ("date.issue", "norm"),
        ("pubdata", "date.publication"),
        ("date.release", "norm"),
    ):
        if moment := moments.made(_stated(nitf, name, attribute), zone):
            return moment
    return None


def _status(nitf):
    return _stated(nitf, "docdata", "management-status").lower()


def _pub_status(nitf):
    """Return the status; what is embargoed is usable from the moment it says on."""
    kinds = _each(nitf, "ed-msg", "msg-type")
    if any(PubStatus.read(kind) == PubStatus.CANCELED for kind in kinds):
        return PubStatus.CANCELED
    status = _status(nitf)
    return PubStatus.read("" if status == "embargoed" else status)


def _killed(nitf):
    """Return the documents that this one cancels: by their status, or by its own."""
    named = _each(nitf, "docdata", "management-doc-idref")
    status = _stated(nitf, "docdata", "management-idref-status").lower()
    dead = PubStatus.CANCELED in (_pub_status(nitf), PubStatus.read(status))
    return named if dead else []


def _embargo(nitf, zone):
    """Return the embargo: a release after the issue is one, whatever the status says.

    A release day without an hour holds the story only if it is a later day.
    """
    embargoed = _status(nitf) == "embargoed"
    stated = _stated(nitf, "date.release", "norm")
    until, unclear = moments.embargo(stated, zone)
    if embargoed:
        return until, "" if until else unclear or "embargoed"
    issued = moments.read(_stated(nitf, "date.issue", "norm"), zone)
    issued = issued or datetime.now(UTC)
    if until:
        return (until if until > issued + SAME_MOMENT else None), ""
    day = moments.read(unclear, zone)
    return None, unclear if day and day > issued else ""


def _standfirst(candidates, headline, opening):
    """Return the first of these that says more than the headline or the opening."""
    for words in candidates:
        start = words.rstrip(".… ")
        known = headline.startswith(start) or opening.startswith(start)
        if start and not known:
            return words
    return ""


def _without_repeated(body, headline):
    """Return the text without the headline, which some agencies print above it too."""
    first, newline, rest = str(body).partition("\n")
    repeats = first.startswith("<h2>") and html.paragraphs(first) == [headline]
    return html.clean(rest) if repeats and newline else body


def _slugline(nitf):
    found = _meta(nitf)
    return next(filter(None, (found.get(name, "") for name in SLUGLINES)), "")


def _keywords(nitf):
    """Return the keywords; some agencies list them as web pages do."""
    listed = _meta(nitf).get("keywords", "").split(",")
    return _each(nitf, "keyword", "key") or list(filter(None, map(str.strip, listed)))


def _source(nitf):
    body = xml.find(nitf, "body")
    distributors = map(xml.words, xml.descendants(body, "distributor"))
    return next(
        filter(
            None,
            [
                _stated(nitf, "doc.copyright", "holder"),
                *distributors,
                _stated(nitf, "doc-id", "regsrc"),
            ],
        ),
        "",
    )


def _language(nitf):
    parts = [nitf, *xml.find_all(nitf, "body")]
    found = [nitf.get("baselang"), *(part.get(LANGUAGE) for part in parts)]
    return encoding.line(next(filter(None, found), ""))


def _subjects(nitf):
    head = xml.find(nitf, "head")
    for element in [] if head is None else xml.descendants(head, "*"):
        for name in ("tobject.subject.refnum", "value"):
            if name == "value" and xml.name(element) != "classifier":
                continue
            if match := IPTC_CODE.search(element.get(name, "").strip()):
                yield match[1]


def _places(nitf):
    """Yield where it happened; codes of states and countries are no names."""
    for place in xml.find_all(nitf, "head/docdata/identified-content/location"):
        if words := xml.words_at(place, "city") or xml.words(place):
            yield words
    for name in ("city", "county-dist", "state-prov"):
        yield from (
            place
            for place in _each(nitf, "evloc", name)
            if len(place) > 3 or not place.isupper()
        )


def _notes(nitf):
    return [*_each(nitf, "ed-msg", "info"), *nitf_body.notes(nitf)]


def _usage_terms(nitf):
    """Return limits of use in words: what for, where, and until when."""
    terms = _each(nitf, "doc.rights", "limitations")
    if places := _each(nitf, "doc.rights", "geography"):
        terms.append(f"Territory: {', '.join(places)}")
    if expiry := _stated(nitf, "date.expire", "norm"):
        if moment := moments.read(expiry):
            terms.append(f"Not for use after {moment:%Y-%m-%d %H:%M} UTC")
    return "; ".join(term.rstrip(".") for term in terms)


def _copyright(nitf):
    year = _stated(nitf, "doc.copyright", "year")
    holder = _stated(nitf, "doc.copyright", "holder")
    return f"© {year} {holder}".replace("  ", " ") if holder else ""
