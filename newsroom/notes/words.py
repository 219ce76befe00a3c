"""What readers type, made harmless without losing a word of it. Pure."""

import hashlib
import re
import unicodedata

# Signs that turn the direction of what follows (Unicode, Bidirectional Algorithm), with
# which a sentence can be made to look like another.
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
LINK = re.compile(r"https?://|\bwww\.", re.IGNORECASE)
MARKUP = re.compile(r"<a\s|\[url\b|\[link\b|<script\b", re.IGNORECASE)
MANY_LINKS = 3
FEW_LETTERS = 0.3  # of all that is no space


def plain(text: str, *, lines: bool = True) -> str:
    """Return a text without control characters and signs that turn its direction.

    :param lines: whether line ends stay; otherwise each is a space.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(
        sign
        for sign in text
        if sign in "\n\t" or (unicodedata.category(sign) not in ("Cc", "Cs"))
    ).translate(dict.fromkeys(map(ord, TURNING)))
    return kept.strip() if lines else " ".join(kept.split())


def fingerprint(*texts: str) -> str:
    """Return one name for the same words, however they are spaced or capitalised."""
    same = "\0".join(" ".join(text.casefold().split()) for text in texts)
    return hashlib.sha256(same.encode()).hexdigest()


def suspicion(*texts: str) -> str:
    """Return what makes texts look like advertising, or an empty string.

    It holds a note back from the desk's list, no more, so it may be wrong at times.
    """
    text = " ".join(texts)
    if len(LINK.findall(text)) >= MANY_LINKS:
        return "links"
    if MARKUP.search(text):
        return "mark-up"
    signs = [sign for sign in text if not sign.isspace()]
    letters = sum(sign.isalnum() for sign in signs)
    return "no words" if letters < FEW_LETTERS * len(signs) else ""
