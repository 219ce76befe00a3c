"""Feeds in the admin: the password, who may do what, and how feeds are."""

import logging
import tempfile
from io import StringIO
from pathlib import Path

from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from newsroom.wire import credentials, intake, polling
from newsroom.wire.admin.feed_form import FeedForm
from newsroom.wire.models import Decision, Delivery, Feed, Polling, Receipt
from tests.wire import servers
from tests.wire.sampling import data, make_feed
from tests.wire.servers import PASSWORD, USER
from tests.wire.test_admin import LIST, WireAdminTests

FEEDS = reverse("admin:wire_feed_changelist")
FORM = {
    "name": "North",
    "slug": "north",
    "time_zone": "UTC",
    "active": "on",
    "every": "5",
    "time_out": "60",
    "afterwards": "leave",
    "transport": "ftp",
    "address": "ftp://agency.example/wire",
    "user_name": USER,
}


def page_of(feed, name="change"):
    return reverse(f"admin:wire_feed_{name}", args=[feed.pk])


class FeedAdminTestCase(WireAdminTests):
    def add(self, **fields):
        form = FORM | {"new_password": PASSWORD} | fields
        response = self.client.post(reverse("admin:wire_feed_add"), form)
        self.assertEqual(response.status_code, 302)
        return Feed.objects.get(slug=form["slug"])

    def change(self, feed, **fields):
        return self.client.post(page_of(feed), FORM | fields)


class PasswordTests(FeedAdminTestCase):
    def test_it_is_sealed_and_opens_for_its_own_place_only(self):
        feed = self.add()
        self.assertNotIn(PASSWORD, feed.secret)
        self.assertEqual(feed.open_secret().reveal(), PASSWORD)
        feed.address = "ftp://elsewhere.example/wire"
        with self.assertRaisesMessage(credentials.Unopenable, "ftp://agency.example"):
            feed.open_secret()

    def test_it_stands_on_no_page_and_in_no_record(self):
        handler = logging.StreamHandler(log := StringIO())
        root = logging.getLogger()
        root.addHandler(handler)
        level, _was = root.level, root.setLevel(logging.DEBUG)
        self.addCleanup(root.setLevel, level)
        self.addCleanup(root.removeHandler, handler)
        feed = self.add()
        self.change(feed, new_password=f"{PASSWORD}-2", every="7")
        feed.refresh_from_db()
        refused = self.change(feed, new_password=PASSWORD, time_zone="Mars/Base")
        out = StringIO()
        call_command("dumpdata", "wire", "admin", stdout=out)
        pages = [
            self.client.get(address).content.decode()
            for address in [
                FEEDS,
                page_of(feed),
                page_of(feed, "history"),
                page_of(feed, "delete"),
                LIST,
            ]
        ]
        records = [str(entry.change_message) for entry in LogEntry.objects.all()]
        said = [log.getvalue(), out.getvalue(), refused.content.decode(), *pages]
        said += [*records, repr(feed), repr(feed.open_secret()), str(feed.__dict__)]
        for number, text in enumerate(said):
            self.assertNotIn(PASSWORD, text, number)
        self.assertContains(self.client.get(page_of(feed)), "Leave it empty to keep it")

    def test_left_empty_it_is_kept_and_ticked_it_is_gone(self):
        feed = self.add()
        self.change(feed, every="9")
        feed.refresh_from_db()
        self.assertEqual(feed.open_secret().reveal(), PASSWORD)
        self.change(feed, forget_password="on")
        feed.refresh_from_db()
        self.assertEqual((feed.secret, feed.secret_set_at), ("", None))
        self.assertContains(self.client.get(page_of(feed)), "None is set.")

    def test_nobody_can_have_it_sent_to_another_host(self):
        feed = self.add()
        page = self.change(feed, address="ftp://elsewhere.example/wire")
        self.assertContains(page, "enter it anew for the new address")
        feed.refresh_from_db()
        self.assertEqual(feed.address, FORM["address"])
        same_host = self.change(feed, address="ftp://agency.example/other")
        self.assertEqual(same_host.status_code, 302)

    def test_it_survives_a_new_key_and_is_sealed_with_it_by_the_next_poll(self):
        feed = make_feed(
            name="Key", slug="key", transport="ftp", address="ftp://127.0.0.1:1/"
        )
        with override_settings(SECRET_KEY="the former one"):
            feed.keep_secret(PASSWORD)
        feed.save()
        new = override_settings(
            SECRET_KEY="the new one", SECRET_KEY_FALLBACKS=["the former one"]
        )
        with new, self.assertLogs("newsroom.wire.polling"):
            self.assertEqual(feed.open_secret().reveal(), PASSWORD)
            polling.poll(feed)
        feed.refresh_from_db()
        with override_settings(SECRET_KEY="the new one"):
            self.assertEqual(feed.open_secret().reveal(), PASSWORD)
        refused = self.assertRaisesMessage(credentials.Unopenable, "enter it anew")
        with override_settings(SECRET_KEY="a third"), refused:
            feed.open_secret()

    def test_what_a_server_repeats_is_hidden_however_it_is_written(self):
        secret = credentials.Secret("a b&c/d")
        said = "no: a b&c/d, a%20b%26c/d, a%20b%26c%2Fd, a+b%26c%2Fd, YSBiJmMvZA=="
        hidden = ", ".join([credentials.HIDDEN] * 5)
        self.assertEqual(secret.hidden_in(said), f"no: {hidden}")


