"""poll_feeds: which feeds are due, who polls them, and what is said of it."""

import errno
import json
import os
import signal
import tempfile
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from unittest import mock

import time_machine
from django.core.management import CommandError, call_command
from django.db import DatabaseError, DataError
from django.test import SimpleTestCase, TestCase, override_settings
from django.utils import timezone

from articles.models import Article
from newsroom.wire import intake, locking, polling, schedule
from newsroom.wire.desk import deciding
from newsroom.wire.models import Decision, Delivery, Feed, Polling, Receipt, Sighting
from newsroom.wire.sources import transports
from newsroom.wire.sources.visits import Parcel, SourceFailed
from tests.wire.sampling import data, make_feed

LONG_AGO = 1_000_000_000  # seconds since 1970


class PollTests(TestCase):
    """Feeds are folders here, unless a test puts another source in their place."""

    def setUp(self):
        self.root = Path(self.enterContext(tempfile.TemporaryDirectory())).resolve()
        allowed = override_settings(NEWSROOM_WIRE_FOLDERS=[str(self.root)])
        self.enterContext(allowed)

    def make_feed(self, slug="coastal", **fields):
        (self.root / slug).mkdir()
        fields = {"name": slug, "transport": "folder"} | fields
        return make_feed(slug=slug, address=str(self.root / slug), **fields)

    def put(self, name, slug="coastal", *, settled=True):
        path = self.root / slug / name
        path.write_bytes(data(name))
        if settled:
            os.utime(path, (LONG_AGO, LONG_AGO))

    def names(self, below, slug="coastal"):
        folder = self.root / slug / below
        return sorted(p.name for p in folder.iterdir() if p.is_file())

    def run_command(self, *arguments):
        """Return the exit status, as the shell would see it."""
        self.out = StringIO()
        try:
            call_command("poll_feeds", *arguments, stdout=self.out, stderr=self.out)
        except CommandError as error:
            self.refusal = str(error)
            return 1
        return 0

    def bring(self, parcels):
        """Let feeds bring what a function yields, instead of what lies in folders."""
        sources = dict.fromkeys(transports.PARCELS, parcels)
        return mock.patch.dict(transports.PARCELS, sources)

    def lines(self):
        return self.out.getvalue().splitlines()


