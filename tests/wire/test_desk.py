"""The desk: what a version, an embargo or a kill does to a story."""

from datetime import UTC, datetime, timedelta

from django.test import TestCase
from django.utils import timezone

from articles import publishing
from articles.models import Article
from newsroom.wire.desk import deciding
from newsroom.wire.items import Kind, PubStatus, WirePicture
from newsroom.wire.models import Decision, Take
from tests.factories import make_section, make_user
from tests.wire.sampling import make_feed, make_item

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


class DeskTests(TestCase):
    def setUp(self):
        self.feed = make_feed(agency="Coastal Press", section=make_section())

    def receive(self, **fields):
        self.ruling = deciding.receive(make_item(**fields), self.feed)
        return self.ruling.decision

    def story(self):
        return Article.objects.get()

    def publish(self):
        publishing.publish(self.story())


class NewStoryTests(DeskTests):
    def test_a_story_becomes_a_draft_in_the_feeds_section(self):
        self.assertEqual(self.receive(slugline="FERRY"), Decision.CREATED)
        story = self.story()
        self.assertEqual(story.headline, "Night ferry is saved")
        self.assertEqual(story.section, self.feed.section)
        self.assertEqual(story.agency_credit, "Coastal Press")
        self.assertEqual(story.slugline, "FERRY")
        self.assertEqual(story.status, Article.Status.DRAFT)
        self.assertEqual(story.revisions.get().action, "came by wire")

    def test_a_dateline_and_a_byline_move_to_their_fields(self):
        self.receive(body="<p>By ANA RUIZ</p>\n<p>LISSE (Coastal) — Boats stayed.</p>")
        story = self.story()
        self.assertEqual(story.body, "<p>Boats stayed.</p>")
        self.assertEqual(story.byline_text, "Ana Ruiz")
        self.assertEqual(story.dateline, "LISSE")

    def test_copy_without_a_headline_waits_with_a_suggested_one(self):
        self.assertEqual(self.receive(headline=""), Decision.CREATED)
        self.assertEqual(self.story().headline, "")
        self.assertEqual(
            self.story().suggested_headline, "The council voted nine to four"
        )
        with self.assertRaisesMessage(publishing.NotPublishable, "It has no headline"):
            self.publish()

    def test_what_came_with_the_copy_is_told_to_the_desk(self):
        self.receive(
            headline="word " * 60,
            usage_terms="Not in Lisse.",
            editor_note="Adds a vote.",
            pictures=(
                WirePicture(caption="The quay.", credit="Ben Okoro"),
                WirePicture(href="https://p.example/x.jpg"),
                WirePicture(),
            ),
        )
        note = self.story().editor_note
        self.assertIn("Photo caption came with the copy: The quay. (Ben Okoro)", note)
        self.assertIn("A picture came with the copy: https://p.example/x.jpg", note)
        self.assertIn("Usage terms: Not in Lisse.", note)
        self.assertIn("Full headline: word word", note)
        self.assertTrue(self.story().headline.endswith("word…"))

    def test_what_is_no_story_is_passed_over(self):
        self.assertEqual(self.receive(kind=Kind.VIDEO), Decision.SKIPPED)
        self.assertFalse(Article.objects.exists())
        self.assertFalse(Take.objects.exists())

    def test_a_very_long_identifier_is_shortened_and_still_found(self):
        self.receive(guid="u" * 900)
        self.assertEqual(self.receive(guid="u" * 900), Decision.DUPLICATE)


