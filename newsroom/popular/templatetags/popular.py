"""Show what is read most."""

from django import template

from newsroom.popular import lists

register = template.Library()


@register.simple_tag
def most_popular(rows=lists.LONGEST, section=None, exclude=None):
    """Return the stories read most now, with their sections, by one query.

    {% most_popular 10 as stories %}
    {% most_popular 5 section=section exclude=article as stories %}
    """
    return list(lists.most_read(rows, section=section, exclude=exclude))
