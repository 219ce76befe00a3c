"""An agency's stream into the wire."""

import zoneinfo
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.wire import addresses, credentials


def refuse_unknown_zone(name: str) -> None:
    """Refuse a time zone that nobody knows.

    :raises ValidationError: if it is none of the IANA time zones.
    """
    try:
        zoneinfo.ZoneInfo(name)
    except (ValueError, KeyError, OSError):
        message = _(
            "“%(name)s” is no time zone; write one such as Europe/Paris or UTC."
        )
        raise ValidationError(message, params={"name": name}) from None


class Transport(models.TextChoices):
    """How the copy of a feed comes here; the words of the whole room."""

    NONE = "", _("Not fetched: import_wire takes it in")
    FOLDER = "folder", _("Folder of this machine")
    HTTP = "http", _("Web address: RSS, Atom, JSON, any file")
    FTP = "ftp", _("FTP")
    SFTP = "sftp", _("SFTP")
    IMAP = "imap", _("Mailbox (IMAP)")


class Afterwards(models.TextChoices):
    """What becomes of a file at its source once it is here."""

    LEAVE = "leave", _("Leave it")
    MOVE = "move", _("Move it")
    DELETE = "delete", _("Delete it")


class Feed(models.Model):
    """One agency's stream into the wire."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(
        _("slug"),
        max_length=40,
        unique=True,
        help_text=_("What import_wire --feed takes."),
    )
    agency = models.CharField(
        _("agency credit"),
        max_length=120,
        blank=True,
        help_text=_(
            "Printed under stories whose copy names no credit itself, such as Reuters."
        ),
    )
    section = models.ForeignKey(
        "articles.Section",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("section"),
        help_text=_("Where its stories go; left empty, an editor chooses for each."),
    )
    language = models.CharField(
        _("language"),
        max_length=12,
        blank=True,
        help_text=_(
            "Of copy that does not say, such as en. Left empty: the paper's own."
        ),
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=60,
        default="UTC",
        validators=[refuse_unknown_zone],
        help_text=_("Of moments that name no zone, such as Europe/Paris."),
    )
    makes_drafts = models.BooleanField(
        _("make a draft of each story as it comes"),
        default=True,
        help_text=_(
            "Otherwise its stories stay on the wire until somebody takes them there."
        ),
    )
    fetch_pictures = models.BooleanField(
        _("fetch pictures"),
        default=False,
        help_text=_(
            "Fetch the pictures its copy names, from the addresses the copy gives."
        ),
    )
    active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("A feed that is not active takes nothing in."),
    )

    # How it is fetched, by poll_feeds.
    transport = models.CharField(
        _("fetched from"), max_length=6, choices=Transport, blank=True, default=""
    )
    address = models.CharField(
        _("address"),
        max_length=500,
        blank=True,
        help_text=_(
            "Such as https://agency.example/feed.xml, ftps://host/folder, "
            "sftp://host/~/folder, imaps://host/INBOX, or the path of a folder."
        ),
    )
    user_name = models.CharField(
        _("user name"),
        max_length=120,
        blank=True,
        help_text=_("A web address without one gets the password as a bearer token."),
    )
    # Sealed by credentials.seal(); only open_secret() makes a password of it.
    secret = models.TextField(_("password"), blank=True, default="", editable=False)
    secret_set_at = models.DateTimeField(
        _("password set"), null=True, blank=True, editable=False
    )
    host_key = models.CharField(
        _("host key"),
        max_length=60,
        blank=True,
        validators=[
            RegexValidator(
                r"\ASHA256:[A-Za-z0-9+/]{43}=?\Z",
                _("Write it as ssh-keygen -l does: SHA256: and 43 characters."),
            )
        ],
        help_text=_(
            "Of an SFTP server, such as SHA256:…; ask the agency for it. A server "
            "with any other key is not told the password."
        ),
    )
    afterwards = models.CharField(
        _("what was taken in"),
        max_length=6,
        choices=Afterwards,
        default=Afterwards.LEAVE,
        help_text=_(
            "At its source. Files of a folder are always moved, to done or failed "
            "inside it; mail is never deleted."
        ),
    )
    moved_to = models.CharField(
        _("move it to"),
        max_length=120,
        default="done",
        blank=True,
        help_text=_("A folder inside the one that is fetched, or another mailbox."),
    )
    every = models.PositiveSmallIntegerField(
        _("every"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(1440)],
        help_text=_("Minutes between two polls."),
    )
    days = models.CharField(
        _("on"),
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"\A[1-7]*\Z", _("Monday is 1, Sunday is 7."))],
    )
    from_hour = models.PositiveSmallIntegerField(
        _("from"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(23)],
        help_text=_("An hour of the feed's time zone, 0 to 23; left empty, all day."),
    )
    until_hour = models.PositiveSmallIntegerField(
        _("until"), null=True, blank=True, validators=[MaxValueValidator(23)]
    )
    time_out = models.PositiveSmallIntegerField(
        _("time-out"),
        default=60,
        validators=[MinValueValidator(5), MaxValueValidator(600)],
        help_text=_("Seconds that one poll may take; the rest comes with the next."),
    )
    allowed_senders = models.TextField(
        _("allowed senders"),
        blank=True,
        help_text=_(
            "Of mail: an address or a domain in each line. Mail from anybody else is "
            "passed over. Left empty, all mail is taken."
        ),
    )
    silent_after = models.PositiveSmallIntegerField(
        _("alarm after"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(336)],
        help_text=_(
            "Hours without copy, counting only those in which it usually comes on "
            "that day of the week. Left empty, no alarm."
        ),
    )

    class Meta:
        verbose_name = _("feed")
        verbose_name_plural = _("feeds")
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    def clean(self):
        """Refuse what could never be fetched, each with a sentence at its field."""
        faults: dict[str, Any] = {}
        if (self.from_hour is None) != (self.until_hour is None):
            faults["until_hour"] = _("Say both hours, or neither.")
        elif self.from_hour is not None and self.from_hour == self.until_hour:
            faults["until_hour"] = _("Between the two hours there is no time.")
        if self.transport == Transport.IMAP and self.afterwards == Afterwards.DELETE:
            faults["afterwards"] = _("Mail is never deleted; leave it or move it.")
        if self.afterwards == Afterwards.MOVE and not self.moved_to:
            faults["moved_to"] = _("Say where what was taken in is moved.")
        elif self.transport != Transport.IMAP and "/" in self.moved_to:
            faults["moved_to"] = _("Name one folder, without a slash.")
        try:
            self.place  # noqa: B018 - read for what it refuses
        except addresses.Misaddressed as refusal:
            faults["address"] = str(refusal)
        if faults:
            raise ValidationError(faults)

    @property
    def place(self) -> addresses.Place | None:
        """Where it is fetched, if that is another machine.

        :raises addresses.Misaddressed: if its address is none for its transport.
        """
        if self.transport == Transport.FOLDER:
            addresses.folder_of(self.address)
        if self.transport in {Transport.NONE, Transport.FOLDER}:
            return None
        return addresses.place_of(self.transport, self.address)

    def keep_secret(self, words: str) -> None:
        """Seal a password for the place that the address names; not saved yet.

        :raises addresses.Misaddressed: if the address names none.
        """
        self.secret = credentials.seal(words, str(self.place))
        self.secret_set_at = timezone.now()

    def forget_secret(self) -> None:
        self.secret, self.secret_set_at = "", None

    def open_secret(self) -> credentials.Secret | None:
        """Return the password for the place that the address names now.

        :raises credentials.Unopenable: if it was sealed for another, or cannot be read.
        """
        if not self.secret:
            return None
        return credentials.unseal(self.secret, str(self.place))
