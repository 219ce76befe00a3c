"""What a picture file says of itself: XMP before IIM before EXIF.

Sources: IPTC Photo Metadata Standard 2023.2 (property names in XMP and their IIM
datasets), Exif 3.0. XMP comes first because IIM cuts its texts at 32 or 64 bytes.
"""

from dataclasses import dataclass, fields
from datetime import UTC, datetime

from lxml import etree
from PIL import ExifTags, Image, IptcImagePlugin

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
XMP_RIGHTS = "{http://ns.adobe.com/xap/1.0/rights/}"
IPTC_CORE = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# Field → where XMP, IIM and EXIF keep it. IIM: the number of the dataset in record 2.
XMP_NAMES = {
    "caption": f"{DC}description",
    "byline": f"{DC}creator",
    "copyright_notice": f"{DC}rights",
    "credit": f"{PHOTOSHOP}Credit",
    "usage_terms": f"{XMP_RIGHTS}UsageTerms",
    "alt_text": f"{IPTC_CORE}AltTextAccessibility",
    "place": f"{PHOTOSHOP}City",
    "taken": f"{PHOTOSHOP}DateCreated",
}
IIM_NUMBERS = {
    "caption": 120,
    "byline": 80,
    "copyright_notice": 116,
    "credit": 110,
    "place": 90,
}
EXIF_TAGS = {
    "caption": ExifTags.Base.ImageDescription,
    "byline": ExifTags.Base.Artist,
    "copyright_notice": ExifTags.Base.Copyright,
}
UTF8_MARK = b"\x1b%G"  # IIM 1:90, ISO 2022 for "UTF-8 follows"


@dataclass(frozen=True, kw_only=True)
class PhotoMetadata:
    """What a file says of itself; an empty string where it says nothing."""

    caption: str = ""
    alt_text: str = ""
    credit: str = ""
    byline: str = ""
    copyright_notice: str = ""
    usage_terms: str = ""
    place: str = ""
    taken_at: datetime | None = None  # aware; a time without a zone is taken as UTC

    def as_fields(self) -> dict:
        """Return what was found, as values of `Photo` fields."""
        found = ((field.name, getattr(self, field.name)) for field in fields(self))
        return {name: value for name, value in found if value}


def read(image: Image.Image) -> PhotoMetadata:
    """Return the metadata of an opened image. Unreadable parts count as absent."""
    sources = [_from_xmp(image), _from_iim(image), _from_exif(image)]
    merged: dict[str, str] = {}
    for source in sources:
        for name, value in source.items():
            merged.setdefault(name, value)
    taken_at = _moment(merged.pop("taken", ""))
    return PhotoMetadata(taken_at=taken_at, **merged)


def _from_xmp(image):
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    if isinstance(packet, str):
        packet = packet.encode()
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(packet.strip(b"\x00 \n\r\t"), parser)
    except etree.XMLSyntaxError:
        return {}
    found: dict[str, str] = {}
    for description in root.iter(f"{RDF}Description"):
        for name, tag in XMP_NAMES.items():
            value = description.get(tag) or _xmp_text(description.find(tag))
            if value:
                found.setdefault(name, value)
    return found


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
    return ", ".join(_words("".join(item.itertext())) for item in items)


def _from_iim(image):
    try:
        datasets = IptcImagePlugin.getiptcinfo(image) or {}
    except (SyntaxError, ValueError, KeyError, IndexError):
        return {}
    utf8 = datasets.get((1, 90)) == UTF8_MARK
    found = {}
    for name, number in IIM_NUMBERS.items():
        raw = datasets.get((2, number))
        parts = raw if isinstance(raw, list) else [raw] if raw else []
        if value := ", ".join(_decoded(part, utf8=utf8) for part in parts):
            found[name] = value
    day, clock = (_decoded(datasets.get((2, n), b""), utf8=True) for n in (55, 60))
    if day:
        found["taken"] = f"{day}T{clock}" if clock else day
    return found


def _decoded(raw, *, utf8):
    """Return IIM bytes as text: UTF-8 if marked or valid, else Windows' Latin-1."""
    if isinstance(raw, list):
        raw = raw[0]
    try:
        return _words(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return _words(raw.decode("utf-8" if utf8 else "cp1252", errors="replace"))


def _from_exif(image):
    try:
        exif = image.getexif()
        taken = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal)
    except (SyntaxError, ValueError, KeyError, OSError):
        return {}
    found = {
        name: _words(str(exif[tag])) for name, tag in EXIF_TAGS.items() if exif.get(tag)
    }
    if taken:
        day, _, clock = str(taken).partition(" ")
        found["taken"] = f"{day.replace(':', '-')}T{clock}"
    return {name: value for name, value in found.items() if value}


def _moment(text):
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _words(text):
    return " ".join(text.replace("\x00", "").split())
