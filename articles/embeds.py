"""The embeds of a story: a row for each that its text places, and what it is there."""

import json
import logging
import time
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from articles import fetching, placeholders, providers
from articles.models import Article, ArticleEmbed

LONGEST_WAIT = 3.0  # seconds for one provider
LONGEST_IN_ALL = 6.0  # seconds for those of one story
LARGEST = 200_000  # bytes of an answer
ASK_AGAIN = timedelta(minutes=10)  # after what went wrong

log = logging.getLogger(__name__)


def embedded(article: Article) -> dict[str, ArticleEmbed]:
    """Return a story's embeds by address: by one query at most, by none without any."""
    if not placeholders.embeds(article.body):
        return {}
    return {row.url: row for row in article.article_embeds.all()}


def place_embeds(article: Article) -> None:
    """Hold a row of each embed in the text, in its order, so that it has its caption.

    The row of what an edit took out goes; comes it back, its caption comes with it.
    """
    placed = placeholders.embeds(article.body)
    rows = {row.url: row for row in article.article_embeds.all()}
    if gone := [row.pk for url, row in rows.items() if url not in placed]:
        article.article_embeds.filter(pk__in=gone).delete()
    new = [url for url in placed if url not in rows]
    captions = _captions_before(article) if new else {}
    for position, url in enumerate(placed, start=1):
        if url not in rows:
            ArticleEmbed.objects.create(
                article=article,
                url=url,
                position=position,
                caption=captions.get(url, ""),
            )
        elif rows[url].position != position:
            rows[url].position = position
            rows[url].save(update_fields=["position"])


def ask_providers(article: int) -> None:
    """Ask for the facts of a story's embeds that are not known yet; never raises.

    A provider that does not answer costs a few seconds once in ten minutes, and leaves
    the row as it is but for the reason. Call it when the story is stored.

    :param article: its key.
    """
    until = time.monotonic() + LONGEST_IN_ALL
    for embed in ArticleEmbed.objects.filter(article=article):
        if not _is_due(embed):
            continue
        if (left := until - time.monotonic()) <= 0:
            return
        found = _facts(embed, min(left, LONGEST_WAIT))
        # By its key alone: an editor may have taken it out meanwhile.
        ArticleEmbed.objects.filter(pk=embed.pk).update(
            **found, asked_at=timezone.now()
        )


def _is_due(embed):
    if not providers.oembed_address(embed.url):
        return False
    if embed.asked_at is None:
        return True
    return bool(embed.fault) and embed.asked_at < timezone.now() - ASK_AGAIN


def _facts(embed, seconds) -> dict[str, Any]:
    """Return the columns that an answer fills, or the fault alone."""
    provider = embed.provider
    try:
        answer = fetching.fetch(
            providers.oembed_address(embed.url),
            max_bytes=LARGEST,
            timeout=seconds,
            headers={"Accept": "application/json"},
        )
    except fetching.Unfetchable as reason:
        return {"fault": str(reason)[:300]}
    if answer.status in {401, 403, 404}:
        why = _("%s does not show it: it is gone, private, or may not be embedded.")
        return {"fault": why % provider}
    try:
        said = json.loads(answer.data)
    except (ValueError, RecursionError):  # the latter for lists in lists in lists
        said = None
    if answer.status != 200 or not isinstance(said, dict):
        log.warning("%s answered %d to oEmbed.", provider, answer.status)
        why = _("%s gave no answer that could be read; it is asked again later.")
        return {"fault": why % provider}
    return {
        "title": _words(said.get("title"), 300),
        "author": _words(said.get("author_name"), 200),
        "seconds": _seconds(said.get("duration")),
        "fault": "",
    }


def _words(value, most) -> str:
    text = value if isinstance(value, str) else ""
    printable = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(printable.split())[:most]


def _seconds(value) -> int | None:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return value if is_number and 0 < value < 360_000 else None


def _captions_before(article):
    """Return what the last revision says of embeds: address → caption."""
    last = article.revisions.values_list("content__embeds", flat=True)[:20]
    found: dict[str, str] = {}
    for embeds in last:
        for embed in embeds or ():
            found.setdefault(embed["url"], embed["caption"])
    return found