class VersionTests(DeskTests):
    def test_a_later_version_rewrites_an_untouched_draft(self):
        self.receive()
        self.assertEqual(self.receive(version=2, headline="New"), Decision.UPDATED)
        self.assertEqual(self.story().headline, "New")

    def test_the_same_version_again_changes_nothing(self):
        self.receive(version_created=NOON)
        before = self.story().edited_at
        self.assertEqual(self.receive(version_created=NOON), Decision.DUPLICATE)
        self.assertEqual(self.story().edited_at, before)

    def test_the_same_version_with_other_words_is_an_update(self):
        self.receive(version_created=NOON)
        self.assertEqual(
            self.receive(version_created=NOON, headline="Put right"), Decision.UPDATED
        )
        self.assertEqual(self.story().headline, "Put right")

    def test_a_later_version_without_a_text_empties_no_draft(self):
        self.receive()
        self.assertEqual(self.receive(version=2, body=""), Decision.WAITING)
        self.assertEqual(self.story().body, "<p>The council voted nine to four.</p>")

    def test_an_older_version_is_kept_for_the_record_alone(self):
        for newer, older in [
            ({"version": 2}, {"version": 1}),
            ({"version_created": NOON}, {"version_created": NOON - timedelta(hours=1)}),
            # The number counts first, so a later moment does not help an older version.
            ({"version": 2}, {"version": 1, "version_created": NOON}),
        ]:
            with self.subTest(newer):
                guid = f"urn:{newer}{older}"
                self.receive(guid=guid, **newer)
                self.assertEqual(
                    self.receive(guid=guid, headline="Old", **older), Decision.SKIPPED
                )
                self.assertFalse(Article.objects.filter(headline="Old").exists())

    def test_copy_without_an_identifier_is_known_by_its_words(self):
        self.receive(guid="", version=None)
        self.assertEqual(self.receive(guid="", version=None), Decision.DUPLICATE)
        self.receive(guid="", version=None, body="<p>Another story.</p>")
        self.assertEqual(Article.objects.count(), 2)

    def test_two_feeds_may_use_the_same_identifier(self):
        self.receive()
        self.feed = make_feed(name="Other", slug="other")
        self.assertEqual(self.receive(), Decision.CREATED)

    def test_text_an_editor_has_touched_is_never_overwritten(self):
        self.receive()
        story = self.story()
        story.headline = "By hand"
        story.save()
        publishing.record_edit(story, by=make_user())
        self.assertEqual(self.receive(version=2, headline="New"), Decision.WAITING)
        self.assertEqual(self.story().headline, "By hand")
        self.assertIn("An editor has worked on the story", self.ruling.reason)
        self.assertEqual(self.receive(version=2, headline="New"), Decision.DUPLICATE)

    def test_a_published_story_is_never_overwritten(self):
        self.receive()
        self.publish()
        self.assertEqual(self.receive(version=2, headline="New"), Decision.WAITING)
        self.assertEqual(self.story().headline, "Night ferry is saved")
        self.assertTrue(self.story().is_published)

    def test_a_story_deleted_here_does_not_come_back(self):
        self.receive()
        self.story().delete()
        self.assertEqual(self.receive(version=2), Decision.WAITING)
        self.assertFalse(Article.objects.exists())


class EmbargoTests(DeskTests):
    def test_a_version_that_must_be_held_holds_the_story_that_is_here(self):
        for fields in [{"embargo_unclear": "until dawn"}, {"hold_reason": "Hold it."}]:
            for scheduled in [False, True]:
                with self.subTest(fields, scheduled=scheduled):
                    guid = f"urn:{fields}{scheduled}"
                    self.receive(guid=guid)
                    story = self.ruling.article
                    if scheduled:
                        at = timezone.now() + timedelta(hours=1)
                        publishing.schedule(story, at=at)
                    decision = self.receive(guid=guid, version=2, **fields)
                    self.assertEqual(decision, Decision.HELD)
                    story.refresh_from_db()
                    self.assertEqual(story.status, Article.Status.DRAFT)
                    self.assertTrue(story.hold_note)

    def test_a_story_that_is_out_stays_and_the_desk_is_told(self):
        self.receive()
        self.publish()
        self.receive(version=2, embargo_unclear="until dawn")
        self.assertIn("published already", self.ruling.reason)
        self.assertTrue(self.story().is_published)

    def test_an_embargoed_story_is_held_until_its_moment(self):
        until = timezone.now() + timedelta(hours=3)
        self.assertEqual(self.receive(embargo_until=until), Decision.HELD)
        self.assertEqual(self.story().embargo_until, until)
        with self.assertRaisesMessage(publishing.NotPublishable, "under embargo"):
            self.publish()

    def test_an_embargo_nobody_can_read_makes_no_draft(self):
        self.assertEqual(self.receive(embargo_unclear="Friday"), Decision.HELD)
        self.assertFalse(Article.objects.exists())
        self.assertIn("“Friday”, names no moment", self.ruling.reason)

    def test_a_later_version_with_a_moment_makes_the_draft(self):
        self.receive(embargo_unclear="Friday")
        self.assertEqual(self.receive(version=2), Decision.CREATED)
        self.assertEqual(Article.objects.count(), 1)

    def test_a_new_embargo_binds_a_draft_an_editor_works_on(self):
        self.receive()
        publishing.record_edit(self.story(), by=make_user())
        until = timezone.now() + timedelta(hours=3)
        self.assertEqual(self.receive(version=2, embargo_until=until), Decision.WAITING)
        self.assertEqual(self.story().embargo_until, until)

    def test_an_update_whose_embargo_is_unclear_waits(self):
        self.receive()
        self.assertEqual(
            self.receive(version=2, headline="New", embargo_unclear="Friday"),
            Decision.HELD,
        )
        self.assertEqual(self.story().headline, "Night ferry is saved")


