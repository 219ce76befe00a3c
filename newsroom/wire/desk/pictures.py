"""Wire pictures that come as files: into the library, with their words and limits."""

import contextlib
import hashlib
import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.captions import words as captions
from articles.models import Article, ArticlePhoto, Photo
from articles.models.rights import Category, Cost
from articles.photos import ingest, likeness, limits, metadata, pixels, restrictions
from articles.publishing import NotPossible
from newsroom.wire.desk import stories
from newsroom.wire.items import Kind, WireItem, WirePicture
from newsroom.wire.models import Decision, Feed, Take

KINDS = (Kind.PICTURE, Kind.GRAPHIC)
# What the desk calls those fields of a photo that a corrected file may change.
NAMES = {
    "caption": gettext_lazy("caption"),
    "credit": gettext_lazy("credit"),
    "byline": gettext_lazy("byline"),
    "copyright_notice": gettext_lazy("copyright"),
    "usage_terms": gettext_lazy("usage terms"),
    "place": gettext_lazy("place"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """What copy says of a picture, kept until its file is here."""

    name: str  # what the file is called in refusals
    fields: dict[str, str]  # values of `Photo` fields, where the file has none
    forbids: tuple[str, ...]  # texts that may hold limits
    received: datetime  # aware
    embargo_until: datetime | None = None  # aware

    @classmethod
    def of(cls, picture: WirePicture, item: WireItem) -> "Words":
        """Return the words of a picture in an item that comes now."""
        fields = {"caption": picture.caption, "credit": picture.credit or item.credit}
        if item.kind in KINDS:
            fields |= {
                "byline": item.byline,
                "copyright_notice": item.copyright,
                "place": item.dateline or next(iter(item.places), ""),
            }
        terms = [words for words in (item.usage_terms, picture.usage_terms) if words]
        fields["usage_terms"] = "\n".join(dict.fromkeys(terms))
        return cls(
            stories.shortened(item.headline or item.slugline, 60) or _("The picture"),
            fields,
            (fields["usage_terms"], item.editor_note, picture.caption),
            timezone.now(),
            item.embargo_until,
        )

    def as_data(self) -> dict[str, Any]:
        """Return them for a column of JSON."""
        until = self.embargo_until
        return {
            "name": self.name,
            "fields": self.fields,
            "forbids": list(self.forbids),
            "received": self.received.isoformat(),
            "embargo_until": until.isoformat() if until else "",
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Words":
        return cls(
            data["name"],
            data["fields"],
            tuple(data["forbids"]),
            datetime.fromisoformat(data["received"]),
            parse_datetime(data["embargo_until"]) if data["embargo_until"] else None,
        )


def remarks(item: WireItem) -> str:
    """Return what the desk should know of a picture: doubts, limits, a missing file."""
    sentences = list(item.warnings)
    captions = [picture.caption for picture in item.pictures]
    forbidden = restrictions.found(item.usage_terms, item.editor_note, *captions)
    if forbidden:
        sentences.append(_("Restrictions: %s.") % "; ".join(forbidden))
    elif item.usage_terms:
        terms = stories.shortened(" ".join(item.usage_terms.split()), 200)
        sentences.append(_("Usage terms: %s") % terms)
    if not _with_files(item):
        sentences.append(_("Its file did not come along; its words are kept here."))
    return " ".join(sentences)


def keep(item: WireItem, take: Take) -> tuple[Decision, str]:
    """Put the files of a picture item into the library; return the decision and why.

    The same pixels with other words are a correction: they wait, because nobody can
    tell whether a person has worked on the words here. New limits hold at once.
    """
    if not _with_files(item):
        return Decision.RECEIVED, remarks(item)
    if photo := _held(take):
        return _correction(photo, item, take.feed)
    reasons = []
    for picture in _with_files(item):
        try:
            photo = into_library(picture.data, Words.of(picture, item), take.feed)
        except ingest.AlreadyHeld as error:
            return Decision.DUPLICATE, str(error)
        except ingest.NotAPhoto as error:
            return Decision.QUARANTINED, str(error)
        reasons.append(_("The library has it as photo %s.") % photo.pk)
        if held := likeness.of(photo):
            alike = _(
                "It looks like photo %(number)s of %(credit)s; rights may differ."
            )
            named = {"number": held.pk, "credit": held.credit or _("nobody named")}
            reasons.append(alike % named)
    return Decision.CREATED, " ".join([*reasons, remarks(item)]).strip()


def attach(article: Article, item: WireItem, feed: Feed) -> None:
    """Give a new story the pictures that came in its delivery; the first leads it.

    A picture that cannot be read never loses the story: the note says why.
    """
    failed = []
    for picture in _with_files(item):
        try:
            photo = into_library(picture.data, Words.of(picture, item), feed)
        except ingest.AlreadyHeld as error:
            photo = error.photo
        except ingest.NotAPhoto as error:
            failed.append(str(error))
            continue
        if photo.withdrawn_at:
            continue
        if article.lead_photo_id is None:
            article.lead_photo = photo
            article.save(update_fields=["lead_photo"])
        elif article.lead_photo_id != photo.pk:
            ArticlePhoto.objects.get_or_create(article=article, photo=photo)
    if failed:
        notes = [article.editor_note, *failed]
        article.editor_note = "\n".join(filter(None, notes))
        article.save(update_fields=["editor_note"])


def keep_all(item: WireItem, feed: Feed) -> None:
    """Put the files of a story's pictures into the library, those that are pictures."""
    for picture in _with_files(item):
        with contextlib.suppress(ingest.NotAPhoto):  # one that is held is none either
            into_library(picture.data, Words.of(picture, item), feed)


def into_library(data: bytes, words: Words, feed: Feed) -> Photo:
    """Put a file into the library with what it and the copy say, and its limits.

    :raises ingest.AlreadyHeld: if the library has it; it has these limits too then.
    :raises ingest.NotAPhoto: if it is no picture; nothing is kept then.
    """
    added = _added(data, words)
    forbidden = _limits(added, words, feed)
    try:
        return ingest.ingest(
            io.BytesIO(data),
            name=words.name,
            category=Category.AGENCY,
            cost=Cost.INCLUDED,
            **added,
            **forbidden,
        )
    except ingest.AlreadyHeld as error:
        limits.tighten(error.photo, forbidden)
        _fill(error.photo, added, feed)
        raise


def _fill(photo, added, feed):
    """Give an agency's photo whose file came without words those its copy has of it.

    What readers see by now and could not be published so is left to the desk.
    """
    missing = {name: words for name, words in added.items() if not getattr(photo, name)}
    if missing and photo.category == Category.AGENCY:
        with contextlib.suppress(NotPossible):
            captions.change(photo, missing, by=None, action=_("from copy of %s") % feed)


def _with_files(item):
    return [picture for picture in item.pictures if picture.data]


def _added(data: bytes, words: Words) -> dict[str, str]:
    """Return what the copy says of the picture and the file itself does not.

    Usage terms are those of both: an agency that forbids something means it. What the
    file has as instructions to editors stays there.
    """
    said = _said(io.BytesIO(data))
    added = {name: text for name, text in words.fields.items() if not said.get(name)}
    terms = [
        *said.get("usage_terms", "").splitlines(),
        *words.fields.get("usage_terms", "").splitlines(),
    ]
    instructed = said.get("instructions", "").splitlines()
    kept = (line for line in dict.fromkeys(terms) if line not in instructed)
    added["usage_terms"] = "\n".join(kept)
    return {name: _fitting(name, text) for name, text in added.items() if text}


def _limits(added, words, feed):
    """Return the limits of a picture; an embargo on the copy is one on the picture."""
    texts = [added.get("usage_terms", ""), *words.forbids]
    found = limits.found(*texts, received=words.received, zone=feed.zone)
    if until := words.embargo_until:
        found["valid_from"] = max(until, found.get("valid_from", until))
        if found.get("valid_until", found["valid_from"]) < found["valid_from"]:
            del found["valid_from"]
    return found


def _said(file):
    try:
        return metadata.read(pixels.opened(file)).as_fields()
    except (pixels.NoPicture, pixels.TooManyPixels):
        return {}  # the library refuses it with a reason of its own


def _fitting(name, words):
    limit = getattr(Photo._meta.get_field(name), "max_length", None)
    return stories.shortened(words, limit) if limit else words


def _held(take):
    """Return the photo that an earlier file of the same picture became, or None."""
    if take.pk is None:
        return None
    contents = take.receipts.order_by("-pk").values_list("content", flat=True)[:20]
    digests = [
        picture.get("sha256")
        for content in contents
        for picture in content.get("pictures", ())
    ]
    return Photo.objects.filter(sha256__in=filter(None, digests)).first()


def _correction(photo, item, feed):
    """Say in what the words of a file differ from those the library has of it.

    Its caption and credit wait in the caption drift list, where the desk decides.
    """
    [picture, *_others] = _with_files(item)
    if hashlib.sha256(picture.data).hexdigest() == photo.sha256:
        return Decision.DUPLICATE, _("The library holds this very file.")
    words = Words.of(picture, item)
    added = _added(picture.data, words)
    tightened = limits.tighten(photo, _limits(added, words, feed))
    stated = _said(io.BytesIO(picture.data)) | added
    changed = [
        name
        for name in NAMES
        if name in stated and stated[name] != getattr(photo, name)
    ]
    if not changed:
        return Decision.DUPLICATE, _("It is a picture the library has: “%s”.") % photo
    proposed = {name: stated[name] for name in changed}
    captions.propose(photo, proposed, source=feed.agency or feed.name)
    reason = _(
        "Photo %(photo)s is this picture; the agency says otherwise now: %(what)s."
    )
    named = {"photo": photo.pk, "what": ", ".join(str(NAMES[n]) for n in changed)}
    sentences = [reason % named, remarks(item)]
    if tightened:
        sentences.append(_("Its new limits hold at once."))
    return Decision.WAITING, " ".join(filter(None, sentences))
