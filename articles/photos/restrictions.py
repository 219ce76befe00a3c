"""What an agency forbids with a picture, in its instructions, terms and caption."""

import re

# The months in the languages that agencies write terms in, in full and abridged; only
# whole words, since “set” and “mar” alone are words of English copy.
MONTH = (
    r"(?:jan(?:uary?|uar|vier|eiro)?|enero|gennaio|feb(?:ruary?|ruar|rero|braio)?"
    r"|f[ée]vrier|f[ée]vr|fevereiro|mar(?:ch|s|zo|ço)?|märz|maerz|mrz"
    r"|apr(?:il|ile)?|avril|avr|abril|may|mai|mayo|maio|maggio"
    r"|june?|juni|juin|junio|junho|giugno|july?|juli|juillet|juil|julio|julho|luglio"
    r"|aug(?:ust)?|ao[uû]t|agosto|sept?(?:ember|embre|iembre)?|setiembre|setembro"
    r"|settembre|oct(?:ober|obre|ubre)?|okt(?:ober)?|outubro|ottobre"
    r"|nov(?:ember|embre|iembre|embro)?|dec(?:ember)?|d[ée]cembre|dez(?:ember|embro)?"
    r"|dic(?:iembre|embre)?)"
)
# A date may hold full stops: 12.05.2026, Dec. 31, 12. Mai.
DAY = (
    r"(?:[^.;\n]|(?<=\d)\.(?=\d)|(?<=[^\W\d_]{3})\.(?= ?\d)"
    rf"|(?<=\d)\.(?= {MONTH}\b)){{3,30}}"
)
NOT_TO_BE_USED = (
    r"keine (?:nutzung|verwendung|veröffentlichung)"
    r"|nicht (?:zu )?(?:nutzen|verwenden|veröffentlichen)"
    r"|ne pas (?:utiliser|publier|diffuser)"
    r"|(?:utilisation|publication|diffusion) interdite"
    r"|no (?:usar|utilizar|publicar)|não (?:usar|utilizar|publicar)"
    r"|non (?:usare|utilizzare|pubblicare)"
)
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
    rf"(?:{NOT_TO_BE_USED}) (?:nach|vor|après|avant|despu[ée]s|antes|após|depois|dopo"
    rf"|prima)(?: dem| le| de?l?| il)? {DAY}",
    rf"(?:nutzbar|verwendbar) bis (?:zum )?{DAY}",
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
