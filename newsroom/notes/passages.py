"""Find in a story the passage that a reader means, and tell whether it stands there.

What a reader copies is never quite what is stored: quotation marks, dashes and spaces
differ, a selection begins in the middle of a word. So letters and digits are compared.
"""

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from articles import html
from articles.models import Article

ALIKE = 0.5  # of the words: below it a paragraph is another one
MOST_WORDS = 400  # of a paragraph that are compared
MOST_PARAGRAPHS = 400


class Standing(TextChoices):
    """What has become of a passage."""

    NONE = "none", _("No sentence was named")
    STANDS = "stands", _("Stands in the text")
    CHANGED = "changed", _("Has been changed since")
    GONE = "gone", _("Is not in the text")


@dataclass(frozen=True)
class Passage:
    """Where a passage is: the words round it, as the story has them now.

    Of a passage that was changed, `now` is the paragraph most like it.
    """

    standing: Standing
    before: str = ""
    now: str = ""
    after: str = ""


def find(quote: str, article: Article) -> Passage:
    """Return the passage of a story that a reader quoted, as it is now."""
    quote = quote.strip()
    if not _letters(quote):
        return Passage(Standing.NONE)
    paragraphs = _printed(article)
    for text in paragraphs:
        if (at := _place(quote, text)) is not None:
            start, end = at
            return Passage(Standing.STANDS, text[:start], text[start:end], text[end:])
    # A selection may run over several paragraphs: they are found as one.
    whole = " ".join(paragraphs)
    if (at := _place(quote, whole)) is not None:
        return Passage(Standing.STANDS, now=whole[slice(*at)])
    nearest = _nearest(quote, paragraphs)
    return Passage(Standing.CHANGED, now=nearest) if nearest else Passage(Standing.GONE)


def mended(body: str, old: str, new: str) -> str | None:
    """Return a clean body with a passage replaced, or None if that cannot be done.

    It can where the passage stands once, as it is written, within one run of words:
    not across a link or a stress, which would have to end somewhere.
    """
    found = 0

    def change(text):
        nonlocal found
        found += text.count(old)
        return text.replace(old, new)

    changed = html.reworded(html.clean(body), change)
    return str(changed) if found == 1 else None


def _printed(article):
    """Return what a story says, in parts: headline, standfirst, text, lead caption."""
    parts = [article.headline, article.standfirst, *html.paragraphs(article.body)]
    if lead := article.lead_words:
        parts.append(lead.caption)
    return [part for part in parts if part]


def _letters(text):
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _place(quote, text):
    """Return from where to where in a text a quotation stands, or None.

    A full stop or quotation mark at its ends is part of it if the reader took it along.
    """
    wanted = _letters(quote)
    places, letters = [], []
    for place, sign in enumerate(text):
        for letter in sign.casefold():
            if letter.isalnum():
                places.append(place)
                letters.append(letter)
    start = "".join(letters).find(wanted)
    if start < 0:
        return None
    first, end = places[start], places[start + len(wanted) - 1] + 1
    if not quote[0].isalnum():
        while first and _is_mark(text[first - 1]):
            first -= 1
    if not quote[-1].isalnum():
        while end < len(text) and _is_mark(text[end]):
            end += 1
    return first, end


def _is_mark(sign):
    return not sign.isalnum() and not sign.isspace()


def _nearest(quote, paragraphs):
    """Return the paragraph that has the most of a passage's words, in order."""
    words = quote.casefold().split()
    wanted = Counter(words)
    best, share = "", ALIKE
    for text in paragraphs[:MOST_PARAGRAPHS]:
        others = text.casefold().split()[:MOST_WORDS]
        # In any order first, which is no work: "the the the" would be a second of it.
        if (wanted & Counter(others)).total() <= share * len(words):
            continue
        matcher = SequenceMatcher(None, words, others, autojunk=False)
        same = sum(block.size for block in matcher.get_matching_blocks()) / len(words)
        if same > share:
            best, share = text, same
    return best
