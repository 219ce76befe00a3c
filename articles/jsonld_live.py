"""Live coverage as schema.org describes it, for search engines.

Source: schema.org 29, LiveBlogPosting; Google Search Central on live blogs.
"""

from typing import Any

from django.utils import timezone

from articles import html
from articles.live import updates

LONGEST = 5_000  # characters of an update that machines are told


def live_blog(article, url: str) -> dict:
    """Return what a LiveBlogPosting says beyond a NewsArticle.

    :param url: the whole address of its page.
    """
    begun = article.coverage_start or article.published_at
    facts: dict[str, Any] = {
        "coverageStartTime": _moment(begun),
        "liveBlogUpdate": [_posting(one, url) for one in updates(article)],
    }
    if article.coverage_end:
        facts["coverageEndTime"] = _moment(article.coverage_end)
    return facts


def _posting(update, url):
    text = html.to_text(update.html) or update.headline
    return {
        "@type": "BlogPosting",
        "headline": update.headline or text[:110],
        "datePublished": _moment(update.moment),
        "url": f"{url}#{update.anchor}",
        "articleBody": text[:LONGEST],
    }


def _moment(at):
    return timezone.localtime(at).isoformat(timespec="seconds")
