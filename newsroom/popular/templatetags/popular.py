"""Show what is read most."""

from django import template

from articles.http import also_shows
from newsroom.popular import lists

register = template.Library()


@register.simple_tag(takes_context=True)
def most_popular(context, rows=lists.LONGEST, section=None, exclude=None):
    """Return the stories read most now, with their sections, by one query.

    {% most_popular 10 as stories %}
    {% most_popular 5 section=section exclude=article as stories %}
    """
    stories = list(lists.most_read(rows, section=section, exclude=exclude))
    named = (f"article-{story.pk}" for story in stories)
    also_shows(context.get("request"), "most-read", *named)
    return stories
