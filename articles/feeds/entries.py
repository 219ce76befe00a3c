"""What a feed says of a story or a correction, the same in every format."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.html import format_html, linebreaks
from django.utils.timezone import localtime

from articles import languages
from articles.models import Correction, Photo
from articles.photos import shown
from articles.photos.album import Album, Shown
from articles.portable import portable_body
from articles.sharing import (
    Author,
    absolute,
    authors,
    modified_at,
    permanent_name,
    printable,
    summary,
)


@dataclass(frozen=True, slots=True)
class Category:
    """What an entry is filed under: a section, a topic or a kind; maybe with a page."""

    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed. No word holds a character that XML cannot write."""

    name: str  # a `tag:` URI that never changes
    address: str  # of its page, whole
    title: str  # plain text
    summary: str  # plain text
    html: str  # all of it, clean and portable; empty if the paper keeps that to itself
    published: datetime
    updated: datetime  # its last material change
    language: str  # as the desk wrote it, "en-gb"
    authors: list[Author]
    categories: list[Category]
    keys: list[str]  # what a cache files the feed under for its sake
    photos: list[Shown] = field(default_factory=list)  # the lead first
    limited: list[Photo] = field(default_factory=list)  # whose rights may end


def of_story(article) -> Entry:
    """Return the entry of an article that readers see.

    :param article: with section, lead, bylines, photos, topics, embeds and corrections
        loaded; nothing is asked of the database then.
    """
    full = settings.NEWSROOM_FEED_FULL_TEXT
    notes = list(article.corrections.all())
    changed = [modified_at(article), *(note.corrected_at for note in notes)]
    # What stands around the words of a story speaks its language.
    with translation.override(languages.spoken(article.language)):
        parts = [portable_body(article), *map(notice, notes)] if full else []
    return Entry(
        name=permanent_name(article),
        address=absolute(article.get_absolute_url()),
        title=printable(article.headline),
        summary=printable(summary(article)),
        html="\n".join(parts),
        published=article.published_at,
        updated=max(changed),
        language=article.language,
        authors=list(_printable_authors(authors(article))),
        categories=[_category(one) for one in (article.section, *article.tags.all())],
        keys=[f"article-{article.pk}"],
        photos=_photos(article, full=full),
        limited=shown.photos_of(article),
    )


def of_correction(note: Correction) -> Entry:
    """Return the entry of a correction to a story that readers see.

    :param note: with its story and the story's section loaded.
    """
    story = note.article
    address = absolute(story.get_absolute_url())
    text = linebreaks(printable(note.text), autoescape=True)
    link = format_html('<p><a href="{}">{}</a></p>', address, printable(story.headline))
    with translation.override(languages.spoken(story.language)):
        kind = str(note.get_kind_display())
    return Entry(
        name=f"{permanent_name(story)}/correction/{note.pk}",
        address=address,
        title=printable(f"{kind}: {story.headline}"),
        summary=printable(" ".join(note.text.split())),
        html=f"{text}\n{link}",
        published=note.corrected_at,
        updated=note.corrected_at,
        language=story.language,
        authors=[Author(settings.NEWSROOM_NAME, is_person=False)],
        categories=[Category(kind), _category(story.section)],
        keys=[f"article-{story.pk}"],
    )


def notice(note: Correction) -> str:
    """Return a correction as it closes the text of its story, as HTML."""
    day = date_format(localtime(note.corrected_at), "DATE_FORMAT")
    return format_html(
        "<p><strong>{}, {}:</strong> {}</p>",
        note.get_kind_display(),
        day,
        printable(" ".join(note.text.split())),
    )


def _category(subject) -> Category:
    return Category(printable(subject.name), absolute(subject.get_absolute_url()))


def _printable_authors(people: Iterable[Author]) -> Iterator[Author]:
    for one in people:
        yield Author(
            printable(one.name), one.url, printable(one.job_title), one.is_person
        )


def _photos(article, *, full):
    """Return the photos that go with a story: all of it, or its lead with a summary."""
    album = Album(article)
    if full:
        return album.photos
    lead = album.place_of(article.lead_shown)
    return [lead] if lead else []