class CommandTests(PollTests):
    def test_what_lies_in_folders_becomes_drafts_and_goes_to_done_or_failed(self):
        self.make_feed()
        self.put("ferry.json")
        self.put("nul.txt")
        with self.assertLogs("newsroom.wire.polling", "WARNING"):
            self.assertEqual(self.run_command(), 1)
        self.assertEqual(self.names("."), [])
        self.assertEqual(self.names("done"), ["ferry.json"])
        self.assertEqual(self.names("failed"), ["nul.txt", "nul.txt.reason.txt"])
        reason = (self.root / "coastal/failed/nul.txt.reason.txt").read_text()
        self.assertIn("It holds a NUL character", reason)
        self.assertEqual(self.refusal, "1 of 1 feeds failed.")
        self.assertIn("coastal: 2 files: 1 created, 1 quarantined.", self.lines()[0])
        self.assertIn("Feeds: 1 polled, 1 failed. Files: 2.", self.lines()[-1])

    def test_a_file_that_may_still_grow_waits_for_a_second_look(self):
        feed = self.make_feed()
        self.put("ferry.json", settled=False)
        self.assertEqual(self.run_command(), 0)
        self.assertIn("1 file may still grow", self.lines()[0])
        state = Polling.objects.get(feed=feed)
        self.assertLess(state.due_at, timezone.now() + timedelta(seconds=15))
        self.run_command("--feed=coastal")
        self.assertEqual(self.names("done"), ["ferry.json"])
        self.run_command("--feed=coastal")
        self.assertFalse(Sighting.objects.exists())

    def test_a_feed_comes_when_it_is_due_and_not_before(self):
        self.make_feed(every=10)
        with time_machine.travel("2026-11-02T10:00:00Z", tick=False) as clock:
            self.run_command()
            self.run_command()
            self.assertEqual(
                self.lines(), ["Feeds: 0 polled, 0 failed. Files: 0. Items: none."]
            )
            clock.shift(timedelta(minutes=10))
            self.run_command()
            self.assertEqual(self.lines()[0], "coastal: Nothing new.")

    def test_what_is_not_active_or_comes_by_hand_is_left_alone(self):
        self.make_feed(active=False)
        make_feed(name="By hand", slug="hand")
        self.assertEqual(self.run_command(), 0)
        self.assertIn("Feeds: 0 polled", self.lines()[0])
        for slug, said in [
            ("coastal", "not active"),
            ("hand", "not fetched from anywhere"),
            ("nobody", "Those that are fetched: coastal."),
        ]:
            with self.subTest(slug):
                self.assertEqual(self.run_command("--feed", slug), 1)
                self.assertIn(said, self.refusal)

    def test_one_feed_that_fails_stops_no_other(self):
        gone = self.make_feed("gone")
        (self.root / "gone").rmdir()
        self.make_feed()
        self.put("ferry.json")
        with self.assertLogs("newsroom.wire.polling", "WARNING") as logged:
            self.assertEqual(self.run_command(), 1)
        self.assertIn("The feed gone failed: There is no folder", logged.output[0])
        self.assertEqual(Article.objects.count(), 1)
        state = Polling.objects.get(feed=gone)
        self.assertIn("make it first", state.error)
        self.assertIsNone(state.succeeded_at)

    def test_what_nobody_foresaw_stops_no_other_either(self):
        self.make_feed("odd")
        self.make_feed()
        self.put("ferry.json")
        folder = transports.PARCELS["folder"]

        def odd(visit):
            if visit.feed.slug == "odd":
                raise ValueError("a server said 12 o'clock")
            return folder(visit)

        with self.bring(odd), self.assertLogs("newsroom.wire.polling"):
            self.assertEqual(self.run_command(), 1)
        self.assertEqual(self.names("done"), ["ferry.json"])
        self.assertIn("something odd: a server said 12", self.out.getvalue())

    def test_a_library_that_stumbles_or_a_full_disk_stops_no_other_either(self):
        self.make_feed("odd")
        self.make_feed()
        self.put("harbour.txt", "odd")
        take_in = intake.take_in
        for error, said in [
            (AttributeError("no attribute 'group'"), "something odd: no attribute"),
            (RuntimeError("dictionary changed"), "something odd: dictionary changed"),
            (
                OSError(errno.ENOSPC, "No space left on device"),
                "It could not be stored here: No space left on device.",
            ),
        ]:
            self.put("ferry.json")

            def stumbling(content, feed, error=error, **options):
                if feed.slug == "odd":
                    raise error
                return take_in(content, feed, **options)

            with (
                self.subTest(said),
                mock.patch.object(intake, "take_in", stumbling),
                self.assertLogs("newsroom.wire.polling"),
            ):
                Polling.objects.update(due_at=None)
                self.assertEqual(self.run_command(), 1)
                self.assertIn(said, self.out.getvalue())
                self.assertIn(said, Polling.objects.get(feed__slug="odd").error)
                self.assertEqual(self.names("."), [])
                self.assertEqual(self.names(".", "odd"), ["harbour.txt"])

    def test_a_database_that_fails_for_one_feed_stops_no_other(self):
        self.make_feed("first")
        self.make_feed()
        self.put("ferry.json", "first")
        self.put("harbour.txt")
        take_in = intake.take_in

        def full(content, feed, **options):
            if feed.slug == "first":
                raise DatabaseError("disk full")
            return take_in(content, feed, **options)

        with (
            mock.patch.object(intake, "take_in", full),
            self.assertLogs("newsroom.wire.management.commands.poll_feeds"),
        ):
            self.assertEqual(self.run_command(), 1)
        self.assertEqual(self.names(".", "first"), ["ferry.json"])
        self.assertEqual(self.names("done"), ["harbour.txt"])

    def test_what_the_database_refused_stays_at_its_source_and_comes_again(self):
        self.make_feed()
        self.put("ferry.json")
        refused = {"side_effect": DatabaseError("disk full")}
        with (
            mock.patch.object(deciding, "receive", **refused),
            mock.patch.object(deciding, "receive_new", **refused),
            self.assertLogs("newsroom.wire.polling"),
        ):
            self.assertEqual(self.run_command(), 1)
        self.assertIn("could not be stored: disk full", self.out.getvalue())
        self.assertEqual(self.names("."), ["ferry.json"])
        self.run_command("--feed=coastal")
        self.assertEqual(self.names("done"), ["ferry.json"])
        self.assertEqual(Article.objects.count(), 1)

    def test_what_the_database_refuses_for_good_is_found_in_the_quarantine(self):
        self.make_feed()
        self.put("ferry.json")
        refused = {"side_effect": DataError("integer out of range")}
        with (
            mock.patch.object(deciding, "receive", **refused),
            mock.patch.object(deciding, "receive_new", **refused),
            self.assertLogs("newsroom.wire.polling"),
        ):
            self.run_command()
        receipt = Receipt.objects.get()
        self.assertEqual(receipt.decision, Decision.QUARANTINED)
        self.assertIn("integer out of range", receipt.reason)
        self.assertIn("ferry.json", self.names("failed"))

    def test_a_file_written_over_while_it_was_filed_is_read_too(self):
        self.make_feed()
        self.put("ferry.json")
        take_in = intake.take_in

        def slowly(*args, **options):
            outcomes = take_in(*args, **options)
            path = self.root / "coastal" / "ferry.json"
            path.write_bytes(data("harbour.txt"))
            return outcomes

        with mock.patch.object(intake, "take_in", slowly):
            self.run_command()
        self.assertEqual(self.names("."), ["ferry.json"])
        for _look in range(2):
            self.run_command("--feed=coastal")
        self.assertEqual(self.names("."), [])
        self.assertEqual(Article.objects.count(), 2)

    def test_a_file_that_bears_the_name_of_a_folder_stops_no_other(self):
        self.make_feed()
        self.put("ferry.json")
        elsewhere = self.root / "elsewhere"
        elsewhere.mkdir()
        (self.root / "coastal/done").symlink_to(elsewhere)
        (self.root / "coastal/failed").write_bytes(data("nul.txt"))
        os.utime(self.root / "coastal/failed", (LONG_AGO, LONG_AGO))
        with self.assertLogs("newsroom.wire.polling"):
            self.run_command()
            self.run_command("--feed=coastal")
        self.assertEqual(self.names("done"), ["ferry.json"])
        self.assertFalse([*elsewhere.iterdir()])
        self.assertIn("failed.delivered", self.names("failed"))

    def test_a_reason_is_written_into_no_file_that_is_there(self):
        self.make_feed()
        self.put("nul.txt")
        (self.root / "coastal/failed").mkdir()
        other = self.root / "other"
        other.write_text("kept")
        (self.root / "coastal/failed/nul.txt.reason.txt").symlink_to(other)
        with self.assertLogs("newsroom.wire.polling"):
            self.run_command()
        self.assertEqual(other.read_text(), "kept")

    def test_a_name_that_is_no_utf8_is_read_too(self):
        self.make_feed()
        self.put("ferry.json")
        folder = os.fsencode(self.root / "coastal")
        os.rename(folder + b"/ferry.json", folder + b"/caf\xe9.json")
        self.assertEqual(self.run_command(), 0)
        self.assertEqual(Delivery.objects.get().name, "caf.json")
        self.assertEqual(self.names("."), [])

    def test_watching_outlives_a_database_that_is_away(self):
        looks = []

        def due():
            looks.append(1)
            if len(looks) == 2:
                os.kill(os.getpid(), signal.SIGTERM)
                return []
            raise DatabaseError("gone")

        with (
            mock.patch.object(polling, "due", due),
            self.assertLogs("newsroom.wire.management.commands.poll_feeds"),
        ):
            self.assertEqual(self.run_command("--watch", "--every=0"), 0)
        self.assertEqual(len(looks), 2)

    def test_json_says_the_same_to_machines(self):
        self.make_feed()
        self.put("ferry.json")
        self.run_command("--format=json")
        [line] = self.lines()
        said = json.loads(line)
        self.assertEqual((said["feed"], said["files"]), ("coastal", 1))
        self.assertEqual(said["decisions"], {"created": 1})
        self.assertIsNone(said["error"])

    def test_asked_to_end_it_finishes_the_file_at_hand(self):
        self.make_feed()
        self.put("ferry.json")
        self.put("harbour.txt")
        take_in = intake.take_in

        def take_in_and_ask(*arguments, **options):
            os.kill(os.getpid(), signal.SIGTERM)
            return take_in(*arguments, **options)

        before = signal.getsignal(signal.SIGTERM)
        with mock.patch.object(intake, "take_in", take_in_and_ask):
            self.assertEqual(self.run_command("--watch", "--every=0"), 0)
        self.assertEqual(self.names("done"), ["ferry.json"])
        self.assertEqual(self.names("."), ["harbour.txt"])
        self.assertEqual(signal.getsignal(signal.SIGTERM), before)
        state = Polling.objects.get()
        self.assertEqual((state.locked_by, state.locked_until), ("", None))
        self.assertLessEqual(state.due_at, timezone.now())

    def test_a_folder_outside_what_operators_allow_is_refused(self):
        feed = self.make_feed()
        for address in [str(self.root.parent), str(self.root / "../.."), "incoming"]:
            with self.subTest(address):
                Feed.objects.filter(pk=feed.pk).update(address=address)
                with self.assertLogs("newsroom.wire.polling", "WARNING"):
                    self.assertEqual(self.run_command("--feed=coastal"), 1)
                self.assertIn("A folder must lie inside", self.out.getvalue())
        (self.root / "way-out").symlink_to(self.root.parent)
        feed.address = str(self.root / "way-out")
        with self.assertLogs("newsroom.wire.polling", "WARNING"):
            self.assertIn("must lie inside", polling.poll(feed).error)


