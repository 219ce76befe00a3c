"""A read is counted once, and nothing else is: through the address browsers send to."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from tempfile import TemporaryDirectory
from unittest import mock

import time_machine
from django.apps import apps
from django.core.management import call_command
from django.db import (
    DatabaseError,
    IntegrityError,
    connection,
    connections,
    transaction,
)
from django.http import UnreadablePostError
from django.test import (
    Client,
    SimpleTestCase,
    TestCase,
    TransactionTestCase,
    override_settings,
)
from django.utils import timezone

from articles import publishing
from newsroom.popular import collector, lists
from newsroom.popular.models import Ranking, ReadBucket
from tests.factories import make_article, make_published
from tests.popular.beacons import FIREFOX, READ, reads, send

NOON = datetime(2026, 3, 1, 12, 7, 30, tzinfo=UTC)


class ReaderTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.story = make_published()

    def test_a_read_is_counted_in_its_ten_minutes(self):
        with time_machine.travel(timezone.now() + timedelta(days=1), tick=False) as now:
            now.move_to(timezone.now().replace(hour=12, minute=7, second=30))
            response = send(self.client, self.story.pk)
            start = timezone.now().replace(minute=0, second=0, microsecond=0)
        self.assertEqual(response.status_code, 204)
        self.assertEqual(response.content, b"")
        bucket = ReadBucket.objects.get()
        self.assertEqual(
            (bucket.article_id, bucket.starts_at, bucket.reads),
            (self.story.pk, start, 1),
        )

    def test_a_thousand_times_the_same_reader_is_one_read(self):
        for _ in range(1000):
            send(self.client, self.story.pk)
        self.assertEqual(reads(), 1)

    def test_a_reader_of_two_stories_is_counted_for_both(self):
        other = make_published()
        send(self.client, self.story.pk)
        send(self.client, other.pk)
        self.assertEqual(reads(article=self.story), 1)
        self.assertEqual(reads(article=other), 1)

    def test_another_browser_or_address_is_another_reader(self):
        send(self.client, self.story.pk)
        send(self.client, self.story.pk, address="192.0.2.8")
        send(self.client, self.story.pk, agent=FIREFOX.replace("140", "141"))
        self.assertEqual(reads(), 3)

    def test_the_addresses_of_one_ipv6_line_are_one_reader(self):
        for address in ["2001:db8:0:7::1", "2001:db8:0:7:ffff::2"]:
            send(self.client, self.story.pk, address=address)
        self.assertEqual(reads(), 1)
        send(self.client, self.story.pk, address="2001:db8:0:8::1")
        self.assertEqual(reads(), 2)

    @override_settings(NEWSROOM_TRUSTED_PROXIES=1)
    def test_behind_our_proxy_readers_are_told_apart(self):
        for reader in ["198.51.100.1", "198.51.100.2"]:
            send(self.client, self.story.pk, HTTP_X_FORWARDED_FOR=f"10.9.9.9, {reader}")
        self.assertEqual(reads(), 2)
        send(self.client, self.story.pk, HTTP_X_FORWARDED_FOR="10.8.8.8, 198.51.100.1")
        self.assertEqual(reads(), 2)

    def test_the_next_day_a_reader_counts_again(self):
        late = timezone.now().replace(hour=23, minute=59, second=50) + timedelta(days=1)
        with time_machine.travel(late, tick=False) as now:
            send(self.client, self.story.pk)
            now.shift(20)  # seconds
            send(self.client, self.story.pk)
            send(self.client, self.story.pk)
        self.assertEqual(
            sorted(ReadBucket.objects.values_list("reads", flat=True)), [1, 1]
        )

    def test_reads_in_the_same_ten_minutes_share_a_row(self):
        with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
            for last in range(5):
                send(self.client, self.story.pk, address=f"192.0.2.{last}")
        self.assertEqual(ReadBucket.objects.get().reads, 5)

    def test_a_reader_without_an_address_is_counted_all_the_same(self):
        send(self.client, self.story.pk, address="")
        self.assertEqual(reads(), 1)

    def test_what_the_browser_says_of_our_own_page_is_believed(self):
        send(
            self.client,
            self.story.pk,
            HTTP_ORIGIN="http://testserver",
            HTTP_SEC_FETCH_SITE="same-origin",
        )
        self.assertEqual(reads(), 1)

    @override_settings(NEWSROOM_BASE_URL="https://estuary.example")
    def test_the_address_readers_use_is_ours_even_behind_a_proxy_that_hides_it(self):
        send(self.client, self.story.pk, HTTP_ORIGIN="https://estuary.example")
        self.assertEqual(reads(), 1)


class NothingCountedTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.story = make_published()

    def refuse(self, body, **how):
        response = send(self.client, body, **how)
        self.assertEqual(response.status_code, 204)
        self.assertEqual(response.content, b"")
        self.assertEqual(reads(), 0)

    def test_programs_are_no_readers(self):
        programs = [
            "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
            "HeadlessChrome/140.0.0.0 Safari/537.36",
            "Mozilla/5.0 (compatible; GPTBot/1.2; +https://openai.com/gptbot)",
            "curl/8.5.0",
            "python-requests/2.34",
            "",
            "   ",
        ]
        for agent in programs:
            with self.subTest(agent):
                self.refuse(self.story.pk, agent=agent)

    def test_rubbish_is_answered_and_not_counted(self):
        rubbish = {
            "nothing": b"",
            "words": b"council-votes",
            "a NUL byte": b"\x00",
            "a number and a NUL byte": f"{self.story.pk}\x00".encode(),
            "broken UTF-8": b"\xff\xfe",
            "zero": b"0",
            "a negative number": b"-1",
            "a fraction": f"{self.story.pk}.0".encode(),
            "a number too great for the column": b"9" * 19,
            "digits of another script": "١".encode(),
            "white space around": f" {self.story.pk}\n".encode(),
            "JSON": f'{{"article": {self.story.pk}}}'.encode(),
            "a story and a line more": f"{self.story.pk}\n1".encode(),
            "64 digits": b"1" * 64,
            "too much": f"{self.story.pk}".encode() + b" " * 64,
            "a megabyte more than Django would read": b"1" * 4_000_000,
        }
        for name, body in rubbish.items():
            with self.subTest(name):
                self.refuse(body)

    def test_a_story_that_is_not_there_is_not_counted(self):
        self.refuse(self.story.pk + 1000)

    def test_a_story_readers_may_not_see_is_not_counted(self):
        hour = timedelta(hours=1)
        hidden = {
            "a draft": make_article(),
            "a killed story": publishing.kill(make_published(), note="Wrong."),
            "an embargoed story": make_published(embargo_until=timezone.now() + hour),
            "a scheduled story": make_published(
                status="scheduled", published_at=timezone.now() + hour
            ),
        }
        for name, story in hidden.items():
            with self.subTest(name):
                self.refuse(story.pk)

    def test_another_site_cannot_count(self):
        foreign = [
            {"HTTP_ORIGIN": "https://elsewhere.example"},
            {"HTTP_ORIGIN": "http://testserver.elsewhere.example"},
            {"HTTP_ORIGIN": "http://testserver:8080"},
            {"HTTP_ORIGIN": "null"},
            {"HTTP_ORIGIN": "http://[broken"},
            {"HTTP_SEC_FETCH_SITE": "cross-site"},
            {"HTTP_SEC_FETCH_SITE": "same-site"},
            {"HTTP_SEC_FETCH_SITE": "none"},
        ]
        for headers in foreign:
            with self.subTest(headers):
                self.refuse(self.story.pk, **headers)

    def test_a_page_fetched_ahead_is_not_read(self):
        self.refuse(self.story.pk, HTTP_SEC_PURPOSE="prefetch;prerender")
        self.refuse(self.story.pk, HTTP_PURPOSE="prefetch")

    def test_a_connection_that_breaks_off_counts_nothing(self):
        broken = UnreadablePostError("gone")
        with mock.patch("django.http.HttpRequest.read", side_effect=broken):
            self.refuse(self.story.pk)

    def test_a_database_that_fails_is_no_readers_trouble(self):
        failing = mock.patch.object(collector, "add", side_effect=DatabaseError("full"))
        with failing, self.assertLogs("newsroom.popular", "WARNING") as logs:
            self.refuse(self.story.pk)
        self.assertIn(
            f"A read of article {self.story.pk} was lost: full", logs.output[0]
        )

    def test_while_the_cache_is_away_nobody_is_counted_twice(self):
        away = {
            "BACKEND": "newsroom.doors.cache.FailOpenRedisCache",
            "LOCATION": "redis://127.0.0.1:1",
        }
        with (
            override_settings(CACHES={"default": away, "readers": away}),
            self.assertLogs(),
        ):
            self.refuse(self.story.pk)

    def test_only_a_post_is_a_beacon(self):
        for method in ["get", "head", "put", "delete", "options"]:
            with self.subTest(method):
                response = getattr(self.client, method)(READ)
                self.assertEqual(response.status_code, 405)
        self.assertEqual(reads(), 0)


class ManyAtOnceTests(TransactionTestCase):
    """Each thread has a connection of its own, to a file as outside tests on SQLite."""

    def setUp(self):
        self.story = make_published()
        self.connect = type(connections["default"])
        self.database = connection.settings_dict
        if connection.vendor == "sqlite":
            folder = self.enterContext(TemporaryDirectory())
            self.database = self.database | {"NAME": f"{folder}/newsroom.sqlite3"}
            copy = self.connect(self.database)
            copy.ensure_connection()
            connection.connection.backup(copy.connection)
            copy.close()

    def in_threads(self, work, arguments):
        """Run `work` with each argument at once and return what came back."""

        def in_thread(argument):
            connections["default"] = self.connect(self.database)
            try:
                return work(argument)
            finally:
                connections["default"].close()

        with ThreadPoolExecutor(max_workers=8) as pool:
            return list(pool.map(in_thread, arguments))

    def test_readers_at_the_same_moment_are_all_counted(self):
        def read(address):
            return send(Client(), self.story.pk, address=address).status_code

        addresses = [f"192.0.2.{last}" for last in range(80)]
        self.assertEqual(self.in_threads(read, addresses), [204] * 80)
        self.assertEqual(self.in_threads(lambda _: reads(), [None]), [80])

    def test_rankings_at_the_same_moment_leave_one_whole_order(self):
        def rank(_):
            return lists.rank()

        def order(_):
            return list(Ranking.objects.values_list("article", "position"))

        self.in_threads(
            lambda pk: collector.add({(pk, timezone.now()): 3}), [self.story.pk]
        )
        self.assertEqual(self.in_threads(rank, range(16)), [1] * 16)
        self.assertEqual(self.in_threads(order, [None]), [[(self.story.pk, 1)]])


class PrivacyTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.story = make_published()

    def test_no_cookie_is_set_and_nothing_is_kept_by_caches(self):
        response = send(self.client, self.story.pk)
        self.assertFalse(response.cookies)
        self.assertNotIn("Set-Cookie", response.headers)
        self.assertNotIn("Cookie", response.headers.get("Vary", ""))
        self.assertIn("no-store", response.headers["Cache-Control"])

    def test_a_cookie_that_comes_along_is_not_looked_at(self):
        self.client.cookies["sessionid"] = "somebody"
        send(self.client, self.story.pk, address="192.0.2.8")
        with self.assertNumQueries(2):  # Is it public? Add one.
            send(self.client, self.story.pk)
        with self.assertNumQueries(0):
            send(self.client, self.story.pk)

    def test_neither_address_nor_browser_is_in_any_table_or_log(self):
        agent = "Mozilla/5.0 (Recognisable 77.1) Gecko/20100101 Firefox/140.0"
        with self.assertLogs(level=logging.DEBUG) as logs:
            logging.getLogger("tests").info("At least one line, so that this passes.")
            send(self.client, self.story.pk, address="203.0.113.77", agent=agent)
        self.assertEqual(reads(), 1)
        stored = "\n".join(
            str(row)
            for model in apps.get_models(include_auto_created=True)
            for row in model._base_manager.values_list()
        )
        for secret in ["203.0.113.77", "Recognisable"]:
            self.assertNotIn(secret, stored)
            self.assertNotIn(secret, "\n".join(logs.output))

    def test_a_key_tells_neither_reader_nor_story_and_changes_with_the_day(self):
        reader = {"address": "192.0.2.7", "user_agent": FIREFOX}
        keys = {
            collector.reader_key(self.story.pk, **reader, at=NOON),
            collector.reader_key(self.story.pk, **reader, at=NOON + timedelta(days=1)),
            collector.reader_key(self.story.pk + 1, **reader, at=NOON),
        }
        self.assertEqual(len(keys), 3)
        for key in keys:
            self.assertRegex(key, r"^popular:read:[0-9a-f]{32}$")


class BucketTests(TestCase):
    def test_adding_twice_sums_up(self):
        story = make_published()
        key = (story.pk, collector.bucket_start(NOON))
        collector.add({key: 2})
        collector.add({key: 40})
        self.assertEqual(ReadBucket.objects.get().reads, 42)

    def test_many_buckets_are_added_together(self):
        stories = [make_published(), make_published()]
        start = collector.bucket_start(NOON)
        collector.add({(story.pk, start): 3 for story in stories})
        self.assertEqual(reads(), 6)

    def test_a_bucket_never_falls_below_zero(self):
        story = make_published()
        with self.assertRaises(IntegrityError), transaction.atomic():
            collector.add({(story.pk, NOON): -1})

    def test_reads_go_with_a_deleted_story(self):
        story = make_published()
        collector.add({(story.pk, NOON): 1})
        story.delete()
        self.assertFalse(ReadBucket.objects.exists())

    def test_a_bucket_says_what_it_holds(self):
        story = make_published()
        bucket = ReadBucket(article=story, starts_at=NOON, reads=3)
        self.assertEqual(str(bucket), f"{story.pk} 2026-03-01 12:07: 3")


class MomentTests(SimpleTestCase):
    def test_ten_minutes_are_whole_in_utc_whatever_the_zone(self):
        kathmandu = datetime.fromisoformat("2026-03-01T17:52:30+05:45")
        self.assertEqual(
            collector.bucket_start(kathmandu), datetime(2026, 3, 1, 12, tzinfo=UTC)
        )

    def test_a_day_ends_at_midnight_utc(self):
        self.assertEqual(collector.seconds_left(NOON), 42_750)
        last = datetime(2026, 3, 1, 23, 59, 59, 999_999, tzinfo=UTC)
        self.assertEqual(collector.seconds_left(last), 1)


class PruneTests(TestCase):
    def test_reads_older_than_35_days_are_deleted(self):
        story, now = make_published(), timezone.now()
        for days in [1, 34, 36, 400]:
            collector.add({(story.pk, now - timedelta(days=days)): 1})
        with mock.patch("sys.stdout") as out:
            call_command("prune_reads", stdout=out)
        out.write.assert_called_once_with("Buckets of reads deleted: 2.\n")
        self.assertEqual(ReadBucket.objects.count(), 2)
