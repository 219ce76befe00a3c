"""Words as they are compared: stemmed by their language, in plain small letters.

The stems are Snowball's (snowballstem.org), the algorithms that PostgreSQL's own text
search configurations use too; so both databases find the same stories.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

import snowballstemmer  # type: ignore[import-untyped]
from anyascii import anyascii

LONGEST = 60  # letters; what is longer is no word anybody types
# Languages that Snowball has, by their code of ISO 639-1.
ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german",
    "el": "greek", "en": "english", "eo": "esperanto", "es": "spanish",
    "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian",
    "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian",
    "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian",
    "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
# Scripts that put no space between words: each sign of theirs is a word here, and
# several in a row a phrase. (Kana, Han, Thai, Lao, Burmese, Khmer.)
UNSPACED = (
    r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
)
# Signs that go on a letter, which Python counts among no word's letters: accents that
# stand alone, points of Hebrew and Arabic, vowels of the scripts of India.
MARKS = (
    r"\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u064b-\u065f\u0670"
    r"\u0900-\u0963\u0966-\u0dff"
)
WORD = re.compile(rf"[{UNSPACED}]|(?:(?![{UNSPACED}])[^\W_]|[{MARKS}])+")

# Most texts have none of these signs, and are taken apart twice as fast.
PLAIN = re.compile(r"[^\W_]+")
SPECIAL = re.compile(rf"[{UNSPACED}{MARKS}]")


def normal(text: str) -> str:
    """Return a text in the one spelling (Unicode NFC) whose words are then counted."""
    return unicodedata.normalize("NFC", text)


def spans(text: str) -> Iterator[re.Match[str]]:
    """Yield where each word of a text stands."""
    return _pattern(text).finditer(text)


def words(text: str) -> list[str]:
    """Return the words of a text, as they are written."""
    return _pattern(text).findall(text)


def _pattern(text):
    return WORD if SPECIAL.search(text) else PLAIN


def language_of(code: str) -> str:
    """Return what a language's words are stemmed by: "en" of "en-gb", or nothing."""
    main = code.partition("-")[0].lower()
    return main if main in ALGORITHMS else ""


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Return a word in plain small letters and digits; Łódź is lodz."""
    plain = anyascii(unicodedata.normalize("NFKC", word)).lower()
    return re.sub(r"[^a-z0-9]+", "", plain)[:LONGEST]


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """Return what a word has in common with its other forms, folded.

    :param language: what `language_of` returned; without one the word stays whole.
    """
    if not language:
        return fold(word)
    # Case is folded before: NFKC for letters of other widths, as full-width Latin.
    small = unicodedata.normalize("NFKC", word).lower()[:LONGEST]
    return fold(_stemmer(language).stemWord(small)) or fold(word)


def stems(text: str, language: str) -> list[str]:
    """Return the stems of a text in their order; signs that fold to nothing are out."""
    found = (stem(word, language) for word in words(text))
    return [one for one in found if one]


def stems_in(word: str, languages: Iterable[str]) -> list[str]:
    """Return the stems that a word has in any of the languages, each once."""
    found = dict.fromkeys(stem(word, language) for language in languages)
    return [one for one in found if one]


@cache
def _stemmer(language):
    return snowballstemmer.stemmer(ALGORITHMS[language])