class FormTests(FeedAdminTestCase):
    def test_what_could_never_be_fetched_is_refused_beside_its_field(self):
        for fields, said in [
            ({"address": "https://agency.example/"}, "must begin with ftp:// or ftps"),
            ({"address": "ftp://"}, "names no host"),
            ({"address": "ftp://me:word@agency.example/"}, "Leave user name and"),
            ({"address": "ftp://agency.example:port/"}, "cannot be understood"),
            ({"transport": "folder", "address": "/etc"}, "A folder must lie inside"),
            ({"user_name": ""}, "needs one"),
            ({"from_hour": "6"}, "Say both hours"),
            ({"from_hour": "6", "until_hour": "6"}, "there is no time"),
            ({"afterwards": "move", "moved_to": ""}, "Say where"),
            ({"afterwards": "move", "moved_to": "a/b"}, "without a slash"),
            ({"host_key": "MD5:12"}, "as ssh-keygen -l does"),
            ({"new_password": "two\nlines"}, "no control characters"),
            ({"transport": "", "new_password": "x"}, "would need a password"),
            (
                {
                    "transport": "imap",
                    "address": "imaps://agency.example",
                    "afterwards": "delete",
                },
                "Mail is never deleted",
            ),
        ]:
            with self.subTest(**fields):
                self.assertIn(said, FeedForm(FORM | fields).errors.as_text())
        self.assertTrue(FeedForm(FORM).is_valid())
        add = reverse("admin:wire_feed_add")
        refused = self.client.post(add, FORM | {"address": "ftp://"})
        self.assertContains(refused, "names no host")

    def test_days_are_ticked_and_kept(self):
        feed = self.add(days=["5", "1"])
        self.assertEqual(feed.days, "15")
        self.assertContains(self.client.get(page_of(feed)), "checked", count=3)

    def test_a_feed_that_was_changed_is_polled_at_once(self):
        feed = self.add()
        later = timezone.now() + timezone.timedelta(hours=1)
        Polling.objects.create(feed=feed, due_at=later, failures=9)
        self.change(feed)
        self.assertEqual(polling.due(), [feed])


class PermissionTests(FeedAdminTestCase):
    def test_a_reporter_sees_how_a_feed_is_and_neither_its_address_nor_a_button(self):
        feed = self.add()
        self.sign_in("Reporter")
        page = self.client.get(page_of(feed))
        self.assertContains(page, "How it is")
        self.assertContains(self.client.get(FEEDS), "North")
        for hidden in ["agency.example", USER, "Set on", "Poll now", "new_password"]:
            self.assertNotContains(page, hidden)

    def test_a_reporter_changes_polls_and_tests_nothing(self):
        feed = self.add()
        self.sign_in("Reporter")
        for name in ["change", "poll", "test"]:
            with self.subTest(name):
                response = self.client.post(page_of(feed, name), FORM)
                self.assertEqual(response.status_code, 403)
        self.assertFalse(Polling.objects.exists())

    def test_a_link_polls_nothing(self):
        feed = self.add()
        for name in ["poll", "test"]:
            self.assertEqual(self.client.get(page_of(feed, name)).status_code, 405)


