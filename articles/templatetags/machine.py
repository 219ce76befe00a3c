"""What pages tell machines: structured data, link previews, addresses."""

import json

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import mark_safe

from articles import (
    jsonld,
    jsonld_lists,
    jsonld_pages,
    jsonld_photos,
    jsonld_translations,
    sharing,
)
from articles.models import Article
from articles.models import printed as printed_words
from articles.photos import shared
from articles.photos.album import Album
from articles.photos.digital_source import warning

register = template.Library()

# What could end a script element, or begin a comment or another inside it, written so
# that only JSON understands it; json_script of Django escapes the same three.
ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}

# Facebook's own list, which the makers of Open Graph publish, has no bare languages.
LOCALES = {"ar": "ar_AR", "fr": "fr_FR"}

register.filter("absolute", sharing.absolute)
register.filter("language_tag", sharing.language_tag)
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
    summary = sharing.summary(article)
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


@register.simple_tag(takes_context=True)
def page_picture(context, kind="", subject=None):
    """Return what a link to a page that is no story shows, and what is to be seen.

    It is the portrait of a person; of a list the photo of its lead, else of its first
    story with one; else the paper's own.

    :param kind: and `subject`, as of `structured_data`.
    """
    if kind == "person":
        portrait = subject.portrait_shown
        if shown := sharing.sharing_crop(portrait):
            return {"shown": shown, "alt": portrait.alt_text or subject.name}
    for story in _listed(context, kind):
        photo = story.lead_shown
        if shown := sharing.sharing_crop(photo, story.lead_crops_shown):
            return {"shown": shown, "alt": picture_alt(photo, story.lead_printed)}
    return {"shown": sharing.sharing_card(), "alt": settings.NEWSROOM_NAME}


@register.simple_tag(takes_context=True)
def structured_data(context, kind, subject=None):
    """Print the JSON-LD scripts of a page.

    It is of a "story", "photos", "section", "topic", "person", "list", "standing",
    "trail" or "home".

    `subject` is the story (with its page parts), the album of one, the section, the
    topic, the contributor, the title of another list, the standing page, the way to a
    page as pairs of name and path, or for home what `furniture` returns. What a list
    shows is the `page` of the template, and the way to it its `trail`, if it has one.
    """
    described = DESCRIPTIONS[kind](subject, context)
    scripts = "\n".join(_script(thing) for thing in described)
    # Safe because _script leaves no character of the data that HTML would read.
    return mark_safe(scripts)  # noqa: S308


@register.simple_tag
def canonical(request, address=""):
    """Return the one address of a page: the one it names, else its path alone."""
    return sharing.absolute(address or request.path)


@register.filter
def og_locale(code):
    """Return a language as Open Graph writes it, "en_GB"; empty if no country is known.

    A language without one gets that of its speakers which others list, as "fr_FR".
    """
    language, _, country = sharing.language_tag(code).partition("-")
    return f"{language}_{country}" if len(country) == 2 else LOCALES.get(language, "")


@register.filter
def news_language(code):
    """Return a language for news sitemaps: two or three letters, or zh-cn, zh-tw."""
    code = code.lower()
    return code if code in ("zh-cn", "zh-tw") else code.partition("-")[0]


def _story(article, context):
    facts = jsonld.news_article(article, Album(article))
    if site := context.get("site"):
        facts["publisher"] |= jsonld_pages.policies(site.addresses, OF_STORIES)
    yield facts | jsonld_translations.links(article)
    yield jsonld.breadcrumbs(article.section, article.headline)


def _photos(album, context):
    yield jsonld_photos.gallery(album)


def _section(section, context):
    yield jsonld.breadcrumbs(section)
    yield _collection(section.name, section.description, context)


def _topic(topic, context):
    yield _trail(context.get("trail") or [(topic.name, "")])
    yield _collection(topic.name, topic.description, context)


def _list(title, context):
    yield from _way([(title, "")], context)


def _person(contributor, context):
    yield jsonld.profile_page(contributor)
    yield _trail(context.get("trail") or [(contributor.name, "")])


def _standing(page, context):
    yield jsonld_pages.standing_page(page)
    yield jsonld_pages.breadcrumbs(page)


def _way(pairs, context):
    """The way to a page and, if it lists stories, what it lists."""
    yield _trail(pairs)
    if _listed(context, "list"):
        yield _collection(pairs[-1][0], "", context)


def _trail(pairs):
    return jsonld.crumbs(
        [(name, path and sharing.absolute(path)) for name, path in pairs]
    )


def _home(site, context):
    yield jsonld.organisation(jsonld_pages.policies(site.addresses))
    yield jsonld.website(context.get("search_url", ""))


def _collection(title, description, context):
    page = context["page"]
    return jsonld_lists.collection(
        title,
        page.address,
        _listed(context, "list"),
        description=description,
        language=settings.LANGUAGE_CODE,
    )


def _listed(context, kind):
    """Return the stories of a list, its lead first; other pages have none."""
    if kind not in LISTS:
        return []
    lead, page = context.get("lead"), context.get("page") or ()
    stories = [entry for entry in page if isinstance(entry, Article) and entry != lead]
    return [lead, *stories] if lead else stories


DESCRIPTIONS = {
    "story": _story,
    "photos": _photos,
    "section": _section,
    "topic": _topic,
    "list": _list,
    "person": _person,
    "standing": _standing,
    "trail": _way,
    "home": _home,
}
# What the publisher of a story says of how it is made.
OF_STORIES = ("publishingPrinciples", "ethicsPolicy", "correctionsPolicy")
LISTS = ("section", "topic", "list", "trail")


def _script(thing):
    data = json.dumps(thing, ensure_ascii=False).translate(ESCAPES)
    return f'<script type="application/ld+json">{data}</script>'
