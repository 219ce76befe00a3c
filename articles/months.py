"""The months and weekdays by which agencies date their copy, in the languages they use.

Source: Unicode CLDR 45, the names of months, abridged as datelines have them.
"""

import re
import unicodedata

# First letters, accents aside; three letters where they tell the months apart.
NUMBERS = {
    "jan": 1, "ene": 1, "gen": 1, "gin": 1, "oca": 1, "sty": 1, "led": 1, "янв": 1,
    "tam": 1, "ιαν": 1, "ينا": 1, "ינו": 1,
    "feb": 2, "fev": 2, "feve": 2, "sub": 2, "lut": 2, "uno": 2, "фев": 2, "hel": 2,
    "φεβ": 2, "فبر": 2, "פבר": 2,
    "mar": 3, "maa": 3, "mrz": 3, "mae": 3, "bre": 3, "мар": 3, "μαρ": 3, "مار": 3,
    "מרץ": 3, "mac": 3,
    "apr": 4, "avr": 4, "abr": 4, "nis": 4, "kwi": 4, "dub": 4, "апр": 4, "huh": 4,
    "απρ": 4, "ابر": 4, "אפר": 4,
    "may": 5, "mai": 5, "mag": 5, "mei": 5, "maj": 5, "kve": 5, "май": 5, "мая": 5,
    "маи": 5, "tou": 5, "μαι": 5, "ماي": 5, "מאי": 5,
    "jun": 6, "giu": 6, "juin": 6, "haz": 6, "cze": 6, "июн": 6, "kes": 6, "ιουν": 6,
    "يون": 6, "יונ": 6,
    "jul": 7, "lug": 7, "juil": 7, "tem": 7, "июл": 7, "hei": 7, "ιουλ": 7, "يول": 7,
    "יול": 7,
    "aug": 8, "ago": 8, "aou": 8, "sie": 8, "srp": 8, "авг": 8, "elo": 8, "αυγ": 8,
    "اغس": 8, "אוג": 8,
    "sep": 9, "set": 9, "eyl": 9, "wrz": 9, "zar": 9, "сен": 9, "syy": 9, "σεπ": 9,
    "سبت": 9, "ספט": 9,
    "oct": 10, "okt": 10, "ott": 10, "out": 10, "eki": 10, "paz": 10, "окт": 10,
    "lok": 10, "οκτ": 10, "اكت": 10, "אוק": 10,
    "nov": 11, "kas": 11, "ноя": 11, "νοε": 11, "نوف": 11, "נוב": 11,
    "dec": 12, "dez": 12, "dic": 12, "des": 12, "ara": 12, "gru": 12, "дек": 12,
    "jou": 12, "δεκ": 12, "ديس": 12, "דצמ": 12,
}  # fmt: skip
LONGEST = 10  # letters: “septiembre”
MOST = 7  # words of a day
# First letters of weekdays.
WEEKDAYS = (
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "die", "mit", "don", "sam", "son",
    "lun", "mar", "mer", "mie", "jue", "jeu", "ven", "vie", "sab", "dom", "dim", "gio",
    "seg", "ter", "qua", "qui", "sex", "man", "tir", "ons", "tor", "fre", "lør", "lor",
    "maa", "din", "woe", "vri", "zat", "zon", "het", "ked", "sze", "csu", "pen", "szo",
    "vas",
)  # fmt: skip
WEEKDAY_NAMES = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag",
    "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
    "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo",
}  # fmt: skip
# What stands beside them: “le 3 mars”, “3 de marzo”.
SMALL = {"le", "de", "del", "den", "el", "il", "of", "the", "on", "d", "em", "am", "г"}


SEPARATOR = re.compile(r"[\s,./()’'-]+")


def number(words: str) -> int:
    """Return the number of a month, 0 if it is none.

    “Mär” comes in so many encodings that any character between M and r will do.
    """
    if words.isascii() and words.isdecimal():
        return int(words)
    plain = _plain(words)
    if len(plain) == 3 and plain[0] == "m" and plain[2] == "r":
        return 3
    return NUMBERS.get(plain[:4]) or NUMBERS.get(plain[:3], 0)


def is_day(words: str) -> bool:
    """Whether words are a day: “March 3”, “le 3 mars 2026”, “2026. március 3., kedd”.

    Figures alone are one if a slash or a point is between two or three of them.
    """
    tokens = [_plain(token) for token in SEPARATOR.split(words) if token]
    figures = [token for token in tokens if token[0].isdigit()]
    others = [token for token in tokens if not token[0].isdigit()]
    if not figures or len(tokens) > MOST or any(len(token) > 4 for token in figures):
        return False
    named = [token for token in others if len(token) <= LONGEST and number(token)]
    if not named:
        apart = 3 if "-" in words or " " in words.strip() else 2  # “13/01”
        return len(figures) in (apart, 3) and not others
    return all(
        token in named or token in SMALL or token.startswith(WEEKDAYS)
        for token in others
    )


def _plain(words):
    """Return words in small letters without their accents."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))
