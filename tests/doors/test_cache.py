"""Redis is a help, not a need: while it is away every key is simply missing."""

import shutil
import subprocess
import tempfile
from unittest import mock

import pytest
from django.core.cache import cache, caches
from django.test import SimpleTestCase, TestCase, override_settings

from newsroom.doors import cache as doors_cache
from newsroom.doors.cache import FailOpenRedisCache
from tests.factories import make_published

NOWHERE = "unix:///nowhere/redis.sock"


def caches_at(url):
    return {
        "default": {
            "BACKEND": "newsroom.doors.cache.FailOpenRedisCache",
            "LOCATION": url,
            "KEY_PREFIX": "newsroom",
        }
    }


@pytest.mark.redis
@pytest.mark.usefixtures("redis_cache")
class RedisTests(SimpleTestCase):
    """Against a real server."""

    @pytest.fixture
    def redis_cache(self, redis_url):
        with override_settings(CACHES=caches_at(redis_url)):
            cache.clear()
            yield
            cache.clear()

    def test_it_keeps_what_it_is_given(self):
        cache.set("headline", "Ferry returns", timeout=60)
        self.assertEqual(cache.get("headline"), "Ferry returns")
        self.assertTrue(cache.has_key("headline"))
        self.assertTrue(cache.touch("headline", 30))
        self.assertFalse(cache.add("headline", "Another"))
        self.assertTrue(cache.delete("headline"))
        self.assertIsNone(cache.get("headline"))

    def test_it_keeps_many_at_once_and_counts(self):
        self.assertEqual(cache.set_many({"a": 1, "b": 2}), [])
        self.assertEqual(cache.incr("a", 4), 5)
        self.assertEqual(cache.get_many(["a", "b", "c"]), {"a": 5, "b": 2})
        cache.delete_many(["a", "b"])
        self.assertEqual(cache.get_many(["a", "b"]), {})

    def test_a_key_that_is_not_there_cannot_be_counted_up(self):
        with self.assertRaises(ValueError):
            cache.incr("nobody")

    def test_it_keeps_one_client(self):
        cache.set("a", 1)
        client = caches["default"]._cache
        self.assertIs(client.get_client(), client.get_client(write=True))

    def test_it_speaks_the_protocol_every_server_knows(self):
        cache.set("a", 1)
        client = caches["default"]._cache.get_client()
        options = client.connection_pool.connection_kwargs
        self.assertEqual(options["protocol"], 2)
        self.assertLess(options["socket_timeout"], 1)
        self.assertLess(options["socket_connect_timeout"], 1)


@override_settings(CACHES=caches_at(NOWHERE))
class AwayTests(SimpleTestCase):
    def setUp(self):
        caches["default"]._back_at = 0.0  # it may have been asked before this test
        quiet = self.assertLogs("newsroom.doors.cache", "WARNING")
        self.caught = quiet.__enter__()
        self.addCleanup(quiet.__exit__, None, None, None)

    def test_every_question_is_answered_as_if_nothing_were_kept(self):
        answers = {
            "get": cache.get("a", "instead"),
            "get_many": cache.get_many(["a"]),
            "has_key": cache.has_key("a"),
            "add": cache.add("a", 1),
            "set": cache.set("a", 1),
            "set_many": cache.set_many({"a": 1}),
            "touch": cache.touch("a"),
            "delete": cache.delete("a"),
            "delete_many": cache.delete_many(["a"]),
            "clear": cache.clear(),
        }
        self.assertEqual(
            answers,
            {
                "get": "instead",
                "get_many": {},
                "has_key": False,
                "add": False,
                "set": None,
                "set_many": ["a"],
                "touch": False,
                "delete": False,
                "delete_many": None,
                "clear": False,
            },
        )
        with self.assertRaises(ValueError):
            cache.incr("a")
        self.assertEqual(cache.get_or_set("a", lambda: "made"), "made")

    def test_it_is_left_alone_for_a_moment_and_then_asked_again(self):
        with mock.patch.object(doors_cache.time, "monotonic") as clock:
            clock.return_value = 100.0
            for _ in range(3):
                cache.get("a")
            self.assertEqual(len(self.caught.output), 1)
            clock.return_value += FailOpenRedisCache.rest
            cache.get("a")
        self.assertEqual(len(self.caught.output), 2)


@pytest.mark.redis
class KilledTests(TestCase):
    def test_readers_are_served_when_redis_is_killed_in_between(self):
        make_published(headline="Ferry returns")
        with tempfile.TemporaryDirectory(dir="/tmp") as folder:
            server = subprocess.Popen(
                [shutil.which("redis-server") or "valkey-server", "--port", "0"]
                + ["--unixsocket", f"{folder}/s", "--save", "", "--dir", folder],
                stdout=subprocess.PIPE,
                text=True,
            )
            for line in server.stdout:
                if "ready to accept connections" in line.lower():
                    break
            with override_settings(CACHES=caches_at(f"unix://{folder}/s")):
                self.assertEqual(self.parts()["cache"], "ok")
                server.kill()
                server.communicate()
                with self.assertLogs("newsroom.doors.cache", "WARNING"):
                    self.assertContains(self.client.get("/"), "Ferry returns")
                    parts = self.parts()
                self.assertEqual(parts["cache"], "does not answer; not required")

    def parts(self):
        response = self.client.get("/readyz")
        self.assertEqual(response.status_code, 200)
        return response.json()["parts"]
