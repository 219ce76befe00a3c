"""Keep what a story said: one revision for every save and every change of state."""

from collections.abc import Iterable
from typing import Any

from articles import placeholders, rows
from articles.models import Article, Revision

FIELDS = [
    "headline", "slugline", "kicker", "standfirst", "body", "dateline", "byline_text",
    "agency_credit", "genre", "language", "translation_of_id", "section_id", "slug",
    "lead_photo_id",
    "lead_caption", "lead_caption_is_frozen", "lead_alt_text", "lead_is_decorative",
    "lead_credit", "lead_credit_reason", "lead_crops", "editor_note", "status",
    "hold_note", "kill_note", "social_headline", "social_text", "social_photo_id",
    "search_title", "search_description", "ordered_by", "order_link", "order_note",
    "box_title", "box_points", "method_note",
    "sources", "ai_note", "reviewed_title", "reviewed_kind", "reviewed_maker",
    "reviewed_details", "rating", "person_name", "person_born", "person_died",
]  # fmt: skip
USE_FIELDS = [
    "caption", "caption_is_frozen", "alt_text", "is_decorative", "credit",
    "credit_reason", "crops",
]  # fmt: skip
MOMENTS = [
    "publish_at", "embargo_until", "published_at", "materially_updated_at",
    "coverage_start", "coverage_end",
]  # fmt: skip


def snapshot(article: Article) -> dict[str, Any]:
    """Return the whole of a story as plain data: fields, bylines, topics, photos.

    Moments are ISO 8601 in UTC, or None.
    """
    content = _columns(article)
    content["bylines"] = [
        {
            "contributor": byline.contributor_id,
            "name": byline.contributor.name,
            "role": byline.role,
        }
        for byline in article.bylines.select_related("contributor")
    ]
    content["topics"] = [topic.name for topic in article.tags.all()]
    content["photos"] = [
        {"photo": use.photo_id} | {name: getattr(use, name) for name in USE_FIELDS}
        for use in article.article_photos.all()
    ]
    if placeholders.embeds(article.body):
        embeds = article.article_embeds.values("url", "caption")
        content["embeds"] = list(embeds)
    return content


def record(article: Article, *, action: str, by=None) -> Revision:
    """Keep the story as it is now.

    :param article: a saved story, its bylines, topics and photos saved too.
    :param action: what was done, in one word such as "saved".
    :param by: the user who did it, or None for a feed or the clock.
    """
    return Revision.objects.create(
        article=article, action=action, content=snapshot(article), created_by=by
    )


def record_new(articles: Iterable[Article], *, action: str, by=None) -> None:
    """Keep stories that were made just now, by one statement for all of them.

    :param articles: saved stories without any byline, topic or photo in the text.
    """
    nothing: dict[str, Any] = {"bylines": [], "topics": [], "photos": []}
    rows.insert_all(
        Revision(
            article=article,
            action=action,
            content=_columns(article) | nothing,
            created_by=by,
        )
        for article in articles
    )


def _columns(article):
    content: dict[str, Any] = {name: getattr(article, name) for name in FIELDS}
    for name in MOMENTS:
        moment = getattr(article, name)
        content[name] = moment and moment.isoformat()
    return content
