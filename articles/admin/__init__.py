"""The desk's screens for stories and what they are made of."""

from django.contrib import admin
from taggit import admin as taggit_admin
from taggit.models import Tag

from articles.admin import articles, contributors, photos, sections

# Imported above, so that it is there to be taken away: the stock screen of taggit lists every use of a tag on one page, and its tags are not
# ours: topics have a screen of their own.
admin.site.unregister(Tag)

__all__ = ["articles", "contributors", "photos", "sections", "taggit_admin"]
