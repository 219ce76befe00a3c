"""What stories stand on: sections, contributors, topics and pictures of the edition.

Each function makes what is missing and returns all, so that it may be called again.
"""

import hashlib
from contextlib import ExitStack

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Q

from articles import html
from articles.models import Contributor, Photo, Section, Topic
from articles.models.topics import topic_key
from articles.photos import ingest, making, renditions
from newsroom.demo import texts

WORDS = [
    "caption", "alt_text", "credit", "byline", "copyright_notice", "usage_terms",
    "category", "cost", "place", "focal_x", "focal_y",
]  # fmt: skip


def sections() -> dict[str, Section]:
    """Return the sections by slug. The edition lists a parent before its children."""
    made: dict[str, Section] = {}
    for entry in texts.table("section"):
        name, slug = entry["name"], entry["slug"]
        held = Section.objects.filter(Q(slug=slug) | Q(name=name)).first()
        made[slug] = held or Section.objects.create(
            name=name,
            slug=slug,
            description=entry.get("description", ""),
            position=entry.get("position", 0),
            parent=made.get(entry.get("parent", "")),
        )
    return made


def contributors() -> dict[str, Contributor]:
    """Return the contributors by name."""
    return {
        entry["name"]: Contributor.objects.get_or_create(
            slug=entry["slug"],
            defaults=entry | {"biography": html.from_text(entry["biography"])},
        )[0]
        for entry in texts.table("contributor")
    }


def topics() -> dict[str, Topic]:
    """Return the topics by name."""
    return {
        entry["name"]: Topic.objects.get_or_create(
            key=topic_key(entry["name"]), defaults=entry
        )[0]
        for entry in texts.table("topic")
    }


def photos(undo: ExitStack, *, by=None) -> dict[str, Photo]:
    """Return the pictures by key, with all their renditions.

    :param undo: gets a call for each picture that deletes its files, for when the
        transaction is rolled back.
    """
    held = {entry["key"]: _photo(entry, undo, by) for entry in texts.table("photo")}
    without = [photo for photo in held.values() if renditions.are_due(photo)]
    for _, fault in making.remake_many(without, jobs=2):
        if fault is not None:
            raise fault
    return held


def hang_portraits(people: dict[str, Contributor], photos: dict[str, Photo]) -> None:
    """Give each contributor the portrait that bears their slug, where there is one."""
    for person in people.values():
        portrait = photos.get(f"portrait-{person.slug}")
        if portrait is not None and person.portrait is None:
            person.portrait = portrait
            person.save(update_fields=["portrait"])


def photo_rows() -> dict[str, Photo]:
    """Return the pictures by key; new ones are kept without renditions, which is fast.

    `manage.py make_renditions` makes them later.
    """
    return {entry["key"]: _photo_row(entry) for entry in texts.table("photo")}


def delete_files(photo: Photo) -> None:
    """Delete a picture's files from both storages; the row is another's business."""
    for rendition in photo.renditions:
        default_storage.delete(rendition["name"])
    photo.original.delete(save=False)


def _photo(entry, undo, by):
    path = texts.EDITION / entry["file"]
    words = {name: entry[name] for name in WORDS}
    try:
        with path.open("rb") as file:
            photo = ingest.ingest(file, name=path.name, by=by, **words)
    except ingest.AlreadyHeld as held:
        return held.photo
    undo.callback(delete_files, photo)
    return photo


def _photo_row(entry):
    data = (texts.EDITION / entry["file"]).read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if held := Photo.objects.filter(sha256=digest).first():
        return held
    photo = Photo(sha256=digest, width=1920, height=1280)
    for name in WORDS:
        setattr(photo, name, entry[name])
    photo.original.save(f"{digest[:16]}.jpg", ContentFile(data), save=False)
    photo.save()
    return photo
