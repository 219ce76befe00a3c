"""The wire in the admin: what an editor sees and may do."""

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article
from newsroom.wire import intake
from newsroom.wire.models import Decision, Feed, Receipt
from tests.factories import make_user
from tests.wire.sampling import data, make_feed

LIST = reverse("admin:wire_receipt_changelist")
WITHHELD = (
    b'{"uri": "u:%d", "pubstatus": "withheld", "headline": "Held %d",'
    b' "body_text": "Text."}'
)


class WireAdminTests(TestCase):
    def setUp(self):
        self.feed = make_feed()
        self.sign_in("Editor")

    def sign_in(self, *groups):
        self.client.force_login(make_user(*groups))

    def take_in(self, name):
        intake.take_in(data(name), self.feed, name=name)
        return Receipt.objects.latest("pk")

    def raw(self, receipt):
        return reverse("admin:wire_receipt_raw", args=[receipt.pk])

    def make_drafts(self, *receipts):
        chosen = {"action": "make_drafts", "_selected_action": [r.pk for r in receipts]}
        return self.client.post(LIST, chosen, follow=True)


class WireListTests(WireAdminTests):
    def test_the_list_says_what_came_and_what_was_decided(self):
        self.take_in("ferry.json")
        self.take_in("nul.txt")
        page = self.client.get(LIST)
        story = Article.objects.get()
        self.assertContains(page, "Night ferry to Lisse is saved")
        self.assertContains(page, f"/admin/articles/article/{story.pk}/change/")
        self.assertContains(page, "nul.txt")
        self.assertContains(page, "It holds a NUL character after 23 characters.")

    def test_the_list_filters_by_decision_and_finds_words(self):
        self.take_in("ferry.json")
        self.take_in("nul.txt")
        page = self.client.get(LIST, {"decision": "quarantined"})
        self.assertNotContains(page, "Night ferry")
        page = self.client.get(LIST, {"q": "ferry"})
        self.assertContains(page, "Night ferry")
        self.assertNotContains(page, "nul.txt")

    def test_the_list_costs_the_same_however_long_it_is(self):
        self.take_in("ferry.json")
        self.client.get(LIST)
        with CaptureQueriesContext(connection) as few:
            self.client.get(LIST)
        for name in ["council.xml", "channel.rss", "harbour.txt", "nul.txt"]:
            self.take_in(name)
        with self.assertNumQueries(len(few)):
            self.client.get(LIST)

    def test_an_item_shows_its_text_and_pictures_as_words(self):
        receipt = self.take_in("ferry.json")
        page = self.client.get(reverse("admin:wire_receipt_change", args=[receipt.pk]))
        self.assertContains(page, "<p>The harbour council voted nine to four.</p>")
        self.assertContains(page, "The night ferry at the quay.")
        self.assertContains(page, "Adds the cost in the second paragraph.")
        self.assertContains(page, self.raw(receipt))

    def test_nobody_adds_changes_or_deletes_a_record(self):
        receipt = self.take_in("ferry.json")
        self.client.force_login(make_user(is_superuser=True))
        for name, arguments in [("add", []), ("delete", [receipt.pk])]:
            with self.subTest(name):
                page = self.client.get(
                    reverse(f"admin:wire_receipt_{name}", args=arguments)
                )
                self.assertEqual(page.status_code, 403)


class RawTests(WireAdminTests):
    def test_the_bytes_come_as_they_came_and_never_as_a_page(self):
        response = self.client.get(self.raw(self.take_in("nul.txt")))
        self.assertEqual(response.content, data("nul.txt"))
        self.assertEqual(response["Content-Type"], "application/octet-stream")
        self.assertIn("attachment", response["Content-Disposition"])
        self.assertEqual(response["X-Content-Type-Options"], "nosniff")

    def test_whoever_may_not_see_the_wire_gets_nothing(self):
        address = self.raw(self.take_in("ferry.json"))
        self.client.force_login(make_user())
        self.assertEqual(self.client.get(address).status_code, 403)
        self.client.logout()
        self.assertEqual(self.client.get(address).status_code, 302)

    def test_an_item_that_is_not_there_is_not_found(self):
        for number in (12345, 10**23):
            address = reverse("admin:wire_receipt_raw", args=[number])
            self.assertEqual(self.client.get(address).status_code, 404)


