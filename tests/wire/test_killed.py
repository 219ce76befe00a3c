"""Copy that is taken in by a process killed by force: nothing lost, nothing doubled."""

import contextlib
import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase

from tests.wire.sampling import data, make_feed

ITEM = (
    "<item><guid>urn:coastal:{0}</guid><title>Story {0}</title>"
    "<description>Words of story {0}, and a few more of them.</description></item>"
)
MANY = 80
# Three imports of one folder, each a process of its own; they begin at one moment.
THREE = """
import os, sys, traceback, django
django.setup()
from django.core.management import call_command
children = []
for _ in range(3):
    child = os.fork()
    if child == 0:
        status = 1
        try:
            call_command("import_wire", sys.argv[1])
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(status)
    children.append(child)
ended = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
sys.exit(max(ended))
"""
RECEIPTS = "SELECT COUNT(*) FROM wire_receipt"


class KilledTests(TransactionTestCase):
    """In a process of its own, on the database of this test or a copy of it."""

    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.incoming = self.folder / "incoming"
        self.incoming.mkdir()
        for name in ["ferry.json", "harbour.txt"]:
            (self.incoming / f"1-{name}").write_bytes(data(name))
        items = "".join(ITEM.format(number) for number in range(MANY))
        (self.incoming / "2-channel.rss").write_text(
            f'<rss version="2.0"><channel><title>C</title>{items}</channel></rss>'
        )
        (self.incoming / "3-caption.txt").write_bytes(data("caption.txt"))

    def environment(self):
        database = self.address_of_database()
        inherited = {k: v for k, v in os.environ.items() if k != "TESTS_FOLDER"}
        return inherited | {
            "DATABASE_URL": database,
            "NEWSROOM_VAR_DIR": str(self.folder),
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "NEWSROOM_WIRE_FOLDERS": str(self.folder),
            "PYTHONUNBUFFERED": "1",
        }

    def address_of_database(self):
        if connection.vendor == "postgresql":
            name = connection.settings_dict["NAME"]
            address = urlsplit(os.environ["DATABASE_URL"])
            return address._replace(path=f"/{name}").geturl()
        path = self.folder / "wire.sqlite3"
        if not path.exists():
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(path)])
        return f"sqlite:///{path}"

    def start(self, *command):
        return self.run_python("manage.py", *command)

    def run_python(self, *words):
        return subprocess.Popen(
            [sys.executable, *words],
            cwd=settings.BASE_DIR,
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def kill(self, process, stored):
        """Kill a process as soon as so many items are stored."""
        while process.poll() is None and self.count(RECEIPTS) < stored:
            pass
        process.kill()
        process.communicate()

    def free_what_it_held(self):
        """Let as much time pass as another process waits for a dead one."""
        query = "UPDATE wire_polling SET locked_until = '2001-01-01 00:00:00+00:00'"
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(query)
            return
        with sqlite3.connect(self.folder / "wire.sqlite3") as file:
            file.execute(query.replace("+00:00", ""))
        file.close()

    def count(self, query):
        """Return a number from the database that the process wrote."""
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(query)
                return cursor.fetchone()[0]
        with contextlib.closing(sqlite3.connect(self.folder / "wire.sqlite3")) as file:
            return file.execute(query).fetchone()[0]

    def test_killed_in_the_middle_it_is_simply_run_again(self):
        command = ["import_wire", str(self.incoming)]
        for stored, jobs in [(1, 1), (30, 2)]:
            self.kill(self.start(*command, f"--jobs={jobs}"), stored)
        self.assert_all_is_here_after(self.start(*command))

    def test_three_imports_of_one_folder_at_once_are_as_one(self):
        self.address_of_database()
        self.assert_all_is_here_after(self.run_python("-c", THREE, str(self.incoming)))

    def test_a_poll_killed_in_the_middle_goes_on_once_its_lock_has_ended(self):
        make_feed(transport="folder", address=str(self.incoming))
        for path in self.incoming.iterdir():
            os.utime(path, (1_000_000_000, 1_000_000_000))  # long whole
        self.kill(self.start("poll_feeds"), 1)
        self.free_what_it_held()
        self.assert_all_is_here_after(self.start("poll_feeds"))
        done = {path.name for path in (self.incoming / "done").iterdir()}
        self.assertEqual(len(done), 4)

    def assert_all_is_here_after(self, process):
        output, _ = process.communicate()
        self.assertEqual(process.returncode, 0, output)
        takes = "SELECT COUNT(*) FROM wire_take WHERE guid LIKE 'urn:coastal:%'"
        self.assertEqual(self.count("SELECT COUNT(*) FROM wire_delivery"), 4)
        self.assertEqual(self.count(takes), MANY + 1)
        self.assertEqual(self.count("SELECT COUNT(*) FROM articles_article"), MANY + 3)
        self.assertEqual(self.count(RECEIPTS), MANY + 3)
        self.assertEqual(self.count("SELECT COUNT(*) FROM articles_revision"), MANY + 3)
        unfinished = "SELECT COUNT(*) FROM wire_delivery WHERE finished_at IS NULL"
        self.assertEqual(self.count(unfinished), 0)
