"""import_wire: files, folders and standard input; what it says and what it stores."""

import json
import os
import tempfile
from io import BytesIO, StringIO
from pathlib import Path
from unittest import mock

from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.test import TestCase

from articles.models import Article
from newsroom.wire.desk import stories
from newsroom.wire.models import Decision, Delivery, Feed, Receipt, Take
from tests.wire.sampling import SAMPLES, data, make_feed

GOOD = ["caption.txt", "channel.rss", "council.xml", "ferry.json", "harbour.txt"]
BAD = {
    "bomb.xml": "It uses an entity of its own",
    "channel-truncated.rss": "It is not well-formed XML",
    "council-truncated.xml": "It is not well-formed XML",
    "empty.txt": "It is empty.",
    "ferry-truncated.json": "It is not whole JSON",
    "mixed.txt": "It mixes UTF-8 with another encoding",
    "nul.txt": "It holds a NUL character",
    "photo-without-extension": "It begins like a photograph but",
}


class CommandTests(TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def run_command(self, *arguments, **options):
        """Return the exit status, as the shell would see it."""
        self.out, self.err = StringIO(), StringIO()
        try:
            call_command(
                "import_wire",
                *map(str, arguments),
                stdout=self.out,
                stderr=self.err,
                **options,
            )
        except CommandError as error:
            self.refusal = str(error)
            return 1
        return 0

    def objects(self):
        return [json.loads(line) for line in self.out.getvalue().splitlines()]

    def fill(self, *names):
        for name in names:
            (self.folder / name).write_bytes(data(name))

    def counts(self):
        return [model.objects.count() for model in (Article, Delivery, Take, Receipt)]


class ImportTests(CommandTests):
    def test_a_folder_whose_name_is_no_utf8_is_imported_too(self):
        folder = os.fsencode(self.folder) + b"/caf\xe9"
        os.mkdir(folder)
        self.folder = Path(os.fsdecode(folder))
        self.fill("ferry.json")
        self.assertEqual(self.run_command(self.folder), 0)
        self.assertEqual(Delivery.objects.get().folder, "")

    def test_a_folder_becomes_drafts_and_a_line_for_each_item(self):
        self.fill(*GOOD)
        self.assertEqual(self.run_command(self.folder), 0)
        self.assertEqual(Article.objects.count(), 6)
        lines = self.out.getvalue().splitlines()
        story = Article.objects.get(headline="Night ferry to Lisse is saved")
        self.assertIn(
            "created     ferry.json  “Night ferry to Lisse is saved”  "
            f"/admin/articles/article/{story.pk}/change/",
            lines,
        )
        decided = "1 received, 6 created, 1 skipped"
        self.assertEqual(lines[-1], f"Files: 5. Items: {decided}.")
        self.assertEqual(Feed.objects.get().slug, "wire")

    def test_importing_twice_changes_nothing(self):
        self.fill(*GOOD)
        self.run_command(self.folder)
        before = self.counts(), list(Article.objects.values("pk", "edited_at"))
        self.assertEqual(self.run_command(self.folder), 0)
        self.assertEqual(
            (self.counts(), list(Article.objects.values("pk", "edited_at"))), before
        )
        self.assertIn("Files: 5. Items: 5 duplicate.", self.out.getvalue())

    def test_every_bad_file_is_named_and_the_others_are_imported(self):
        self.fill(*GOOD, *BAD)
        self.assertEqual(self.run_command(self.folder), 1)
        self.assertEqual(self.refusal, "8 of 13 files could not be read whole.")
        self.assertEqual(Article.objects.count(), 6)
        for name, reason in BAD.items():
            with self.subTest(name):
                self.assertIn(f"{name}: {reason}", self.err.getvalue())
                receipt = Receipt.objects.get(delivery__name=name)
                self.assertEqual(receipt.decision, Decision.QUARANTINED)
                self.assertEqual(bytes(receipt.delivery.data), data(name))

    def test_a_bad_file_sent_again_fails_again_and_stays_one_row(self):
        self.fill("nul.txt")
        self.run_command(self.folder)
        before = self.counts()
        self.assertEqual(self.run_command(self.folder), 1)
        self.assertEqual(self.counts(), before)

    def test_one_bad_item_stops_neither_its_file_nor_the_run(self):
        self.fill("camel.json")
        self.assertEqual(self.run_command(self.folder), 1)
        self.assertEqual(Article.objects.get().headline, "Two boats & a quay")
        self.assertEqual(
            list(
                Receipt.objects.order_by("position").values_list("decision", flat=True)
            ),
            [Decision.CREATED, Decision.SKIPPED, Decision.QUARANTINED],
        )

    def test_an_item_the_database_refuses_is_set_aside_and_comes_next_time(self):
        self.fill("ferry.json")
        with mock.patch.object(
            stories, "fields", side_effect=DatabaseError("too long")
        ):
            self.assertEqual(self.run_command(self.folder), 1)
        self.assertIn("It could not be stored: too long", self.err.getvalue())
        self.assertEqual(self.run_command(self.folder), 0)
        self.assertEqual(Article.objects.count(), 1)

    def test_a_run_that_was_broken_off_goes_on_where_it_stopped(self):
        self.fill("channel.rss")
        self.run_command(self.folder)
        Receipt.objects.get(position=1).delete()
        Delivery.objects.update(finished_at=None)
        self.assertEqual(self.run_command(self.folder), 0)
        self.assertEqual(Article.objects.count(), 2)
        self.assertEqual(Receipt.objects.count(), 2)

    def test_a_kill_takes_down_what_an_earlier_run_made(self):
        self.run_command(SAMPLES / "ferry.json", SAMPLES / "ferry-kill.json")
        self.assertEqual(Article.objects.get().status, Article.Status.KILLED)
        self.assertEqual(
            Article.objects.get().headline, "Night ferry to Lisse is saved"
        )

    def test_the_picture_described_stays_on_the_receipt(self):
        self.run_command(SAMPLES / "caption.txt")
        [picture] = Receipt.objects.get().content["pictures"]
        self.assertEqual(picture["credit"], "Ben Okoro/Coastal")


class PathTests(CommandTests):
    def test_a_path_that_is_not_there_is_named_and_the_rest_imported(self):
        missing = self.folder / "nowhere"
        self.assertEqual(self.run_command(missing, SAMPLES / "ferry.json"), 1)
        self.assertIn(
            f"{missing}: There is no such file or folder.", self.err.getvalue()
        )
        self.assertEqual(Article.objects.count(), 1)

    def test_a_file_that_may_not_be_read_is_named(self):
        self.fill("ferry.json")
        with mock.patch.object(
            Path, "open", side_effect=PermissionError(13, "Not yours")
        ):
            self.assertEqual(self.run_command(self.folder), 1)
        self.assertIn("ferry.json: It cannot be read: Not yours.", self.err.getvalue())

    def test_what_is_neither_file_nor_folder_is_named(self):
        pipe = self.folder / "pipe"
        os.mkfifo(pipe)
        self.assertEqual(self.run_command(pipe), 1)
        self.assertIn("It is neither a file nor a folder.", self.err.getvalue())

    def test_hidden_files_folders_and_links_that_lead_out_are_passed_over(self):
        self.fill("ferry.json")
        (self.folder / ".hidden.txt").write_text("Not for the wire, not for anybody.")
        (self.folder / "below").mkdir()
        (self.folder / "outside.txt").symlink_to(SAMPLES / "harbour.txt")
        (self.folder / "inside.json").symlink_to(self.folder / "ferry.json")
        self.assertEqual(self.run_command(self.folder), 0)
        self.assertIn("Files: 2. Items: 1 created, 1 duplicate.", self.out.getvalue())

    def test_standard_input_is_one_delivery(self):
        self.assertEqual(self.run_command("-", stdin=BytesIO(data("ferry.json"))), 0)
        self.assertEqual(Delivery.objects.get().name, "standard input")

    def test_an_empty_folder_is_no_failure(self):
        self.assertEqual(self.run_command(self.folder), 0)
        self.assertEqual(self.out.getvalue(), "Files: 0. Items: none.\n")


class FeedTests(CommandTests):
    def test_the_feed_named_gives_section_zone_and_credit(self):
        feed = make_feed(
            agency="Coastal Press", time_zone="Europe/Paris", language="fr"
        )
        self.run_command(SAMPLES / "nitf-inside.xml", "--feed=coastal")
        story = Article.objects.get()
        self.assertEqual(Take.objects.get().feed, feed)
        self.assertEqual((story.agency_credit, story.language), ("Coastal Press", "fr"))
        self.assertEqual(story.embargo_until.hour, 5)

    def test_an_unknown_feed_is_refused_with_those_there_are(self):
        self.assertEqual(self.run_command(SAMPLES, "--feed=nowhere"), 1)
        self.assertIn("There is no feed 'nowhere'", self.refusal)
        self.assertIn("There are none yet.", self.refusal)
        make_feed()
        self.run_command(SAMPLES, "--feed=nowhere")
        self.assertIn("Known feeds: coastal.", self.refusal)

    def test_a_feed_that_is_not_active_takes_nothing_in(self):
        make_feed(active=False)
        self.assertEqual(self.run_command(SAMPLES, "--feed=coastal"), 1)
        self.assertIn("'coastal' is not active", self.refusal)


class DryRunTests(CommandTests):
    def test_a_dry_run_stores_nothing(self):
        make_feed()
        self.fill(*GOOD, "nul.txt")
        for form in ["text", "json"]:
            for feed in [["--feed=coastal"], []]:
                with self.subTest(form, feed=feed):
                    arguments = [self.folder, "--dry-run", f"--format={form}", *feed]
                    self.assertEqual(self.run_command(*arguments), 1)
                    self.assertEqual(self.counts(), [0, 0, 0, 0])
                    self.assertEqual(Feed.objects.count(), 1)

    def test_a_dry_run_by_text_says_that_nothing_was_stored(self):
        self.run_command(SAMPLES / "ferry.json", "--dry-run")
        self.assertTrue(
            self.out.getvalue().endswith("1 created. Nothing was stored.\n")
        )
        self.assertNotIn("/admin/", self.out.getvalue())  # no story is there

    def test_a_dry_run_links_to_no_story_that_it_took_back(self):
        self.fill("slug-rich.7901", "entries-rich.atom")
        self.run_command(self.folder, dry_run=True)
        self.assertIn("held", self.out.getvalue())
        self.assertNotIn("/admin/", self.out.getvalue())
        self.assertNotIn("“”", self.out.getvalue())

    def test_a_dry_run_in_json_has_one_object_an_item(self):
        self.run_command(SAMPLES / "ferry.json", "--dry-run", "--format=json")
        [row] = self.objects()
        self.assertEqual(row["file"], str(SAMPLES / "ferry.json"))
        self.assertEqual((row["item_index"], row["action"]), (0, "import"))
        self.assertEqual((row["kind"], row["format"]), ("text", "ninjs"))
        self.assertEqual(row["versioncreated"], "2026-03-03T16:30:00Z")
        self.assertEqual(row["dateline_city"], "Port Sable")
        self.assertEqual((row["credit"], row["embargo"]), (None, None))
        self.assertEqual(row["body"][0], "The harbour council voted nine to four.")
        self.assertEqual(row["media"][0]["width"], 1920)

    def test_each_file_is_read_as_if_it_were_the_first(self):
        self.run_command(SAMPLES / "ferry.json")
        for name, action in {
            "ferry.json": "import",
            "ferry-kill.json": "kill",
            "nitf-inside.xml": "hold",
            "nul.txt": "quarantine",
        }.items():
            with self.subTest(name):
                self.fill(name)
                self.run_command(self.folder / name, "--dry-run", "--format=json")
                [row] = self.objects()
                self.assertEqual(row["action"], action)
                if action != "import":
                    self.assertTrue(row["reason"])

    def test_a_dry_run_says_what_would_be_decided_here(self):
        self.run_command(SAMPLES / "ferry.json")
        self.fill("ferry.json", "ferry-kill.json")
        before = self.counts()
        self.run_command(self.folder, "--dry-run", "--format=json")
        decided = {Path(row["file"]).name: row for row in self.objects()}
        self.assertEqual(decided["ferry.json"]["decision"], "duplicate")
        self.assertIn("came before", decided["ferry.json"]["decision_reason"])
        self.assertTrue(decided["ferry.json"]["headline"])
        self.assertEqual(decided["ferry-kill.json"]["decision"], "killed")
        self.assertEqual(self.counts(), before)

    def test_json_of_a_real_run_names_the_story_made(self):
        self.run_command(SAMPLES / "ferry.json", "--format=json")
        [row] = self.objects()
        self.assertEqual(row["article"], Article.objects.get().pk)
        self.assertEqual(row["decision"], "created")
