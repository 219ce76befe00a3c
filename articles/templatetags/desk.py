"""What the desk's own screens count."""

from django import template

from articles.models import CaptionDrift

register = template.Library()


@register.simple_tag
def drift_waiting(article=None):
    """Return how many rows of caption drift wait: of a story, or of all."""
    waiting = CaptionDrift.objects.filter(decision="")
    return (waiting.filter(article=article) if article else waiting).count()
