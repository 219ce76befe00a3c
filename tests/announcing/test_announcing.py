"""Hubs and search engines are told what changed: once it has, and until they know."""

import json
from datetime import timedelta
from io import StringIO
from unittest import mock
from urllib.parse import parse_qs

import time_machine
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.test import TestCase, override_settings
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from articles.models import Article, Correction
from newsroom.announcing import outbox, sending
from newsroom.announcing.models import Announcement, Channel
from tests.factories import (
    make_article,
    make_contributor,
    make_published,
    make_section,
    make_topic,
    make_user,
)
from tests.web import answering, serving

KEY = "a1b2c3d4-e5f6"
HUB = "https://hub.example/hub/"


@override_settings(
    NEWSROOM_BASE_URL="https://paper.example",
    NEWSROOM_WEBSUB_HUB=HUB,
    NEWSROOM_INDEXNOW_KEY=KEY,
    NEWSROOM_INDEXNOW_ENDPOINT="https://engine.example/indexnow",
    NEWSROOM_ANNOUNCE_PRIVATE_HOSTS=["127.0.0.1"],
)
class AnnouncingTestCase(TestCase):
    def setUp(self):
        self.section = make_section(slug="asia", parent=make_section(slug="world"))
        self.draft = make_article(
            section=self.section, slug="tide", bylines=[make_contributor(slug="ana")]
        )

    def waiting(self, channel=Channel.WEBSUB):
        found = Announcement.objects.filter(channel=channel, due_at__isnull=False)
        return sorted(found.values_list("address", flat=True))

    def files(self):
        """Return the waiting feeds as names of RSS files."""
        found = [one.partition("/feeds/")[2] for one in self.waiting()]
        return [one for one in found if one.endswith(".xml") and one != "atom.xml"]

    def run_command(self, **options):
        out, err = StringIO(), StringIO()
        with time_machine.travel(self.now()):
            try:
                call_command("announce", stdout=out, stderr=err, **options)
            except CommandError as error:
                err.write(str(error))
        return out.getvalue(), err.getvalue()

    moved = timedelta(0)

    def now(self):
        return timezone.now() + self.moved


