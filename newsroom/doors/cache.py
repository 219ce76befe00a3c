"""A Redis cache the site can live without: when it fails, every key is missing."""

import logging
import time
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

logger = logging.getLogger(__name__)


class OneClient(RedisCacheClient):
    """Django's client, keeping one connection object instead of one per call.

    Timeouts are short, since a page waits for them. RESP2 is spoken because every
    Redis and Valkey understands it; redis-py's own default needs Redis 6.
    """

    def __init__(self, servers, **options):
        patience: dict[str, Any] = {
            "protocol": 2,
            "socket_connect_timeout": 0.3,  # seconds
            "socket_timeout": 0.5,  # seconds
            # Once more at once: an idle connection may have been closed meanwhile.
            "retry": Retry(NoBackoff(), 1),
        }
        super().__init__(servers, **patience | options)
        self._clients = {}

    def get_client(self, key=None, *, write=False):
        pool = self._get_connection_pool(write)  # type: ignore[attr-defined]
        if pool not in self._clients:
            make = self._client  # type: ignore[attr-defined]
            self._clients[pool] = make(connection_pool=pool)
        return self._clients[pool]


class FailOpenRedisCache(RedisCache):
    """Django's Redis cache, except that a failure is logged and counts as a miss.

    After a failure Redis is left alone for `rest` seconds, so that a server that hangs
    slows one request and not all of them.
    """

    rest = 5.0  # seconds

    def __init__(self, server, params):
        super().__init__(server, params)
        self._class = OneClient
        self._back_at = 0.0  # on the monotonic clock

    def _attempt(self, name, instead, *args, **kwargs):
        if time.monotonic() < self._back_at:
            return instead
        try:
            return getattr(super(), name)(*args, **kwargs)
        except (RedisError, OSError) as reason:
            self._back_at = time.monotonic() + self.rest
            logger.warning(
                "The cache failed and is left alone for a moment: %s", reason
            )
            return instead

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        return self._attempt("add", False, key, value, timeout, version)

    def get(self, key, default=None, version=None):
        return self._attempt("get", default, key, default, version)

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        return self._attempt("set", None, key, value, timeout, version)

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        return self._attempt("touch", False, key, timeout, version)

    def delete(self, key, version=None):
        return self._attempt("delete", False, key, version)

    def get_many(self, keys, version=None):
        return self._attempt("get_many", {}, list(keys), version)

    def has_key(self, key, version=None):
        return self._attempt("has_key", False, key, version)

    def incr(self, key, delta=1, version=None):
        count = self._attempt("incr", None, key, delta, version)
        if count is None:  # as with every backend for a key that is not there
            raise ValueError(f"Key '{key}' not found.")
        return count

    def set_many(self, data, timeout=DEFAULT_TIMEOUT, version=None):
        return self._attempt("set_many", list(data), data, timeout, version)

    def delete_many(self, keys, version=None):
        return self._attempt("delete_many", None, list(keys), version)

    def clear(self):
        return self._attempt("clear", False)
