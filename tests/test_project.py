"""The papers and scripts agree with the code."""

import os
import re
import subprocess
from pathlib import Path

from django.core.management import call_command
from django.test import SimpleTestCase, TestCase

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ["find-python", "setup", "server", "test", "bench", "messages"]


class LinkTests(SimpleTestCase):
    def test_links_between_papers_lead_somewhere(self):
        broken = []
        for paper in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
            for link in re.findall(
                r"\]\(([^)\s#]+)", paper.read_text(encoding="utf-8")
            ):
                if not link.startswith(("http:", "https:", "mailto:")):
                    if not (paper.parent / link).exists():
                        broken.append(f"{paper.relative_to(ROOT)}: {link}")
        self.assertEqual(broken, [])

    def test_places_named_in_the_readme_exist(self):
        readme = (ROOT / "README.md").read_text(encoding="utf-8")
        named = re.findall(r"`([a-z]+/[^`*{} ]*)`", readme)
        self.assertEqual([place for place in named if not (ROOT / place).exists()], [])


class MergeTests(SimpleTestCase):
    def test_no_file_holds_the_marks_of_a_merge(self):
        marks = re.compile(r"^(<{7}|>{7}) ", re.M)
        files = (
            file
            for place in ["articles", "newsroom", "templates", "static", "docs"]
            for ending in ["py", "html", "css", "js", "md", "txt", "xml"]
            for file in (ROOT / place).rglob(f"*.{ending}")
        )
        marked = [f for f in files if marks.search(f.read_text(encoding="utf-8"))]
        self.assertEqual(marked, [])


class ScriptTests(SimpleTestCase):
    def run_script(self, *words, **variables):
        return subprocess.run(
            words,
            cwd=ROOT,
            env=os.environ | variables,
            capture_output=True,
            text=True,
        )

    def test_every_script_may_be_run(self):
        for name in SCRIPTS:
            with self.subTest(name):
                self.assertTrue(os.access(ROOT / "script" / name, os.X_OK))

    def test_every_script_can_be_read_by_the_plain_shell(self):
        for name in SCRIPTS:
            with self.subTest(name):
                self.assertEqual(
                    self.run_script("sh", "-n", f"script/{name}").stderr, ""
                )

    def test_a_python_that_does_not_run_is_refused_in_one_sentence(self):
        done = self.run_script("script/find-python", "3.11", PYTHON="/nowhere/python")
        self.assertEqual(done.returncode, 1)
        self.assertIn("/nowhere/python, which is no Python 3.11 or newer", done.stderr)
        self.assertEqual(len(done.stderr.splitlines()), 1)

    def test_a_machine_without_python_is_told_what_to_install(self):
        done = self.run_script(
            "/bin/sh",
            "script/find-python",
            "3.11",
            PATH="",
            PYENV_ROOT="",
            HOME="/nowhere",
        )
        self.assertEqual(done.returncode, 1)
        self.assertIn("Python 3.11 or newer is needed", done.stderr)
        self.assertEqual(len(done.stderr.splitlines()), 1)

    def test_an_address_that_is_none_is_refused_in_one_sentence(self):
        for address in ("nonsense", "127.0.0.1:", "localhost:http"):
            with self.subTest(address):
                done = self.run_script("script/server", address)
                self.assertEqual(done.returncode, 1)
                self.assertIn(f"{address} is no address", done.stderr)
                self.assertEqual(len(done.stderr.splitlines()), 1)

    def test_set_up_takes_no_other_word(self):
        done = self.run_script("script/setup", "everything")
        self.assertEqual(done.returncode, 1)
        self.assertIn("not everything", done.stderr)


class MigrationTests(TestCase):
    def test_no_migration_is_missing(self):
        labels = ["articles", "popular", "search", "wire", "demo", "doors"]
        labels += ["announcing", "notes"]
        call_command("makemigrations", *labels, check=True, dry_run=True, verbosity=0)
