"""A feed as JSON Feed 1.1. Source: jsonfeed.org/version/1.1."""

import json

from django.conf import settings

from articles.feeds.atom import moment
from articles.feeds.lists import Feed
from articles.feeds.mediarss import caption
from articles.sharing import (
    absolute,
    credit,
    home_address,
    language_tag,
    logo,
    picture,
    printable,
)

CONTENT_TYPE = "application/feed+json; charset=utf-8"
VERSION = "https://jsonfeed.org/version/1.1"


def write(feed: Feed) -> bytes:
    """Return the feed as a document of JSON."""
    document = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.address("json"),
        "description": printable(feed.description),
        "icon": logo().url,
        "authors": [{"name": settings.NEWSROOM_NAME, "url": home_address()}],
        "language": language_tag(settings.LANGUAGE_CODE),
        # The format has no place for rights; extensions begin with an underscore.
        "_rights": {"copyright": f"© {settings.NEWSROOM_NAME}"},
        "items": [_item(entry) for entry in feed.entries],
    }
    if hub := settings.NEWSROOM_WEBSUB_HUB:
        document["hubs"] = [{"type": "WebSub", "url": absolute(hub)}]
    return json.dumps(document, ensure_ascii=False).encode()


def _item(entry):
    # One of the two is required.
    content = (
        {"content_html": entry.html} if entry.html else {"content_text": entry.summary}
    )
    item = {
        "id": entry.name,
        "url": entry.address,
        "title": entry.title,
        **content,
        "summary": entry.summary,
        "date_published": moment(entry.published),
        "date_modified": moment(entry.updated),
        "authors": [_author(author) for author in entry.authors],
        "tags": [category.name for category in entry.categories],
        "language": language_tag(entry.language),
    }
    if pictures := list(_attachments(entry)):
        item |= {"image": pictures[0]["url"], "attachments": pictures}
    return item


def _author(author):
    return {"name": author.name} | ({"url": author.url} if author.url else {})


def _attachments(entry):
    """Yield the photos of a story, each with its caption and credit for a title."""
    for shown in entry.photos:
        if image := picture(shown.photo):
            words = [caption(shown), credit(shown.photo, shown.words)]
            yield {
                "url": image.url,
                "mime_type": "image/jpeg",
                "title": printable(" ".join(filter(None, words))),
            }
