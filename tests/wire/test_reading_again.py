"""Reading again what was kept: by today's rules, or as plain text."""

import json
from unittest import mock

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import publishing
from articles.models import Article
from newsroom.wire import anytext, formats, intake
from newsroom.wire.formats import ninjs, plaintext
from newsroom.wire.items import Kind, MalformedItem, UnreadItem
from newsroom.wire.models import Decision, Delivery, Receipt, Take
from tests.factories import make_user
from tests.wire.sampling import data, make_feed, make_item

LIST = reverse("admin:wire_receipt_changelist")
QUARANTINE = reverse("admin:wire_quarantined_changelist")


class ReadAgainTests(TestCase):
    def setUp(self):
        self.feed = make_feed()
        self.editor = make_user("Editor")
        self.client.force_login(self.editor)

    def take_in(self, *items, name="file"):
        """Take a delivery in that today's rules read as these items."""
        with self.rules(*items):
            intake.take_in(name.encode(), self.feed, name=name)
        return Receipt.objects.filter(delivery__name=name).order_by("position")

    def rules(self, *items):
        return mock.patch.object(formats, "parse", return_value=("test", list(items)))

    def read_again(self, *items):
        with self.rules(*items):
            return intake.read_again(Delivery.objects.get())

    def decisions(self):
        return list(Receipt.objects.order_by("pk").values_list("decision", flat=True))

    def do(self, action, *receipts, page=LIST):
        chosen = {"action": action, "_selected_action": [r.pk for r in receipts]}
        return self.client.post(page, chosen, follow=True)


class DecidedAnewTests(ReadAgainTests):
    def test_the_same_rules_change_nothing(self):
        self.take_in(make_item(), make_item(guid="urn:2", kind=Kind.VIDEO))
        before = self.decisions(), Article.objects.get().edited_at
        self.read_again(make_item(), make_item(guid="urn:2", kind=Kind.VIDEO))
        self.assertEqual((self.decisions(), Article.objects.get().edited_at), before)

    def test_what_is_read_better_rewrites_an_untouched_draft(self):
        self.take_in(make_item(body="<p>Half.</p>"))
        self.read_again(make_item(body="<p>Half.</p><p>And half.</p>"))
        self.assertEqual(self.decisions(), [Decision.UPDATED])
        self.assertIn("And half", Article.objects.get().body)

    def test_what_is_read_better_waits_where_an_editor_has_worked(self):
        self.take_in(make_item(body="<p>Half.</p>"))
        publishing.record_edit(Article.objects.get(), by=self.editor)
        self.read_again(make_item(body="<p>Half.</p><p>And half.</p>"))
        self.assertEqual(self.decisions(), [Decision.WAITING])
        self.assertEqual(Article.objects.get().body, "<p>Half.</p>")

    def test_what_was_passed_over_becomes_a_story(self):
        self.take_in(make_item(kind=Kind.OTHER))
        self.read_again(make_item())
        self.assertEqual(self.decisions(), [Decision.CREATED])

    def test_a_story_that_gets_another_identifier_does_not_come_twice(self):
        self.take_in(make_item(guid=""))
        self.read_again(make_item())
        self.assertEqual(Article.objects.count(), 1)
        self.assertEqual(Take.objects.get().guid, "urn:coastal:1")

    def test_an_identifier_that_another_item_has_is_not_taken_from_it(self):
        self.take_in(make_item())
        self.read_again(make_item(guid="urn:0", headline="Before it"), make_item())
        self.assertEqual(Article.objects.count(), 2)
        self.assertEqual(
            set(Take.objects.values_list("guid", flat=True)),
            {"urn:0", "urn:coastal:1"},
        )

    def test_an_identifier_of_several_files_stays(self):
        self.take_in(make_item(version=2))
        self.take_in(make_item(), name="earlier")
        with self.rules(make_item(guid="urn:new")):
            intake.read_again(Delivery.objects.get(name="earlier"))
        self.assertTrue(Take.objects.filter(guid="urn:coastal:1").exists())

    def test_what_cannot_be_read_any_more_loses_nothing(self):
        self.take_in(make_item())
        outcomes = self.read_again(UnreadItem(reason="Broken."))
        self.assertTrue(outcomes[0].failed)
        with mock.patch.object(formats, "parse", side_effect=MalformedItem("Gone.")):
            intake.read_again(Delivery.objects.get())
        self.assertEqual(self.decisions(), [Decision.CREATED])
        self.assertIsNotNone(Receipt.objects.get().take)

    def test_a_killed_story_stays_dead(self):
        receipt = self.take_in(make_item())[0]
        publishing.kill(receipt.take.article)
        Take.objects.update(killed_at=receipt.decided_at)
        self.read_again(make_item(body="<p>Other words.</p>"))
        self.assertEqual(Article.objects.get().status, Article.Status.KILLED)


class ActionTests(ReadAgainTests):
    def test_an_editor_reads_selected_items_again_from_the_list(self):
        intake.take_in(data("channel.rss"), self.feed, name="channel.rss")
        page = self.do("read_again", *Receipt.objects.all())
        self.assertContains(page, "1 file read: 2 × Came before.")

    def test_a_reporter_reads_nothing_again(self):
        receipts = self.take_in(make_item(kind=Kind.OTHER))
        self.client.force_login(make_user("Reporter"))
        with self.rules(make_item()):
            self.do("read_again", *receipts)
            self.do("try_again", *receipts, page=QUARANTINE)
            self.do("import_as_text", *receipts, page=QUARANTINE)
        self.assertFalse(Article.objects.exists())


