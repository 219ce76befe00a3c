"""What pages tell machines: structured data, link previews, addresses."""

import json

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import mark_safe

from articles import jsonld, jsonld_pages, jsonld_photos, sharing
from articles.models import printed as printed_words
from articles.photos import shared
from articles.photos.album import Album
from articles.photos.digital_source import warning

register = template.Library()

# What could end a script element, or begin a comment or another inside it, written so
# that only JSON understands it; json_script of Django escapes the same three.
ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}

register.filter("absolute", sharing.absolute)
register.filter("printable", sharing.printable)


@register.simple_tag
def paper():
    """Return the paper's name, tagline, address, and the address of its feed."""
    return {
        "name": settings.NEWSROOM_NAME,
        "tagline": settings.NEWSROOM_TAGLINE,
        "url": sharing.home_address(),
        "feed": sharing.absolute(reverse("articles:feed_home")),
        "locale": og_locale(settings.LANGUAGE_CODE),
        "card": sharing.sharing_card(),
    }


@register.simple_tag
def link_preview(article):
    """Return what a link to a story, loaded with its page parts, shows elsewhere."""
    section, summary = article.section, sharing.summary(article)
    return {
        "url": sharing.absolute(article.get_absolute_url()),
        "title": article.social_headline or article.headline,
        "text": article.social_text or summary,
        "description": article.search_description or summary,
        "picture": sharing.social_picture(article),
        "alt": social_alt(article),
        "published": jsonld.moment(article.published_at),
        "modified": jsonld.moment(sharing.modified_at(article)),
        "authors": sharing.authors(article),
        "locale": og_locale(article.language),
        "feed": sharing.absolute(reverse("articles:feed_section", args=[section.slug])),
    }


def social_alt(article):
    """Return what the picture of a link to a story shows: its headline, its photo."""
    made, photo = shared.made(article), shared.photo_of(article)
    words = []
    if shared.CARD in made:
        words.append(article.social_headline or article.headline)
    if photo is not None and sharing.sharing_crop(photo):
        printed = article.lead_printed
        if article.social_photo_shown or printed is None:
            printed = printed_words(photo)
        words.append(picture_alt(photo, printed))
    return ". ".join(filter(None, words)) or settings.NEWSROOM_NAME


@register.simple_tag
def picture_alt(photo, words):
    """Return what a picture shows, and that AI made it, for where no caption stands."""
    return ": ".join(filter(None, [warning(photo.digital_source), words.alt]))


@register.simple_tag
def lead_picture(article):
    """Return the picture that leads a story, as others may show it, or None."""
    return sharing.picture(article.lead_shown)


@register.simple_tag
def share_picture(photo):
    """Return what a link to a photo's page shows: the photo whole, else the paper's."""
    return sharing.picture(photo) or sharing.sharing_card()


@register.simple_tag
def structured_data(kind, subject=None):
    """Print the JSON-LD scripts of a page.

    It is of a "story", "photos", "section", "person", "standing" or "home".

    `subject` is the story (with its page parts), the album of one, the section, the
    contributor, the standing page, or for home what `furniture` returns.
    """
    scripts = "\n".join(_script(thing) for thing in DESCRIPTIONS[kind](subject))
    # Safe because _script leaves no character of the data that HTML would read.
    return mark_safe(scripts)  # noqa: S308


@register.simple_tag
def canonical(request, address=""):
    """Return the one address of a page: the one it names, else its path alone."""
    return sharing.absolute(address or request.path)


@register.filter
def og_locale(code):
    """Return a language as Open Graph writes it, "en_GB"; empty without a country."""
    language, _, country = sharing.language_tag(code).partition("-")
    return f"{language}_{country}" if len(country) == 2 else ""


@register.filter
def news_language(code):
    """Return a language for news sitemaps: two or three letters, or zh-cn, zh-tw."""
    code = code.lower()
    return code if code in ("zh-cn", "zh-tw") else code.partition("-")[0]


def _story(article):
    yield jsonld.news_article(article, Album(article))
    yield jsonld.breadcrumbs(article.section, article.headline)


def _photos(album):
    yield jsonld_photos.gallery(album)


def _section(section):
    yield jsonld.breadcrumbs(section)


def _person(contributor):
    yield jsonld.profile_page(contributor)


def _standing(page):
    yield jsonld_pages.standing_page(page)
    yield jsonld_pages.breadcrumbs(page)


def _home(site):
    yield jsonld.organisation(jsonld_pages.policies(site.addresses))
    yield jsonld.website()


DESCRIPTIONS = {
    "story": _story,
    "photos": _photos,
    "section": _section,
    "person": _person,
    "standing": _standing,
    "home": _home,
}


def _script(thing):
    data = json.dumps(thing, ensure_ascii=False).translate(ESCAPES)
    return f'<script type="application/ld+json">{data}</script>'
