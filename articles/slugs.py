"""Readable addresses in plain letters from words in any script."""

from anyascii import anyascii
from django.utils.text import slugify


def slug_for(words: str, *, limit: int = 80) -> str:
    """Return words as a slug of at most `limit` characters, cut between words.

    "Łódź votes" becomes "lodz-votes". Never empty: without a letter it is "story".
    """
    slug = slugify(anyascii(words))
    if len(slug) > limit:
        slug = slug[: limit + 1].rpartition("-")[0] or slug[:limit]
    return slug or "story"
