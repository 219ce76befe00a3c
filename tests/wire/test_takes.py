"""One story through all its leads, and through items that take each other's place."""

from datetime import timedelta

from django.test import SimpleTestCase
from django.utils import timezone

from articles import publishing
from articles.models import Article
from newsroom.wire import intake
from newsroom.wire.desk import takes
from newsroom.wire.items import PubStatus
from newsroom.wire.models import Decision, Receipt, Take
from tests.factories import make_user
from tests.wire.sampling import make_item
from tests.wire.test_desk import NOON, DeskTests

HOUR = timedelta(hours=1)


class LeadTests(DeskTests):
    """Copy without an identifier, each version a receipt as the import writes it."""

    def lead(self, words, **fields):
        """Receive a version of FERRY with a text of its own."""
        item = {"guid": "", "version": None, "slugline": "FERRY", "headline": ""}
        if words:
            item["signals"] = (words,)
        decision = self.receive(**item | {"body": f"<p>{words} text.</p>"} | fields)
        delivery, _created = intake._kept(
            repr((words, fields)).encode(), self.feed, "x"
        )
        Receipt.objects.get_or_create(
            delivery=delivery,
            defaults={
                "feed": self.feed, "take": self.ruling.take, "decision": decision,
            },
        )  # fmt: skip
        return decision

    def test_leads_and_updates_are_one_story(self):
        self.lead("")
        for words in ["1st Ld", "2nd Ld-Writethru", "3RD LEAD", "UPDATE 4"]:
            with self.subTest(words):
                self.assertEqual(self.lead(words), Decision.UPDATED)
                self.assertEqual(self.story().body, f"<p>{words} text.</p>")

    def test_a_lead_that_comes_again_or_late_changes_nothing(self):
        for words in ["", "1st Ld", "2nd Ld"]:
            self.lead(words)
        self.assertEqual(self.lead("2nd Ld"), Decision.DUPLICATE)
        self.assertEqual(self.lead("1st Ld"), Decision.SKIPPED)
        self.assertEqual(self.lead(""), Decision.SKIPPED)
        self.assertEqual(self.story().body, "<p>2nd Ld text.</p>")

    def test_a_lead_that_comes_again_days_later_is_still_known(self):
        self.lead("")
        self.lead("1st Ld")
        Receipt.objects.update(decided_at=timezone.now() - timedelta(days=9))
        self.assertEqual(self.lead("1st Ld"), Decision.DUPLICATE)

    def test_the_slugline_or_the_headline_may_say_it_too(self):
        self.lead("", slugline="BC-Quay")
        self.lead("x", slugline="BC-Quay, 1st Ld", signals=())
        self.lead("", slugline="", headline="Quay is flooded")
        self.lead("y", slugline="", headline="UPDATE 1-Quay is flooded", signals=())
        self.assertEqual(Article.objects.count(), 2)

    def test_a_text_an_editor_has_touched_waits(self):
        self.lead("")
        publishing.record_edit(self.story(), by=make_user())
        self.assertEqual(self.lead("1st Ld"), Decision.WAITING)
        self.assertEqual(self.story().body, "<p> text.</p>")

    def test_what_is_no_lead_of_it_is_a_story_of_its_own(self):
        self.lead("")
        self.lead("", body="<p>Another story by the same slugline.</p>")
        self.lead("1st Add")
        self.lead("1st Ld", slugline="HARBOUR")
        self.lead("1st Ld", slugline="X")
        self.assertEqual(Article.objects.count(), 5)

    def test_a_lead_of_another_day_is_another_story(self):
        self.lead("")
        Receipt.objects.update(decided_at=timezone.now() - timedelta(days=2))
        self.assertEqual(self.lead("1st Ld"), Decision.CREATED)

    def test_a_kill_that_names_no_story_reaches_the_only_one_it_can_mean(self):
        self.lead("", headline="Ferry saved")
        self.publish()
        self.lead("kill", pub_status=PubStatus.CANCELED)
        self.assertEqual(self.story().status, Article.Status.KILLED)

    def test_a_kill_that_could_mean_two_stories_kills_neither(self):
        self.lead("")
        self.lead("", body="<p>Another story by the same slugline.</p>")
        self.lead("kill", pub_status=PubStatus.CANCELED)
        self.assertFalse(Article.objects.killed().exists())


