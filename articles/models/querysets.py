"""Which stories readers may see, and what else a newsroom asks about its stories."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.bylines import Byline
from articles.models.uses import ArticlePhoto

# What Article.lead_shown reads, for select_related.
LEAD = ("lead_photo", "stand_in__photo")


class Status(models.TextChoices):
    """How far a story has come."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted to the desk")
    READY = "ready", _("Ready to publish")
    SCHEDULED = "scheduled", _("Scheduled")
    PUBLISHED = "published", _("Published")
    KILLED = "killed", _("Killed")

    @classmethod
    def cleared(cls):
        """States in which a story goes out when its moment has come."""
        return [cls.SCHEDULED, cls.PUBLISHED]


class ArticleQuerySet(models.QuerySet):
    """Questions a newsroom asks about its stories, in the newsroom's words."""

    def published(self):
        """Stories a reader may see now: the only definition of it.

        A scheduled story becomes public at its minute by this query alone, whatever
        else runs or does not run.
        """
        return self.cleared().filter(published_at__lte=timezone.now()).off_embargo()

    def cleared(self):
        """Stories that are public, or will be by themselves when their moment comes."""
        return self.filter(status__in=Status.cleared())

    def ever_out(self):
        """Stories that have come out, even if readers may not see them any more.

        One under an embargo may wait to come out, and so is not among them.
        """
        return self.filter(published_at__lte=timezone.now()).off_embargo()

    def off_embargo(self):
        """Stories that no embargo holds back now."""
        return self.filter(Q(embargo_until=None) | Q(embargo_until__lte=timezone.now()))

    def due(self):
        """Scheduled stories whose moment has come and which are not announced yet."""
        scheduled = self.filter(status=Status.SCHEDULED)
        return scheduled.filter(published_at__lte=timezone.now()).off_embargo()

    def untouched(self):
        """Stories before publication that nobody here has worked on.

        A wire update may rewrite them. A rule may have handed them to the desk.
        """
        before = [Status.DRAFT, Status.SUBMITTED, Status.READY]
        return self.filter(status__in=before).exclude(
            revisions__created_by__isnull=False
        )

    def published_untouched(self):
        """Stories readers see and nobody here has worked on: a rule published them."""
        return self.published().exclude(revisions__created_by__isnull=False)

    def killed(self):
        """Stories taken down for good."""
        return self.filter(status=Status.KILLED)

    def in_section(self, section):
        """Stories of a section and of its sub-sections."""
        return self.filter(Q(section=section) | Q(section__parent=section))

    def about(self, topic):
        """Stories with a topic, newest first by the topic's own index."""
        return self.filter(article_tags__tag=topic).order_by(
            "-article_tags__published_at", "-article_tags__content_object"
        )

    def by_contributor(self, contributor):
        """Stories a contributor has a byline on, newest first."""
        mine = contributor.bylines.filter(published_at__isnull=False)
        return self.filter(pk__in=mine.values("article")).newest_first()

    def translating(self, pk):
        """A story and all that its group of translations holds, of whatever language.

        :param pk: of any of them.
        """
        stories = self.model._default_manager.order_by()
        one = stories.filter(pk=pk)
        first = one.filter(translation_of__isnull=False).values("translation_of")
        # Arms of a union, of which each reads an index: PostgreSQL reads the whole
        # archive for conditions with sub-queries that "or" joins.
        group = one.values("pk").union(
            # By its id, whose look-up minds numbers too large.
            stories.filter(translation_of__id=pk).values("pk"),
            first,
            stories.filter(translation_of__in=first).values("pk"),
        )
        return self.filter(pk__in=group).order_by()

    def newest_first(self):
        return self.order_by("-published_at", "-pk")

    def with_card_parts(self):
        """Load what a card in a list prints: two queries for any number of cards."""
        return (
            self.select_related("section", *LEAD)
            .prefetch_related(models.Prefetch("bylines", _bylines_with_names()))
            .defer("body", "editor_note", "social_pictures")
        )

    def with_page_parts(self):
        """Load what an article page prints, in five queries at most."""
        return self.select_related(
            "section__parent", "social_photo", *LEAD
        ).prefetch_related(
            models.Prefetch("bylines", _bylines_with_names()),
            models.Prefetch(
                "article_photos", ArticlePhoto.objects.select_related("photo")
            ),
            "tags",
            "corrections",
        )


def _bylines_with_names():
    return Byline.objects.select_related("contributor__portrait")
