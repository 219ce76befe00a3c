"""The limits and the forms hold on the cache of production too."""

import pytest
from django.core.cache import caches
from django.test import SimpleTestCase, override_settings

from newsroom.notes import limits, tokens
from tests.doors.test_cache import caches_at


@pytest.mark.redis
@pytest.mark.usefixtures("redis_cache")
class RedisTests(SimpleTestCase):
    @pytest.fixture
    def redis_cache(self, redis_url):
        shared = caches_at(redis_url)
        with override_settings(CACHES=shared | {"readers": shared["default"]}):
            caches["readers"].clear()
            yield
            caches["readers"].clear()

    def test_an_address_sends_six_and_another_is_not_touched(self):
        sent = [limits.may_send("192.0.2.7") for _ in range(limits.PER_ADDRESS + 1)]
        self.assertEqual(sent, [True] * limits.PER_ADDRESS + [False])
        self.assertTrue(limits.may_send("192.0.2.8"))
        self.assertTrue(limits.may_send(None))

    def test_a_form_is_taken_once(self):
        form = tokens.Form("one")
        self.assertEqual([tokens.take(form), tokens.take(form)], [True, False])
