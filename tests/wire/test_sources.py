"""Feeds over the network: what comes, what is refused, and what is never told."""

import hashlib
import os
import tempfile
from functools import partial
from pathlib import Path
from unittest import mock

import paramiko
from django.db import OperationalError
from django.test import TestCase, override_settings

from articles.models import Article
from newsroom.wire import polling
from newsroom.wire.desk import deciding
from newsroom.wire.models import Decision, Delivery, Polling, Receipt, Sighting
from newsroom.wire.sources import sftp
from newsroom.wire.sources.visits import SourceFailed
from tests.wire import servers
from tests.wire.sampling import data, make_feed
from tests.wire.servers import PASSWORD, USER

HOST_KEY = paramiko.ECDSAKey.generate()


@override_settings(NEWSROOM_WIRE_PRIVATE_HOSTS=["127.0.0.1"])
class SourceTests(TestCase):
    def make_feed(self, transport, address, *, password=PASSWORD, **fields):
        fields = {"user_name": USER, "time_out": 10} | fields
        feed = make_feed(transport=transport, address=address, **fields)
        if password:
            feed.keep_secret(password)
            feed.save()
        return feed

    def poll(self, feed):
        return polling.poll(feed)

    def names(self):
        return list(Delivery.objects.order_by("pk").values_list("name", flat=True))

    def refusal(self, feed):
        """Return why a poll fails; the password must stand nowhere in it."""
        with self.assertLogs("newsroom.wire.polling") as logged:
            polled = self.poll(feed)
        self.assertTrue(polled.error)
        state = Polling.objects.get(feed=feed)
        self.assertEqual(state.error, polled.error)
        for said in [polled.error, repr(polled), *logged.output]:
            self.assertNotIn(PASSWORD, said)
        return polled.error


