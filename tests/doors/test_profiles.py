"""The embedded profile starts with nothing set; production refuses what is unsafe."""

import json
import os
import tempfile
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import SimpleTestCase, TestCase

from newsroom.doors import startup
from tests.doors import site
from tests.doors.site import PRODUCTION, manage, python


class FolderTestCase(SimpleTestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def settings_under(self, *names, **variables):
        shown = site.settings(self.folder, **variables)
        return {name: shown[name] for name in names}

    def refusal_of(self, **variables):
        """Return the sentences with which the settings refuse, one a line."""
        with self.assertRaises(ImproperlyConfigured) as refused:
            site.settings(self.folder, **variables)
        return str(refused.exception)


class EmbeddedTests(FolderTestCase):
    def test_it_needs_no_variable_and_answers_to_this_machine_only(self):
        shown = self.settings_under(
            "DEBUG", "ALLOWED_HOSTS", "SESSION_COOKIE_SECURE", "NEWSROOM_TWO_STEP"
        )
        self.assertEqual(
            shown,
            {
                "DEBUG": False,
                "ALLOWED_HOSTS": ["localhost", ".localhost", "127.0.0.1", "[::1]"],
                "SESSION_COOKIE_SECURE": False,
                "NEWSROOM_TWO_STEP": "optional",
            },
        )

    def test_it_makes_a_secret_once_that_only_the_owner_can_read(self):
        first = self.settings_under("SECRET_KEY")
        again = self.settings_under("SECRET_KEY")
        self.assertEqual(first, again)
        self.assertGreaterEqual(len(first["SECRET_KEY"]), 50)
        mode = os.stat(Path(self.folder, "secret_key")).st_mode
        self.assertEqual(mode & 0o777, 0o600)

    def test_each_place_has_a_secret_of_its_own(self):
        first = startup.kept_secret(Path(self.folder, "one"))
        self.assertNotEqual(first, startup.kept_secret(Path(self.folder, "two")))

    def test_the_loser_of_a_race_reads_the_winners_secret(self):
        path = Path(self.folder, "secret_key")
        winner = startup.kept_secret(path)
        startup._keep(path, "the secret of whoever came second")
        self.assertEqual(startup.kept_secret(path), winner)
        self.assertEqual(os.listdir(self.folder), ["secret_key"])

    def test_a_spoilt_secret_is_refused_in_a_sentence(self):
        for spoilt in (b"", b"short", b"\xff" * 60):
            with self.subTest(spoilt=spoilt):
                path = Path(self.folder, "secret_key")
                path.write_bytes(spoilt)
                with self.assertRaisesMessage(ImproperlyConfigured, str(path)):
                    startup.kept_secret(path)

    def test_a_place_that_cannot_be_written_is_refused_in_a_sentence(self):
        file = Path(self.folder, "a file")
        file.touch()
        with self.assertRaisesMessage(ImproperlyConfigured, "NEWSROOM_VAR_DIR"):
            startup.kept_secret(file / "secret_key")


class ProductionTests(FolderTestCase):
    def test_it_passes_djangos_own_deployment_check(self):
        static = Path(self.folder, "static")
        static.mkdir()
        done = manage(
            "check",
            "--deploy",
            "--fail-level=WARNING",
            folder=self.folder,
            **PRODUCTION,
        )
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("System check identified no issues", done.stdout)

    def test_the_promise_for_sub_domains_is_made_only_if_asked_for(self):
        done = manage(
            "check",
            "--deploy",
            "--fail-level=WARNING",
            folder=self.folder,
            **PRODUCTION | {"NEWSROOM_HSTS_PRELOAD": "1"},
        )
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("(0 silenced)", done.stdout)

    def test_every_unsafe_default_is_refused_in_one_sentence(self):
        cases = {
            "SECRET_KEY must be set": {"SECRET_KEY": ""},
            "at least 50 random characters": {"SECRET_KEY": "x" * 60},
            "random characters of this site's own": {
                "SECRET_KEY": "django-insecure-" + "abcdefghij" * 5
            },
            "ALLOWED_HOSTS must name": {"ALLOWED_HOSTS": ""},
            "without “*”": {"ALLOWED_HOSTS": "www.paper.example,*"},
            "beginning with https://": {"NEWSROOM_BASE_URL": ""},
            "the address readers use": {
                "NEWSROOM_BASE_URL": "http://www.paper.example"
            },
            "a host name that ALLOWED_HOSTS contains": {
                "NEWSROOM_BASE_URL": "https://other.example"
            },
            "DATABASE_URL must say": {"DATABASE_URL": ""},
            "DATABASE_URL must begin with": {
                "DATABASE_URL": "mysql://desk:hunter2@host/x"
            },
            "NEWSROOM_TRUSTED_PROXIES must say": {"NEWSROOM_TRUSTED_PROXIES": ""},
            "DEBUG is on": {"DEBUG": "1"},
        }
        for sentence, variables in cases.items():
            with self.subTest(sentence):
                refusal = self.refusal_of(**PRODUCTION | variables)
                self.assertIn(sentence, refusal)
                self.assertEqual(len(refusal.splitlines()), 1, refusal)
                self.assertTrue(refusal.endswith("."), refusal)
                self.assertNotIn("hunter2", refusal)

    def test_debug_switched_off_by_name_means_production(self):
        refusal = self.refusal_of(DEBUG="0")
        self.assertIn("SECRET_KEY must be set", refusal)
        self.assertIn("ALLOWED_HOSTS must name", refusal)
        code = "from django.conf import settings; settings.DEBUG"
        started = python(code, self.folder, DEBUG="0")
        self.assertNotEqual(started.returncode, 0, started.stdout)
        error = "django.core.exceptions.ImproperlyConfigured: "
        self.assertEqual(started.stderr.partition(error)[2].strip(), refusal)

    def test_values_that_make_no_sense_are_refused(self):
        cases = {
            "NEWSROOM_PRODUCTION": "perhaps",
            "NEWSROOM_PAGE_MAX_AGE": "a minute",
            "NEWSROOM_POPULAR_HALF_LIFE": "0",
            "NEWSROOM_TWO_STEP": "off",
            "NEWSROOM_BASE_URL": "www.paper.example",
            "NEWSROOM_S3_ENDPOINT": "https://",
        }
        for name, value in cases.items():
            with self.subTest(name):
                refusal = self.refusal_of(**{name: value})
                self.assertIn(f"{name} is “{value.rstrip('/')}”", refusal)

    def test_it_is_strict_about_cookies_transport_and_the_second_step(self):
        shown = self.settings_under(
            "SESSION_COOKIE_SECURE",
            "CSRF_COOKIE_SECURE",
            "SECURE_SSL_REDIRECT",
            "SECURE_HSTS_SECONDS",
            "SECURE_HSTS_INCLUDE_SUBDOMAINS",
            "SECURE_PROXY_SSL_HEADER",
            "NEWSROOM_TWO_STEP",
            "LOG_FORMAT",
            **PRODUCTION,
        )
        self.assertEqual(
            list(shown.values()),
            [
                True,
                True,
                True,
                31_536_000,
                False,
                ("HTTP_X_FORWARDED_PROTO", "https"),
                "required",
                "json",
            ],
        )

    def test_a_secret_may_begin_with_a_dollar_sign(self):
        shown = self.settings_under("SECRET_KEY", **PRODUCTION)
        self.assertEqual(shown["SECRET_KEY"], PRODUCTION["SECRET_KEY"])

    def test_postgresql_is_pooled_and_keeps_the_options_of_its_address(self):
        url = "postgres://newsroom@/newsroom?host=/run/postgresql"
        shown = self.settings_under(
            "DATABASES", **PRODUCTION | {"DATABASE_URL": url, "NEWSROOM_POOL_SIZE": "3"}
        )
        database = shown["DATABASES"]["default"]
        self.assertEqual(database["CONN_MAX_AGE"], 0)
        self.assertEqual(
            database["OPTIONS"]["pool"], {"min_size": 1, "max_size": 3, "timeout": 5}
        )
        self.assertIn("/run/postgresql", json.dumps(database))

    def test_a_bucket_must_have_a_public_address_and_a_private_neighbour(self):
        bucket = PRODUCTION | {"NEWSROOM_S3_BUCKET": "renditions"}
        self.assertIn("NEWSROOM_MEDIA_URL", self.refusal_of(**bucket))
        bucket["NEWSROOM_MEDIA_URL"] = "https://media.paper.example"
        self.assertIn("NEWSROOM_S3_ORIGINALS_BUCKET", self.refusal_of(**bucket))
        bucket["NEWSROOM_S3_ORIGINALS_BUCKET"] = "renditions"
        self.assertIn("not public", self.refusal_of(**bucket))


READY = """
import django
django.setup()
from django.test import Client
secure = {"headers": {"host": "www.paper.example", "x-forwarded-proto": "https"}}
for path in ("/healthz", "/readyz"):
    response = Client().get(path, **secure)
    print(response.status_code, response.content.decode())
plain = Client().get("/", headers={"host": "www.paper.example"})
print(plain.status_code, plain.headers["Location"])
login = Client().get("/admin/login/", **secure)
print(login.status_code, login.headers["Strict-Transport-Security"], login.cookies)
"""


class ProductionRunTests(TestCase):
    def test_it_answers_on_this_database_through_the_pool(self):
        """The real thing, on whichever database these tests run on."""
        with tempfile.TemporaryDirectory() as folder:
            variables = PRODUCTION | {"DATABASE_URL": this_database(folder)}
            collected = manage(
                "collectstatic", "--noinput", "-v0", folder=folder, **variables
            )
            self.assertEqual(collected.returncode, 0, collected.stderr)
            done = python(READY, folder, **variables)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("200 ok", done.stdout)
        self.assertIn('"database": "ok"', done.stdout)
        self.assertIn("301 https://www.paper.example/", done.stdout)
        self.assertIn("200 max-age=31536000", done.stdout)
        self.assertRegex(done.stdout, r"csrftoken=.*; Path=/admin/;.*Secure")
        lines = [
            json.loads(line) for line in done.stderr.splitlines() if line[0] == "{"
        ]
        paths = [line["path"] for line in lines if "milliseconds" in line]
        self.assertEqual(paths, ["/healthz", "/readyz", "/", "/admin/login/"])


def this_database(folder):
    """Return the address of the database these tests run on; an empty one on SQLite."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{folder}/newsroom.sqlite3"
    values = connection.settings_dict
    host, port = values["HOST"] or values["OPTIONS"].get("host", ""), values["PORT"]
    place = f"{values['USER']}:{values['PASSWORD']}@"
    return f"postgres://{place}/{values['NAME']}?host={host}&port={port or 5432}"
