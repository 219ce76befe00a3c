"""What a picture file says of itself: XMP before IIM before EXIF.

Sources: IPTC Photo Metadata Standard 2023.2 (property names in XMP and their IIM
datasets), Exif 3.0. XMP comes first because IIM cuts its texts at 32 or 64 bytes.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from lxml import etree
from PIL import ExifTags, Image, IptcImagePlugin

from articles.photos import credits
from articles.photos.pixels import DAMAGE

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
XMP_RIGHTS = "{http://ns.adobe.com/xap/1.0/rights/}"
IPTC_CORE = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
IPTC_EXTENSION = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# Field → where XMP, IIM and EXIF keep it. IIM: the number of the dataset in record 2.
XMP_NAMES = {
    "headline": f"{PHOTOSHOP}Headline",
    "title": f"{DC}title",
    "caption": f"{DC}description",
    "byline": f"{DC}creator",
    "byline_title": f"{PHOTOSHOP}AuthorsPosition",
    "copyright_notice": f"{DC}rights",
    "credit": f"{PHOTOSHOP}Credit",
    "source": f"{PHOTOSHOP}Source",
    "usage_terms": f"{XMP_RIGHTS}UsageTerms",
    "instructions": f"{PHOTOSHOP}Instructions",
    "alt_text": f"{IPTC_CORE}AltTextAccessibility",
    "place": f"{PHOTOSHOP}City",
    "state": f"{PHOTOSHOP}State",
    "country": f"{PHOTOSHOP}Country",
    "urgency": f"{PHOTOSHOP}Urgency",
    "digital_source": f"{IPTC_EXTENSION}DigitalSourceType",
    "taken": f"{PHOTOSHOP}DateCreated",
}
# Where the newer LocationCreated keeps what the names above have had for longer.
XMP_CREATED_AT = {
    "place": f"{IPTC_EXTENSION}City",
    "state": f"{IPTC_EXTENSION}ProvinceState",
    "country": f"{IPTC_EXTENSION}CountryName",
}
XMP_LISTS = {
    "keywords": f"{DC}subject",
    "people": f"{IPTC_EXTENSION}PersonInImage",
}
IIM_NUMBERS = {
    "title": 5,
    "urgency": 10,
    "instructions": 40,
    "byline": 80,
    "byline_title": 85,
    "place": 90,
    "state": 95,
    "country": 101,
    "headline": 105,
    "credit": 110,
    "source": 115,
    "copyright_notice": 116,
    "caption": 120,
}
IIM_KEYWORDS = 25
EXIF_TAGS = {
    "caption": ExifTags.Base.ImageDescription,
    "byline": ExifTags.Base.Artist,
    "copyright_notice": ExifTags.Base.Copyright,
}
# What the library keeps of it: the fields of `Photo`.
KEPT = (
    "headline", "caption", "alt_text", "credit", "source", "byline", "copyright_notice",
    "usage_terms", "instructions", "place", "state", "country", "digital_source",
    "taken_at",
)  # fmt: skip
# The words that an editor checks of each photo.
CHECKED = ("caption", "credit", "alt_text", "byline")
# Before them no photograph was taken; the first and the last year have moments without
# a counterpart in UTC.
YEARS = range(1800, 3000)
# Keywords that are codes of an agency's own machines, such as “:rel:d:bm:X1”.
INTERNAL = re.compile(r":\w{1,12}:")


@dataclass(frozen=True, kw_only=True)
class PhotoMetadata:
    """What a file says of itself; an empty string where it says nothing."""

    headline: str = ""
    title: str = ""  # short, often the slug of the story
    caption: str = ""
    alt_text: str = ""
    credit: str = ""
    source: str = ""
    byline: str = ""
    byline_title: str = ""  # the photographer's, such as “Stringer”
    copyright_notice: str = ""
    usage_terms: str = ""
    instructions: str = ""  # to editors; agencies print restrictions here
    place: str = ""  # the city
    state: str = ""
    country: str = ""
    urgency: str = ""  # 1, the highest, to 8
    digital_source: str = ""  # the end of its IPTC code, “digitalCapture” and so on
    keywords: tuple[str, ...] = ()
    people: tuple[str, ...] = ()  # who is seen in it
    taken_at: datetime | None = None  # aware; a time without a zone is taken as UTC

    def as_fields(self) -> dict:
        """Return what was found, as values of `Photo` fields, its names in order."""
        found = {name: getattr(self, name) for name in KEPT}
        made_by = credits.in_order(byline=self.byline, credit=self.credit)
        found |= {"byline": made_by.byline, "credit": made_by.credit}
        found |= {
            "keywords": ", ".join(self.keywords),
            "people": ", ".join(self.people),
        }
        return {name: value for name, value in found.items() if value}

    def as_said(self) -> dict[str, str]:
        """Return the words an editor checks as the file has them, where it has any."""
        said = {name: getattr(self, name) for name in CHECKED}
        return {name: words for name, words in said.items() if words}

    @property
    def terms(self) -> str:
        """What may be done with it: agencies write that into the instructions too."""
        lines = dict.fromkeys([self.usage_terms, self.instructions])
        return "\n".join(filter(None, lines))


def read(image: Image.Image) -> PhotoMetadata:
    """Return the metadata of an opened image. Unreadable parts count as absent."""
    sources = [_from_xmp(image), _from_iim(image), _from_exif(image)]
    merged: dict[str, Any] = {}
    for source in sources:
        for name, value in source.items():
            merged.setdefault(name, value)
    merged["digital_source"] = merged.get("digital_source", "").rpartition("/")[2]
    return PhotoMetadata(taken_at=_moment(merged.pop("taken", "")), **merged)


def _from_xmp(image):
    packet = _packet(image)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(packet.strip(b"\x00 \n\r\t"), parser)
    except etree.XMLSyntaxError:
        return {}
    found: dict[str, Any] = {}
    for description in root.iter(f"{RDF}Description"):
        for name, tag in XMP_NAMES.items():
            value = description.get(tag) or _xmp_text(description.find(tag))
            if value:
                found.setdefault(name, value)
        for name, tag in XMP_LISTS.items():
            if words := _keywords(_xmp_list(description.find(tag))):
                found.setdefault(name, words)
    for name, tag in XMP_CREATED_AT.items():
        if value := _xmp_text(root.find(f".//{IPTC_EXTENSION}LocationCreated//{tag}")):
            found.setdefault(name, value)
    return found


def _packet(image) -> bytes:
    found = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    if isinstance(found, str):
        return found.encode()
    # A TIFF's tag for it may hold a number.
    return found if isinstance(found, bytes) else b""


def _xmp_text(element):
    """Return an XMP value as text: plain, the default of a language list, or a list."""
    if element is None:
        return ""
    items = list(element.iter(f"{RDF}li"))
    if not items:
        return _words("".join(element.itertext()))
    if items[0].get(XML_LANG):
        default = [item for item in items if item.get(XML_LANG) == "x-default"]
        return _words("".join((default or items)[0].itertext()))
    return ", ".join(_xmp_list(element))


def _xmp_list(element):
    items = () if element is None else element.iter(f"{RDF}li")
    return [_words("".join(item.itertext())) for item in items]


def _from_iim(image):
    try:
        datasets = IptcImagePlugin.getiptcinfo(image) or {}
    except DAMAGE:
        return {}
    found: dict[str, Any] = {}
    for name, number in IIM_NUMBERS.items():
        if value := ", ".join(_iim_values(datasets, number)):
            found[name] = value
    if words := _iim_values(datasets, IIM_KEYWORDS):
        found["keywords"] = _keywords(words)
    day, clock = ("".join(_iim_values(datasets, n)[:1]) for n in (55, 60))
    if day:
        found["taken"] = f"{day}T{clock}" if clock else day
    return found


def _iim_values(datasets, number):
    raw = datasets.get((2, number))
    parts = raw if isinstance(raw, list) else [raw]
    # An empty dataset comes as None.
    return [_decoded(part) for part in parts if isinstance(part, bytes)]


def _keywords(found):
    """Return keywords one by one; some agencies write them all into one, with “;”."""
    words = [_words(word) for part in found for word in part.split(";")]
    kept = (word for word in words if word and not INTERNAL.match(word))
    return tuple(dict.fromkeys(kept))


def _decoded(raw):
    """Return IIM bytes as text: UTF-8 if valid, whatever the mark says, else Windows'.

    Programs that mark their Latin-1 as UTF-8 are common.
    """
    try:
        return _words(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return _words(raw.decode("cp1252", errors="replace"))


def _from_exif(image):
    try:
        exif = image.getexif()
        taken = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal)
    except DAMAGE:
        return {}
    found = {
        name: _exif_words(str(exif[tag]))
        for name, tag in EXIF_TAGS.items()
        if exif.get(tag)
    }
    if taken:
        day, _, clock = str(taken).partition(" ")
        found["taken"] = f"{day.replace(':', '-')}T{clock}"
    return {name: value for name, value in found.items() if value}


def _exif_words(text):
    """Return an Exif text; cameras write UTF-8 where the standard says ASCII."""
    try:
        return _decoded(text.encode("latin-1"))
    except UnicodeEncodeError:
        return _words(text)


def _moment(text):
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.year not in YEARS:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _words(text):
    return credits.tidy(text)
