"""The rules of a start, asked one by one; test_profiles starts the site by them."""

import os
from unittest import mock

from django.core.exceptions import ImproperlyConfigured
from django.test import SimpleTestCase

from newsroom.doors.environment import Environment
from newsroom.doors.startup import is_secret, reasons_to_refuse

SAFE = {
    "DEBUG": False,
    "SECRET_KEY": "0123456789" * 6,
    "ALLOWED_HOSTS": [".paper.example"],
    "NEWSROOM_BASE_URL": "https://www.paper.example",
    "DATABASE_URL": "postgres://db/newsroom",
    "NEWSROOM_TRUSTED_PROXIES": "0",
}


class ReasonTests(SimpleTestCase):
    def test_what_is_safe_is_not_refused(self):
        self.assertEqual(reasons_to_refuse(SAFE), [])

    def test_each_rule_has_a_reason_of_its_own(self):
        unsafe = {
            "DEBUG": True,
            "SECRET_KEY": "short",
            "ALLOWED_HOSTS": ["*"],
            "NEWSROOM_BASE_URL": "http://www.paper.example",
            "DATABASE_URL": "",
            "NEWSROOM_TRUSTED_PROXIES": "",
        }
        for name, value in unsafe.items():
            with self.subTest(name):
                reasons = reasons_to_refuse(SAFE | {name: value})
                self.assertEqual(len(reasons), 1)
                self.assertIn(name, reasons[0])

    def test_an_example_is_no_secret(self):
        self.assertFalse(is_secret("django-insecure-" + "0123456789" * 5))
        self.assertFalse(is_secret("x" * 60))


class EnvironmentTests(SimpleTestCase):
    def read(self, value, reader, **rules):
        with mock.patch.dict(os.environ, {"NEWSROOM_TEST": value}):
            return getattr(Environment(), reader)("NEWSROOM_TEST", **rules)

    def assert_refused(self, value, reader, **rules):
        with self.assertRaisesMessage(ImproperlyConfigured, "NEWSROOM_TEST"):
            self.read(value, reader, **rules)

    def test_an_empty_variable_is_not_set(self):
        self.assertIs(self.read(" ", "flag", default=True), True)
        self.assertEqual(self.read("", "number", default=7), 7)
        self.assertEqual(self.read("", "raw"), "")
        self.assertEqual(self.read("", "listing", default=["a"]), ["a"])
        self.assertEqual(self.read("", "address"), "")

    def test_yes_and_no_have_many_words_and_others_are_refused(self):
        for word in ("1", "TRUE", "yes", "on"):
            self.assertIs(self.read(word, "flag", default=False), True)
        for word in ("0", "False", "no", "OFF"):
            self.assertIs(self.read(word, "flag", default=True), False)
        self.assert_refused("ja", "flag", default=False)

    def test_a_number_is_whole_and_not_too_small(self):
        self.assertEqual(self.read("12", "number", default=1), 12)
        for wrong in ("-1", "1.5", "twelve", "١٢", "0"):
            with self.subTest(wrong):
                self.assert_refused(wrong, "number", default=1, least=1)

    def test_a_dollar_sign_means_nothing(self):
        self.assertEqual(self.read("$HOME", "raw"), "$HOME")

    def test_a_choice_is_one_of_the_words(self):
        words = ["json", "plain"]
        self.assertEqual(self.read("JSON", "choice", words=words, default="x"), "json")
        self.assert_refused("xml", "choice", words=words, default="json")

    def test_a_list_has_no_empty_entries(self):
        self.assertEqual(self.read("a, b,,", "listing"), ["a", "b"])

    def test_an_address_is_whole_and_has_no_slash_at_its_end(self):
        self.assertEqual(
            self.read("https://a.example/", "address"), "https://a.example"
        )
        for wrong in ("a.example", "ftp://a.example", "https://"):
            with self.subTest(wrong):
                self.assert_refused(wrong, "address")

    def test_a_database_is_one_that_the_project_knows(self):
        found = self.read("postgres://u:p%40ss@h:5433/n", "database", default="")
        self.assertEqual(
            (found["USER"], found["PASSWORD"], found["PORT"]), ("u", "p@ss", 5433)
        )
        self.assert_refused("mysql://u:hunter2@h/n", "database", default="")
