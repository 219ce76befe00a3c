"""Put the names in a photo's credit and byline in order, and lose none of them.

The house's rules: labels (“Photo:”, “Foto von”) and © go; a slash has no spaces, and
who took the photo stands before the agency (“J Smith/Reuters”); agencies are spelled as
they spell themselves; names in capitals get small letters, initials stay as they were
typed. What is in doubt stays as it was. The peer is the Guardian's Grid, whose cleaners
do much the same: common-lib/…/lib/cleanup in github.com/guardian/grid.
"""

import re
import unicodedata
from dataclasses import dataclass

from articles.photos import names

# How agencies spell themselves, by the same without capitals and dots.
AGENCIES = {
    spelled.casefold(): spelled
    for spelled in (
        "AAP", "ABACA", "Action Images", "AFP", "Agence France-Presse", "Alamy",
        "Anadolu", "Anadolu Agency", "ANP", "ANSA", "AP", "APA", "APN",
        "Associated Press", "ATP", "Barcroft Media", "Belga", "Bloomberg",
        "Camera Press", "Canadian Press", "Corbis", "CTK", "ddp", "dpa", "EFE", "EPA",
        "EPA-EFE", "Gamma-Rapho", "Getty Images", "Getty", "Hollandse Hoogte", "Imago",
        "INPHO", "JIJI", "Keystone", "Kyodo", "Lehtikuva", "LUSA", "Magnum",
        "Magnum Photos", "MTI", "NTB", "NurPhoto", "PA", "PA Images", "PA Media",
        "PA Wire", "PAP", "Panos", "Picture Alliance", "Press Association", "Reuters",
        "REX", "Rex Features", "Ritzau", "Ritzau Scanpix", "Scanpix", "Shutterstock",
        "SIPA", "Sipa USA", "SIPA Press", "STT", "SWNS", "TASS", "The Associated Press",
        "TT", "UPI", "WENN", "Xinhua", "Yonhap", "ZUMA", "ZUMA Press", "ZUMA Wire",
    )
} | {
    "afp photo": "AFP", "ap photo": "AP", "epa photo": "EPA", "xinhua photo": "Xinhua",
    "reuters photo": "Reuters", "thomson reuters": "Reuters",
}  # fmt: skip
NOUN = (
    r"photo(?:graph|graphy|graphie|credit)?s?|pictures?|pics?|images?|fotos?|fotografie"
    r"|fotograf[íi]as?|bild(?:er)?|kuva|zdjęcie|foto?kredit|crédits?|credits?"
    r"|crédits? photos?|photo credits?|image credits?|picture credits?|photo crédits?"
)
DONE = r"pictured?|photographed|photographié|fotografiert|shot|taken"
WHO = r"by|von|door|par|de|di|por|av|af|fra|from"
LABEL = re.compile(
    rf"^\W*(?:(?:{NOUN})\s*[:=]|(?:{NOUN}|{DONE})\s+(?:{WHO})\b\s*:?|by\b\s*:?)\s*",
    re.I,
)
# What a part of a slash may be that says nothing: “PHOTO / J Smith”.
EMPTY_PARTS = {
    "photo",
    "photos",
    "foto",
    "fotos",
    "picture",
    "pictures",
    "image",
    "pic",
}
RESERVED = re.compile(
    r"[\s,;.|/-]*\b(?:all rights? reserved|tous droits réservés|alle rechte vorbehalten"
    r"|alle rechten voorbehouden|todos los derechos reservados)\b\.?",
    re.I,
)
MARK = re.compile(
    r"(?:[©℗®]|\(\s*c\s*\)|\bcopyright\b(?!\s+(?:agency|clearance|holder|office))[:.]?)"
    r"\s*(?:(?:19|20)\d\d(?:\s*[-–,]\s*(?:19|20)?\d\d)?(?!\d)[\s,:;]*)?(?:by\b\s*)?",
    re.I,
)
SLASH = re.compile(r"\s*(?:/|\|)+\s*")
EDGES = " \t/|,;:-–—_*"
LONGEST = 1_000  # characters; what is longer is no name, and would take minutes
STEPS = 9  # a label may come to stand first only once the parts changed places
KEEPS = {0x200C, 0x200D}  # joiners, which names in Persian and Hindi are spelled with


