"""How many notes are taken: from one address, about one story, and in all.

An address is known by a keyed hash in the cache alone, whose key is random and ends
with the day (UTC), so that afterwards nobody can tell an address from it. The other two
are counted in the database: they hold whatever caches there are.
"""

import hashlib
import hmac
import secrets
from datetime import UTC, timedelta

from django.core.cache import caches
from django.db.models import Count, Q
from django.utils import timezone

from newsroom.notes.models import Note

WINDOW = timedelta(hours=1)
PER_ADDRESS = 6
PER_STORY = 40
IN_ALL = 300
A_DAY = 86_400  # seconds


def is_full(article_id: int) -> bool:
    """Return whether no more is taken now about this story, or at all; by one query."""
    lately = Note.objects.filter(received_at__gt=timezone.now() - WINDOW)
    number = lately.aggregate(
        in_all=Count("pk"), here=Count("pk", filter=Q(article=article_id))
    )
    return number["in_all"] >= IN_ALL or number["here"] >= PER_STORY


def may_send(address: str | None) -> bool:
    """Count one note from an address, and return whether it is not too many.

    :param address: the reader's network, such as an IPv4 address or an IPv6 /64. None
        if nobody can say: all of those would be one reader.
    """
    if not address:
        return True
    readers, key = caches["readers"], _key(address, timezone.now())
    readers.add(key, 0, timeout=int(WINDOW.total_seconds()))
    try:
        return readers.incr(key) <= PER_ADDRESS
    except ValueError:  # the cache is down or was emptied
        return True


def _key(address, now):
    digest = hmac.new(_salt(now), address.encode(), hashlib.sha256).hexdigest()
    return f"notes:from:{digest[:32]}"


def _salt(now):
    name = f"notes:salt:{now.astimezone(UTC):%Y-%m-%d}"
    return caches["readers"].get_or_set(name, _new_salt, timeout=A_DAY)


def _new_salt():
    return secrets.token_bytes(32)
