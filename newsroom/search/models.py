"""What readers search: an entry for each story that is public, or will be by itself."""

from math import floor

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.search.columns import TokensField

# A story's place tells its age: the seconds since 1970 at which it came out, then its
# key. Newest first is then the order of one number, by which FTS5 numbers its rows.
KEY_BITS = 30
# What is left of 63 bits: from 1697 to 2242. Beyond, stories stand in no order.
MOST_SECONDS = (1 << 33) - 1


def place_of(published_at, key: int) -> int:
    """Return the place of a story in the index.

    :param published_at: aware.
    """
    seconds = max(-MOST_SECONDS, min(floor(published_at.timestamp()), MOST_SECONDS))
    return (seconds << KEY_BITS) | (key & ((1 << KEY_BITS) - 1))


class Entry(models.Model):
    """All words that a story prints, and what it is filtered by.

    Whether readers may see the story is for `Article.objects.published()` to say; what
    stands here only spares it the stories that wait for their moment.
    """

    place = models.BigIntegerField(primary_key=True)
    article = models.OneToOneField(
        "articles.Article", models.CASCADE, related_name="search_entry"
    )
    visible_from = models.DateTimeField()  # the end of its embargo, if it has one
    language = models.CharField(max_length=3, blank=True)  # of the stems
    words = TokensField()  # stems in their order, and marks; see documents.py
    text = models.TextField()  # what excerpts are cut from, a part to a line
    fingerprint = models.CharField(max_length=32)  # of all the above

    class Meta:
        verbose_name = _("entry of a story")
        verbose_name_plural = _("entries of stories")

    def __str__(self):
        return f"{self.article_id}: {self.text[:60]}"


class Language(models.Model):
    """A language that stories in the index are stemmed by; a query is read in each."""

    code = models.CharField(max_length=3, primary_key=True)

    class Meta:
        verbose_name = _("language of stories")
        verbose_name_plural = _("languages of stories")

    def __str__(self):
        return self.code


class Word(models.Model):
    """A word some story prints, to tell what a reader may have meant.

    A hint, and no part of the index: what it leads to is shown only if it is found.
    """

    key = models.CharField(max_length=60, primary_key=True)  # folded
    backwards = models.CharField(max_length=60, db_index=True)  # the key from its end
    written = models.CharField(max_length=60)  # as some story writes it
    stories = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("word of stories")
        verbose_name_plural = _("words of stories")

    def __str__(self):
        return self.written
