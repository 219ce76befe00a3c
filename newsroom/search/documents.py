"""What the index holds of a story: its words in their order, and marks.

A mark says where a word stands or what the story is filed under, as one token with "_"
in it, so that a single index answers all questions:

* ``h_ferri``: the headline has the stem "ferri".
* ``n_marsh``: headline, kicker, standfirst or a name has it: byline, agency, topic.
* ``s_3``, ``c_7``, ``t_12``: filed in a section, by a contributor, under a topic.
* ``g_opinion``: of this genre.
* ``m_202611``, ``y_2026``: published in this month and year, UTC.
* ``a_``: any story has it.
"""

import hashlib
from collections.abc import Iterable
from datetime import UTC

from articles import html
from articles.models import Article
from newsroom.search import stems
from newsroom.search.models import Entry, place_of

# Of a story. What is longer is cut; PostgreSQL's vectors end at a megabyte.
MOST_WORDS = 20_000
MOST_LETTERS = 500_000
ANY = "a_"
MOST_NAMES = 500  # words of standfirst and names that are marked


def entry_of(article: Article) -> Entry:
    """Return the entry of a cleared story, unsaved.

    :param article: with bylines, topics and photos loaded, see `index.PARTS`.
    :raises ValueError: if the story has no date.
    """
    published = article.published_at
    if published is None:
        raise ValueError(f"Article {article.pk} was never published or scheduled.")
    place = place_of(published, article.pk)
    visible_from = max(published, article.embargo_until or published)
    language = stems.language_of(article.language)
    tokens, text = _tokens(article, language), _text(article)
    said = f"{place} {visible_from.isoformat()} {language}\n{tokens}\n{text}"
    return Entry(
        place=place,
        article_id=article.pk,
        visible_from=visible_from,
        language=language,
        words=tokens,
        text=text,
        fingerprint=hashlib.blake2b(said.encode(), digest_size=16).hexdigest(),
    )


def month_mark(moment) -> str:
    """Return the mark of the month in which a moment lies, in UTC."""
    moment = moment.astimezone(UTC)
    return f"m_{moment.year:04}{moment.month:02}"


def year_of(month: str) -> str:
    """Return the mark of the year of a month, which is given as its mark."""
    return f"y_{month[2:6]}"


def _tokens(article, language):
    headline = stems.stems(article.headline, language)
    names = stems.stems("\n".join([*_openings(article), *_names(article)]), language)
    rest = stems.stems("\n".join(_running_text(article)), language)
    running = _bounded(headline + names + rest)
    marks = [f"h_{one}" for one in headline]
    marks += [f"n_{one}" for one in (headline + names)[:MOST_NAMES]]
    return " ".join([*running, *dict.fromkeys(marks), *_filed_under(article)])


def _text(article):
    """Return what excerpts are cut from; names are printed beside each result anyway.

    The first line is the headline, the second the standfirst, even if it is empty.
    """
    opening = [article.headline, article.standfirst]
    lines = [" ".join(line.split()) for line in [*opening, *_running_text(article)]]
    return stems.normal("\n".join(lines))[:MOST_LETTERS]


def _openings(article):
    return [article.standfirst, article.kicker]


def _names(article):
    yield from (byline.contributor.name for byline in article.bylines.all())
    yield from (article.byline_text, article.agency_credit)
    yield from (topic.name for topic in article.tags.all())


def _running_text(article):
    yield from html.paragraphs(article.body)
    yield from _captions(article)


def _captions(article):
    """Yield the captions that the story prints at this moment."""
    if article.lead_shown is not None:
        stand_in = article.stand_in_shown
        words = stand_in.printed if stand_in else article.lead_words
        yield words.caption
    yield from (use.printed.caption for use in article.photos_shown)


def _filed_under(article) -> Iterable[str]:
    yield f"s_{article.section_id}"
    yield f"g_{article.genre}"
    month = month_mark(article.published_at)
    yield from (month, year_of(month), ANY)
    yield from dict.fromkeys(f"c_{one.contributor_id}" for one in article.bylines.all())
    yield from (f"t_{topic.pk}" for topic in article.tags.all())


def _bounded(words):
    kept = words[:MOST_WORDS]
    while sum(map(len, kept)) > MOST_LETTERS:
        kept = kept[: len(kept) // 2]
    return kept
