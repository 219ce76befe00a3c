"""Print what stands around a headline: labels, times, languages."""

from itertools import groupby

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from articles import ages, html, languages
from articles.http import also_shows
from articles.models import Article

register = template.Library()

# A language whose texts print digits translates each as its digits.
YEARS = [
    pgettext_lazy("number of years", "one"),
    pgettext_lazy("number of years", "two"),
    pgettext_lazy("number of years", "three"),
    pgettext_lazy("number of years", "four"),
    pgettext_lazy("number of years", "five"),
    pgettext_lazy("number of years", "six"),
    pgettext_lazy("number of years", "seven"),
    pgettext_lazy("number of years", "eight"),
    pgettext_lazy("number of years", "nine"),
    pgettext_lazy("number of years", "ten"),
    pgettext_lazy("number of years", "eleven"),
    pgettext_lazy("number of years", "twelve"),
]
WORDS_A_MINUTE = 230  # silent reading of English, Brysbaert 2019: 238 for non-fiction


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
    """Return the whole years that readers are told a story is old, or 0."""
    return ages.years_out(article)


@register.filter
def in_words(years):
    """Return a number of years as a text says it, in words up to twelve."""
    return YEARS[years - 1] if 1 <= years <= len(YEARS) else years


@register.filter
def reading_minutes(article):
    return max(1, round(html.word_count(article.body) / WORDS_A_MINUTE))


@register.filter
def was_updated(article):
    """Whether readers should be told of a later time than that of publication."""
    changed = article.materially_updated_at
    return bool(changed and article.published_at and changed > article.published_at)
