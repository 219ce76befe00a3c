"""Find photos of the library by their words, or by the number of one."""

import re

from django.db.models import QuerySet

from articles import wordindex
from articles.models import Photo, PhotoEntry

NUMBER = re.compile(r"(#?)([0-9]{1,18})")  # a key of 64 bits has no more digits


def find(photos: QuerySet[Photo], query: str) -> QuerySet[Photo]:
    """Return those of the photos that have every word of a query; all if it has none.

    Words may stand in caption, credit, byline, place, people, alt text and so on, and
    may be the beginning of one. A number is also that of a photo, and with “#” before
    it nothing else.
    """
    number = NUMBER.fullmatch(query.strip())
    if number and number[1]:
        return photos.filter(pk=number[2])
    if not wordindex.terms(query):
        return photos
    keys = PhotoEntry.objects.filter(words__says=query).values("pk")
    if number:
        named = Photo.objects.filter(pk=number[2])
        keys = keys.union(named.order_by().values("pk"))
    return photos.filter(pk__in=keys)
