"""Print what stands around a headline: labels, times, languages; and the body."""

import html as entities
import re
from itertools import groupby

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles import html, languages, placeholders
from articles.embeds import embedded
from articles.http import also_shows
from articles.models import Article, ArticleEmbed
from articles.photos.album import Album
from articles.providers import embed_provider

register = template.Library()

WORDS_A_MINUTE = 230  # silent reading of English, Brysbaert 2019: 238 for non-fiction
# A placeholder or a table of the body, as articles.html writes them.
PARTS = re.compile(
    r'(<figure(?: data-\w+="[^"]*")+></figure>|<table>.*?</table>)', re.DOTALL
)
# How wide the style sheet draws the pictures of a text, and of a picture story.
SIZES_IN_TEXT = "(min-width: 48rem) 39rem, 92vw"
SIZES_ALONE = "(min-width: 70rem) 62rem, 92vw"


@register.simple_tag(takes_context=True)
def latest_stories(context, count):
    """Return the newest stories with their sections, by one query."""
    newest = Article.objects.published().newest_first().select_related("section")
    stories = list(newest.defer("body", "editor_note")[:count])
    also_shows(context.get("request"), "latest", *(f"article-{s.pk}" for s in stories))
    return stories


@register.simple_tag
def today():
    """Return this moment in the paper's zone."""
    return timezone.localtime()


@register.simple_tag(takes_context=True)
def page_address(context, number):
    """Return the address of a page of this list; the first has no number."""
    request = context["request"]
    query = request.GET.copy()
    query.pop("page", None)
    if number > 1:
        query["page"] = number
    return request.path + (f"?{query.urlencode()}" if query else "")


@register.filter
def label(article):
    """Return the words above a card's headline; opinion always says that it is."""
    if article.genre == Article.Genre.OPINION:
        return article.get_genre_display()
    if article.kicker or article.genre == Article.Genre.NEWS:
        return article.kicker or article.section
    return article.get_genre_display()


@register.simple_tag
def lang(article):
    """Print lang and dir for a story in another language than the site's."""
    if article.language == settings.LANGUAGE_CODE:
        return ""
    return _lang(article.language)


@register.simple_tag
def paper_lang(article):
    """Print lang and dir for what speaks the paper's language inside such a story."""
    if article.language == settings.LANGUAGE_CODE:
        return ""
    return _lang(settings.LANGUAGE_CODE)


@register.simple_tag
def label_lang(article):
    """Print lang and dir for labels of a story whose language has none translated."""
    if languages.has_words(article.language):
        return ""
    return _lang(languages.spoken(article.language))


@register.filter
def spoken(article):
    """Return the language that the labels of a story speak.

    {% language story|spoken %}{% translate "Published" %}{% endlanguage %}
    """
    return languages.spoken(article.language)


register.filter("own_name", languages.own_name)
register.filter("direction", languages.direction)


def _lang(code):
    direction = languages.direction(code)
    return format_html(' lang="{}" dir="{}"', code, direction)


@register.filter
def number(value):
    """Return a number with its thousands parted as the language does: "12,400"."""
    return number_format(value, force_grouping=True)


@register.filter
def when(moment):
    """Return a time for lists: "17.31" today, "Yesterday", "3 May", "3 May 2019".

    Nothing here says "8 minutes ago": a page stays in caches for minutes, and would be
    wrong, and another page each minute.
    """
    day, now = timezone.localtime(moment), timezone.localtime()
    days = (now.date() - day.date()).days
    if days == 0:
        return date_format(day, "TIME_FORMAT")
    if days == 1:
        return _("Yesterday")
    this_year = day.year == now.year
    return date_format(day, "MONTH_DAY_FORMAT" if this_year else "DATE_FORMAT")


@register.filter
def clock(moment):
    return date_format(timezone.localtime(moment), "TIME_FORMAT")


@register.filter
def exactly(moment):
    """Return date, time and zone as a story has them: "22 Nov 2026, 15.04 CET"."""
    day = timezone.localtime(moment)
    return f"{date_format(day, 'DATETIME_FORMAT')} {day:%Z}"


@register.filter
def iso(moment):
    """Return a moment for the datetime attribute: ISO 8601 with the paper's offset."""
    return timezone.localtime(moment).isoformat(timespec="seconds")


@register.filter
def days(stories):
    """Group stories, newest first, by the day of the paper they came out on."""
    by_day = groupby(stories, key=lambda story: timezone.localdate(story.published_at))
    return [{"date": date, "stories": list(of_day)} for date, of_day in by_day]


@register.filter
def years_old(article):
    """Return for how many whole years a story has been out."""
    if article.published_at is None:
        return 0
    return int((timezone.now() - article.published_at).days // 365.25)


@register.filter
def reading_minutes(article):
    return max(1, round(html.word_count(article.body) / WORDS_A_MINUTE))


@register.filter
def was_updated(article):
    """Whether readers should be told of a later time than that of publication."""
    changed = article.materially_updated_at
    return bool(changed and article.published_at and changed > article.published_at)


@register.inclusion_tag("articles/partials/body.html")
def story_body(article):
    """Print the text with its photos and embeds drawn, by one query if it has embeds.

    Takes a story whose article_photos are loaded with their photos. A photo of the
    story that the text places nowhere stands after it, in its order.
    """
    uses = {use.photo_id: use for use in article.photos_shown}
    embeds = embedded(article)
    album = Album(article)
    parts: list[dict] = [
        _part(text, uses, embeds)
        for text in PARTS.split(_with_dateline(article))
        if text.strip()
    ]
    placed = {
        use.pk
        for part in parts
        for use in [part.get("use"), *part.get("gallery", [])]
        if use
    }
    rest = [
        {"use": use}
        for use in uses.values()
        if use.pk not in placed and use.photo_id != article.lead_photo_id
    ]
    for part in parts:
        if all_uses := part.get("gallery"):
            seen = [use for use in all_uses if album.place_of(use.photo)]
            # One photo is no gallery.
            part["gallery"], part["use"] = (
                (None, seen[0]) if len(seen) == 1 else (seen, None)
            )
    sizes = SIZES_ALONE if article.is_picture_story else SIZES_IN_TEXT
    return {
        "parts": parts + rest,
        "article": article,
        "album": album,
        "sizes": sizes,
    }


def _part(text, uses, embeds):
    """Return what a piece of the body is: HTML, a table, photos' uses, or an embed."""
    if text.startswith("<table>"):
        return {"html": text, "is_table": True}
    if not text.startswith("<figure data-"):
        return {"html": text}
    [(name, value)] = re.findall(r'data-(\w+)="([^"]*)"', text)[:1]
    if name == "photo":
        return {"use": uses.get(int(value))}
    if name == "gallery":
        ids = placeholders.ids_of(value)
        return {"gallery": [uses[photo] for photo in ids if photo in uses]}
    address = entities.unescape(value) if name == "embed" else ""
    if not embed_provider(address):
        return {}
    return {"embed": embeds.get(address) or ArticleEmbed(url=address)}


def _with_dateline(article):
    """Return the body, the dateline opening its first paragraph."""
    if not article.dateline:
        return article.body
    # Capitals are the style sheet's, not the text's.
    dateline = format_html('<span class="dateline">{} —</span> ', article.dateline)
    body, found = re.subn(
        r"<p\b[^>]*>", lambda tag: tag[0] + dateline, article.body, count=1
    )
    return body if found else f"<p>{dateline}</p>{article.body}"
