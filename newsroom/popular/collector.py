"""Count reads: each reader once per story and day, without knowing who reads.

A reader is recognised for the rest of the day (UTC) by a keyed hash in the cache. Its
key, the salt of the day, is random, lives in the cache alone and ends with the day, so
that afterwards nobody can tell from a hash which address or browser it came from.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from django.core.cache import caches
from django.db import connection
from django.utils import timezone

from articles.models import Article
from newsroom.popular.models import ReadBucket

MINUTES = 10  # a bucket's length; it divides the hour
KEPT = timedelta(days=35)  # five whole weeks; ranking needs one

UPSERT = """
    INSERT INTO {table} (article_id, starts_at, reads) VALUES (%s, %s, %s)
    ON CONFLICT (article_id, starts_at)
    DO UPDATE SET reads = {table}.reads + excluded.reads
"""


def count(article_id: int, *, address: str, user_agent: str) -> bool:
    """Count a read of a story now, unless this reader has read it today already.

    :param address: the reader's network, such as an IPv4 address or an IPv6 /64; used
        for the hash only.
    :returns: whether it was counted. A story that readers may not see never is.
    """
    now = timezone.now()
    key = reader_key(article_id, address=address, user_agent=user_agent, at=now)
    readers = caches["readers"]
    if readers.get(key) is not None:
        return False
    if not Article.objects.published().filter(pk=article_id).exists():
        return False
    if not readers.add(key, 1, timeout=seconds_left(now)):
        return False
    add({(article_id, bucket_start(now)): 1})
    return True


def add(reads: Mapping[tuple[int, datetime], int]) -> None:
    """Add reads to buckets, each by one statement of SQL, so that none is ever lost.

    :param reads: (story id, `bucket_start`) → reads to add, zero or more.
    """
    moment = ReadBucket._meta.get_field("starts_at")
    # In one order always, so that two processes never wait for each other in a ring.
    rows = [
        (article_id, moment.get_db_prep_value(starts_at, connection), number)
        for (article_id, starts_at), number in sorted(reads.items())
    ]
    table = connection.ops.quote_name(ReadBucket._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(UPSERT.format(table=table), rows)


def prune(*, now: datetime | None = None) -> int:
    """Delete buckets older than 35 days and return how many there were."""
    oldest = (now or timezone.now()) - KEPT
    deleted, _ = ReadBucket.objects.filter(starts_at__lt=oldest).delete()
    return deleted


def bucket_start(moment: datetime) -> datetime:
    """Return the first moment of the ten minutes (UTC) an aware moment falls in."""
    moment = moment.astimezone(UTC)
    minute = moment.minute // MINUTES * MINUTES
    return moment.replace(minute=minute, second=0, microsecond=0)


def reader_key(article_id: int, *, address: str, user_agent: str, at: datetime) -> str:
    """Return the cache key of one reader, one story and one day (UTC)."""
    reader = "\n".join([address, user_agent, str(article_id)])
    digest = hmac.new(_salt(at), reader.encode(), hashlib.sha256).hexdigest()
    return f"popular:read:{digest[:32]}"


def seconds_left(moment: datetime) -> int:
    """Return the seconds from an aware moment to midnight UTC, at least one."""
    moment = moment.astimezone(UTC)
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(
        days=1
    )
    return max(1, int((midnight - moment).total_seconds()))


def _salt(at):
    name = f"popular:salt:{at.astimezone(UTC):%Y-%m-%d}"
    return caches["readers"].get_or_set(name, _new_salt, timeout=seconds_left(at))


def _new_salt():
    return secrets.token_bytes(32)
