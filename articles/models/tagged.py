"""Which topics a story is about."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase

from articles.models.topics import Topic


class ArticleTag(ItemBase):
    """A topic put on a story."""

    content_object = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        related_name="article_tags",
        db_column="article_id",
    )
    tag = models.ForeignKey(
        Topic, models.CASCADE, related_name="article_tags", verbose_name=_("topic")
    )
    # Copied from the story by articles.publishing: a topic's page over a million
    # stories then reads one index. Empty while readers may not see the story.
    published_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("topic of an article")
        verbose_name_plural = _("topics of articles")
        constraints = [
            models.UniqueConstraint(
                name="article_has_a_topic_once", fields=["content_object", "tag"]
            ),
        ]
        indexes = [
            # Topic pages and related stories: newest first.
            models.Index(
                fields=["tag", "-published_at", "-content_object"],
                name="article_newest_of_topic",
            ),
        ]
