"""Whether machines are told the truth about the site."""

import tempfile
from pathlib import Path
from unittest import mock

from django.core.cache import cache
from django.core.files.storage import storages
from django.db import OperationalError, connection
from django.test import SimpleTestCase, TestCase

from newsroom.doors import health


class HealthTests(SimpleTestCase):
    def test_the_process_answers_without_a_database(self):
        # SimpleTestCase refuses every query.
        response = self.client.get("/healthz")
        self.assertEqual(response.content, b"ok\n")
        self.assertIn("no-store", response.headers["Cache-Control"])


class ReadyTests(TestCase):
    def parts(self, status):
        response = self.client.get("/readyz")
        self.assertEqual(response.status_code, status, response.content)
        report = response.json()
        self.assertIs(report["ready"], status == 200)
        return report["parts"]

    def test_it_is_ready_when_every_part_is(self):
        self.assertEqual(
            self.parts(200),
            dict.fromkeys(
                ["database", "migrations", "media", "originals", "cache"], "ok"
            ),
        )

    def test_each_part_stands_on_a_line_of_its_own(self):
        lines = self.client.get("/readyz").content.decode().splitlines()
        self.assertIn('    "database": "ok",', lines)

    def test_it_leaves_nothing_behind(self):
        folder = Path(storages["default"].location, "readyz")
        self.client.get("/readyz")
        self.assertEqual(list(folder.glob("*")), [])

    def test_a_database_that_is_away_is_named_without_its_secrets(self):
        away = OperationalError("no host db.internal for user newsroom")
        with mock.patch.object(connection, "cursor", side_effect=away):
            response = self.client.get("/readyz")
        self.assertEqual(response.status_code, 503)
        self.assertNotContains(response, "db.internal", status_code=503)
        self.assertEqual(response.json()["parts"]["database"], "does not answer")
        self.assertEqual(response.json()["parts"]["migrations"], "not checked")

    def test_a_migration_that_is_missing_is_counted(self):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
        self.assertEqual(
            self.parts(503)["migrations"], "1 not applied; run manage.py migrate"
        )

    def test_migrations_that_cannot_be_read_are_reported(self):
        with mock.patch.object(
            health, "MigrationExecutor", side_effect=OperationalError
        ):
            self.assertEqual(self.parts(503)["migrations"], "cannot be read")

    def test_a_store_that_cannot_be_written_is_reported(self):
        with (
            tempfile.NamedTemporaryFile() as file,
            self.settings(
                STORAGES={
                    "default": {
                        "BACKEND": "django.core.files.storage.FileSystemStorage",
                        "OPTIONS": {"location": f"{file.name}/media"},
                    },
                    "originals": {
                        "BACKEND": "django.core.files.storage.InMemoryStorage"
                    },
                }
            ),
        ):
            parts = self.parts(503)
        self.assertEqual(parts["media"], "cannot be written to")
        self.assertEqual(parts["originals"], "ok")

    def test_a_cache_that_is_away_does_not_take_the_site_away(self):
        with mock.patch.object(
            type(cache._connections["default"]), "get", return_value=None
        ):
            self.assertEqual(self.parts(200)["cache"], "does not answer; not required")
