"""Where e-mail goes, by the variables: to a server, or to where it can be read."""

from tests.doors import site
from tests.doors.site import PRODUCTION
from tests.doors.test_profiles import FolderTestCase

SERVER = {
    "NEWSROOM_EMAIL_HOST": "mail.paper.example",
    "NEWSROOM_EMAIL_USER": "desk",
    "NEWSROOM_EMAIL_PASSWORD": "$ecret",
}


class MailTests(FolderTestCase):
    def settings_under(self, *names, **variables):
        shown = site.settings(self.folder, **variables)
        return {name: shown.get(name) for name in names}

    def mail_under(self, **variables):
        """Return the settings of the server, as either version of Django has them."""
        shown = self.settings_under("NEWSROOM_SENDS_MAIL", "MAIL_BACKEND", **variables)
        return shown["NEWSROOM_SENDS_MAIL"], shown["MAIL_BACKEND"].split(".")[-2]

    def test_without_a_server_it_is_printed_and_production_offers_none(self):
        self.assertEqual(self.mail_under(), (True, "console"))
        self.assertEqual(self.mail_under(**PRODUCTION), (False, "smtp"))

    def test_with_a_server_it_is_sent_encrypted(self):
        self.assertEqual(self.mail_under(**PRODUCTION, **SERVER), (True, "smtp"))
        for word, port, encrypted in (
            ("", "", (True, False)),
            ("tls", "465", (False, True)),
            ("none", "25", (False, False)),
        ):
            variables = {"NEWSROOM_EMAIL_SECURITY": word, "NEWSROOM_EMAIL_PORT": port}
            with self.subTest(word):
                self.assertEqual(self.server_under(**variables)[2:], encrypted)
        self.assertEqual(self.server_under()[:2], ("mail.paper.example", "$ecret"))

    def server_under(self, **variables):
        shown = self.settings_under(
            "MAILERS", "EMAIL_HOST", "EMAIL_HOST_PASSWORD", "EMAIL_USE_TLS",
            "EMAIL_USE_SSL", **PRODUCTION, **SERVER, **variables,
        )  # fmt: skip
        if mailers := shown["MAILERS"]:
            options = mailers["default"]["OPTIONS"]
            names = ["host", "password", "use_tls", "use_ssl"]
            return tuple(options[name] for name in names)
        return tuple(value for name, value in shown.items() if name != "MAILERS")

    def test_it_comes_from_the_desk_at_the_papers_host(self):
        for variables, sender in (
            ({}, "The Estuary <desk@127.0.0.1>"),
            (PRODUCTION, "The Estuary <desk@www.paper.example>"),
            ({"NEWSROOM_NAME": "Sea, Land"}, '"Sea, Land" <desk@127.0.0.1>'),
            ({"NEWSROOM_EMAIL_FROM": "news@paper.example"}, "news@paper.example"),
        ):
            shown = self.settings_under("DEFAULT_FROM_EMAIL", **variables)
            self.assertEqual(shown["DEFAULT_FROM_EMAIL"], sender)
