"""What lies on the wire without a story: kept, replaced, killed, taken."""

import json

from django.test import TestCase

from articles.models import Article
from newsroom.wire import intake, rehearsal
from newsroom.wire.desk import deciding
from newsroom.wire.items import Kind, PubStatus, WirePicture
from newsroom.wire.models import Decision, Receipt, Take
from tests.factories import make_section, make_user
from tests.wire.sampling import make_feed, make_item


class ReceivedTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.feed = make_feed(makes_drafts=False, section=make_section())

    def send(self, version=1, **fields):
        message = {
            "uri": "urn:1",
            "version": str(version),
            "headline": "Night ferry is saved",
            "body_text": f"Words of version {version}.",
            "language": "en-GB",
        }
        content = json.dumps(message | fields).encode()
        [outcome] = intake.take_in(content, self.feed, name="message.json")
        self.assertEqual(Receipt.objects.latest("pk").decision, outcome.ruling.decision)
        return outcome.ruling

    def decisions(self):
        return list(Receipt.objects.order_by("pk").values_list("decision", flat=True))


class OnTheWireTests(ReceivedTestCase):
    def test_a_feed_that_makes_no_drafts_leaves_its_stories_on_the_wire(self):
        self.assertEqual(self.send().decision, Decision.RECEIVED)
        self.assertFalse(Article.objects.exists())
        receipt = Receipt.objects.get()
        self.assertEqual(receipt.get_decision_display(), "On the wire")
        self.assertEqual(receipt.section, self.feed.section)
        self.assertEqual(receipt.language, "en-gb")

    def test_a_dry_run_says_so_too(self):
        message = b'{"uri": "u:1", "headline": "One", "body_text": "Text."}'
        [outcome] = rehearsal.rehearse(message, self.feed, name="one.json")
        self.assertEqual(outcome.ruling.decision, Decision.RECEIVED)

    def test_the_same_again_changes_nothing(self):
        self.send()
        self.assertEqual(self.send(rendition="x").decision, Decision.DUPLICATE)
        self.assertFalse(Article.objects.exists())

    def test_a_later_version_takes_the_place_of_the_first(self):
        self.send()
        self.assertEqual(self.send(version=2).decision, Decision.RECEIVED)
        self.assertEqual(self.decisions(), [Decision.SKIPPED, Decision.RECEIVED])
        self.assertEqual(
            Receipt.objects.earliest("pk").reason, "A later version took its place."
        )
        self.assertFalse(Article.objects.exists())

    def test_what_is_withheld_later_cannot_be_taken_as_it_was_before(self):
        self.send()
        self.send(version=2, pubstatus="withheld")
        self.assertEqual(self.decisions(), [Decision.SKIPPED, Decision.HELD])

    def test_a_kill_takes_it_off_the_wire_for_good(self):
        self.send()
        self.send(pubstatus="canceled")
        self.assertEqual(self.send(version=1, slugline="x").decision, Decision.SKIPPED)
        self.assertEqual(
            self.decisions(), [Decision.KILLED, Decision.KILLED, Decision.SKIPPED]
        )
        self.assertIsNotNone(Take.objects.get().killed_at)

    def test_a_kill_under_a_name_of_its_own_does_too(self):
        self.send()
        deciding.receive(
            make_item(guid="urn:kill", kills=("urn:1",), kind=Kind.PACKAGE), self.feed
        )
        self.assertEqual(self.decisions(), [Decision.KILLED])

    def test_an_embargo_holds_it_without_a_draft(self):
        ruling = self.send(embargoed="2050-01-01T00:00:00Z")
        self.assertEqual(ruling.decision, Decision.HELD)
        self.assertFalse(Article.objects.exists())
        ruling = self.send(version=2, embargoed="2050-01-01T00:00:00Z")
        self.assertEqual(ruling.decision, Decision.HELD)
        self.assertFalse(Article.objects.exists())

    def test_reading_it_again_leaves_it_where_it_is(self):
        self.send()
        intake.read_again(Receipt.objects.get().delivery)
        self.assertEqual(self.decisions(), [Decision.RECEIVED])

    def test_pictures_without_a_file_and_packages_are_no_new_stories(self):
        for kind in (Kind.PICTURE, Kind.PACKAGE):
            item = make_item(guid=kind, kind=kind, pictures=(WirePicture(caption="x"),))
            for version in (item, make_item(guid=kind, kind=kind, version=2)):
                ruling = deciding.receive(version, self.feed)
                self.assertEqual(ruling.decision, Decision.RECEIVED)
        self.assertFalse(Article.objects.exists())


class TakenTests(ReceivedTestCase):
    def take(self):
        receipt = Receipt.objects.latest("pk")
        person = make_user()
        item = intake.item_of(receipt)
        return deciding.make_draft(receipt, item, by=person), person

    def test_taking_it_makes_the_draft_and_says_who(self):
        self.send()
        article, person = self.take()
        self.assertEqual(article.headline, "Night ferry is saved")
        self.assertEqual(article.revisions.get().created_by, person)
        self.assertEqual(Receipt.objects.get().decision, Decision.CREATED)
        self.assertEqual(Receipt.objects.get().reason, f"{person} took it.")

    def test_what_comes_after_that_is_an_update_of_the_story(self):
        self.send()
        self.take()
        self.assertEqual(self.send(version=2).decision, Decision.WAITING)
        self.assertEqual(self.send(pubstatus="canceled").decision, Decision.KILLED)
        self.assertEqual(Article.objects.get().status, Article.Status.KILLED)

    def test_a_kill_of_what_nobody_took_makes_no_draft(self):
        self.send()
        item = make_item(guid="urn:1", pub_status=PubStatus.CANCELED)
        deciding.receive(item, self.feed)
        self.assertFalse(Article.objects.exists())
