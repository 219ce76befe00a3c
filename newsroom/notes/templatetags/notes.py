"""Print the link under a story, and tell the desk's pages which notes wait."""

from django import template

from newsroom.notes import passages
from newsroom.notes.models import Note

register = template.Library()

FEW = 20  # notes shown beside a story


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
    """Return the open notes about a story with their passages, by one query.

    {% notes_beside original as notes %}
    """
    notes = Note.objects.open().about(article).oldest_first()[:FEW]
    return [
        {"note": note, "passage": passages.find(note.quote, article)} for note in notes
    ]
