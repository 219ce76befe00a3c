"""Delete public files that nothing names any more."""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from articles.models import Article, Photo
from articles.photos.renditions import FOLDER


def prune(*, older_than: timedelta) -> int:
    """Delete files that no photo and no story names; return how many went.

    :param older_than: what is younger may be about to be named.
    """
    used = _folders_used()
    try:
        folders, _files = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return 0
    gone = 0
    for folder in set(folders) - used:
        place = f"{FOLDER}/{folder}"
        for name in default_storage.listdir(place)[1]:
            path = f"{place}/{name}"
            if default_storage.get_modified_time(path) < timezone.now() - older_than:
                default_storage.delete(path)
                gone += 1
    return gone


def _folders_used():
    lists = Photo.objects.values_list("renditions", flat=True).iterator(chunk_size=500)
    used = {made["name"].split("/")[1] for renditions in lists for made in renditions}
    shared = Article.objects.exclude(social_pictures=[])
    names = shared.values_list("social_pictures", flat=True).iterator(chunk_size=500)
    return used | {
        picture["name"].split("/")[1]
        for makings in names
        for making in makings
        for picture in making["pictures"]
    }
