"""import_wire: what a field comes from, a folder that is watched, and progress."""

import os
import signal
from io import BytesIO, StringIO
from unittest import mock

from articles.models import Article
from newsroom.wire import intake
from newsroom.wire.management.commands import import_wire
from newsroom.wire.models import Delivery
from newsroom.wire.sources import watching
from tests.wire.sampling import SAMPLES, data, make_feed
from tests.wire.test_import_wire import CommandTests


class Terminal(StringIO):
    def isatty(self):
        return True


class ExplainTests(CommandTests):
    def explain(self, name):
        self.run_command("--explain", SAMPLES / name)
        return self.out.getvalue()

    def line(self, field):
        lines = self.out.getvalue().splitlines()
        return next(line for line in lines if line.split()[:1] == [field])

    def test_each_field_of_json_names_its_key(self):
        said = self.explain("ferry.json")
        self.assertIn("ferry.json, item 1", said)
        self.assertIn("ninjs", self.line("format"))
        self.assertIn("created.", self.line("decision"))
        self.assertIn("[the agency's identifier]", self.line("identity"))
        self.assertIn("Night ferry to Lisse is saved   [headline]", said)
        self.assertIn("[place.0.name]", self.line("places"))
        self.assertIn("[body_html]", self.line("body"))

    def test_each_field_of_xml_names_its_element_and_line(self):
        self.explain("council.xml")
        self.assertIn("contentMeta/headline, line 17]", self.line("headline"))
        self.assertIn("newsItem/@guid, line 5]", self.line("guid"))
        self.assertIn("/urgency", self.line("urgency"))
        self.assertIn("/versionCreated, line", self.line("version_created"))
        self.assertIn("/pubStatus/", self.line("pub_status"))

    def test_each_field_of_text_names_its_line(self):
        said = self.explain("harbour.txt")
        self.assertIn("[line 1]", self.line("headline"))
        self.assertIn("no identifier: a digest of slugline, headline and text", said)

    def test_a_file_that_cannot_be_read_says_why(self):
        self.assertEqual(self.run_command("--explain", SAMPLES / "empty.txt"), 1)
        self.assertIn("quarantined. It is empty.", self.line("decision"))
        self.explain("council-truncated.xml")
        self.assertIn("not well-formed", self.line("decision"))

    def test_nothing_is_stored(self):
        make_feed()
        for feed in [[], ["--feed=coastal"]]:
            self.run_command("--explain", SAMPLES / "ferry.json", *feed)
            self.assertEqual(self.counts(), [0, 0, 0, 0])

    def test_only_one_kind_of_source_is_taken(self):
        self.assertEqual(self.run_command(), 1)
        self.assertEqual(self.run_command(SAMPLES, "--watch", self.folder), 1)
        self.assertIn("Name files or folders", self.refusal)


class ProgressTests(CommandTests):
    def test_a_terminal_shows_how_far_it_is_and_a_file_does_not(self):
        self.fill("ferry.json", "harbour.txt")
        for stream, shown in [(Terminal(), True), (StringIO(), False)]:
            with self.subTest(shown):
                command = import_wire.Command(stdout=StringIO(), stderr=stream)
                command.handle(
                    paths=[self.folder], feed="", dry_run=True, explain=None,
                    watch=None, form="text", stdin=BytesIO(),
                )  # fmt: skip
                self.assertEqual("1 of 2 files" in stream.getvalue(), shown)
                self.assertEqual(stream.getvalue().endswith("\x1b[K"), shown)


class WatchTests(CommandTests):
    def watch(self, *more):
        return self.run_command("--watch", self.folder, "--every=0", *more)

    def names(self, below="."):
        folder = self.folder / below
        return sorted(p.name for p in folder.iterdir() if p.is_file())

    def test_files_are_taken_in_and_put_away(self):
        self.fill("ferry.json", "nul.txt", "harbour.txt")
        self.assertEqual(self.watch("--once"), 1)
        self.assertEqual(self.names(), [])
        self.assertEqual(self.names("done"), ["ferry.json", "harbour.txt"])
        self.assertEqual(self.names("failed"), ["nul.txt"])
        self.assertEqual(Article.objects.count(), 2)
        self.assertEqual(self.refusal, "1 of 3 files could not be read whole.")

    def test_a_file_that_still_grows_is_left_alone(self):
        self.fill("ferry.json", "harbour.txt")
        folder = watching.Folder(self.folder)
        self.assertEqual(list(folder.whole_files()), [])
        with (self.folder / "harbour.txt").open("ab") as file:
            file.write(b"More words.\n")
        self.assertEqual([p.name for p in folder.whole_files()], ["ferry.json"])
        self.assertEqual(len(list(folder.whole_files())), 2)

    def test_a_name_that_was_there_before_is_kept(self):
        for content in [data("ferry.json"), data("harbour.txt")]:
            (self.folder / "latest").write_bytes(content)
            self.watch("--once")
        self.assertEqual(self.names("done"), ["latest", "latest-2"])

    def test_a_file_written_over_while_it_was_filed_is_left_for_the_next_look(self):
        self.fill("ferry.json")
        path = self.folder / "ferry.json"
        take_in = intake.take_in

        def take_in_slowly(*arguments, **options):
            path.write_bytes(data("harbour.txt"))
            return take_in(*arguments, **options)

        with mock.patch.object(intake, "take_in", take_in_slowly):
            self.watch("--once")
        self.assertEqual(self.names(), ["ferry.json"])
        self.watch("--once")
        self.assertEqual(Article.objects.count(), 2)

    def test_a_file_that_somebody_else_took_is_no_error(self):
        self.fill("ferry.json")
        path = self.folder / "ferry.json"
        take_in = intake.take_in

        def take_in_and_lose(*arguments, **options):
            path.unlink()
            return take_in(*arguments, **options)

        with mock.patch.object(intake, "take_in", take_in_and_lose):
            self.assertEqual(self.watch("--once"), 0)
        self.assertFalse((self.folder / "done").exists())

    def test_asked_to_end_it_finishes_the_file_at_hand_and_leaves_the_others(self):
        self.fill("ferry.json", "harbour.txt")
        take_in = intake.take_in

        def take_in_and_ask(*arguments, **options):
            os.kill(os.getpid(), signal.SIGTERM)
            return take_in(*arguments, **options)

        before = signal.getsignal(signal.SIGTERM)
        with mock.patch.object(intake, "take_in", take_in_and_ask):
            self.assertEqual(self.watch(), 0)
        self.assertEqual(self.names("done"), ["ferry.json"])
        self.assertEqual(self.names(), ["harbour.txt"])
        self.assertEqual(signal.getsignal(signal.SIGTERM), before)
        self.assertIn("Files: 1. Items: 1 created.", self.out.getvalue())

    def test_a_file_imported_but_not_moved_is_moved_by_the_next_run(self):
        self.fill("ferry.json")
        self.run_command(self.folder)
        self.watch("--once")
        self.assertEqual(self.names("done"), ["ferry.json"])
        self.assertEqual(Article.objects.count(), 1)

    def test_a_folder_that_is_not_there_and_a_dry_run_are_refused(self):
        self.assertEqual(self.run_command("--watch", self.folder / "nowhere"), 1)
        self.assertIn("There is no folder", self.refusal)
        self.assertEqual(self.watch("--dry-run"), 1)
        self.assertIn("no dry run", self.refusal)
        self.assertFalse(Delivery.objects.exists())
