"""The verbs that take a story to readers and away from them."""

from datetime import UTC, datetime, timedelta
from unittest import mock

from django.test import TestCase
from django.utils import timezone

from articles import publishing
from articles.models import Article, ArticlePhoto
from articles.signals import article_changed, article_published, article_withdrawn
from tests.factories import (
    make_article,
    make_contributor,
    make_photo,
    make_published,
    make_topic,
    make_user,
)

Status = Article.Status
HOUR = timedelta(hours=1)


class Heard:
    """Counts what a signal announces while a test runs."""

    def __init__(self, test, signal):
        self.receiver = mock.Mock()
        signal.connect(self.receiver)
        test.addCleanup(signal.disconnect, self.receiver)

    @property
    def stories(self):
        return [call.kwargs["article"] for call in self.receiver.call_args_list]


class PublishTests(TestCase):
    def test_puts_the_story_out_and_keeps_a_revision(self):
        user = make_user()
        story = publishing.publish(make_article(), by=user)
        self.assertTrue(story.is_published)
        kept = story.revisions.get()
        self.assertEqual(kept.action, "published")
        self.assertEqual(kept.created_by, user)
        self.assertEqual(kept.content["status"], "published")

    def test_a_story_that_returns_keeps_its_date(self):
        first = datetime(2026, 3, 1, 9, tzinfo=UTC)
        story = publishing.publish(make_article(published_at=first))
        self.assertEqual(story.published_at, first)

    def test_is_announced_once_and_only_after_the_commit(self):
        heard = Heard(self, article_published)
        story = make_article()
        with self.captureOnCommitCallbacks(execute=True):
            publishing.publish(story)
            self.assertEqual(heard.stories, [])
        with self.captureOnCommitCallbacks(execute=True):
            publishing.publish(story)
        self.assertEqual(heard.stories, [story])

    def test_fills_in_a_missing_slug_in_plain_letters(self):
        story = publishing.publish(make_article(headline="Łódź votes: «Ja»", slug=""))
        self.assertEqual(story.slug, "lodz-votes-ja")

    def test_each_reason_to_hold_is_a_sentence(self):
        bare = make_article(headline="", body="", section=None)
        with self.assertRaises(publishing.NotPublishable) as refused:
            publishing.publish(bare)
        for sentence in [
            "It has no headline; write one, or confirm the suggested one.",
            "It has no body; write it first.",
            "It has no section; choose one.",
        ]:
            self.assertIn(sentence, str(refused.exception))
        bare.refresh_from_db()
        self.assertEqual(bare.status, Status.DRAFT)

    def test_refuses_under_embargo_and_says_until_when(self):
        story = make_article(embargo_until=timezone.now() + HOUR)
        with self.assertRaisesMessage(publishing.NotPublishable, "under embargo until"):
            publishing.publish(story)

    def test_refuses_a_photo_without_credit_or_alt_text_and_names_it(self):
        photo = make_photo(caption="The quay", credit="", alt_text="")
        story = make_article(lead_photo=photo)
        message = "The photo “The quay” has no credit and no alt text"
        with self.assertRaisesMessage(publishing.NotPublishable, message):
            publishing.publish(story)

    def test_a_photo_in_the_text_is_checked_too(self):
        photo = make_photo(credit="")
        story = make_article(body=f'<p>a</p><figure data-photo="{photo.pk}"></figure>')
        publishing.place_photos(story)
        with self.assertRaisesMessage(publishing.NotPublishable, "has no credit"):
            publishing.publish(story)

    def test_refuses_a_body_that_only_places_a_photo_nobody_has(self):
        story = make_article(body='<figure data-photo="99999999"></figure>')
        with self.assertRaisesMessage(publishing.NotPublishable, "has no body"):
            publishing.publish(story)

    def test_refuses_what_is_on_hold_and_says_why(self):
        story = publishing.hold(make_article(), note="The agency withholds it.")
        message = "It is on hold: The agency withholds it."
        with self.assertRaisesMessage(publishing.NotPublishable, message):
            publishing.publish(story)

    def test_refuses_a_killed_story(self):
        story = publishing.kill(make_published())
        with self.assertRaisesMessage(publishing.NotPublishable, "It was killed"):
            publishing.publish(story)

    def test_copies_its_date_to_bylines_and_topics(self):
        story = make_article(bylines=[make_contributor()], topics=[make_topic()])
        story = publishing.publish(story)
        self.assertEqual(story.bylines.get().published_at, story.published_at)
        self.assertEqual(story.article_tags.get().published_at, story.published_at)
        publishing.withdraw(story)
        self.assertIsNone(story.bylines.get().published_at)
        self.assertIsNone(story.article_tags.get().published_at)


