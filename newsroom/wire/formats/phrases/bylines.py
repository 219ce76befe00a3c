"""Bylines as copy prints them: “By Ana Ruiz”, “Von Anna Muster”, “ANA RUIZ / Coastal”.

No standard says how they look; what counts is that a line holds names and no sentence.
"""

import re

LETTER = r"[^\W\d_]"
# “By” in the languages of agencies; with a colon, what stands before a name.
PREFIX = re.compile(
    r"(?:(?:(?:story|text|report|reporting|written|words) )?by:?|von|par|por|di|av|af"
    r"|door|od|autor(?:in)?:|texto?:|por:|par:|por el|de notre correspondant\w*) "
    rf"(?=[\"“']?{LETTER})",
    re.I,
)
# “By” may stand in small letters or capitals; “von” in small letters is no byline.
ENGLISH = re.compile(r"(?:(?:story|text|report|reporting|written|words) )?by\b", re.I)
SHORTENED = re.compile(r"\b(?:[^\W\d_]|Dr|Mrs?|Ms|Jr|Sr|St|Prof|Ph|Msgr|Rev)\.")
LONGEST = 140  # characters
MOST = 14  # names and titles
SMALL = {
    "and", "in", "for", "of", "the", "de", "da", "di", "do", "dos", "van", "von", "der",
    "den", "del", "la", "le", "with", "at", "und", "et", "e", "y", "och", "og", "en",
    "à", "a", "aus", "bin", "al", "el", "ben", "ter", "te", "du", "des", "dpa",
}  # fmt: skip
# What those are who write: such words may stand in small letters.
TITLES = re.compile(
    r"(?:staff|senior|chief|special|political|business|sports?|science|health|foreign"
    r"|economics?|environment|education|court|crime|city|state|national|guest|video"
    r"|associate|assistant|news|agency|press|contributing|freelance|our)"
    r"|(?:correspondents?|reporters?|writers?|editors?|journalists?|columnists?|analysts?"
    r"|bureau|team|desk|contributors?|critic|korrespondent\w*|redakt\w+|journaliste?"
    r"|correspons?al|redactor\w*|inviat[oa]|envoyé\w*|enviad[oa])",
    re.I,
)
# A title by itself, as “Coastal Sports Writer” below the names.
TITLE = re.compile(
    r"(?:\bpress|\bcorrespondents?|\breporters?|\bwriters?|\beditors?|\bnews|\bstaff)$",
    re.I,
)
SLASHED = re.compile(r"(?P<names>[^/.!?:;]{5,60}) ?/ ?[^\W\d_][^/.!?:;]{1,30}")


def read(paragraph: str) -> str:
    """Return a paragraph that is nothing but a byline, else nothing."""
    words = paragraph.strip(" =*")
    if len(words) > LONGEST:
        return ""
    match = PREFIX.match(words)
    if match is None:
        slashed = SLASHED.fullmatch(words)
        return words if slashed and _are_names(slashed["names"], least=2) else ""
    if not (match[0][0].isupper() or ENGLISH.match(words)):
        return ""
    names = SHORTENED.sub("", words[match.end() :])
    return "" if re.search(r"[.!?;:]", names) or not _are_names(names) else words


def starts(words: str) -> bool:
    """Whether words begin as a byline does, whatever follows."""
    match = PREFIX.match(f"{words} ")
    return match is not None and bool(match[0][0].isupper() or ENGLISH.match(words))


def _are_names(text, least=1):
    words = re.findall(r"[^\W\d_][\w'’.-]*", text)
    named = [word for word in words if word not in SMALL]
    capital = [word for word in named if not word[0].islower()]
    rest = [word for word in named if word[0].islower()]
    if not all(map(TITLES.fullmatch, rest)):
        return False
    return least <= len(capital) and len(named) <= MOST
