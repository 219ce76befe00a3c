"""What a contributor's page says about them besides their name and their work."""

import re
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from articles import html
from articles.models.bodies import BodyField

MOST_LINKS = 8
CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
is_safe_address = URLValidator(schemes=["https"])


def refuse_wrong_codes(text: str) -> None:
    """Refuse languages that are not written as codes.

    :raises ValidationError: with the first word that is none.
    """
    for word in _split(text):
        if not CODE.fullmatch(word):
            message = _("“%s” is no code of a language; write such as en, fr.")
            raise ValidationError(message % word)


def refuse_wrong_link(link: str) -> None:
    """Refuse what is no whole https address.

    :raises ValidationError: with what it says instead.
    """
    try:
        is_safe_address(link)
    except ValidationError:
        message = _("“%s” is no address that begins with https://; mend it.")
        raise ValidationError(message % link[:80]) from None


def refuse_wrong_links(text: str) -> None:
    """Refuse links that are not whole https addresses, one on each line.

    :raises ValidationError: with the first line that is none, or if there are too many.
    """
    links = text.split()
    for link in links:
        refuse_wrong_link(link)
    if len(links) > MOST_LINKS:
        message = _("These are more than %s links; keep those that matter most.")
        raise ValidationError(message % MOST_LINKS)


class Profile(models.Model):
    """Who somebody is to the paper, what they cover, and where else they are found."""

    class Kind(models.TextChoices):
        STAFF = "staff", _("Staff")
        GUEST = "guest", _("Guest")
        AGENCY = "agency", _("Agency")

    kind = models.CharField(
        _("belongs to"),
        max_length=6,
        choices=Kind,
        default=Kind.STAFF,
        help_text=_("Only staff stand in the list of the newsroom."),
    )
    beat = models.CharField(
        _("covers"),
        max_length=200,
        blank=True,
        help_text=_("What they write about, apart by commas: Ports, fisheries."),
    )
    languages = models.CharField(
        _("languages"),
        max_length=80,
        blank=True,
        validators=[refuse_wrong_codes],
        help_text=_("What they speak besides, as codes apart by commas: en, fr."),
    )
    biography = BodyField(_("biography"), blank=True)
    links = models.TextField(
        _("links"),
        blank=True,
        validators=[refuse_wrong_links],
        help_text=_("Pages of their own elsewhere, one https address on each line."),
    )
    key_url = models.CharField(
        _("public key"),
        max_length=200,
        blank=True,
        validators=[refuse_wrong_link],
        help_text=_("Where their key for encrypted mail is, if they have one."),
    )
    left_on = models.DateField(
        _("left on"),
        null=True,
        blank=True,
        help_text=_("Their page and their stories stay; they leave the list."),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="contributor_is_of_a_kind",
                condition=Q(kind__in=["staff", "guest", "agency"]),
            ),
        ]

    @property
    def has_left(self) -> bool:
        return self.left_on is not None and self.left_on <= timezone.localdate()

    @property
    def is_here(self) -> bool:
        """Whether they work for the paper today."""
        return self.kind == self.Kind.STAFF and not self.has_left

    @property
    def biography_text(self) -> str:
        """The biography as plain words, for machines."""
        return html.to_text(self.biography)

    @property
    def beats(self) -> list[str]:
        return [beat for part in self.beat.split(",") if (beat := part.strip())]

    @property
    def language_codes(self) -> list[str]:
        return _split(self.languages)

    @property
    def language_names(self) -> list[str]:
        """The languages in the reader's words; a code that has no name, as it is."""
        return [_name_of(code) for code in self.language_codes]

    @property
    def key_printed(self) -> str:
        return printed_address(self.key_url)

    @property
    def link_list(self) -> list[tuple[str, str]]:
        """Each link as its address and what is printed: host and path."""
        return [(link, printed_address(link)) for link in self.links.split()]


def printed_address(link: str) -> str:
    """Return an address as it is read: "https://www.x.example/a/" is "x.example/a"."""
    parts = urlsplit(link)
    return f"{parts.netloc.removeprefix('www.')}{parts.path}".rstrip("/")


def _split(text):
    return [word for word in re.split(r"[\s,]+", text.strip()) if word]


def _name_of(code):
    try:
        return get_language_info(code)["name_translated"]
    except KeyError:
        return code