class MakeDraftTests(WireAdminTests):
    def hold(self, number=1):
        intake.take_in(WITHHELD % (number, number), self.feed, name="held.json")
        return Receipt.objects.latest("pk")

    def test_an_editor_makes_a_draft_of_what_was_held(self):
        receipt = self.hold()
        page = self.make_drafts(receipt)
        self.assertContains(page, "1 draft was made.")
        self.assertEqual(Article.objects.get().headline, "Held 1")
        receipt.refresh_from_db()
        self.assertEqual(receipt.decision, Decision.CREATED)
        self.assertIn("made a draft of it", receipt.reason)

    def test_a_wire_update_leaves_that_draft_alone(self):
        self.make_drafts(self.hold())
        self.assertFalse(Article.objects.untouched().exists())

    def test_a_second_draft_of_the_same_item_is_refused(self):
        receipt = self.hold()
        self.make_drafts(receipt)
        self.assertContains(
            self.make_drafts(receipt), "There is a story of it already."
        )
        self.assertEqual(Article.objects.count(), 1)

    def test_what_holds_no_story_makes_no_draft(self):
        for name, reason in {
            "nul.txt": "It holds a NUL character",
            "council.xml": "No story can be made of it.",
            "ferry-kill.json": "It holds no story, or is the kill of one.",
        }.items():
            with self.subTest(name):
                page = self.make_drafts(self.take_in(name))
                self.assertContains(page, reason)
                self.assertNotContains(page, "draft was made")
        self.assertEqual(Article.objects.count(), 1)  # of council.xml, by itself

    def test_what_the_agency_killed_does_not_come_back_from_an_older_item(self):
        self.take_in("ferry.json")
        before = Receipt.objects.latest("pk")
        Receipt.objects.filter(pk=before.pk).update(decision=Decision.HELD)
        self.take_in("ferry-kill.json")
        page = self.make_drafts(before)
        self.assertContains(page, "only a later version of it can return")
        self.assertEqual(Article.objects.filter(status="draft").count(), 0)

    def test_only_what_is_held_becomes_a_draft(self):
        receipt = self.hold()
        Receipt.objects.update(decision=Decision.SKIPPED)
        self.assertContains(
            self.make_drafts(receipt), "Only an item that is on the wire or held"
        )

    def test_a_reporter_reads_the_wire_and_makes_no_draft_of_what_was_held(self):
        receipt = self.hold()
        self.sign_in("Reporter")
        self.assertContains(self.client.get(LIST), "Held 1")
        self.make_drafts(receipt)
        self.assertFalse(Article.objects.exists())


class FeedAdminTests(WireAdminTests):
    address = reverse("admin:wire_feed_add")
    form = {
        "name": "North",
        "slug": "north",
        "time_zone": "Europe/Oslo",
        "active": "on",
        "every": "5",
        "time_out": "60",
        "afterwards": "leave",
    }

    def test_an_editor_adds_a_feed(self):
        self.client.post(self.address, self.form)
        self.assertTrue(Feed.objects.filter(slug="north").exists())
        self.assertContains(
            self.client.get(reverse("admin:wire_feed_changelist")), "North"
        )

    def test_a_time_zone_nobody_knows_is_refused_beside_the_field(self):
        page = self.client.post(self.address, self.form | {"time_zone": "Mars/Base"})
        self.assertContains(page, "“Mars/Base” is no time zone")

    def test_a_reporter_adds_no_feed(self):
        self.sign_in("Reporter")
        self.assertEqual(self.client.post(self.address, self.form).status_code, 403)