class ScheduleTests(TestCase):
    def test_a_scheduled_story_is_public_at_its_minute_by_itself(self):
        at = timezone.now() + HOUR
        story = publishing.schedule(make_article(), at=at)
        self.assertFalse(story.is_published)
        with mock.patch("django.utils.timezone.now", return_value=at):
            self.assertTrue(story.is_published)
            self.assertTrue(Article.objects.published().filter(pk=story.pk).exists())
            self.assertEqual([*Article.objects.due()], [story])

    def test_what_is_due_is_announced_once(self):
        heard = Heard(self, article_published)
        at = timezone.now() + HOUR
        story = publishing.schedule(make_article(), at=at)
        self.assertFalse(publishing.announce_due(story))
        with (
            mock.patch("django.utils.timezone.now", return_value=at + HOUR),
            self.captureOnCommitCallbacks(execute=True),
        ):
            self.assertTrue(publishing.announce_due(story))
            self.assertFalse(publishing.announce_due(story))
        self.assertEqual(heard.stories, [story])
        story.refresh_from_db()
        self.assertEqual(story.published_at, at)

    def test_refuses_a_moment_that_has_passed_or_is_under_embargo(self):
        now = timezone.now()
        with self.assertRaisesMessage(publishing.NotPublishable, "has passed"):
            publishing.schedule(make_article(), at=now - HOUR)
        held = make_article(embargo_until=now + 2 * HOUR)
        with self.assertRaisesMessage(publishing.NotPublishable, "under embargo"):
            publishing.schedule(held, at=now + HOUR)
        publishing.schedule(held, at=now + 3 * HOUR)

    def test_refuses_what_is_or_was_public(self):
        at = timezone.now() + HOUR
        with self.assertRaisesMessage(publishing.NotPublishable, "published already"):
            publishing.schedule(make_published(), at=at)
        returned = publishing.withdraw(make_published())
        with self.assertRaisesMessage(publishing.NotPublishable, "keeps its date"):
            publishing.schedule(returned, at=at)

    def test_withdrawn_before_its_minute_it_has_no_date(self):
        story = publishing.schedule(make_article(), at=timezone.now() + HOUR)
        self.assertIsNone(publishing.withdraw(story).published_at)

    def test_published_before_its_minute_it_gets_todays_date(self):
        story = publishing.schedule(make_article(), at=timezone.now() + HOUR)
        story = publishing.publish(story)
        self.assertLessEqual(story.published_at, timezone.now())


