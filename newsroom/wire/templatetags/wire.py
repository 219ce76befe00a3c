"""Tell a story's own page what waits for it in the wire."""

from django import template

from newsroom.wire.desk import updates

register = template.Library()


@register.simple_tag
def update_waiting_for(article):
    """Return the newest update that waits for a story, if one does, by one query.

    {% update_waiting_for article as receipt %}
    """
    return updates.waiting_for(article.pk)
