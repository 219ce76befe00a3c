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
    before, after = _around(Role.WORDS, opens=True)
    return f"{before}{_named(people)}{after}"


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
    return _named(_people(article, Role.WORDS))


def _people(article, role=None):
    """Return the contributors with a role, or all of them, each once."""
    bylines = [one for one in article.bylines.all() if role in (None, one.role)]
    return list(dict.fromkeys(one.contributor for one in bylines))


def _phrase(role, people, *, opens):
    """Return pieces of "photographs by A and B", which may open the byline."""
    before, after = _around(role, opens=opens)
    texts = [{"text": before}], _joined(people), [{"text": after}]
    return [piece for pieces in texts for piece in pieces if piece["text"]]


def _around(role, *, opens):
    """Return what stands before the names of a phrase, and what after."""
    before, _names, after = (str(PHRASES[role]) % {"names": NAMES}).partition(NAMES)
    return (before[:1].upper() + before[1:] if opens else before), after


def _joined(people):
    """Return pieces of "A, B and C", each name with its address."""
    pieces = []
    for before, person in _listed(people):
        if before:
            pieces.append({"text": before})
        pieces.append({"text": person.name, "url": person.get_absolute_url()})
    return pieces


def _named(people):
    """Return "A, B and C": no addresses, which a list would make for nothing."""
    return "".join(f"{before}{person.name}" for before, person in _listed(people))


def _listed(people):
    """Yield each person after what stands before the name: "", ", " or " and "."""
    for place, person in enumerate(people):
        if place == len(people) - 1 and place:
            yield pgettext("before the last of some names", " and "), person
        elif place:
            yield pgettext("between names", ", "), person
        else:
            yield "", person


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