class OutboxTests(AnnouncingTestCase):
    def test_a_publication_is_written_down_for_each_list_in_each_format(self):
        self.draft.tags.add(make_topic("Sea walls"))
        publishing.publish(self.draft)
        lists = [
            "asia.xml",
            "by/ana.xml",
            "rss.xml",
            "topic/sea-walls.xml",
            "world.xml",
        ]
        self.assertEqual(self.files(), lists)
        self.assertEqual(len(self.waiting()), 3 * len(lists))
        self.assertIn("https://paper.example/feeds/feed.json", self.waiting())
        story = f"https://paper.example{Article.objects.get().get_absolute_url()}"
        self.assertEqual(self.waiting(Channel.INDEXNOW), [story])

    def test_what_is_not_public_is_named_to_nobody(self):
        publishing.submit(self.draft)
        publishing.record_edit(self.draft, by=None)
        at = timezone.now() + timedelta(hours=1)
        publishing.schedule(self.draft, at=at)
        publishing.record_edit(self.draft, by=None)
        publishing.withdraw(self.draft)
        publishing.schedule(self.draft, at=at)
        publishing.kill(self.draft)
        self.assertFalse(Announcement.objects.exists())

    def test_a_scheduled_story_is_written_down_when_its_minute_has_come(self):
        publishing.schedule(self.draft, at=timezone.now() + timedelta(hours=1))
        past = timezone.now() - timedelta(seconds=5)
        Article.objects.update(publish_at=past, published_at=past)
        self.assertFalse(Announcement.objects.exists())
        call_command("publish_due", stdout=StringIO())
        self.assertIn("rss.xml", self.files())

    def test_a_change_a_withdrawal_and_a_kill_are_written_down_too(self):
        publishing.publish(self.draft)
        for end in (
            lambda: publishing.record_edit(self.draft, by=None),
            lambda: publishing.withdraw(self.draft),
            lambda: publishing.publish(self.draft),
            lambda: publishing.kill(self.draft),
        ):
            Announcement.objects.update(due_at=None)
            end()
            self.assertIn("rss.xml", self.files())
            self.assertEqual(len(self.waiting(Channel.INDEXNOW)), 1)

    def test_the_corrections_are_written_down_with_a_story_that_has_any(self):
        publishing.publish(self.draft)
        self.assertNotIn("corrections.xml", self.files())
        Correction.objects.create(article=self.draft, text="It was nine, not four.")
        publishing.record_edit(self.draft, by=None)
        self.assertIn("corrections.xml", self.files())

    def test_it_is_undone_with_the_change_it_belongs_to(self):
        with transaction.atomic():
            publishing.publish(self.draft)
            self.assertTrue(Announcement.objects.exists())
            transaction.set_rollback(True)
        self.assertFalse(Announcement.objects.exists())

    def test_ten_changes_are_one_announcement(self):
        publishing.publish(self.draft)
        before = Announcement.objects.count()
        for _ in range(10):
            publishing.record_edit(self.draft, by=None)
        self.assertEqual(Announcement.objects.count(), before)

    def test_an_embargo_put_on_a_public_story_is_told_again_when_it_ends(self):
        publishing.publish(self.draft)
        end = timezone.now() + timedelta(hours=2)
        Article.objects.update(embargo_until=end)
        publishing.record_edit(self.draft, by=None)
        home = Announcement.objects.get(address__endswith="/rss.xml")
        self.assertLess(home.due_at, end)
        self.assertEqual(home.again_at, end)
        other = make_article(section=self.section)
        publishing.publish(other)
        home.refresh_from_db()
        self.assertEqual(home.again_at, end)

    def test_a_fault_of_the_outbox_does_not_keep_a_story_from_readers(self):
        with (
            mock.patch.object(outbox.lists, "showing", side_effect=LookupError),
            self.assertLogs("django.dispatch", "ERROR"),
        ):
            publishing.publish(self.draft)
        self.assertTrue(Article.objects.published().exists())

    @override_settings(NEWSROOM_WEBSUB_HUB="", NEWSROOM_INDEXNOW_KEY="")
    def test_where_nobody_is_to_be_told_nothing_is_written_or_asked(self):
        published = make_published(section=self.section)
        with self.assertNumQueries(0):
            outbox.note(Article, published)
        self.assertIn("Nobody is to be told", self.run_command()[0])


