"""What a story is about: tags, each with a page of its own."""

import unicodedata

from anyascii import anyascii
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase

from articles.models.former import Addressed, FormerSlug


def topic_key(name: str) -> str:
    """Return the form in which two spellings of one topic are equal.

    Unicode NFKC with case folded and white space joined, so that "Écologie" and
    "écologie" are one topic on every database (SQLite folds ASCII only).
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


class Topic(TagBase, Addressed):  # type: ignore[django-manager-missing]
    """A tag: a person, a place or a matter that stories are about."""

    class Kind(models.TextChoices):
        SUBJECT = "subject", _("Subject")
        PERSON = "person", _("Person")
        PLACE = "place", _("Place")
        ORGANISATION = "organisation", _("Organisation")

    # Plain letters, as the addresses of topics are; taggit's own field takes any.
    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    key = models.CharField(_("key"), max_length=200, unique=True, editable=False)
    kind = models.CharField(
        _("kind"), max_length=12, choices=Kind, default=Kind.SUBJECT
    )
    description = models.TextField(
        _("description"), blank=True, help_text=_("One paragraph on the topic's page.")
    )

    address_kind = FormerSlug.Kind.TOPIC

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(name="topic_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="topic_is_of_a_kind",
                condition=Q(kind__in=["subject", "person", "place", "organisation"]),
            ),
        ]

    def get_absolute_url(self):
        return reverse("articles:topic", kwargs={"slug": self.slug})

    def slugify(self, tag, i=None):
        """Return the topic's slug in plain letters; taggit adds the number if taken."""
        slug = slugify(anyascii(tag)) or "topic"
        return slug if i is None else f"{slug}-{i}"

    def save(self, *args, **kwargs):
        """Fill in the key beside the slug that taggit fills in here."""
        self.key = topic_key(self.name)
        super().save(*args, **kwargs)

    def validate_unique(self, exclude=None):
        """Refuse a second spelling beside the name, the field an editor sees.

        :raises ValidationError: if another topic has this name in any spelling.
        """
        super().validate_unique(exclude={*(exclude or ()), "key"})
        same = Topic.objects.filter(key=topic_key(self.name)).exclude(pk=self.pk)
        if "name" not in (exclude or ()) and (topic := same.first()):
            message = _("The topic “%s” already exists; use that one.") % topic
            raise ValidationError({"name": message})
