"""The slugs that sections, topics and contributors had before, so that links last."""

from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class FormerSlug(models.Model):
    """A slug that leads to what had it, until something of the kind takes it again.

    `Addressed` writes them. Standing pages have their revisions for that.
    """

    class Kind(models.TextChoices):
        """What has the slug; the field of that name says which one."""

        SECTION = "section", _("section")
        TOPIC = "topic", _("topic")
        CONTRIBUTOR = "contributor", _("contributor")

    kind = models.CharField(_("kind"), max_length=11, choices=Kind)
    # Its index is that of the constraint.
    slug = models.SlugField(_("slug"), max_length=100, db_index=False)
    section = models.ForeignKey(
        "articles.Section",
        models.CASCADE,
        null=True,
        related_name="former_slugs",
        verbose_name=_("section"),
    )
    topic = models.ForeignKey(
        "articles.Topic",
        models.CASCADE,
        null=True,
        related_name="former_slugs",
        verbose_name=_("topic"),
    )
    contributor = models.ForeignKey(
        "articles.Contributor",
        models.CASCADE,
        null=True,
        related_name="former_slugs",
        verbose_name=_("contributor"),
    )
    since = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("former slug")
        verbose_name_plural = _("former slugs")
        ordering = ["kind", "slug"]
        constraints = [
            models.UniqueConstraint(
                name="formerslug_leads_to_one", fields=["kind", "slug"]
            ),
            models.CheckConstraint(
                name="formerslug_names_what_its_kind_says",
                condition=(
                    Q(
                        kind="section",
                        section__isnull=False,
                        topic__isnull=True,
                        contributor__isnull=True,
                    )
                    | Q(
                        kind="topic",
                        section__isnull=True,
                        topic__isnull=False,
                        contributor__isnull=True,
                    )
                    | Q(
                        kind="contributor",
                        section__isnull=True,
                        topic__isnull=True,
                        contributor__isnull=False,
                    )
                ),
            ),
        ]

    def __str__(self):
        return self.slug


class Addressed(models.Model):
    """What has a page at its slug, and whose old slugs go on leading there."""

    address_kind: ClassVar[FormerSlug.Kind]
    slug: Any  # a field of each, as long as its words may be

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Keep the slug it had, and take the one it has from whatever had that before.

        Two queries more than Django's where the slug may have changed.
        """
        fields = kwargs.get("update_fields")
        if fields is not None and "slug" not in fields:
            return super().save(*args, **kwargs)
        with transaction.atomic():
            before = None if self._state.adding else self._stored_slug()
            super().save(*args, **kwargs)
            if before != self.slug:
                self._move_from(before)

    def _stored_slug(self):
        rows: QuerySet[Any] = type(self)._base_manager.filter(pk=self.pk)
        return rows.select_for_update().values_list("slug", flat=True).first()

    def _move_from(self, slug):
        of_kind = FormerSlug.objects.filter(kind=self.address_kind)
        of_kind.filter(slug=self.slug).delete()
        if slug is not None:
            of_kind.update_or_create(
                kind=self.address_kind,
                slug=slug,
                defaults={
                    "section": None,
                    "topic": None,
                    "contributor": None,
                    "since": timezone.now(),
                    self.address_kind.value: self,
                },
            )