class TakeDownTests(TestCase):
    def test_withdrawn_is_a_draft_again_and_announced(self):
        heard = Heard(self, article_withdrawn)
        with self.captureOnCommitCallbacks(execute=True):
            story = publishing.withdraw(make_published())
        self.assertEqual(story.status, Status.DRAFT)
        self.assertEqual(heard.stories, [story])

    def test_killed_keeps_its_words_and_the_note_to_readers(self):
        story = publishing.kill(
            make_published(body="<p>Words.</p>"), note="It was wrong."
        )
        self.assertEqual(story.body, "<p>Words.</p>")
        self.assertEqual(story.kill_note, "It was wrong.")
        self.assertFalse(story.is_published)

    def test_killing_twice_keeps_the_first_note(self):
        story = publishing.kill(make_published(), note="First.")
        self.assertEqual(publishing.kill(story, note="Second.").kill_note, "First.")

    def test_a_scheduled_story_killed_early_was_never_public(self):
        story = publishing.schedule(make_article(), at=timezone.now() + HOUR)
        self.assertIsNone(publishing.kill(story).published_at)

    def test_what_is_not_on_the_site_cannot_be_withdrawn(self):
        for status in [Status.DRAFT, Status.SUBMITTED, Status.READY]:
            story = make_article(status=status)
            with self.assertRaisesMessage(publishing.NotPossible, "not on the site"):
                publishing.withdraw(story)
            story.refresh_from_db()
            self.assertEqual(story.status, status)

    def test_a_story_no_reader_saw_for_its_embargo_has_no_date_to_keep(self):
        at = timezone.now() + HOUR
        story = publishing.schedule(make_article(), at=at)
        Article.objects.update(
            published_at=timezone.now() - HOUR, embargo_until=timezone.now() + HOUR
        )
        self.assertIsNone(publishing.kill(story).published_at)

    def test_a_killed_story_cannot_be_withdrawn(self):
        story = publishing.kill(make_published())
        with self.assertRaisesMessage(publishing.NotPossible, "It was killed"):
            publishing.withdraw(story)


class DeskTests(TestCase):
    def test_a_draft_goes_to_the_desk_is_read_and_can_go_back(self):
        story = make_article()
        self.assertEqual(publishing.submit(story).status, Status.SUBMITTED)
        self.assertEqual(publishing.make_ready(story).status, Status.READY)
        self.assertEqual(publishing.send_back(story).status, Status.DRAFT)

    def test_a_move_that_makes_no_sense_is_refused_with_the_state(self):
        with self.assertRaisesMessage(publishing.NotPossible, "It is “Published”"):
            publishing.submit(make_published())


class RecordEditTests(TestCase):
    def test_an_edit_of_a_public_story_is_announced(self):
        heard = Heard(self, article_changed)
        story, draft = make_published(), make_article()
        with self.captureOnCommitCallbacks(execute=True):
            publishing.record_edit(story, by=None)
            publishing.record_edit(draft, by=None)
        self.assertEqual(heard.stories, [story])

    def test_an_embargo_put_on_a_public_story_is_announced_as_a_withdrawal(self):
        heard = Heard(self, article_withdrawn)
        story = make_published(embargo_until=timezone.now() + HOUR)
        with self.captureOnCommitCallbacks(execute=True):
            publishing.record_edit(story, by=None)
        self.assertEqual(heard.stories, [story])

    def test_only_a_material_edit_gives_readers_a_new_time(self):
        story = make_published()
        publishing.record_edit(story, by=None)
        story.refresh_from_db()
        self.assertIsNone(story.materially_updated_at)
        publishing.record_edit(story, by=None, material=True)
        story.refresh_from_db()
        self.assertGreaterEqual(story.materially_updated_at, story.published_at)

    def test_a_photo_placed_in_the_text_gets_its_use_and_an_unknown_one_none(self):
        photo = make_photo()
        body = "".join(
            f'<figure data-photo="{number}"></figure>' for number in (photo.pk, 999999)
        )
        story = make_article(body=body)
        publishing.record_edit(story, by=None)
        publishing.record_edit(story, by=None)
        self.assertEqual(ArticlePhoto.objects.get(article=story).photo, photo)

    def test_a_revision_holds_the_whole_story(self):
        photo = make_photo()
        story = make_article(
            headline="H",
            bylines=[make_contributor(name="Ana Marsh")],
            topics=[make_topic("Quay")],
            body=f'<p>a</p><figure data-photo="{photo.pk}"></figure>',
        )
        publishing.record_edit(story, by=None)
        content = story.revisions.get().content
        self.assertEqual(content["headline"], "H")
        self.assertEqual(content["bylines"][0]["name"], "Ana Marsh")
        self.assertEqual(content["topics"], ["Quay"])
        [use] = content["photos"]
        self.assertEqual((use["photo"], use["caption"]), (photo.pk, ""))
