"""Which language speaks where: the paper's, a story's, and what labels a story gets.

The frame of a page speaks the paper's language; what belongs to a story speaks the
story's, if the paper has words in it (settings.LANGUAGES), else the paper's again.
"""

from django.conf import settings
from django.utils.translation import get_language_info, get_supported_language_variant


def spoken(code: str) -> str:
    """Return the language, of those translated, for the labels of a story in `code`.

    :param code: BCP 47, as `Article.language` holds it: "fr-ca" is answered by "fr".
    """
    try:
        return get_supported_language_variant(code)
    except LookupError:
        return settings.LANGUAGE_CODE


def has_words(code: str) -> bool:
    """Whether labels are translated into a language, or a near relative of it."""
    return main(spoken(code)) == main(code)


def main(code: str) -> str:
    """Return a language without its country or script: "pt-br" is "pt"."""
    return code.partition("-")[0].lower()


def direction(code: str) -> str:
    """Return the direction a language is written in, for the attribute dir."""
    return "rtl" if main(code) in settings.LANGUAGES_BIDI else "ltr"


def own_name(code: str) -> str:
    """Return what a language calls itself, such as "Français"; else its code."""
    try:
        return get_language_info(main(code))["name_local"].capitalize()
    except KeyError:
        return code
