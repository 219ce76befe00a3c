"""What a story tells about itself: its points in short, and how it was made."""

import re
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


class Source(NamedTuple):
    """What a story draws on: its name, and where it can be read, or nothing."""

    name: str
    url: str


def check_sources(text: str) -> None:
    """Refuse sources a reader could make nothing of.

    :raises ValidationError: if an address is none of the web's.
    """
    for line in _lines(text):
        if "://" in line and not ADDRESS.search(line):
            message = _("“%s” has an address that is not of the web; use https://…")
            raise ValidationError(message % line[:60])


class OpenAboutItself(models.Model):
    """A part of `Article`: its box of points, its method, sources and use of AI."""

    box_title = models.CharField(
        _("title of the box"),
        max_length=80,
        blank=True,
        help_text=_("Such as What was decided. Left empty, it is Key points."),
    )
    box_points = models.TextField(
        _("points in the box"),
        blank=True,
        help_text=_("One a line: the key points, or the facts to know."),
    )
    method_note = models.TextField(
        _("how we reported this"),
        blank=True,
        help_text=_(
            "Whom we spoke to, what we saw and read, what we could not find out. Blank"
            " lines part paragraphs."
        ),
    )
    sources = models.TextField(
        _("sources"),
        blank=True,
        validators=[check_sources],
        help_text=_("One a line: what it is, then its address if it has one."),
    )
    ai_note = models.CharField(
        _("use of AI"),
        max_length=300,
        blank=True,
        help_text=_(
            "If a machine wrote, translated or computed a part of it: which, and who"
            " checked it. Readers see it."
        ),
    )

    class Meta:
        abstract = True

    @property
    def points(self) -> list[str]:
        """The points of the box, in order."""
        return _lines(self.box_points)

    @property
    def cited(self) -> list[Source]:
        """The sources, in order; one of an address alone is named by it."""
        return [source_of(line) for line in _lines(self.sources)]


def source_of(line: str) -> Source:
    """Return the source that a line names: its words, and the first address in it."""
    found = ADDRESS.search(line)
    if found is None:
        return Source(line, "")
    url = found[0].rstrip(".,;)")
    name = line.replace(url, "").strip(" .,;:()–—-")
    return Source(name or url, url)


def _lines(text):
    return [words for line in text.splitlines() if (words := " ".join(line.split()))]