class QuarantineTests(ReadAgainTests):
    def quarantine(self, content, name="broken"):
        intake.take_in(content, self.feed, name=name)
        return Receipt.objects.latest("pk")

    def test_it_lists_the_file_and_the_reason_and_nothing_else(self):
        self.quarantine(data("nul.txt"), "nul.txt")
        intake.take_in(data("ferry.json"), self.feed, name="ferry.json")
        page = self.client.get(QUARANTINE)
        self.assertContains(page, "nul.txt")
        self.assertContains(page, "It holds a NUL character after 23 characters.")
        self.assertContains(
            page,
            reverse(
                "admin:wire_receipt_raw", args=[Receipt.objects.get(headline="").pk]
            ),
        )
        self.assertNotContains(page, "ferry.json")

    def test_one_bad_item_of_a_file_is_named_by_its_place(self):
        self.take_in(make_item(), UnreadItem(reason="It has no text."))
        self.assertContains(self.client.get(QUARANTINE), "file (item 2)")

    def test_an_item_of_it_opens(self):
        receipt = self.quarantine(data("nul.txt"), "nul.txt")
        address = reverse("admin:wire_quarantined_change", args=[receipt.pk])
        self.assertContains(self.client.get(address), "NUL character")

    def test_it_costs_the_same_however_long_it_is(self):
        self.quarantine(b"{1")
        self.client.get(QUARANTINE)
        with CaptureQueriesContext(connection) as few:
            self.client.get(QUARANTINE)
        for number in range(5):
            self.quarantine(b"{" * (number + 2))
        with self.assertNumQueries(len(few)):
            self.client.get(QUARANTINE)

    def test_trying_again_says_why_it_fails_again(self):
        page = self.do("try_again", self.quarantine(data("nul.txt")), page=QUARANTINE)
        self.assertContains(page, "“broken”: It holds a NUL character")
        self.assertEqual(self.decisions(), [Decision.QUARANTINED])

    def test_trying_again_with_better_rules_makes_the_story(self):
        receipt = self.quarantine(b'{"headline": ')
        with self.rules(make_item()):
            page = self.do("try_again", receipt, page=QUARANTINE)
        self.assertContains(page, "1 file read: 1 × New story.")
        self.assertEqual(self.decisions(), [Decision.CREATED])
        self.assertIsNotNone(Delivery.objects.get().finished_at)

    def test_a_bad_item_is_tried_again_without_touching_its_neighbours(self):
        self.take_in(make_item(), UnreadItem(reason="It has no text."))
        self.read_again(make_item(), make_item(guid="urn:2", headline="Second"))
        self.assertEqual(self.decisions(), [Decision.CREATED, Decision.CREATED])
        self.assertEqual(Article.objects.count(), 2)

    def test_words_among_broken_markup_are_imported_as_plain_text(self):
        broken = (
            b"<nitf><head><title>Quay</title></head><body>"
            b"<p>The council voted <b>nine</b> to four on Tuesday &amp; left.</p>"
            b"<p>The ferry stays, its chair said after the long meeting.</p><p"
        )
        page = self.do("import_as_text", self.quarantine(broken), page=QUARANTINE)
        self.assertContains(page, "New story")
        body = Article.objects.get().body
        self.assertIn("voted nine to four on Tuesday &amp; left.", body)
        self.assertNotIn("nitf", body)
        self.assertEqual(Receipt.objects.get().format, plaintext.NAME)

    def test_mixed_bytes_and_nul_characters_are_no_hindrance(self):
        for name, words in {
            "mixed.txt": "café on the quay — l’été",
            "nul.txt": "The harbour council met",
        }.items():
            with self.subTest(name):
                receipt = self.quarantine(data(name), name)
                self.do("import_as_text", receipt, page=QUARANTINE)
                self.assertIn(words, Article.objects.latest("pk").body)

    def test_a_picture_and_a_flood_are_never_words(self):
        for content in [data("photo-without-extension"), b"%PDF-1.7 words", b""]:
            with self.assertRaises(MalformedItem):
                anytext.parse(content)
        with (
            mock.patch.object(formats, "MAX_BYTES", 3),
            self.assertRaisesMessage(MalformedItem, "too large"),
        ):
            anytext.parse(b"words")

    def test_a_file_of_which_items_were_read_is_not_taken_for_text(self):
        self.take_in(make_item(), UnreadItem(reason="It has no text."))
        receipt = Receipt.objects.get(decision=Decision.QUARANTINED)
        page = self.do("import_as_text", receipt, page=QUARANTINE)
        self.assertContains(page, "as plain text it would come twice")
        self.assertEqual(Article.objects.count(), 1)

    def test_text_taken_twice_comes_once(self):
        receipt = self.quarantine(data("nul.txt"), "nul.txt")
        intake.read_as_text(receipt.delivery)
        with self.assertRaises(publishing.NotPossible):
            intake.read_as_text(receipt.delivery)
        self.assertEqual(Article.objects.count(), 1)

    def test_whoever_may_not_read_the_wire_sees_none_of_it(self):
        self.client.force_login(make_user())
        self.assertEqual(self.client.get(QUARANTINE).status_code, 403)

    def test_what_is_read_later_is_the_same_story(self):
        message = {"uri": "u:1", "headline": "Two boats", "body_text": "Words."}
        with mock.patch.object(ninjs, "parse", side_effect=MalformedItem("No.")):
            receipt = self.quarantine(json.dumps(message).encode())
        intake.read_as_text(receipt.delivery)
        intake.read_again(receipt.delivery)
        self.assertEqual(Article.objects.get().headline, "Two boats")
