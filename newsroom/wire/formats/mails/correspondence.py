"""What a mail program writes around a text: quotations, headers of what is forwarded,
and the small print below it.
"""

import re

from newsroom.wire.formats.files import encoding

# Above what is forwarded; its headers follow, and then the text that counts.
FORWARDED = re.compile(
    r"^[ \t>]*(?:-{2,}[ \t]*)?(?:begin )?(?:forwarded message|weitergeleitete nachricht"
    r"|message transféré|mensaje reenviado|messaggio inoltrato|videresendt melding)"
    r":?[ \t]*-{0,20}[ \t]*$",
    re.I | re.M,
)
HEADER_LINE = re.compile(r"[^\W\d_][\w -]{1,20}:\s?\S.{0,500}")
# Above what is answered; all below it came before.
ANSWERED = re.compile(
    r"-{2,}\s*(?:original message|ursprüngliche nachricht|message d'origine"
    r"|mensaje original|messaggio originale)\s*-{2,}",
    re.I,
)
WROTE = re.compile(
    r"(?:on|am|le|el|il|den|op|em|på) .{5,200}"
    r"\b(?:wrote|schrieb|a écrit|escribió|ha scritto|skrev|schreef|escreveu)\b.{0,60}:",
    re.I,
)
QUOTED = re.compile(r"^[ \t]{0,3}>.*(?:\n|\Z)", re.M)
SMALL_PRINT = re.compile(
    r"(?:[*_ ]{0,3}(?:confidentiality|disclaimer|legal) ?(?:notice|note)?\b[:.*_ ]"
    r"|(?:this|the (?:information|contents?) (?:in|of) this) (?:e-?mail|message)\b"
    r".{0,200}\b(?:confidential|intended|privileged)"
    r"|diese (?:e-?mail|nachricht)\b.{0,200}\bvertraulich"
    r"|ce (?:message|courriel)\b.{0,200}\bconfidentiel"
    r"|este (?:mensaje|correo)\b.{0,200}\bconfidencial)",
    re.I | re.S,
)


def divided(text: str) -> tuple[str, str]:
    """Divide a letter into its story, and what a program or an office put round it."""
    notes: list[str] = []
    if len(text) > encoding.MAX_TEXT:
        return text, ""  # whoever reads it refuses it
    if match := FORWARDED.search(text):
        head, below = _without_headers(text[match.end() :])
        text, notes = text[: match.start()] + below, [head]
    text = _before_the_answered(text)
    kept = QUOTED.sub("", text)
    text = kept if kept.strip() else text
    paragraphs = re.split(r"\n[ \t]*\n", text)
    while len(paragraphs) > 1 and SMALL_PRINT.match(paragraphs[-1].strip()):
        notes.append(paragraphs.pop().strip())
    note = "\n".join(filter(None, notes))
    return "\n\n".join(paragraphs), " ".join(note.split())[:1000]


def _before_the_answered(text):
    """Return a letter without the letter that it answers, which stands below it."""
    lines = text.split("\n")
    for at, line in enumerate(lines):
        bare = line.strip()
        whole = bool(ANSWERED.fullmatch(bare) or WROTE.fullmatch(bare[:300]))
        if not (ANSWERED.fullmatch(bare) or _is_above_a_quotation(lines, at)):
            continue
        if "".join(lines[:at]).strip():
            return "\n".join(lines[: at if whole else at - 1])
    return text


def _is_above_a_quotation(lines, at):
    """Whether a line, or it and the one above, says who wrote what is quoted below."""
    if not lines[at].rstrip().endswith(":") or len(lines[at]) > 300:
        return False
    below = next(filter(str.strip, lines[at + 1 : at + 4]), "")
    said = f"{lines[at - 1] if at else ''} {lines[at]}"[-400:]
    return below.lstrip().startswith(">") and bool(WROTE.search(said))


def _without_headers(text):
    """Divide what is forwarded into the lines of its headers and its text."""
    lines = text.lstrip("\n").split("\n")
    at = 0
    while at < min(len(lines), 12) and HEADER_LINE.fullmatch(lines[at].strip("> *")):
        at += 1
    return "\n".join(lines[:at]), "\n".join(lines[at:])