class HTTPTests(SourceTests):
    def setUp(self):
        self.server = self.enterContext(servers.http_server())
        self.feed = self.make_feed(
            "http", f"{self.server.place}/feed.rss", user_name="", password=""
        )

    def give(self, body=None, status=200, path="/feed.rss", **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        content = data("channel.rss") if body is None else body
        self.server.answers[path] = (status, headers, content)

    def test_what_has_changed_is_filed_and_what_has_not_is_not_even_sent(self):
        self.give(
            status=lambda headers: 304 if headers.get("If-None-Match") else 200,
            ETag='"one"',
            Last_Modified="Sun, 01 Nov 2026 10:00:00 GMT",
        )
        self.assertEqual(self.poll(self.feed).files, 1)
        self.assertEqual(self.names(), ["feed.rss"])
        polled = self.poll(self.feed)
        self.assertEqual((polled.files, polled.error), (0, ""))
        _path, headers = self.server.asked[-1]
        self.assertEqual(headers["If-None-Match"], '"one"')
        self.assertEqual(headers["If-Modified-Since"], "Sun, 01 Nov 2026 10:00:00 GMT")

    def test_another_address_is_asked_for_all_it_has(self):
        self.give(ETag='"one"')
        self.poll(self.feed)
        self.give(path="/other")
        self.feed.address = f"{self.server.place}/other"
        self.feed.save()
        self.poll(self.feed)
        self.assertNotIn("If-None-Match", self.server.asked[-1][1])

    def test_what_could_not_be_read_is_asked_for_again(self):
        self.give(data("channel-truncated.rss"), ETag='"one"')
        polled = self.poll(self.feed)
        self.assertEqual(len(polled.unreadable), 1)
        self.assertTrue(polled.failed)
        self.give(ETag='"one"')
        self.poll(self.feed)
        self.assertNotIn("If-None-Match", self.server.asked[-1][1])
        self.assertTrue(Article.objects.exists())

    def test_an_answer_that_ends_too_early_is_no_delivery(self):
        self.give(Content_Length="99999")
        self.assertIn("ended before all of it", self.refusal(self.feed))
        self.assertEqual(self.names(), [])

    def test_the_password_goes_to_the_host_it_was_entered_for(self):
        self.give()
        self.feed.keep_secret(PASSWORD)
        self.feed.save()
        self.poll(self.feed)
        sent = self.server.asked[-1][1]
        self.assertEqual(sent["Authorization"], f"Bearer {PASSWORD}")
        self.feed.user_name = USER
        self.poll(self.feed)
        sent = self.server.asked[-1][1]
        self.assertTrue(sent["Authorization"].startswith("Basic "))

    def test_a_redirect_into_the_private_network_is_refused(self):
        self.give(status=302, Location=f"http://localhost:{self.server.server_port}/x")
        said = self.refusal(self.feed)
        self.assertIn("“localhost” is not in the public network", said)
        self.assertNotIn("NEWSROOM_WIRE_PRIVATE_HOSTS", said)  # it would not help

    def test_a_private_host_is_refused_unless_an_operator_names_it(self):
        self.give()
        with override_settings(NEWSROOM_WIRE_PRIVATE_HOSTS=[]):
            said = self.refusal(self.feed)
        self.assertIn("“127.0.0.1” is not in the public network", said)
        self.assertIn("names it in NEWSROOM_WIRE_PRIVATE_HOSTS", said)
        self.assertEqual(self.server.asked, [])

    def test_over_the_public_network_no_password_goes_in_the_clear(self):
        self.feed.keep_secret(PASSWORD)
        with override_settings(NEWSROOM_WIRE_PRIVATE_HOSTS=[]):
            self.assertIn("write https://", self.refusal(self.feed))

    def test_a_refusal_says_what_to_check(self):
        for status, said in [
            (401, "check the user name and the password"),
            (404, "check the address"),
            (503, "answers 503"),
        ]:
            with self.subTest(status):
                self.give(status=status)
                self.assertIn(said, self.refusal(self.feed))

    def test_a_server_that_says_nothing_is_cut_by_the_time_out(self):
        host, port = self.enterContext(servers.silent_server())
        self.feed.address = f"http://{host}:{port}/"
        with self.assertLogs("newsroom.wire.polling"):
            polled = polling.poll(self.feed, seconds=0.05)
        self.assertIn(f"“{host}” took too long", polled.error)

    def test_a_mail_server_that_says_nothing_is_named(self):
        host, port = self.enterContext(servers.silent_server())
        feed = self.feed
        feed.transport, feed.address = "imap", f"imap://{host}:{port}/INBOX"
        with self.assertLogs("newsroom.wire.polling"):
            polled = polling.poll(feed, seconds=0.05)
        self.assertIn(f"“{host}” took too long", polled.error)


class FTPTests(SourceTests):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        (self.folder / "in").mkdir()
        (self.folder / "in" / "deeper").mkdir()
        self.put("ferry.json")

    def put(self, name, content=None):
        path = self.folder / "in" / name
        path.write_bytes(data(name) if content is None else content)

    def start(self, address="/in", **handler):
        place = self.enterContext(servers.ftp_server(self.folder, **handler))
        return self.make_feed("ftp", f"{place}{address}")

    def test_a_file_comes_once_it_is_seen_unchanged_and_then_never_again(self):
        feed = self.start()
        self.assertEqual(self.poll(feed).growing, 1)
        self.assertEqual(self.names(), [])
        self.assertEqual(self.poll(feed).files, 1)
        self.assertEqual(self.names(), ["ferry.json"])
        self.assertEqual(self.poll(feed).files, 0)
        self.assertTrue((self.folder / "in" / "ferry.json").exists())

    def test_a_file_that_is_written_over_comes_again(self):
        feed = self.start()
        self.poll(feed)
        self.poll(feed)
        self.put("ferry.json", data("harbour.txt"))
        self.assertEqual(self.poll(feed).growing, 1)
        self.poll(feed)
        self.assertEqual(Article.objects.count(), 2)

    def test_what_was_taken_in_is_moved_or_deleted_if_the_feed_says_so(self):
        feed = self.start()
        self.put("nul.txt")
        feed.afterwards = "move"
        with self.assertLogs("newsroom.wire.polling"):
            self.poll(feed)
            self.poll(feed)
        lies = sorted(p.name for p in (self.folder / "in").iterdir() if p.is_file())
        self.assertEqual(lies, ["nul.txt"])
        self.assertTrue((self.folder / "in" / "done" / "ferry.json").exists())
        feed.afterwards = "delete"
        self.put("harbour.txt")
        self.poll(feed)
        self.poll(feed)
        self.assertFalse((self.folder / "in" / "harbour.txt").exists())

    def test_a_name_that_was_moved_before_is_kept_beside(self):
        feed = self.start()
        feed.afterwards = "move"
        for content in ["ferry.json", "harbour.txt"]:
            self.put("latest", data(content))
            self.poll(feed)
            self.assertEqual(self.poll(feed).error, "")
        self.assertEqual(Article.objects.count(), 2)

    def test_a_server_of_old_is_read_without_mlsd(self):
        known = {
            verb: fact
            for verb, fact in servers.FTPHandler.proto_cmds.items()
            if verb not in {"MLSD", "MLST"}
        }
        feed = self.start(proto_cmds=known)
        self.poll(feed)
        self.assertEqual(self.poll(feed).files, 1)

    def test_one_file_that_cannot_be_read_stops_no_other(self):
        feed = self.start()
        self.put("harbour.txt")
        self.poll(feed)
        (self.folder / "in" / "ferry.json").chmod(0)
        refuse = mock.patch.object(
            servers.FTPHandler,
            "ftp_RETR",
            lambda handler, path: (
                handler.respond(f"550 Not {path} with {PASSWORD}.")
                if path.endswith("ferry.json")
                else original(handler, path)
            ),
        )
        original = servers.FTPHandler.ftp_RETR
        with refuse:
            said = self.refusal(feed)
        self.assertIn("“ferry.json”: 550 Not", said)
        self.assertEqual(self.names(), ["harbour.txt"])

    def say_which_names_are_odd(self, verbs):
        for name in [b"f\xe9rry.json", b"bell\x07.json", b".hidden\x07"]:
            (self.folder / "in" / os.fsdecode(name)).write_bytes(data("ferry.json"))
        feed = self.start(proto_cmds=verbs, unicode_errors="surrogateescape")
        self.poll(feed)
        said = self.refusal(feed)
        self.assertIn("2 files are passed over", said)
        self.assertIn("“bell\\x07.json”, “f\\xe9rry.json”.", said)
        self.assertEqual(self.names(), ["ferry.json"])
        state = Polling.objects.get(feed=feed)
        self.assertEqual(state.failures, 0)
        self.assertIsNotNone(state.succeeded_at)

    def test_a_name_that_cannot_be_kept_is_said_and_stops_no_other(self):
        self.say_which_names_are_odd(servers.FTPHandler.proto_cmds)

    def test_a_server_of_old_lists_such_names_too(self):
        known = servers.FTPHandler.proto_cmds.items()
        old = {verb: fact for verb, fact in known if not verb.startswith("MLS")}
        self.say_which_names_are_odd(old)

    def test_a_wrong_password_is_said_without_it(self):
        feed = self.start()
        feed.keep_secret("wrong")
        self.assertIn("does not let us in", self.refusal(feed))

    def test_a_password_is_not_told_to_a_server_that_does_not_turn_to_tls(self):
        feed = self.start()
        feed.address = feed.address.replace("ftp://", "ftps://")
        feed.keep_secret(PASSWORD)
        with mock.patch.object(servers.FTPHandler, "ftp_USER") as told:
            self.refusal(feed)
        told.assert_not_called()

    def test_a_folder_that_is_not_there_is_named_by_the_server(self):
        self.assertIn("broke off: 550", self.refusal(self.start("/nowhere")))

    def test_a_private_host_is_not_connected_to(self):
        feed = self.start()
        with override_settings(NEWSROOM_WIRE_PRIVATE_HOSTS=[]):
            self.assertIn("not in the public network", self.refusal(feed))

    def test_a_connection_that_dies_leaves_the_file_for_the_next_poll(self):
        feed = self.start()
        self.poll(feed)
        with mock.patch.object(
            servers.FTPHandler, "ftp_RETR", lambda handler, path: handler.close()
        ):
            self.refusal(feed)
        self.assertEqual(self.names(), [])
        self.assertEqual(self.poll(feed).files, 1)

    def test_a_server_that_hangs_is_cut_by_the_time_out(self):
        feed = self.start()
        self.poll(feed)
        with (
            mock.patch.object(servers.FTPHandler, "ftp_RETR", lambda *arguments: None),
            self.assertLogs("newsroom.wire.polling"),
        ):
            polled = polling.poll(feed, seconds=0.1)
        self.assertIn("too long", polled.error)


class SFTPTests(SourceTests):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        (self.folder / "ferry.json").write_bytes(data("ferry.json"))
        self.place, self.doorman = self.enterContext(
            servers.sftp_server(self.folder, HOST_KEY)
        )

    def make(self, **fields):
        known = {"host_key": sftp.fingerprint(HOST_KEY)}
        return self.make_feed("sftp", f"{self.place}/", **known | fields)

    def test_files_are_read_and_put_away(self):
        feed = self.make(afterwards="move")
        self.poll(feed)
        self.assertEqual(self.poll(feed).error, "")
        self.assertEqual(self.names(), ["ferry.json"])
        self.assertTrue((self.folder / "done" / "ferry.json").exists())
        self.assertFalse((self.folder / "ferry.json").exists())

    def test_a_server_with_another_key_is_not_told_the_password(self):
        unknown = "SHA256:" + "A" * 43
        for known, said in [("", "shows the host key"), (unknown, "another server")]:
            with self.subTest(known):
                feed = self.make(host_key=known)
                refusal = self.refusal(feed)
                self.assertIn(sftp.fingerprint(HOST_KEY), refusal)
                self.assertIn(said, refusal)
                self.assertEqual(self.doorman.told, [])
                feed.delete()

    def test_the_fingerprint_is_the_one_that_ssh_prints(self):
        blob = HOST_KEY.asbytes()
        printed = sftp.fingerprint(HOST_KEY)
        self.assertEqual(len(printed), len("SHA256:") + 43)
        self.assertNotIn(hashlib.sha256(blob).hexdigest(), printed)

    def test_a_wrong_password_is_refused_in_a_sentence(self):
        feed = self.make()
        feed.keep_secret("wrong")
        self.assertIn("does not let us in", self.refusal(feed))

    def test_a_name_that_cannot_be_kept_is_said_and_stops_no_other(self):
        (self.folder / "bell\x07.json").write_bytes(b"{}")
        feed = self.make()
        self.poll(feed)
        self.assertIn("“bell\\x07.json”", self.refusal(feed))
        self.assertEqual(self.names(), ["ferry.json"])

    def test_a_name_in_another_character_set_is_said(self):
        with mock.patch.object(
            paramiko.SFTPClient,
            "listdir_iter",
            side_effect=UnicodeDecodeError("utf-8", b"f\xe9rry.json", 1, 2, "odd"),
        ):
            self.assertIn("rename “f\\xe9rry.json”", self.refusal(self.make()))

    def test_a_file_that_goes_away_stops_no_other(self):
        (self.folder / "harbour.txt").write_bytes(data("harbour.txt"))
        feed = self.make(afterwards="delete")
        self.poll(feed)
        opened = servers.Files.open
        with mock.patch.object(
            servers.Files,
            "open",
            lambda files, path, *more: (
                paramiko.SFTP_NO_SUCH_FILE
                if "ferry" in path
                else opened(files, path, *more)
            ),
        ):
            self.assertIn("“ferry.json”", self.refusal(feed))
        self.assertEqual(self.names(), ["harbour.txt"])


class MailTests(SourceTests):
    def setUp(self):
        self.mailbox = servers.Mailbox()
        self.place = self.enterContext(servers.imap_server(self.mailbox))
        self.mailbox.mails = {4: data("letter.eml"), 9: self.letter("second@x.example")}

    def letter(self, sender, number=2):
        return (
            f"From: Desk <{sender}>\r\nTo: wire@estuary.example\r\n"
            f"Message-ID: <{number}@{sender}>\r\nSubject: The quay reopens\r\n\r\n"
            "The quay reopens on Monday, the harbour office said.\r\n"
        ).encode()

    def make(self, **fields):
        return self.make_feed("imap", f"{self.place}/Wire", **fields)

    def test_new_mail_is_read_once_and_leaves_no_mark(self):
        feed = self.make()
        self.assertEqual(self.poll(feed).files, 2)
        self.assertEqual(self.names(), ["mail-4.eml", "mail-9.eml"])
        self.assertEqual(self.poll(feed).files, 0)
        said = " ".join(self.mailbox.said)
        self.assertIn('EXAMINE "Wire"', said)
        self.assertIn("BODY.PEEK[]", said)
        for forbidden in ["STORE", "EXPUNGE", "SELECT", "MOVE", "DELETE"]:
            self.assertNotIn(forbidden, said)
        self.mailbox.mails[12] = self.letter("third@x.example", 3)
        self.assertEqual(self.poll(feed).files, 1)

    def test_mail_that_could_not_be_stored_comes_again_before_the_next(self):
        feed = self.make()
        once = [OperationalError("database is locked"), mock.DEFAULT]
        file_all = mock.Mock(side_effect=once, wraps=deciding.receive_new)
        with (
            mock.patch.object(deciding, "receive", side_effect=once[0]),
            mock.patch.object(deciding, "receive_new", file_all),
        ):
            self.assertIn("database is locked", self.poll(feed).error)
        self.assertEqual(self.poll(feed).files, 2)
        self.assertEqual(Article.objects.count(), 2)

    def test_a_mailbox_made_anew_is_read_from_its_beginning(self):
        feed = self.make()
        self.poll(feed)
        self.mailbox.validity += 1
        polled = self.poll(feed)
        self.assertEqual(polled.decisions, {Decision.DUPLICATE: 2})

    def test_what_was_filed_is_moved_where_the_feed_says(self):
        self.poll(self.make(afterwards="move", moved_to="Taken in"))
        self.assertEqual(self.mailbox.moved, {4: '"Taken in"', 9: '"Taken in"'})

    def test_a_server_that_cannot_move_is_refused_rather_than_made_to_delete(self):
        self.mailbox.can_move = False
        self.assertIn("cannot move mail", self.refusal(self.make(afterwards="move")))
        self.assertEqual(len(self.mailbox.mails), 2)

    def test_mail_from_strangers_is_passed_over_with_a_sentence(self):
        feed = self.make(allowed_senders="x.example\n@desk.example")
        self.mailbox.mails = {
            1: self.letter("second@x.example"),
            2: self.letter("second@x.example.evil.example", 3),
            3: self.letter("second@x.example", 4).replace(
                b"To:", b"From: <liar@evil.example>\r\nTo:"
            ),
            4: b"Subject: Nobody sent this\r\nTo: us@x.example\r\n\r\nWords of it.\r\n",
        }
        polled = self.poll(feed)
        self.assertEqual(polled.decisions, {Decision.CREATED: 1, Decision.SKIPPED: 3})
        self.assertFalse(polled.failed)
        self.assertEqual(Article.objects.count(), 1)
        reasons = Receipt.objects.filter(decision=Decision.SKIPPED).order_by("pk")
        self.assertIn("evil.example is none of the allowed", reasons[0].reason)
        self.assertIn("Whoever sent it", reasons[2].reason)

    def test_a_wrong_password_is_said_without_it_even_if_the_server_repeats_it(self):
        feed = self.make()
        feed.keep_secret("not-sesame")
        self.assertIn("does not let us in", self.refusal(feed))

    def test_over_the_public_network_the_password_waits_for_tls(self):
        feed = self.make()
        public = mock.patch(
            "articles.fetching.addresses_of", return_value=["127.0.0.1"]
        )
        with public, override_settings(NEWSROOM_WIRE_PRIVATE_HOSTS=[]):
            self.refusal(feed)
        self.assertNotIn("LOGIN", " ".join(self.mailbox.said))

    def test_a_server_that_cannot_show_its_name_is_not_told_the_password(self):
        folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        context, _certificate = servers.self_signed(folder)
        wrap = partial(context.wrap_socket, server_side=True)
        place = self.enterContext(servers.imap_server(self.mailbox, wrap=wrap))
        feed = self.make_feed("imap", place.replace("imap://", "imaps://"))
        self.assertIn("certificate verify failed", self.refusal(feed))
        self.assertEqual(self.mailbox.said, [])

    def test_a_message_larger_than_it_said_is_not_read(self):
        feed = self.make()
        with mock.patch("newsroom.wire.sources.imap.MAX_BYTES", 10):
            self.assertIn("bytes at once", self.refusal(feed))


class SecuredTests(SourceTests):
    """Over TLS, by a certificate that the system this runs on has been told of."""

    def setUp(self):
        folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.context, certificate = servers.self_signed(folder)
        trusted = mock.patch.dict(os.environ, SSL_CERT_FILE=str(certificate))
        self.enterContext(trusted)
        self.mailbox = servers.Mailbox()
        self.mailbox.mails = {4: data("letter.eml")}

    def wrap(self, sock):
        return self.context.wrap_socket(sock, server_side=True)

    def test_mail_comes_over_tls(self):
        server = servers.imap_server(self.mailbox, wrap=self.wrap)
        place = self.enterContext(server).replace("imap://", "imaps://")
        self.assertEqual(self.poll(self.make_feed("imap", place)).error, "")
        self.assertEqual(self.names(), ["mail-4.eml"])

    def test_mail_comes_over_a_connection_that_turns_to_tls_before_the_password(self):
        server = servers.imap_server(self.mailbox, start_tls=self.wrap)
        feed = self.make_feed("imap", self.enterContext(server))
        public = mock.patch(
            "articles.fetching.addresses_of", return_value=["127.0.0.1"]
        )
        with public, override_settings(NEWSROOM_WIRE_PRIVATE_HOSTS=[]):
            self.assertEqual(self.poll(feed).error, "")
        self.assertEqual(self.names(), ["mail-4.eml"])
        verbs = [line.split()[0] for line in self.mailbox.said]
        self.assertLess(verbs.index("STARTTLS"), verbs.index("LOGIN"))

    def test_files_come_over_ftp_that_turns_to_tls_before_the_password(self):
        files = {"ferry.json": data("ferry.json")}
        server = servers.ftps_server(files, self.context)
        place, said = self.enterContext(server)
        feed = self.make_feed("ftp", place)
        for _look in range(2):
            self.assertEqual(self.poll(feed).error, "")
        self.assertEqual(self.names(), ["ferry.json"])
        in_the_clear = {line for line, secured in said if not secured}
        self.assertEqual(in_the_clear, {"AUTH TLS"})
        self.assertIn((f"PASS {PASSWORD}", True), said)
        self.assertIn(("PROT P", True), said)


class TrialTests(SourceTests):
    """“Test the connection”: the first file, and not a trace of it."""

    def test_nothing_is_stored_by_a_trial(self):
        folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        (folder / "ferry.json").write_bytes(data("ferry.json"))
        place = self.enterContext(servers.ftp_server(folder))
        feed = self.make_feed("ftp", place, afterwards="delete")
        name, content = polling.first_of(feed, seconds=5)
        self.assertEqual((name, content), ("ferry.json", data("ferry.json")))
        self.assertTrue((folder / "ferry.json").exists())
        for model in [Polling, Sighting, Delivery]:
            self.assertFalse(model.objects.exists())

    def test_a_refusal_is_a_sentence_without_the_password(self):
        feed = self.make_feed("ftp", "ftp://127.0.0.1:1/")
        with self.assertRaisesMessage(SourceFailed, "does not answer at port 1."):
            polling.first_of(feed, seconds=5)
