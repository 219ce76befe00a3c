"""Say which part of a list by date a page shows."""

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

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
def span(page):
    """Return the days that a page of a list reaches over, the newest first."""
    if page.newest is None:
        return ""
    newest, oldest = (timezone.localdate(at) for at in (page.newest, page.oldest))
    words = {
        "newest": date_format(newest, "j F Y"),
        "oldest": date_format(oldest, "j F Y"),
    }
    if newest == oldest:
        return words["newest"]
    return _("%(newest)s back to %(oldest)s") % words