class SupersedingTests(DeskTests):
    later = {"guid": "urn:2", "supersedes": ("urn:coastal:1",)}

    def test_an_item_that_takes_anothers_place_is_its_next_version(self):
        self.receive(version=3)
        self.assertEqual(self.receive(**self.later, headline="New"), Decision.UPDATED)
        self.assertEqual(self.story().headline, "New")
        self.assertEqual(Take.objects.count(), 1)

    def test_both_names_are_known_from_then_on(self):
        self.receive()
        self.receive(**self.later, version=5)
        self.assertEqual(self.receive(guid="urn:2", version=4), Decision.SKIPPED)
        self.assertEqual(self.receive(), Decision.SKIPPED)
        self.assertEqual(self.receive(version=9, headline="Old"), Decision.SKIPPED)
        self.assertNotEqual(self.story().headline, "Old")

    def test_a_kill_by_the_old_name_still_kills(self):
        self.receive()
        self.receive(**self.later)
        self.receive(pub_status=PubStatus.CANCELED)
        self.assertEqual(self.story().status, Article.Status.KILLED)

    def test_a_kill_reaches_all_whose_place_it_takes(self):
        self.receive()
        self.receive(guid="urn:coastal:9")
        self.receive(
            guid="urn:kill",
            pub_status=PubStatus.CANCELED,
            supersedes=("urn:coastal:1", "urn:coastal:9"),
        )
        self.assertEqual(Article.objects.killed().count(), 2)

    def test_a_notice_that_names_an_old_name_kills_the_story(self):
        self.receive()
        self.receive(**self.later)
        notice = {"guid": "urn:notice", "pub_status": PubStatus.CANCELED}
        self.receive(**notice, kills=("urn:coastal:1",))
        self.assertEqual(self.story().status, Article.Status.KILLED)

    def test_all_that_name_one_original_are_one_story(self):
        self.receive(version_created=NOON)
        third = {**self.later, "guid": "urn:3"}
        self.receive(**third, headline="Third", version_created=NOON + 2 * HOUR)
        late = self.receive(**self.later, version_created=NOON + HOUR, headline="2nd")
        self.assertEqual(late, Decision.SKIPPED)
        self.assertEqual(self.story().headline, "Third")
        fourth = {**self.later, "guid": "urn:4", "headline": "Fourth"}
        fourth |= {"version_created": NOON + 3 * HOUR}
        self.assertEqual(self.receive(**fourth), Decision.UPDATED)
        self.assertEqual(self.story().headline, "Fourth")

    def test_what_takes_the_place_of_something_unknown_is_new(self):
        self.assertEqual(self.receive(**self.later), Decision.CREATED)


class RankTests(SimpleTestCase):
    def test_words_that_count_versions(self):
        for words, number in {
            "1st Ld": 1, "2nd Ld-Writethru": 2, "3RD LEAD": 3, "UPDATE 2": 2,
            "Writethru": 1, "LEAD": 1, "1st Add": 0, "Take 2": 0, "": 0,
        }.items():  # fmt: skip
            with self.subTest(words):
                self.assertEqual(takes.rank(make_item(signals=(words,))), number)

    def test_a_headline_about_leads_and_updates_counts_nothing(self):
        for headline in ["Mine to lead 2 towns", "Update on the ferry", "Lead found"]:
            self.assertEqual(takes.rank(make_item(headline=headline)), 0)


class OtherItemTests(DeskTests):
    """What an item says of others, and of what shall become of itself."""

    def test_an_item_kills_those_it_names_whatever_it_is(self):
        self.receive()
        self.receive(guid="urn:notice", kills=("urn:coastal:1", "urn:unseen"))
        self.assertEqual(Article.objects.killed().count(), 1)
        self.assertEqual(self.receive(guid="urn:unseen"), Decision.HELD)

    def test_a_format_may_hold_or_pass_over_an_item_with_its_reason(self):
        self.assertEqual(self.receive(hold_reason="It is a plan."), Decision.HELD)
        self.assertEqual(
            self.receive(guid="urn:2", skip_reason="It is a test."), Decision.SKIPPED
        )
        self.assertEqual(self.ruling.reason, "It is a test.")
        self.assertFalse(Article.objects.exists())

    def test_words_of_an_embargo_in_the_copy_itself_are_pointed_out(self):
        for number, words in enumerate(
            ["HOLD FOR RELEASE: Quay", "Sperrfrist 9 Uhr: Quay", "EMBARGOED Quay"]
        ):
            self.assertEqual(
                self.receive(guid=f"urn:{number}", headline=words), Decision.CREATED
            )
            self.assertIn("speak of an embargo", self.ruling.reason)
        self.receive(guid="urn:9", headline="EU agrees oil embargo on Lisse")
        self.assertNotIn("embargo", self.ruling.reason)
