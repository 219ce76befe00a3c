"""Tell pages of the desk what waits for them in the wire, and what is wrong there."""

from django import template

from newsroom.wire import health
from newsroom.wire.desk import origins, placing, recalls, updates

register = template.Library()


@register.simple_tag
def update_waiting_for(article):
    """Return the newest update that waits for a story, if one does, by one query.

    {% update_waiting_for article as receipt %}
    """
    return updates.waiting_for(article.pk)


@register.simple_tag
def feed_alarms():
    """Return a sentence for each feed that is silent or fails, by one query.

    {% feed_alarms as alarms %}
    """
    return health.alarms()


@register.simple_tag
def derivatives_to_decide_on():
    """Return how many derivatives nobody has decided on yet, by one query.

    {% derivatives_to_decide_on as undecided %}
    """
    return recalls.open_count()


@register.simple_tag
def pictures_by_wire(article):
    """Return the photos that came for a story by wire and that it does not show.

    By one query.

    {% pictures_by_wire article as photos %}
    """
    return placing.offered(article.pk)


@register.simple_tag
def wire_copy_behind(article):
    """Return the takes that a story was written from, by two queries.

    {% wire_copy_behind article as origins %}
    """
    return origins.of(article.pk)
