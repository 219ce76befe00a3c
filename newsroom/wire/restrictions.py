"""What an agency forbids with a picture, in its instructions, terms and caption."""

import re

# A date may hold full stops: 12.05.2026, Dec. 31.
DAY = r"(?:[^.;\n]|(?<=\d)\.(?=\d)|(?<=[A-Za-z]{3})\.(?= ?\d)){3,30}"
# Each in the words of the trade; a date or a territory is kept as it is written.
PATTERNS = [
    r"no (?:(?:online |internet )?archiv(?:es?|al use|ing)|(?:re-?)?sales?"
    r"|commercial(?: use)?|internet|web|online|mobile|tv|television|magazines?|mags"
    r"|books?|social media|third part(?:y|ies)|licensing|syndication|cropping"
    r"|alteration|retouching|advertis(?:ing|ements?))"
    r"(?: use| usage)?\b",
    r"(?:one|single)[- ]?(?:time|use) (?:use )?only\b",
    r"one[- ]time use\b",
    r"(?:for )?editorial use only\b",
    r"(?:mandatory|compulsory) credit\b",
    r"not for (?:sale|resale|archives?|commercial|advertising|marketing|syndication)\b"
    r"[^.;\n]{0,40}",
    rf"(?:not? (?:for )?use|no usage|not to be used|do not use) (?:after|before) {DAY}",
    rf"(?:must|may) (?:only )?be used (?:before|within|until|by) {DAY}",
    rf"(?:for use|use|usable|available) (?:only )?(?:until|through) {DAY}",
    r"(?:for use|use|usable|available) (?:only )?for \d{1,4} (?:days|weeks|months)\b",
    rf"(?:to be )?(?:deleted|removed|purged)(?: from archives?)? (?:by|after|on) {DAY}",
    rf"(?:not for|no) (?:use|publication|distribution) in {DAY}",
    rf"embargoed (?:until|till|for|to) {DAY}",
    r"handout[^.;\n]{0,30} (?:only|restricted)\b",
]
RESTRICTION = re.compile("|".join(f"(?:{one})" for one in PATTERNS), re.I)
# Territories as picture desks write them: “AUSTRIA OUT”, “UK AND IRELAND OUT”.
TERRITORY = re.compile(r"\b(?:[A-Z]{2,20}[ ,/&-]{1,3}){1,6}OUT\b")
REACH = 5000  # characters: nobody forbids anything further down


def found(*texts: str) -> tuple[str, ...]:
    """Return the restrictions in these words, as they stand there, each once."""
    known: dict[str, str] = {}
    for text in texts:
        for pattern in (RESTRICTION, TERRITORY):
            for match in pattern.finditer(text[:REACH]):
                words = match[0].strip(" ,-–—")
                known.setdefault(words.casefold(), words)
    return tuple(known.values())
