"""Find stories by their words. No other module knows how the archive is searched."""

import re
import unicodedata
from datetime import UTC, datetime
from functools import reduce
from html import escape
from operator import and_
from typing import NamedTuple

from django.db.models import Q

from articles import html
from articles.models import Article, ArticleTag, Byline

LONGEST_QUERY = 200  # characters; what follows is not looked at
MOST_TERMS = 8
PAGE = 20  # stories
LAST_PAGE = 50  # whoever has leafed through a thousand stories needs a better query
# Texts are read without the help of an index: so only those of the newest stories.
NEWEST_TEXTS = 5000
LONG_AGO = datetime(1, 1, 2, tzinfo=UTC)
QUOTES = str.maketrans("“”„«»", '"""""')
# Words of the markup that a body is stored in; nobody searching them means the markup.
MARKUP = {*html.ELEMENTS, *set().union(*html.ATTRIBUTES.values()), "amp", "lt", "gt"}
MARKUP |= {"noopener", "noreferrer"}


class Results(NamedTuple):
    """One page of what was found."""

    stories: list[Article]
    has_next: bool


def terms(query: str) -> list[str]:
    """Return the words and "quoted phrases" of a query, each once, at most eight.

    Control characters count as spaces, and a quotation mark without its partner is
    passed over. Signs alone, such as a dash, are no words.
    """
    query = unicodedata.normalize("NFC", query[:LONGEST_QUERY]).translate(QUOTES)
    query = re.sub(r"[\x00-\x1f\x7f]", " ", query)
    found = (
        " ".join((phrase or word).replace('"', " ").split())
        for phrase, word in re.findall(r'"([^"]*)"|([^\s"]+)', query)
    )
    words = dict.fromkeys(term for term in found if re.search(r"\w", term))
    return list(words)[:MOST_TERMS]


def search(wanted: list[str], *, page: int) -> Results:
    """Return the stories in which every term occurs, those in the headline first.

    A term may stand in the headline, the standfirst, the text, or the name of a byline
    or topic; capitals do not matter. Of stories older than the newest 5,000 only
    headlines and names are read, and one of the two must hold all terms. Within
    headlines and within the rest the newest stands first.

    :param wanted: what `terms` returned.
    :param page: counted from 1; there is nothing after page 50.
    """
    if not wanted or not 1 <= page <= LAST_PAGE:
        return Results([], False)
    start, stop = (page - 1) * PAGE, page * PAGE
    public = Article.objects.published().newest_first().values_list("pk", flat=True)
    in_headline = _every(wanted, _in_headline)
    found = list(public.filter(in_headline)[: stop + 1])
    if len(found) <= stop:
        oldest = _oldest_text()
        others = public.exclude(in_headline)
        recent = others.filter(published_at__gte=oldest)
        found += recent.filter(_every(wanted, _anywhere))[: stop + 1 - len(found)]
    if len(found) <= stop and oldest > LONG_AGO:
        older = others.filter(published_at__lt=oldest)
        found += older.filter(_every(wanted, _in_names))[: stop + 1 - len(found)]
    return Results(_cards(found[start:stop]), len(found) > stop and page < LAST_PAGE)


def _every(wanted, condition):
    return reduce(and_, map(condition, wanted))


def _oldest_text():
    """Return the moment since which stories' texts are read."""
    moments = (
        Article.objects.published()
        .newest_first()
        .values_list("published_at", flat=True)
    )
    return next(iter(moments[NEWEST_TEXTS - 1 : NEWEST_TEXTS]), LONG_AGO)


def _in_headline(term):
    return Q(headline__icontains=term)


def _in_names(term):
    bylines = Byline.objects.filter(contributor__name__icontains=term)
    topics = ArticleTag.objects.filter(tag__name__icontains=term)
    return Q(pk__in=bylines.filter(published_at__isnull=False).values("article")) | Q(
        pk__in=topics.filter(published_at__isnull=False).values("content_object")
    )


def _anywhere(term):
    around = _in_headline(term) | Q(standfirst__icontains=term) | _in_names(term)
    return around | _in_text(term)


def _in_text(term):
    """Return the condition that a story's text holds a term, as text is stored."""
    stored = escape(term, quote=False)
    if any(term.casefold() in word for word in MARKUP):
        # Then only where a word begins: after a space or at the start of an element.
        return Q(body__icontains=f" {stored}") | Q(body__icontains=f">{stored}")
    return Q(body__icontains=stored)


def _cards(keys):
    """Return the stories of these keys in their order, with what a list prints."""
    stories = Article.objects.published().with_card_parts().in_bulk(keys)
    return [stories[key] for key in keys if key in stories]