class WebSubTests(AnnouncingTestCase):
    def setUp(self):
        super().setUp()
        with self.settings(NEWSROOM_INDEXNOW_KEY=""):
            publishing.publish(self.draft)
        keep = Announcement.objects.filter(address__endswith="/feeds/rss.xml")
        Announcement.objects.exclude(pk__in=keep.values("pk")).delete()

    def hub(self, server):
        return self.settings(NEWSROOM_WEBSUB_HUB=f"{server.url}/hub/")

    def test_the_hub_is_told_of_each_feed_once(self):
        with serving(answering(status=204)) as server, self.hub(server):
            out, err = self.run_command()
            again, _ = self.run_command()
        [(path, headers)] = server.asked
        self.assertEqual((path, err), ("/hub/", ""))
        self.assertEqual(headers["Content-Type"], "application/x-www-form-urlencoded")
        feed = ["https://paper.example/feeds/rss.xml"]
        self.assertEqual(
            parse_qs(server.posted[0].decode()),
            {"hub.mode": ["publish"], "hub.url": feed, "hub.topic": feed},
        )
        self.assertIn("Announced: 1. 0 failed, 0 left.", out)
        self.assertIn("Announced: 0.", again)

    def test_what_is_not_taken_is_said_and_tried_later_and_less_often(self):
        no = answering(b"No such\nfeed.", status=422, Content_Type="text/plain")
        with serving(no) as server, self.hub(server):
            out, err = self.run_command()
            self.assertIn("“127.0.0.1” answers 422: No such feed.", err)
            self.assertIn("1 announcements were not taken.", err)
            self.assertIn("0. 1 failed, 0 left", out)
            waits = []
            for _ in range(8):
                row = Announcement.objects.get()
                waits.append(round((row.due_at - self.now()).total_seconds() / 60))
                self.moved += row.due_at - self.now()
                self.run_command()
        self.assertEqual(waits, [1, 2, 4, 8, 16, 32, 60, 60])
        self.assertEqual(len(server.asked), 9)

    def test_it_is_given_up_at_last_and_an_editor_may_send_it_again(self):
        Announcement.objects.update(tries=sending.MOST_TRIES - 1)
        with serving(answering(status=500)) as server, self.hub(server):
            self.run_command()
        row = Announcement.objects.get()
        self.assertIsNone(row.due_at)
        self.assertEqual(row.error, "“127.0.0.1” answers 500 and does not say why.")
        self.assertEqual(outbox.send_again(Announcement.objects.all()), 1)
        with serving(answering(status=202)) as server, self.hub(server):
            self.assertIn("Announced: 1.", self.run_command()[0])
        row.refresh_from_db()
        self.assertEqual((row.error, row.tries), ("", 0))

    def test_a_redirect_is_no_acceptance_and_is_not_followed(self):
        away = answering(status=307, Location="http://127.0.0.1:1/")
        with serving(away) as server, self.hub(server):
            self.assertIn("answers 307", self.run_command()[1])
        self.assertEqual(len(server.asked), 1)

    def test_a_hub_in_a_private_network_is_asked_only_if_the_settings_say_so(self):
        with (
            serving(answering()) as server,
            self.hub(server),
            self.settings(NEWSROOM_ANNOUNCE_PRIVATE_HOSTS=[]),
        ):
            self.assertIn("not in the public network", self.run_command()[1])
        self.assertEqual(server.asked, [])

    def test_a_change_while_it_is_sent_is_sent_too(self):
        def change(feeds):
            if send.call_count == 1:
                Announcement.objects.update(due_at=self.now())

        with mock.patch.object(sending.websub, "send", side_effect=change) as send:
            self.run_command()
            self.moved = timedelta(seconds=1)
            self.run_command()
        self.assertEqual(send.call_count, 2)
        self.assertIsNone(Announcement.objects.get().due_at)

    def test_what_another_process_sends_is_left_to_it_until_it_is_thought_dead(self):
        with mock.patch.object(sending.websub, "send") as send:
            claimed, _ = sending._claim(Channel.WEBSUB)
            self.assertEqual(len(claimed), 1)
            self.run_command()
            send.assert_not_called()
            self.moved = sending.CLAIM
            self.run_command()
            send.assert_called_once()

    def test_a_dead_hub_is_left_alone_after_three_failures_and_a_choosy_one_not(self):
        for number in range(5):
            Announcement.objects.create(
                channel=Channel.WEBSUB,
                address=f"https://paper.example/feeds/{number}.xml",
                changed_at=self.now(),
                due_at=self.now(),
            )
        with serving(answering(status=422)) as server, self.hub(server):
            self.run_command()
        self.assertEqual(len(server.asked), 6)
        self.moved = timedelta(minutes=2)
        with serving(answering(status=503)) as server, self.hub(server):
            self.run_command()
        self.assertEqual(len(server.asked), 3)

    def test_what_changes_again_by_itself_is_due_then(self):
        end = timezone.now() + timedelta(hours=2)
        Announcement.objects.update(again_at=end)
        with mock.patch.object(sending.websub, "send"):
            self.run_command()
        row = Announcement.objects.get()
        self.assertEqual((row.due_at, row.again_at), (end, None))

    def test_what_was_told_is_forgotten_after_a_month(self):
        long_ago = timezone.now() - timedelta(days=31)
        Announcement.objects.update(due_at=None, sent_at=long_ago)
        self.run_command()
        self.assertFalse(Announcement.objects.exists())