class ScreenTests(FeedAdminTestCase):
    def setUp(self):
        super().setUp()
        self.root = Path(self.enterContext(tempfile.TemporaryDirectory())).resolve()
        self.enterContext(override_settings(NEWSROOM_WIRE_FOLDERS=[str(self.root)]))
        (self.root / "ferry.json").write_bytes(data("ferry.json"))
        self.folder = make_feed(
            name="Folder", slug="folder", transport="folder", address=str(self.root)
        )

    def post(self, name, feed=None):
        return self.client.post(page_of(feed or self.folder, name), follow=True)

    def test_a_test_shows_the_first_item_as_it_was_read_and_stores_nothing(self):
        page = self.post("test")
        self.assertContains(page, "The connection works.")
        self.assertContains(page, "Night ferry to Lisse is saved")
        self.assertContains(page, "<td>headline</td>", html=True)
        self.assertTrue((self.root / "ferry.json").exists())
        self.assertFalse(Delivery.objects.exists() or Polling.objects.exists())
        (self.root / "ferry.json").unlink()
        self.assertContains(self.post("test"), "nothing lies there")
        self.root.joinpath("nul.txt").write_bytes(data("nul.txt"))
        self.assertContains(self.post("test"), "It holds a NUL character")

    def test_poll_now_files_what_is_there_and_says_what_came(self):
        self.assertContains(self.post("poll"), "1 file may still grow")
        self.assertContains(self.post("poll"), "1 file: 1 created.")
        self.assertEqual(Article.objects.count(), 1)
        self.assertContains(self.client.get(page_of(self.folder, "history")), "Polled")

    def test_a_failure_is_said_in_words_wherever_the_feed_stands(self):
        gone = self.add(transport="http", address="https://127.0.0.1/x", user_name="")
        said = "“127.0.0.1” is not in the public network"
        with self.assertLogs("newsroom.wire.polling"):
            self.assertContains(self.post("poll", gone), said, count=2)
        for address in [FEEDS, LIST]:
            self.assertContains(self.client.get(address), said)
        self.assertContains(self.post("test", gone), said)

    def test_what_a_feed_says_again_at_every_poll_does_not_fill_the_wire_list(self):
        for name in ["first", "second"]:
            content = data("channel.rss") + name.encode().join([b"<!--", b"-->"])
            intake.take_in(content, self.folder, name=name)
        came = Receipt.objects.values_list("decision", flat=True)
        self.assertIn(Decision.DUPLICATE, came)
        shown = self.client.get(LIST).context["cl"].result_count
        self.assertEqual(shown, came.exclude(decision=Decision.DUPLICATE).count())
        again = self.client.get(LIST, {"decision": "duplicate"})
        self.assertEqual(again.context["cl"].result_count, len(came) - shown)

    def test_an_editor_hears_that_nobody_polls(self):
        Polling.objects.create(
            feed=self.folder, due_at=timezone.now() - timezone.timedelta(hours=1)
        )
        self.assertContains(self.client.get(LIST), "is poll_feeds running?")

    def test_the_list_costs_the_same_however_long_it_is(self):
        self.client.get(FEEDS)
        with CaptureQueriesContext(connection) as few:
            self.client.get(FEEDS)
        for number in range(4):
            make_feed(name=f"F{number}", slug=f"f{number}", transport="http")
        with self.assertNumQueries(len(few)):
            self.client.get(FEEDS)

    def test_the_desk_tests_over_the_network_with_the_password_unseen(self):
        with (
            servers.http_server() as server,
            override_settings(NEWSROOM_WIRE_PRIVATE_HOSTS=["127.0.0.1"]),
        ):
            server.answers["/a"] = (200, {}, data("channel.rss"))
            feed = self.add(transport="http", address=f"{server.place}/a", user_name="")
            page = self.post("test", feed)
        self.assertContains(page, "more item is in it")
        self.assertNotContains(page, PASSWORD)
        self.assertEqual(server.asked[0][1]["Authorization"], f"Bearer {PASSWORD}")