class LockTests(PollTests):
    def setUp(self):
        super().setUp()
        self.feed = self.make_feed()
        self.put("ferry.json")
        Polling.objects.create(feed=self.feed)

    def test_nobody_takes_a_feed_that_another_process_is_at(self):
        theirs = locking.FeedLock(self.feed, seconds=60)
        self.assertTrue(theirs.take(if_due=True))
        self.assertTrue(polling.poll(self.feed).busy)
        self.assertEqual(polling.due(), [])
        self.assertFalse(Delivery.objects.exists())
        theirs.give_back()
        self.assertEqual(polling.poll(self.feed).files, 1)

    def test_a_feed_that_a_dead_process_held_is_free_after_a_while(self):
        locking.FeedLock(self.feed, seconds=60).take(if_due=True)
        later = timezone.now() + timedelta(seconds=181)
        with time_machine.travel(later):
            self.assertEqual(polling.poll(self.feed, if_due=True).files, 1)

    def test_a_feed_that_was_polled_a_moment_ago_is_not_polled_again(self):
        polling.poll(self.feed)
        self.assertTrue(polling.poll(self.feed, if_due=True).busy)

    def test_whoever_lost_the_lock_stops_and_writes_nothing(self):
        lock = locking.FeedLock(self.feed, seconds=60)
        lock.take(if_due=True)
        lock.renew()
        with time_machine.travel(timezone.now() + timedelta(seconds=200)):
            other = locking.FeedLock(self.feed, seconds=60)
            self.assertTrue(other.take(if_due=True))
            with self.assertRaises(locking.LostLock):
                lock.renew()
            lock.give_back(error="of the past")
        state = Polling.objects.get(feed=self.feed)
        self.assertEqual(state.error, "")
        self.assertTrue(state.locked_by)

    def test_a_poll_that_lost_its_lock_leaves_the_rest_to_the_other(self):
        self.put("harbour.txt")
        lost = mock.patch.object(
            locking.FeedLock, "renew", side_effect=locking.LostLock
        )
        with lost:
            polled = polling.poll(self.feed)
        self.assertTrue(polled.busy)
        self.assertEqual(polled.files, 1)