class WithheldTests(DeskTests):
    def test_a_withheld_story_makes_no_draft(self):
        self.assertEqual(self.receive(pub_status=PubStatus.WITHHELD), Decision.HELD)
        self.assertFalse(Article.objects.exists())

    def test_a_published_story_is_withdrawn_when_it_is_withheld(self):
        self.receive()
        self.publish()
        self.assertEqual(
            self.receive(version=2, pub_status=PubStatus.WITHHELD), Decision.WITHDRAWN
        )
        self.assertFalse(Article.objects.published().exists())

    def test_a_draft_that_is_withheld_is_named_to_the_desk(self):
        self.receive()
        self.assertEqual(
            self.receive(version=2, pub_status=PubStatus.WITHHELD), Decision.HELD
        )
        self.assertIn("its draft is on hold", self.ruling.reason)
        held = Article.objects.get()
        self.assertIn("The agency withholds it", held.hold_note)

    def test_what_stays_withheld_stays_held(self):
        self.receive(pub_status=PubStatus.WITHHELD)
        self.assertEqual(
            self.receive(version=2, pub_status=PubStatus.WITHHELD), Decision.HELD
        )


class KillTests(DeskTests):
    kill = {"pub_status": PubStatus.CANCELED, "headline": "KILL", "body": ""}

    def test_a_kill_reaches_what_is_published_at_any_version(self):
        for version in [5, 4, 1]:
            with self.subTest(version):
                guid = f"urn:{version}"
                self.receive(guid=guid, version=4)
                article = self.ruling.article
                publishing.publish(article)
                self.assertEqual(
                    self.receive(guid=guid, version=version, **self.kill),
                    Decision.KILLED,
                )
                article.refresh_from_db()
                self.assertEqual(article.status, Article.Status.KILLED)
                self.assertEqual(article.headline, "Night ferry is saved")
                self.assertNotEqual(article.body, "")

    def test_a_story_killed_before_it_came_never_comes(self):
        self.assertEqual(self.receive(version=2, **self.kill), Decision.KILLED)
        self.assertEqual(self.receive(version=2), Decision.SKIPPED)
        self.assertEqual(self.receive(version=1), Decision.SKIPPED)
        self.assertFalse(Article.objects.exists())

    def test_a_version_newer_than_the_kill_waits_for_a_human(self):
        self.receive()
        self.receive(version=2, **self.kill)
        self.assertEqual(self.receive(version=3), Decision.HELD)
        self.assertEqual(self.story().status, Article.Status.KILLED)

    def test_a_second_kill_changes_nothing(self):
        self.receive()
        self.receive(**self.kill)
        self.assertEqual(self.receive(version=9, **self.kill), Decision.DUPLICATE)

    def test_a_kill_of_a_story_that_was_held_is_kept(self):
        self.receive(pub_status=PubStatus.WITHHELD)
        self.assertEqual(self.receive(version=2, **self.kill), Decision.KILLED)
