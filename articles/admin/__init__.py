"""The desk's screens for stories and what they are made of."""

from django.contrib import admin
from taggit import admin as taggit_admin
from taggit.models import Tag

from articles.admin import articles, contributors, drift, photos, sections, standing

# Imported above, so that it can be taken away: taggit's stock screen lists every
# use of a tag on one page, and its tags are not ours; topics have their own screen.
admin.site.unregister(Tag)

__all__ = [
    "articles",
    "contributors",
    "drift",
    "photos",
    "sections",
    "standing",
    "taggit_admin",
]