class FailureTests(PollTests):
    def test_what_is_cut_in_the_middle_of_much_is_no_failure(self):
        feed = self.make_feed()

        def slow(visit):
            yield Parcel("a.json", data("ferry.json"))
            visit.deadline._until = 0
            raise SourceFailed("It took too long, and was broken off.")

        with self.bring(slow):
            polled = polling.poll(feed)
        self.assertEqual((polled.error, polled.files), ("", 1))
        self.assertTrue(polled.left_over)
        self.assertLessEqual(Polling.objects.get().due_at, timezone.now())

    def test_the_time_of_a_poll_is_over_between_two_files(self):
        feed = self.make_feed()

        def many(visit):
            visit.deadline._until = 0
            yield Parcel("a.json", data("ferry.json"))
            yield Parcel("b.txt", data("harbour.txt"))

        with self.bring(many):
            polled = polling.poll(feed)
        self.assertEqual((polled.files, polled.left_over), (1, True))

    def test_each_failure_in_a_row_doubles_the_pause_up_to_an_hour(self):
        feed = self.make_feed(every=5)
        (self.root / "coastal").rmdir()
        pauses = []
        with time_machine.travel("2026-11-02T10:00:00Z", tick=False):
            for _poll in range(5):
                with self.assertLogs("newsroom.wire.polling", "WARNING"):
                    polling.poll(feed)
                pauses.append(Polling.objects.get().due_at - timezone.now())
            self.assertEqual([p.seconds // 60 for p in pauses], [10, 20, 40, 60, 60])
            (self.root / "coastal").mkdir()
            polling.poll(feed)
            state = Polling.objects.get()
            self.assertEqual(state.due_at - timezone.now(), timedelta(minutes=5))
            self.assertEqual((state.failures, state.error), (0, ""))


class ScheduleTests(SimpleTestCase):
    def next(self, now, **fields):
        feed = Feed(**{"every": 30, "time_zone": "Europe/Paris"} | fields)
        at = datetime.fromisoformat(now).replace(tzinfo=UTC)
        return schedule.next_due(feed, at).strftime("%a %H:%M")

    def test_hours_and_days_are_those_of_the_feed(self):
        day = {"from_hour": 6, "until_hour": 22}
        for now, fields, due in [
            ("2026-11-02T10:00", {}, "Mon 10:30"),
            ("2026-11-02T20:10", day, "Mon 20:40"),
            ("2026-11-02T20:40", day, "Tue 05:00"),  # six o'clock in Paris
            ("2026-11-02T20:40", {"from_hour": 20, "until_hour": 4}, "Mon 21:10"),
            ("2026-11-02T02:40", {"from_hour": 20, "until_hour": 4}, "Mon 19:00"),
            ("2026-11-06T22:40", {"days": "12345"}, "Sun 23:00"),  # Monday there
        ]:
            with self.subTest(now, **fields):
                self.assertEqual(self.next(now, **fields), due)