class IndexNowTests(AnnouncingTestCase):
    def setUp(self):
        super().setUp()
        with self.settings(NEWSROOM_WEBSUB_HUB=""):
            publishing.publish(self.draft)
            publishing.publish(make_article(section=self.section))

    def engine(self, server):
        return self.settings(
            NEWSROOM_INDEXNOW_ENDPOINT=f"{server.url}/indexnow", NEWSROOM_WEBSUB_HUB=""
        )

    def test_the_engines_are_told_of_all_stories_at_once(self):
        with serving(answering(status=202)) as server, self.engine(server):
            out, _ = self.run_command(verbosity=2)
        [message] = map(json.loads, server.posted)
        addresses = message.pop("urlList")
        self.assertEqual(
            message,
            {
                "host": "paper.example",
                "key": KEY,
                "keyLocation": f"https://paper.example/{KEY}.txt",
            },
        )
        self.assertEqual(len(addresses), 2)
        self.assertIn("/asia/", addresses[0])
        self.assertIn(addresses[0], out)

    def test_the_same_page_is_told_again_after_ten_minutes_only(self):
        with mock.patch.object(sending.indexnow, "send") as send:
            self.run_command()
            publishing.record_edit(self.draft, by=None)
            self.run_command()
            self.assertEqual(send.call_count, 1)
            self.moved = timedelta(minutes=11)
            self.run_command()
            self.assertEqual(send.call_count, 2)

    def test_a_refusal_holds_for_all_that_were_sent(self):
        with (
            serving(answering(b"Forbidden", status=403)) as server,
            self.engine(server),
        ):
            _, err = self.run_command()
        self.assertIn("and 1 more: “127.0.0.1” answers 403", err)
        self.assertEqual(Announcement.objects.filter(tries=1).count(), 2)

    def test_the_site_proves_that_the_key_is_its_own(self):
        answer = self.client.get(f"/{KEY}.txt")
        self.assertEqual(answer.content.decode(), KEY)
        self.assertTrue(answer.headers["Content-Type"].startswith("text/plain"))
        self.assertEqual(self.client.get("/another-key.txt").status_code, 404)
        with self.settings(NEWSROOM_INDEXNOW_KEY=""):
            self.assertEqual(self.client.get(f"/{KEY}.txt").status_code, 404)
        self.assertEqual(self.client.get("/robots.txt").status_code, 200)


class AdminTests(AnnouncingTestCase):
    def setUp(self):
        super().setUp()
        publishing.publish(self.draft)
        self.list = reverse("admin:announcing_announcement_changelist")

    def choose(self, **fields):
        row = Announcement.objects.first()
        Announcement.objects.filter(pk=row.pk).update(**fields)
        return row

    def test_each_state_has_its_words_and_its_filter(self):
        self.client.force_login(make_user("Publisher"))
        moment = timezone.now()
        states = {
            "waiting": ("Waiting", {"due_at": moment}),
            "failing": ("Next try", {"due_at": moment, "error": "Oh <no>."}),
            "given-up": ("Given up", {"due_at": None, "error": "Oh <no>."}),
            "told": ("Told", {"due_at": None, "error": "", "sent_at": moment}),
        }
        for state, (words, fields) in states.items():
            with self.subTest(state):
                row = self.choose(**fields)
                page = self.client.get(self.list, {"state": state, "q": row.address})
                path = row.address.removeprefix("https://paper.example")
                self.assertContains(page, f">{path}</a>")
                self.assertContains(page, words)

    def test_a_publisher_sends_again_and_an_editor_only_looks(self):
        row = self.choose(due_at=None, error="No.", tries=12)
        form = {"action": "send_again", "_selected_action": [row.pk]}
        for group, sends in (("Editor", False), ("Publisher", True)):
            self.client.force_login(make_user(group))
            self.client.post(self.list, form)
            row.refresh_from_db()
            self.assertIs(row.due_at is not None, sends)
        self.client.force_login(make_user("Reporter"))
        self.assertEqual(self.client.get(self.list).status_code, 403)

    def test_the_list_costs_the_same_however_long_it_is(self):
        self.client.force_login(make_user("Editor"))
        self.client.get(self.list)
        with self.assertNumQueries(7):
            self.client.get(self.list)
