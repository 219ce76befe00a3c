"""How feeds are: what came, what usually comes, and when silence is an alarm."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import time_machine
from django.core.management import call_command
from django.test import SimpleTestCase, TestCase

from newsroom.wire import health, intake, silence, traffic
from newsroom.wire.models import Polling, Receipt, Take, Traffic
from tests.wire.sampling import data, make_feed

HOUR = timedelta(hours=1)
NOW = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)  # a Monday


def weekdays(hours_of_day, weeks=6):
    """Return the hours of past weekdays at which something came."""
    start = NOW.replace(hour=0, minute=0)
    days = [start - timedelta(days=back) for back in range(7 * weeks)]
    return {
        day + hour * HOUR
        for day in days
        for hour in hours_of_day
        if day.isoweekday() < 6 and day + hour * HOUR < NOW
    }


class SilenceTests(SimpleTestCase):
    def silent(self, hours, *, now=NOW, began=None, zone="UTC"):
        began = began or now - timedelta(weeks=8)
        return silence.silent_hours(hours, began, now, ZoneInfo(zone))

    def test_only_hours_in_which_something_usually_comes_count(self):
        hours = weekdays([9, 10, 11, 12])
        self.assertEqual(self.silent(hours), 0)
        since_nine = {hour for hour in hours if hour < NOW - 3 * HOUR}
        self.assertEqual(self.silent(since_nine), 2)  # ten and eleven; twelve runs

    def test_a_quiet_weekend_is_no_silence(self):
        hours = weekdays([9, 10])
        sunday = NOW - timedelta(days=1)
        self.assertEqual(self.silent(hours, now=sunday), 0)

    def test_a_new_feed_is_silent_from_its_first_hour_on(self):
        self.assertEqual(self.silent(set(), began=NOW - 5 * HOUR), 5)

    def test_after_four_weeks_every_hour_is_silence(self):
        self.assertGreaterEqual(self.silent(set()), 4 * 7 * 24)

    def test_the_clock_of_the_place_counts_across_the_end_of_summer_time(self):
        paris = ZoneInfo("Europe/Paris")
        monday = datetime(2026, 10, 26, 9, tzinfo=paris)  # the day after
        before = silence.weeks_before(monday.astimezone(UTC), paris)
        self.assertEqual(before[0], datetime(2026, 10, 19, 7, tzinfo=UTC))


class TrafficTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.feed = make_feed(
            silent_after=2, transport="http", address="https://x.example"
        )
        with time_machine.travel(NOW - timedelta(days=7), tick=False):
            intake.take_in(data("ferry.json"), cls.feed, name="a")
        with time_machine.travel(NOW - 5 * HOUR, tick=False):
            intake.take_in(data("harbour.txt"), cls.feed, name="b")
            intake.take_in(data("nul.txt"), cls.feed, name="c")
            intake.take_in(data("nul.txt"), cls.feed, name="d")

    def health(self):
        [found] = health.of_feeds([self.feed], NOW)
        return found

    def test_hours_that_are_over_are_counted_once_and_say_the_same(self):
        before = self.health()
        self.assertEqual((before.items, before.unreadable), (2, 1))
        with time_machine.travel(NOW, tick=False):
            self.assertEqual(traffic.count_hours_that_are_over(), 2)
            self.assertEqual(traffic.count_hours_that_are_over(), 0)
        self.assertEqual(Traffic.objects.count(), 2)
        self.assertEqual(self.health(), before)

    def test_an_hour_that_runs_is_not_counted_yet(self):
        with time_machine.travel(NOW - 5 * HOUR + timedelta(minutes=20), tick=False):
            self.assertEqual(traffic.count_hours_that_are_over(), 1)

    def test_the_same_hour_of_the_weekday_before_says_what_is_usual(self):
        last = self.health().hours[-1]
        self.assertEqual((last.items, last.usual), (0, 1.0))

    def test_any_number_of_feeds_costs_the_same(self):
        feeds = [self.feed, *(make_feed(name=f"{n}", slug=f"f{n}") for n in range(5))]
        with self.assertNumQueries(4):
            health.of_feeds(feeds, NOW)

    def test_latency_is_that_of_copy_that_says_when_it_was_made(self):
        Take.objects.update(version_created=None)
        receipt = Receipt.objects.exclude(take=None).first()
        made = receipt.decided_at - timedelta(seconds=40)
        receipt.take.version_created = made
        receipt.take.save()
        arrives, published = health.latency(self.feed)
        self.assertEqual(arrives, timedelta(seconds=40))
        self.assertIsNone(published)

    def test_silence_and_its_end_are_said_once_each(self):
        Polling.objects.create(feed=self.feed, due_at=NOW + timedelta(days=9))
        with time_machine.travel(NOW, tick=False):
            with self.assertLogs("newsroom.wire.management", "WARNING"):
                self.assertIn("coastal: Silent for 4 hours", self.poll_feeds())
            with self.assertNoLogs("newsroom.wire.management"):
                self.assertNotIn("Silent", self.poll_feeds())
            self.assertIn("It is silent", health.alarms()[0])
            intake.take_in(data("channel.rss"), self.feed, name="e")
            self.assertIn("It is heard again.", self.poll_feeds())
            self.assertEqual(health.alarms(), [])

    def poll_feeds(self):
        out = StringIO()
        call_command("poll_feeds", stdout=out)
        return out.getvalue()
