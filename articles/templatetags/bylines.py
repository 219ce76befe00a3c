"""Print who made a story."""

import re

from django import template
from django.utils.translation import gettext_lazy, pgettext

from articles.models import Byline

register = template.Library()

Role = Byline.Role
# In the order of a byline: words first, then who did what besides.
PHRASES = {
    Role.WORDS: gettext_lazy("By %(names)s"),
    Role.PHOTOGRAPHS: gettext_lazy("photographs by %(names)s"),
    Role.VIDEO: gettext_lazy("video by %(names)s"),
    Role.REPORTING: gettext_lazy("additional reporting by %(names)s"),
    Role.EDITING: gettext_lazy("edited by %(names)s"),
}
NAMES = "\0"  # what no translation holds


@register.inclusion_tag("articles/partials/byline.html")
def byline(article):
    """Print the whole byline with each name linked; takes bylines loaded with names.

    "By Ana Marsh and Joe Lind; photographs by Ida Roos", or the byline in words with
    the contributors' names in it linked.
    """
    if article.byline_text:
        return {"pieces": _linked(article.byline_text, _people(article))}
    pieces: list[dict[str, str]] = []
    for role in PHRASES:
        if names := _people(article, role):
            if pieces:
                pieces.append({"text": pgettext("between parts of a byline", "; ")})
            pieces.extend(_phrase(role, names, opens=not pieces))
    return {"pieces": pieces}


@register.filter
def short_byline(article):
    """Return the byline of a card: the writers, the words, or else the agency."""
    if article.byline_text:
        return article.byline_text
    people = _people(article, Role.WORDS)
    if not people:
        return article.agency_credit
    return "".join(piece["text"] for piece in _phrase(Role.WORDS, people, opens=True))


@register.filter
def first_writer(article):
    """Return the contributor named first for the words, or None."""
    return next(iter(_people(article, Role.WORDS)), None)


@register.filter
def is_by_one(article):
    """Whether one person made it alone, so that a job title needs no name."""
    return len(_people(article)) == 1


@register.filter
def writer_names(article):
    """Return the names of the writers alone, as opinion prints them."""
    return "".join(piece["text"] for piece in _joined(_people(article, Role.WORDS)))


def _people(article, role=None):
    """Return the contributors with a role, or all of them, each once."""
    bylines = [one for one in article.bylines.all() if role in (None, one.role)]
    return list(dict.fromkeys(one.contributor for one in bylines))


def _phrase(role, people, *, opens):
    """Return pieces of "photographs by A and B", which may open the byline."""
    before, _names, after = (str(PHRASES[role]) % {"names": NAMES}).partition(NAMES)
    if opens:
        before = before[:1].upper() + before[1:]
    texts = [{"text": before}], _joined(people), [{"text": after}]
    return [piece for pieces in texts for piece in pieces if piece["text"]]


def _joined(people):
    """Return pieces of "A, B and C", each name with its address."""
    pieces = []
    for place, person in enumerate(people):
        if place == len(people) - 1 and place:
            pieces.append({"text": pgettext("before the last of some names", " and ")})
        elif place:
            pieces.append({"text": pgettext("between names", ", ")})
        pieces.append({"text": person.name, "url": person.get_absolute_url()})
    return pieces


def _linked(text, people):
    """Return pieces of a byline in words, the names of contributors with addresses."""
    if not people:
        return [{"text": text}]
    addresses = {person.name: person.get_absolute_url() for person in people}
    # The longest first, so that "Ana Marsh-Lind" is not cut at "Ana Marsh".
    names = "|".join(
        re.escape(name) for name in sorted(addresses, key=len, reverse=True)
    )
    pieces = re.split(rf"\b({names})\b", text)
    return [
        {"text": piece, "url": addresses.get(piece, "")} for piece in pieces if piece
    ]