@dataclass(frozen=True, slots=True)
class Names:
    """Who took a photo, and the line that is printed."""

    byline: str = ""
    credit: str = ""


def tidy(text: str) -> str:
    """Return words without control characters, each one space from the next."""
    composed = unicodedata.normalize("NFC", text)
    plain = "".join(
        character
        if ord(character) in KEEPS or unicodedata.category(character) not in CONTROLS
        else " " if character.isspace() else ""
        for character in composed
    )  # fmt: skip
    return " ".join(plain.split())


CONTROLS = {"Cc", "Cf", "Co", "Cn", "Cs"}


def in_order(*, byline: str = "", credit: str = "") -> Names:
    """Return byline and credit as the house writes them; done twice, nothing changes.

    A byline that the file does not give is read off the credit where that is certain;
    an agency leaves the byline if the credit has it.
    """
    now = Names(byline, credit)
    if max(len(byline), len(credit)) > LONGEST:
        return Names(tidy(byline), tidy(credit))
    for _again in range(STEPS):
        before, now = now, _step(now)
        if now == before:
            break
    return now


def composed(*, byline: str, source: str) -> Names:
    """Return the names of a photo without a credit: of who took it, and whence."""
    return in_order(byline=byline, credit="/".join(filter(None, [byline, source])))


def is_agency(part: str) -> bool:
    """Whether these words are an agency's name, or begin with one and “via”."""
    return spelled(part).split(" via ")[0].casefold() in AGENCIES


def spelled(part: str) -> str:
    """Return an agency's name as it spells itself; other words as they are."""
    first, via, second = part.partition(" via ")
    if not via:
        first, via, second = part.partition(" VIA ")
    found = [AGENCIES.get(words.strip().casefold(), words) for words in (first, second)]
    return f"{found[0]} via {found[1]}" if via else found[0]


def _step(said):
    who, _labelled = _bare(said.byline)
    line, labelled = _bare(said.credit)
    parts = _parts(line)
    makers = _parts(who)
    people = [part for part in makers if not is_agency(part)]
    elsewhere = {part.casefold() for part in parts}
    if all(part in people or part.casefold() in elsewhere for part in makers):
        makers = people or makers
    who = "/".join(map(names.in_small_letters, makers))
    if not who and parts and (labelled or len(parts) > 1):
        first = parts[0]
        if names.could_be_a_person(first) and not is_agency(first):
            who = names.in_small_letters(first)
    return Names(who, "/".join(_printed(parts, who)))


def _bare(text):
    """Return words without labels and marks, and whether a label stood there."""
    words, labelled = tidy(text), False
    while True:
        shorter = RESERVED.sub("", words)
        shorter = " ".join(MARK.sub(" ", shorter).split()).strip(EDGES)
        unlabelled = LABEL.sub("", shorter)
        labelled |= unlabelled != shorter
        if unlabelled == words:
            # Nothing but labels and marks: better what was there than nothing.
            return words, labelled
        words = unlabelled


def _parts(line):
    """Return what stands between the slashes, who took it first, each once."""
    found = [part.strip(EDGES) for part in SLASH.split(line)]
    if len(found) == 1 and line.count(",") == 1:
        before, after = (part.strip() for part in line.split(","))
        if is_agency(after) and not is_agency(before):
            found = [before, after]
    found = [spelled(part) for part in found if part]
    if len(found) > 1:
        found = [part for part in found if part.casefold() not in EMPTY_PARTS] or found
    known = {part.casefold(): part for part in reversed(found)}
    found = [known[key] for key in dict.fromkeys(part.casefold() for part in found)]
    # An agency that puts itself first: “REUTERS/Jane Smith”.
    if len(found) == 2 and is_agency(found[0]) and not is_agency(found[1]):
        found.reverse()
    return found


def _printed(parts, who):
    """Return the parts of a credit; a photographer's name as in the byline."""
    same = {name.casefold(): name for name in who.split("/") if name}
    for place, part in enumerate(parts):
        if name := same.get(part.casefold()):
            yield name
        elif place == 0 and len(parts) > 1 and names.could_be_a_person(part):
            yield part if is_agency(part) else names.in_small_letters(part)
        else:
            yield part
