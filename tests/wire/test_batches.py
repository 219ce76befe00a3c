"""Many files at once: filed together, or read elsewhere, they end as one by one."""

import os
import shutil
import signal
import tempfile
from io import BytesIO
from pathlib import Path
from unittest import mock

from django.db import DatabaseError, connection, transaction
from django.test import SimpleTestCase, TestCase
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Revision
from newsroom.wire import batches, filing, intake, workers
from newsroom.wire.desk import stories
from newsroom.wire.models import Decision, Delivery, Receipt, Take
from newsroom.wire.sources import files
from tests.wire.sampling import ODD, SAMPLES, data, make_feed
from tests.wire.test_import_wire import CommandTests

MANY = (
    '{"version": "https://jsonfeed.org/version/1.1", "title": "Coastal", "items": [%s]}'
)


def many(number):
    """Return a feed of so many stories."""
    items = (f'{{"id": "c-{n}", "title": "Boat {n}"}}' for n in range(number))
    return (MANY % ", ".join(items)).encode()


class TogetherTests(TestCase):
    def setUp(self):
        self.feed = make_feed()

    def records(self):
        """Return all that a run has stored, but keys and moments."""
        return (
            list(
                Receipt.objects.order_by("delivery__name", "position").values_list(
                    "delivery__name", "position", "decision", "reason", "headline",
                    "format", "take__guid", "take__content_hash", "take__taken_over",
                    "content",
                )
            ),
            list(
                Article.objects.order_by("pk").values_list(
                    "headline", "suggested_headline", "body", "byline_text", "dateline",
                    "status", "editor_note", "embargo_until",
                )
            ),
            list(Delivery.objects.order_by("name").values_list("name", "size")),
            Delivery.objects.filter(finished_at=None).count(),
            list(Revision.objects.order_by("pk").values_list("action", flat=True)),
        )  # fmt: skip

    def test_what_is_filed_together_ends_as_one_by_one(self):
        paths = sorted(SAMPLES.iterdir())
        sources = [files.Source(path, BytesIO()) for path in paths]
        ends = []
        for way in ("one by one", "together"):
            with transaction.atomic():
                if way == "together":
                    list(batches.take_in_all(sources, self.feed))
                else:
                    for path in paths:
                        intake.take_in(path.read_bytes(), self.feed, name=path.name)
                ends.append(self.records())
                transaction.set_rollback(True)
        for one_by_one, together in zip(*ends, strict=True):
            self.assertEqual(together, one_by_one)

    def test_filing_new_stories_costs_the_same_however_many_they_are(self):
        costs = []
        for number in (2, 20):
            feed = make_feed(name=str(number), slug=f"feed-{number}")
            with CaptureQueriesContext(connection) as captured:
                intake.take_in(many(number), feed, name=str(number))
            costs.append(len(captured))
        self.assertEqual(costs[0], costs[1])
        self.assertEqual(Article.objects.count(), 22)

    def test_more_than_fit_into_one_transaction_are_filed_by_several(self):
        with mock.patch.object(filing, "MOST", 8):
            intake.take_in(many(20), self.feed, name="twenty")
        self.assertEqual(Take.objects.count(), 20)
        self.assertIsNotNone(Delivery.objects.get().finished_at)

    def test_one_that_cannot_be_stored_stops_no_other(self):
        fields = stories.fields

        def refuse(item, feed):
            if item.headline == "Boat 3":
                raise DatabaseError("too long")
            return fields(item, feed)

        with mock.patch.object(stories, "fields", refuse):
            outcomes = intake.take_in(many(5), self.feed, name="five")
        self.assertEqual([outcome.failed for outcome in outcomes].index(True), 3)
        self.assertEqual(Article.objects.count(), 4)
        self.assertIsNone(Delivery.objects.get().finished_at)

    def test_one_delivery_that_another_process_took_in_stops_no_other(self):
        come = [
            intake.Arrival(name, data(name), intake.reading.read(data(name), None))
            for name in ("feed.json", "ferry.json")
        ]
        intake.take_in(come[0].data, self.feed, name="before")
        decisions = [
            outcome.ruling.decision
            for outcomes in intake.take_in_new(come, self.feed)
            for outcome in outcomes
        ]
        self.assertEqual(decisions, [Decision.DUPLICATE, Decision.CREATED])

    def test_a_file_that_changes_its_story_in_the_same_batch_is_an_update(self):
        first = many(1)
        second = first.replace(b"Boat 0", b"Boat zero")
        sources = [
            mock.Mock(spec=files.Source, read=lambda one=one: one)
            for one in (first, second, first)
        ]
        for source, name in zip(sources, "abc", strict=True):
            source.name, source.folder = name, ""
        ends = [
            outcomes[0].ruling.decision
            for _source, outcomes in batches.take_in_all(sources, self.feed)
        ]
        self.assertEqual(ends, [Decision.CREATED, Decision.UPDATED, Decision.DUPLICATE])
        self.assertEqual(Article.objects.get().headline, "Boat zero")


