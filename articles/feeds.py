"""RSS feeds of the whole paper, a section, a topic and a contributor.

Source: RSS 2.0.11 and the RSS Advisory Board's Best Practices Profile; Media RSS 1.5.1.
"""

from datetime import UTC, datetime, time

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import Exists, OuterRef, Prefetch, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.html import escape

from articles import feed_photos, placeholders
from articles.http import cacheable
from articles.models import (
    LEAD,
    Article,
    ArticlePhoto,
    Byline,
    Contributor,
    Section,
    Topic,
)
from articles.models.rights import next_moment
from articles.photos import shown
from articles.photos.album import Album
from articles.portable import portable_body
from articles.sharing import (
    absolute,
    authors,
    home_address,
    logo,
    permanent_name,
    printable,
    summary,
)

LENGTH = 30  # stories
NAMESPACES = {
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    # The slash at the end is part of the name.
    "xmlns:media": "http://search.yahoo.com/mrss/",
}


class StoryRss(Rss201rev2Feed):
    """RSS 2.0 with what news readers expect beside it: bylines, text and pictures."""

    def rss_attributes(self):
        return super().rss_attributes() | NAMESPACES

    def latest_post_date(self):
        """Return the newest date of the stories; without any, today's first moment.

        Django would say now, and a feed that says nothing would change every second.
        """
        if self.items:
            return super().latest_post_date()
        return datetime.combine(datetime.now(UTC), time.min, UTC)

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        image = self.feed["image"]
        handler.startElement("image", {})
        handler.addQuickElement("url", image.url)
        # The profile wants these two to be the channel's own.
        handler.addQuickElement("title", self.feed["title"])
        handler.addQuickElement("link", self.feed["link"])
        handler.addQuickElement("width", str(image.width))
        handler.addQuickElement("height", str(image.height))
        handler.endElement("image")

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for name in item["creators"]:
            handler.addQuickElement("dc:creator", name)
        if item["text"]:
            handler.startElement("content:encoded", {})
            # The one way of the generator to write without escaping, as CDATA asks.
            handler.ignorableWhitespace(_cdata(item["text"]))
            handler.endElement("content:encoded")
        for photo in item["photos"]:
            feed_photos.write(handler, photo)


class StoryFeed(Feed):
    """Stories readers may see, newest first."""

    feed_type = StoryRss
    item_guid_is_permalink = False
    ttl = settings.NEWSROOM_SHARED_MAX_AGE // 60  # minutes
    language = settings.LANGUAGE_CODE

    def __call__(self, request, **names):
        """Answer with the feed, dated as all lists are and not by its newest story.

        A withdrawal makes that date earlier, so a feed reader that asks by date, as
        Django's own would let it, would be told that nothing changed.
        """
        subject = self.get_object(request, **names)
        document = self.get_feed(subject, request)
        response = HttpResponse(
            document.writeString("utf-8"), content_type=StoryRss.content_type
        )
        keys = [f"article-{item['pk']}" for item in document.items]
        lapses = next_moment(
            photo for item in document.items for photo in item["limited"]
        )
        return cacheable(response, self.surrogate_key(subject), *keys, lapses=lapses)

    def stories(self, subject):
        """Return the stories as a queryset; each kind of feed says which."""
        raise NotImplementedError

    def surrogate_key(self, subject):
        """Return the name under which caches file the feed, such as "section-3"."""
        return f"{subject._meta.model_name}-{subject.pk}"

    def items(self, subject):
        """Return the newest stories with all that a feed prints, in five queries."""
        found = list(
            self.stories(subject)
            .select_related("section", *LEAD)
            .prefetch_related(
                Prefetch("bylines", Byline.objects.select_related("contributor")),
                Prefetch(
                    "article_photos", ArticlePhoto.objects.select_related("photo")
                ),
                "tags",
            )[:LENGTH]
        )
        embedding = [story for story in found if placeholders.embeds(story.body)]
        prefetch_related_objects(embedding, "article_embeds")
        return found

    def title(self, subject):
        return printable(f"{settings.NEWSROOM_NAME}: {subject}")

    def description(self, subject):
        words = getattr(subject, "description", "") or settings.NEWSROOM_TAGLINE
        return escape(printable(words))

    def link(self, subject):
        return absolute(subject.get_absolute_url())

    def feed_copyright(self):
        return f"© {settings.NEWSROOM_NAME}"

    def feed_extra_kwargs(self, subject):
        return {"image": logo()}

    def item_title(self, article):
        # Plain text by the profile, so escaped once, by the generator.
        return printable(article.headline)

    def item_description(self, article):
        # HTML by RSS 2.0, so a "<" of ours is escaped here, and again by the generator.
        return escape(printable(summary(article)))

    def item_link(self, article):
        return absolute(article.get_absolute_url())

    def item_guid(self, article):
        return permanent_name(article)

    def item_pubdate(self, article):
        return article.published_at

    def item_updateddate(self, article):
        return article.materially_updated_at

    def item_categories(self, article):
        names = [article.section.name, *(topic.name for topic in article.tags.all())]
        return [printable(name) for name in names]

    def item_extra_kwargs(self, article):
        full = settings.NEWSROOM_FEED_FULL_TEXT
        return {
            "pk": article.pk,
            "limited": shown.photos_of(article),
            "creators": [printable(author.name) for author in authors(article)],
            "text": portable_body(article) if full else "",
            "photos": _photos(article, full=full),
        }


class HomeFeed(StoryFeed):
    """All stories of the paper."""

    def stories(self, subject):
        return Article.objects.published().newest_first()

    def title(self, subject):
        return settings.NEWSROOM_NAME

    def link(self, subject):
        return home_address()

    def feed_url(self, subject):
        return absolute(reverse("articles:feed_home"))

    def surrogate_key(self, subject):
        return "home"


class SectionFeed(StoryFeed):
    """The stories of a section and of its sub-sections."""

    def get_object(self, request, section):
        return get_object_or_404(Section, slug=section)

    def stories(self, section):
        return Article.objects.published().in_section(section).newest_first()

    def feed_url(self, section):
        return absolute(reverse("articles:feed_section", args=[section.slug]))


class TopicFeed(StoryFeed):
    """The stories about a topic."""

    def get_object(self, request, slug):
        # As the topic's page: its name alone would tell what the desk works on.
        about = Article.objects.published().filter(article_tags__tag=OuterRef("pk"))
        return get_object_or_404(Topic.objects.filter(Exists(about)), slug=slug)

    def stories(self, topic):
        return Article.objects.published().about(topic)

    def feed_url(self, topic):
        return absolute(reverse("articles:feed_topic", args=[topic.slug]))


class ContributorFeed(StoryFeed):
    """The stories a contributor has a byline on."""

    def get_object(self, request, slug):
        return get_object_or_404(Contributor, slug=slug)

    def stories(self, contributor):
        return Article.objects.published().by_contributor(contributor)

    def feed_url(self, contributor):
        return absolute(reverse("articles:feed_contributor", args=[contributor.slug]))


def _photos(article, *, full):
    """Return the photos that go with a story: all of it, or its lead with a summary."""
    album = Album(article)
    if full:
        return album.photos
    lead = album.place_of(article.lead_shown)
    return [lead] if lead else []


def _cdata(text):
    """Return text as a CDATA section, or as two where it holds the end of one."""
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"
