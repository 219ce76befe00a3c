"""Print who made a story."""

import re

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Byline

register = template.Library()

Role = Byline.Role
# In the order of a byline: words first, then who did what besides.
PHRASES = {
    Role.WORDS: gettext_lazy("By"),
    Role.PHOTOGRAPHS: gettext_lazy("photographs by"),
    Role.VIDEO: gettext_lazy("video by"),
    Role.REPORTING: gettext_lazy("additional reporting by"),
    Role.EDITING: gettext_lazy("edited by"),
}


@register.inclusion_tag("articles/partials/byline.html")
def byline(article):
    """Print the whole byline with each name linked; takes bylines loaded with names.

    "By Ana Marsh and Joe Lind; photographs by Ida Roos", or the byline in words with
    the contributors' names in it linked.
    """
    if article.byline_text:
        return {"pieces": _linked(article.byline_text, _people(article))}
    pieces: list[dict[str, str]] = []
    for role, phrase in PHRASES.items():
        if names := _people(article, role):
            start = _("; ") + str(phrase) if pieces else _capitalised(phrase)
            pieces.append({"text": f"{start} "})
            pieces.extend(_joined(names))
    return {"pieces": pieces}


@register.filter
def short_byline(article):
    """Return the byline of a card: the writers, the words, or else the agency."""
    if article.byline_text:
        return article.byline_text
    pieces = _joined(_people(article, Role.WORDS))
    if not pieces:
        return article.agency_credit
    return f"{PHRASES[Role.WORDS]} " + "".join(piece["text"] for piece in pieces)


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


def _joined(people):
    """Return pieces of "A, B and C", each name with its address."""
    pieces = []
    for place, person in enumerate(people):
        if place:
            pieces.append({"text": _(" and ") if place == len(people) - 1 else ", "})
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


def _capitalised(phrase):
    return str(phrase)[:1].upper() + str(phrase)[1:]
