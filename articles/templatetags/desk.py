"""What the desk's own screens count, and where they take photos in."""

from django import template

from articles import people
from articles.admin.thumbnails import thumbnail_and_limits
from articles.models import Article, CaptionDrift, Photo
from articles.photos import ending, ingest

register = template.Library()


@register.filter
def person(user):
    """Print the full name of somebody of the desk: {{ revision.created_by|person }}."""
    return people.name_of(user)


@register.simple_tag
def drift_waiting(article=None):
    """Return how many rows of caption drift wait: of a story, or of all."""
    waiting = CaptionDrift.objects.filter(decision="")
    return (waiting.filter(article=article) if article else waiting).count()


@register.simple_tag
def rights_ending():
    """Return how many pictures of stories end within two days, or ended of late."""
    return len(ending.listed())


@register.inclusion_tag("admin/articles/photo/intake.html", takes_context=True)
def photo_intake(context, story: Article | None = None, *, for_story: bool = False):
    """Print where photos are dropped or chosen.

    :param for_story: whether it stands on a story's form, which may be a new one.
    """
    token = context.get("csrf_token")
    return {
        "csrf_token": token,
        "may_check": context["user"].has_perm("articles.change_photo"),
        "max_bytes": ingest.MAX_BYTES,
        "story": story,
        "for_story": for_story,
    }


@register.simple_tag
def photo_thumbnail(photo: Photo):
    """Return a photo as a small picture, and what may not be done with it."""
    return thumbnail_and_limits(photo)
