"""Say which part of a list by date a page shows."""

from calendar import Calendar

from django import template
from django.utils import timezone
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import date_format, get_format
from django.utils.translation import gettext as _

from articles.days import Span
from articles.templatetags.stories import exactly

register = template.Library()


@register.simple_tag
def list_title(name, page):
    """Return the title of a page of a list; no two pages have the same."""
    if page.is_first:
        return str(name)
    words = {"name": name, "moment": exactly(page.until)}
    return _("%(name)s, stories before %(moment)s") % words


@register.simple_tag
def archive_title(span, section=None):
    """Return what a page of the archive is called: the time, and of which section."""
    if section is None:
        return span.name
    return _("%(section)s, %(time)s") % {"section": section, "time": span.name}


@register.simple_tag
def day_address(date):
    """Return the address of a day's paper."""
    return Span.of(date.year, date.month, date.day).address()


@register.simple_tag
def span(page):
    """Return the days that a page of a list reaches over, the newest first."""
    if page.newest is None:
        return ""
    newest, oldest = (timezone.localdate(at) for at in (page.newest, page.oldest))
    words = {
        "newest": date_format(newest, "DATE_FORMAT"),
        "oldest": date_format(oldest, "DATE_FORMAT"),
    }
    if newest == oldest:
        return words["newest"]
    return _("%(newest)s back to %(oldest)s") % words


@register.simple_tag
def counted(span, counts, section=None):
    """Return the parts of a span that have come, and how many stories each has."""
    return [_part(part, counts, section) for part in span.parts]


@register.simple_tag
def calendar_of(month, counts, section=None):
    """Return a month as a calendar: its weekdays, and its weeks of days or None."""
    first = (get_format("FIRST_DAY_OF_WEEK") - 1) % 7  # Python begins with Monday
    days = {part.first: _part(part, counts, section) for part in month.parts}
    weeks = Calendar(first).monthdatescalendar(month.first.year, month.first.month)
    order = [(first + day) % 7 for day in range(7)]
    return {
        "weekdays": [(WEEKDAYS[day], WEEKDAYS_ABBR[day]) for day in order],
        "weeks": [[days.get(day) for day in week] for week in weeks],
    }


def _part(part, counts, section):
    return {
        "span": part,
        "address": part.address(section),
        "stories": counts.get(part, 0),
    }
