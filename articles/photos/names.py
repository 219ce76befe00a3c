"""Names of people that came in capitals, written as people write them."""

import re

# Words inside a name that stay small: “Vincent van Gogh”, “Ana de la Cruz”.
PARTICLES = {
    "af", "av", "bin", "bint", "da", "das", "de", "del", "della", "den", "der", "di",
    "do", "dos", "du", "ibn", "la", "ten", "ter", "van", "vom", "von", "y", "zu", "zum",
    "zur",
}  # fmt: skip
ROMAN = {"II", "III", "IV"}
# Where the letter after Mac is a capital; in Machado, Macron and Mackey it is not.
MAC = re.compile(
    r"mac(?=(?:alister|arthur|askill|aulay|beth|bride|callum|carthy|cormack|culloch|"
    r"dermott|donagh|donald|donnell|dougall|duff|ewan|ewen|farlane|fadyen|gregor|innes|"
    r"intosh|intyre|iver|kay|kenna|kenzie|kinnon|lachlan|laren|lean|lellan|lennan|leod|"
    r"mahon|master|millan|nab|nally|namara|neil|neill|pherson|phail|queen|quarrie|rae|"
    r"sween|sweeney|taggart|tavish|vicar|william)s?$)",
    re.I,
)
# Words that are no person's: what holds one is left as it came.
OF_HOUSES = {
    "academy", "agency", "agence", "agentur", "archive", "archives", "army",
    "authority", "borough", "bureau", "church", "city", "club", "collection", "college",
    "com", "committee", "company", "corporation", "council", "county", "court",
    "department", "desk", "drone", "embassy", "federation", "fire", "force", "forces",
    "foto", "fotos", "foundation", "gallery", "government", "group", "guard", "handout",
    "hospital", "house", "images", "information", "institute", "international",
    "library", "ltd", "marines", "media", "ministry", "municipality", "museum",
    "national", "navy", "net", "network", "news", "office", "org", "palace",
    "parliament", "party", "photo", "photos", "pictures", "police", "port", "pool",
    "press", "presse", "production", "productions", "release", "royal", "school",
    "screengrab", "screenshot", "service", "services", "society", "staff", "state",
    "studio", "studios", "supplied", "team", "television", "the", "times", "trust",
    "tv", "university", "via", "wire", "zoo",
}  # fmt: skip
ACRONYMS = {
    "AAP", "ABC", "AFP", "AP", "ARD", "BBC", "CBS", "CIA", "CNN", "CTK", "DPA", "EFE",
    "EPA", "ESA", "EU", "FBI", "FEMA", "FIFA", "GPO", "HO", "ICRC", "IDF", "INA", "IOC",
    "ISNA", "ITV", "KCNA", "MOD", "MSF", "NASA", "NATO", "NBC", "NHS", "NOAA", "NOS",
    "NPR", "NRK", "NSW", "OSCE", "PA", "RAF", "RIA", "RNLI", "RTE", "SANA", "TASS",
    "UAE", "UEFA", "UK", "UN", "UNESCO", "UNHCR", "UNICEF", "UPI", "US", "USA", "USAF",
    "USGS", "WENN", "WFP", "WHO", "YTN", "ZDF",
}  # fmt: skip
VOWELS = set("AEIOUYÀÁÂÃÄÅÆÈÉÊËÌÍÎÏÒÓÔÕÖØŒÙÚÛÜÝ")
# First names of two letters that end in a consonant; others such are initials.
SHORT = {"AB", "AD", "AL", "AN", "ED", "EK", "IB", "OM", "OZ", "UG"}


def could_be_a_person(words: str) -> bool:
    """Whether words have the shape of a person's name: two to five, none a house's."""
    found = words.split()
    if not 2 <= len(found) <= 5 or re.search(r"[\d@#&+:;()]", words):
        return False
    bare = {word.strip(".,'’") for word in found}
    return not (
        bare & ACRONYMS
        or {word.casefold() for word in bare} & OF_HOUSES
        or any(word.strip(".").casefold() == "of" for word in found)
    )


def in_small_letters(words: str) -> str:
    """Return names in capitals as people write them; names in order as they are.

    “J MCDONALD-O'BRIEN” is “J McDonald-O'Brien”. One word in capitals may be an acronym
    and stays; so do words that are no person's. Names are parted by “,”, “/” or “&”.
    """
    pieces = re.split(r"(\s*[,/&]\s*)", words)
    return "".join(
        _name(piece) if not place % 2 else piece for place, piece in enumerate(pieces)
    )


def _name(name):
    found = name.split()
    if not could_be_a_person(name):
        return name
    if name == name.upper():
        last = len(found) - 1
        return " ".join(
            _word(word, is_first=place == 0, is_last=place == last)
            for place, word in enumerate(found)
        )
    # A family name in capitals, as in French: “Jeanne DUPONT”.
    return " ".join(
        _word(word, is_first=False, is_last=True)
        if place and len(word) > 3 and word == word.upper() and word.isalpha()
        else word
        for place, word in enumerate(found)
    )


def _word(word, *, is_first, is_last):
    if word in ROMAN or (not is_last and _is_initials(word)):
        return word
    if not (is_first or is_last) and word.lower() in PARTICLES:
        return word.lower()
    return "-".join(_part(part) for part in word.split("-"))


def _is_initials(word):
    """Whether capitals are initials: “J”, “J.R.”, “PJ”, “AJ”, but not “JO” or “AL”."""
    if "." in word:
        return all(len(piece) <= 1 for piece in word.split("."))
    if len(word) == 1:
        return True
    if not VOWELS & set(word):
        return len(word) <= 3
    return len(word) == 2 and word not in SHORT and word[1] not in VOWELS


def _part(part):
    """Return one part of a name with its capitals: O'Brien, McKay, IJsbrand."""
    small = part.lower().replace("i̇", "i")  # what Python makes of the Turkish İ
    first, mark, rest = small[:1], small[1:2], small[2:]
    if mark and mark in "'’" and rest:
        return f"{first.upper()}{mark}{_capital(rest)}"
    if small.startswith("ij") and len(small) > 2:
        return "IJ" + small[2:]
    if small.startswith("mc") and len(small) > 3:
        return f"Mc{_capital(small[2:])}"
    if MAC.match(small):
        return f"Mac{_capital(small[3:])}"
    return part[:1] + small[1:]


def _capital(word):
    return word[:1].upper() + word[1:]