class JobsTests(CommandTests):
    def test_it_says_and_stores_the_same_with_several_processes(self):
        for path in SAMPLES.iterdir():
            shutil.copy(path, self.folder)
        for name in ODD:
            (self.folder / name).write_bytes(data(name))
        said = []
        for jobs in (1, 2):
            with transaction.atomic():
                self.assertEqual(self.run_command(self.folder, f"--jobs={jobs}"), 1)
                lines = self.out.getvalue().splitlines()
                said.append([line.partition("/admin/")[0] for line in lines])
                said.append(self.err.getvalue())
                transaction.set_rollback(True)
        self.assertEqual(said[:2], said[2:])

    def test_a_number_of_processes_that_makes_no_sense_is_refused(self):
        for number in ("0", "-1", "65", "many"):
            with self.subTest(number):
                self.assertEqual(self.run_command(self.folder, "--jobs", number), 1)
                self.assertIn("is no number from 1 to 64", self.refusal)


class WorkerTests(SimpleTestCase):
    def test_what_a_process_dies_of_costs_one_file(self):
        worker = workers.Worker()
        self.addCleanup(worker.close)
        for ends, sentence in [
            (signal.SIGKILL, "What reads it broke down (-9)"),
            (signal.SIGPROF, "To read it would take longer than 20 seconds."),
        ]:
            os.kill(worker._process.pid, ends)
            worker._process.join()
            said = worker.read(data("feed.json"), None)
            self.assertIn(sentence, said.refusal)
        self.assertEqual(worker.read(data("feed.json"), None).format, "JSON Feed")

    def test_it_reads_until_nobody_is_left(self):
        here, there = workers.CONTEXT.Pipe()
        here.send((data("feed.json"), None))
        here.send((data("nul.txt"), None))
        with (
            mock.patch.object(workers.resource, "setrlimit"),
            mock.patch.object(workers.signal, "signal"),
            mock.patch.object(there, "send", wraps=there.send) as sent,
        ):
            sent.side_effect = [mock.DEFAULT, BrokenPipeError]
            workers.serve(there)
        self.assertEqual(here.recv().format, "JSON Feed")
        here.close()
        with (
            mock.patch.object(workers.resource, "setrlimit"),
            mock.patch.object(workers.signal, "signal"),
        ):
            workers.serve(there)

    def test_a_file_that_takes_too_much_memory_is_refused_in_a_sentence(self):
        with mock.patch.object(workers.reading, "read", side_effect=MemoryError):
            said = workers.bounded(b"", None)
        self.assertEqual(said.refusal, "To read it would take more than 512 MB.")


class SizeTests(SimpleTestCase):
    def test_a_file_that_is_too_large_is_not_read(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        large = Path(folder, "large")
        with large.open("wb") as file:
            file.truncate(1024**3)
        with (
            mock.patch.object(Path, "open", side_effect=AssertionError),
            self.assertRaisesMessage(files.Unreadable, "larger than 32 MB"),
        ):
            files.Source(large, BytesIO()).read()

    def test_standard_input_ends_where_it_is_too_large(self):
        with (
            mock.patch.object(files, "MAX_BYTES", 10),
            self.assertRaisesMessage(files.Unreadable, "so it was not read"),
        ):
            files.Source(Path("-"), BytesIO(b"x" * 99)).read()
