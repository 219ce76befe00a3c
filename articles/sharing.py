"""What a story looks like where others show it: addresses, picture, authors, summary.

Feeds, structured data and link previews all read it here, so they tell the same story.
Every function reads what it is handed and asks the database nothing.
"""

import re
from dataclasses import dataclass
from datetime import UTC
from urllib.parse import urljoin

from django.conf import settings
from django.core.files.storage import default_storage
from django.templatetags.static import static
from django.urls import reverse
from django.utils.text import Truncator

from articles import html
from articles.photos import geometry, shared

# What XML 1.0 has no way to write, not even escaped (XML 1.0, section 2.2).
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
PICTURE_WIDTH = 1280  # pixels; Google asks for 1,200 or more
SUMMARY_LENGTH = 300  # characters; what search results and link previews print of it
WORDS, PICTURES = ("words",), ("photographs", "video")


@dataclass(frozen=True, slots=True)
class Picture:
    """A rendition others may show: a whole address, and its size in pixels."""

    url: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Author:
    """Who a story is by: a person with a page, or an organisation without one."""

    name: str
    url: str = ""
    job_title: str = ""
    is_person: bool = True


def absolute(address: str) -> str:
    """Return an address with scheme and host, as the world outside needs it.

    The host is that of NEWSROOM_BASE_URL and never the request's, which a stranger
    chooses and a cache would keep.
    """
    return urljoin(f"{settings.NEWSROOM_BASE_URL}/", address)


def picture(photo) -> Picture | None:
    """Return the whole JPEG of a photo for others, or None if it has no renditions yet.

    The widest that is not wider than PICTURE_WIDTH: what is larger is for screens.
    """
    jpegs = _jpegs(photo)
    usual = [jpeg for jpeg in jpegs if jpeg["width"] <= PICTURE_WIDTH] or jpegs[:1]
    return _shown(max(usual, key=lambda jpeg: jpeg["width"])) if usual else None


def thumbnail(photo) -> Picture | None:
    """Return the smallest whole JPEG of a photo, or None if it has none yet."""
    jpegs = _jpegs(photo)
    return _shown(min(jpegs, key=lambda jpeg: jpeg["width"])) if jpegs else None


def fitting(photo, width: int, height: int) -> Picture | None:
    """Return the largest whole JPEG of a photo within so many pixels, or None."""
    fits = [
        jpeg
        for jpeg in _jpegs(photo)
        if jpeg["width"] <= min(width, PICTURE_WIDTH) and jpeg["height"] <= height
    ]
    return _shown(max(fits, key=lambda jpeg: jpeg["width"])) if fits else None


def credit(photo, words) -> str:
    """Return the credit printed with a photo; no picture goes out without one.

    Where neither the story nor the library has one, it is the photographer's name, else
    the copyright.

    :param words: the PrintedWords of its use.
    """
    return words.credit.strip() or photo.byline or photo.copyright_notice


def sharing_crop(photo, crops=None) -> Picture | None:
    """Return the 1200×630 crop for link previews, or None if there is none yet.

    One made by hand comes before that round the focal point.

    :param crops: those of the use, which go before the photo's own.
    """
    if photo is None:
        return None
    cut = geometry.chosen(photo, geometry.SHARING, crops) or "og"
    found = (one for one in photo.renditions if one["crop"] == cut)
    return next(map(_shown, found), None)


def social_picture(article) -> Picture:
    """Return what a link to a story, loaded with its page parts, shows elsewhere.

    The picture made of it with its headline; until that is made, and where the letters
    of a headline cannot be drawn, the sharing crop of its photo; else the paper's own.
    """
    crop = sharing_crop(shared.photo_of(article), shared.crops_of(article))
    return made_card(article) or crop or sharing_card()


def made_card(article) -> Picture | None:
    """Return the picture made of a story with its headline, if it may be shown."""
    card = shared.made(article).get(shared.CARD)
    return _shown(card) if card else None


def shapes(article) -> list[Picture]:
    """Return the crops of a story's photo that search engines ask for, if made."""
    made = shared.made(article)
    return [_shown(made[ratio]) for ratio in shared.SHAPES if ratio in made]


def sharing_card() -> Picture:
    """Return the paper's own 1200×630 picture, for pages without a photo."""
    return Picture(absolute(static("icons/share.png")), 1200, 630)


def logo() -> Picture:
    """Return the paper's logo: 144 pixels are RSS's most, 112 are Google's least."""
    return Picture(absolute(static("icons/logo.png")), 144, 144)


def authors(article) -> list[Author]:
    """Return who a story is by, in the order of the byline; never empty.

    Without a writer it is who made the pictures, else the agency, else the paper.
    """
    people = by_role(article, *WORDS) or by_role(article, *PICTURES)
    if people:
        return people
    return [Author(article.agency_credit or settings.NEWSROOM_NAME, is_person=False)]


def by_role(article, *roles: str) -> list[Author]:
    """Return the contributors to a story in any of the roles, each once."""
    people = {
        byline.contributor_id: Author(
            byline.contributor.name,
            absolute(byline.contributor.get_absolute_url()),
            byline.contributor.job_title,
        )
        for byline in article.bylines.all()
        if byline.role in roles
    }
    return list(people.values())


def summary(article) -> str:
    """Return the standfirst as plain text; without one, how the story begins."""
    words = article.standfirst or next(iter(html.paragraphs(article.body)), "")
    return Truncator(" ".join(words.split())).chars(SUMMARY_LENGTH)


def modified_at(article):
    """Return when the story last changed what it says; aware."""
    return article.materially_updated_at or article.published_at


def permanent_name(article) -> str:
    """Return a `tag:` URI (RFC 4151) that stays through new slugs, sections and dates.

    It changes if NEWSROOM_TAG_AUTHORITY does: a paper that moves to another host keeps
    the old one there, or every reader's feed shows every story as new.
    """
    minted = article.created_at.astimezone(UTC)
    return (
        f"tag:{settings.NEWSROOM_TAG_AUTHORITY},{minted:%Y-%m-%d}:article/{article.pk}"
    )


def printable(words: str) -> str:
    """Return words without the characters that would break an XML document."""
    return UNWRITABLE.sub("", words)


def language_tag(code: str) -> str:
    """Return a language as BCP 47 writes it: "en-gb" becomes "en-GB"."""
    language, _, region = code.partition("-")
    return f"{language.lower()}-{region.upper()}" if len(region) == 2 else code


def home_address() -> str:
    return absolute(reverse("articles:home"))


def _jpegs(photo):
    return [
        rendition
        for rendition in (photo.renditions if photo else ())
        if rendition["format"] == "jpeg" and not rendition["crop"]
    ]


def _shown(rendition):
    address = absolute(default_storage.url(rendition["name"]))
    return Picture(address, rendition["width"], rendition["height"])
