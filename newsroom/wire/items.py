"""What every wire format is turned into, in the wire's own terms."""

import hashlib
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from typing import Any


class MalformedItem(ValueError):
    """The bytes are no readable item of their format; the message says why."""


class PubStatus(StrEnum):
    """What the provider lets receivers do with the item (IPTC publishing status)."""

    USABLE = "usable"
    WITHHELD = "withheld"
    CANCELED = "canceled"  # a kill; spelled as IPTC spells it

    @classmethod
    def read(cls, words: str) -> "PubStatus":
        """Return the status an agency wrote; a word nobody knows is withheld.

        No word at all is usable, as NewsML-G2 and ninjs both say.
        """
        return STATUS_WORDS.get(words.strip().casefold(), cls.WITHHELD)


STATUS_WORDS = {
    "": PubStatus.USABLE,
    "usable": PubStatus.USABLE,
    "published": PubStatus.USABLE,
    "released": PubStatus.USABLE,
    "canceled": PubStatus.CANCELED,
    "cancelled": PubStatus.CANCELED,
    "kill": PubStatus.CANCELED,
    "killed": PubStatus.CANCELED,
    "delete": PubStatus.CANCELED,
    "deleted": PubStatus.CANCELED,
    "recalled": PubStatus.CANCELED,
    "retracted": PubStatus.CANCELED,
    "withdrawn": PubStatus.CANCELED,
}


class Kind(StrEnum):
    """What an item is, in the words of IPTC's news item nature."""

    TEXT = "text"
    PICTURE = "picture"
    GRAPHIC = "graphic"
    AUDIO = "audio"
    VIDEO = "video"
    PACKAGE = "package"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True, slots=True)
class WirePicture:
    """A picture the copy speaks of, whether or not it came along."""

    caption: str = ""
    credit: str = ""
    href: str = ""
    width: int | None = None  # pixels
    height: int | None = None  # pixels
    guid: str = ""  # of the item that is the picture, where that comes by itself
    usage_terms: str = ""  # its own, beside those of the copy
    data: bytes = field(default=b"", repr=False)  # the file itself, if it came along


@dataclass(frozen=True, kw_only=True, slots=True)
class WireItem:
    """One item as the agency sent it.

    Fields with a remark "optional" were added for some formats; the others leave them
    empty.
    """

    kind: Kind = Kind.TEXT
    guid: str = ""  # the same in every version; empty where the format has none
    version: int | None = None
    version_created: datetime | None = None  # aware
    pub_status: PubStatus = PubStatus.USABLE
    embargo_until: datetime | None = None  # aware
    embargo_unclear: str = ""  # an embargo in words that name no moment
    urgency: int | None = None  # 1, the highest, to 9 (IPTC)
    headline: str = ""
    standfirst: str = ""
    slugline: str = ""
    byline: str = ""
    dateline: str = ""  # the city
    credit: str = ""
    source: str = ""
    language: str = ""  # BCP 47
    body: str = ""  # cleaned by articles.html.clean; a dateline still opens it
    keywords: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()  # IPTC codes of eight digits
    places: tuple[str, ...] = ()
    pictures: tuple[WirePicture, ...] = ()
    editor_note: str = ""  # for the desk, never for readers
    usage_terms: str = ""
    warnings: tuple[str, ...] = field(default=())  # sentences for the desk
    # Optional: the name through all versions, where the guid changes with each.
    story_id: str = ""
    # Optional: identities of items that belong to this one, such as its pictures.
    associations: tuple[str, ...] = ()
    # Optional: identities of earlier items whose place it takes; a kill kills them too.
    supersedes: tuple[str, ...] = ()
    # Optional: identities of other items that it says are dead, whatever it is itself.
    kills: tuple[str, ...] = ()
    # Optional: what the agency says of this version, such as "correction" or "update".
    signals: tuple[str, ...] = ()
    copyright: str = ""  # optional: the notice, such as “© 2026 Coastal”
    # Optional: why it waits for an editor, or why it is passed over, as a sentence.
    hold_reason: str = ""
    skip_reason: str = ""

    def as_data(self) -> dict[str, Any]:
        """Return the item as plain data for JSON; moments in ISO 8601, UTC.

        Of a picture's file only its digest is said.
        """
        # Not dataclasses.asdict, which copies every word of every tuple.
        data = {name: getattr(self, name) for name in ITEM_FIELDS}
        for name in ("version_created", "embargo_until"):
            moment = data[name]
            data[name] = moment and moment.isoformat().replace("+00:00", "Z")
        data["pictures"] = tuple(map(_picture_data, self.pictures))
        return data

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "WireItem":
        """Return the item that `as_data` wrote, files of pictures aside.

        What is not known any more is passed over, so that old receipts stay readable.
        """
        said = {one.name: data[one.name] for one in fields(cls) if one.name in data}
        for name in ("version_created", "embargo_until"):
            moment = said.get(name)
            said[name] = datetime.fromisoformat(moment) if moment else None
        known = {one.name for one in fields(WirePicture)}
        said["pictures"] = tuple(
            WirePicture(**{name: picture[name] for name in known & picture.keys()})
            for picture in said.get("pictures", ())
        )
        for name, value in said.items():
            if isinstance(value, list):
                said[name] = tuple(value)
        said["kind"] = Kind(said.get("kind", Kind.TEXT))
        said["pub_status"] = PubStatus(said.get("pub_status", PubStatus.USABLE))
        return cls(**said)

    @property
    def identity(self) -> str:
        """The name of the item through all its versions, at most 500 characters.

        Copy without an identifier is named by what it says: slugline, headline and
        text, white space and case aside.
        """
        if name := self.story_id or self.guid:
            return name if len(name) <= 500 else _digest(name)
        words = " ".join(f"{self.slugline} {self.headline} {self.body}".split())
        return _digest(words.casefold())

    @property
    def content_hash(self) -> str:
        """A digest of all that the item says, its version and moment aside."""
        data = self.as_data()
        del data["version"], data["version_created"], data["warnings"]
        return _digest(repr(sorted(data.items())))


@dataclass(frozen=True, kw_only=True, slots=True)
class UnreadItem:
    """One item of a file that could not be read, while its neighbours could."""

    reason: str  # a sentence


ITEM_FIELDS = tuple(field.name for field in fields(WireItem))
PICTURE_FIELDS = tuple(field.name for field in fields(WirePicture))


def _picture_data(picture):
    data = {name: getattr(picture, name) for name in PICTURE_FIELDS}
    if not data["usage_terms"]:
        del data["usage_terms"]  # few have any; what has none is digested as ever
    if file := data.pop("data"):
        data["sha256"] = hashlib.sha256(file).hexdigest()
    return data


def _digest(words: str) -> str:
    return "sha256:" + hashlib.sha256(words.encode()).hexdigest()
