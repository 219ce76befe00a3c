"""Print the link under a story, and tell the desk's pages which notes wait."""

from django import template

from newsroom.notes import passages
from newsroom.notes.models import Note

register = template.Library()

FEW = 3  # notes shown whole beside a story


@register.inclusion_tag("notes/report_link.html")
def report_link(article):
    """Print the link to report an error in a story, without a query.

    A story that readers may not see has none, as the desk's preview shows.

    {% report_link article %}
    """
    return {"article": article if article.is_published else None}


@register.simple_tag
def notes_waiting():
    """Return how many notes wait for the desk, by one query.

    {% notes_waiting as waiting %}
    """
    return Note.objects.open().count()


@register.simple_tag
def notes_beside(article):
    """Return how many notes about a story are open, and the oldest with their passages.

    By two queries, or one if there is none.

    {% notes_beside original as notes %}
    """
    waiting = Note.objects.open().about(article)
    number = waiting.count()
    oldest = waiting.oldest_first()[:FEW] if number else []
    return {
        "number": number,
        "more": max(0, number - FEW),
        "oldest": [(note, passages.find(note.quote, article)) for note in oldest],
    }
