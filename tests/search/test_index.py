"""The index is in step with what stories print, whatever happens in between."""

from datetime import timedelta
from io import StringIO
from unittest import mock

from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import TestCase
from django.utils import timezone

from articles import publishing
from articles.models import ArticleTag
from articles.photos import library, shown
from newsroom.search import documents, index, rebuilding, vocabulary
from newsroom.search.models import Entry, Word
from tests.factories import (
    make_article,
    make_contributor,
    make_photo,
    make_published,
    make_topic,
    make_user,
)


class IndexTestCase(TestCase):
    def found(self, query):
        """Return the headlines found, the best first; nothing found instead."""
        page = self.client.get("/search/", {"q": query}).context["found"]
        return [] if page.instead else [one.story.headline for one in page.results]

    def assert_in_step(self):
        self.assertEqual([*rebuilding.out_of_step()], [])
        self.assertTrue(rebuilding.is_sound())


class KeepingTests(IndexTestCase):
    def test_only_stories_that_readers_may_come_to_see_are_indexed(self):
        publishing.record_edit(make_article(), by=None)
        self.assertFalse(Entry.objects.exists())
        story = make_published()
        self.assertTrue(Entry.objects.exists())
        publishing.withdraw(story)
        self.assertFalse(Entry.objects.exists())

    def test_a_save_takes_the_old_words_out_and_puts_the_new_ones_in(self):
        story = make_published(headline="Tide", body="<p>Ferry.</p>")
        story.body = "<p>Ship.</p>"
        story.save()
        story.tags.add(make_topic("Harbour"))
        publishing.record_edit(story, by=make_user())
        self.assertEqual(self.found("ferry"), [])
        self.assertEqual(self.found("ship harbour"), ["Tide"])
        self.assert_in_step()

    def test_a_story_that_comes_out_later_stands_where_its_date_says(self):
        early = timezone.now() + timedelta(hours=1)
        story = make_published(headline="Tide", status="scheduled", published_at=early)
        publishing.schedule(story, at=early + timedelta(hours=1))
        self.assertEqual(Entry.objects.count(), 1)
        self.assert_in_step()
        far = timezone.now().replace(year=9999)
        publishing.schedule(story, at=far)
        self.assert_in_step()

    def test_contributors_and_topics_are_found_by_their_new_names(self):
        ana, works = make_contributor(name="Ana Marsh"), make_topic("Harbour works")
        make_published(headline="Tide", bylines=[ana], topics=[works])
        ana.name = "Ana Reed"
        ana.save()
        works.name = "Quays"
        works.save()
        self.assertEqual(self.found("marsh"), [])
        self.assertEqual(self.found("reed quays"), ["Tide"])
        works.delete()
        self.assertEqual(self.found("reed"), ["Tide"])
        self.assertEqual(self.found("quays"), [])
        self.assert_in_step()

    def test_a_biography_that_changes_writes_no_entry(self):
        ana = make_contributor()
        make_published(bylines=[ana])
        ana.biography = "Born at sea."
        with mock.patch.object(index, "renew") as renew:
            ana.save()
        renew.assert_not_called()

    def test_captions_are_found_as_the_story_prints_them(self):
        photo = make_photo(caption="A heron.")
        later = timezone.now() + timedelta(minutes=1)
        make_published(headline="Now", lead_photo=photo, lead_caption="An otter.")
        make_published(
            headline="Then", lead_photo=photo, status="scheduled", published_at=later
        )
        photo.caption = "An egret."
        photo.save()
        shown.record_edit(photo)
        self.assertEqual(self.found("otter"), ["Now"])
        with mock.patch("django.utils.timezone.now", return_value=later):
            self.assertEqual(self.found("egret"), ["Then"])
            self.assertEqual(self.found("heron"), [])
        self.assert_in_step()

    def test_the_caption_of_a_photo_that_is_withdrawn_is_found_no_more(self):
        photo = make_photo()
        make_published(headline="Now", lead_photo=photo, lead_caption="An otter.")
        library.withdraw(photo, because="A name in it was wrong.")
        self.assertEqual(self.found("otter"), [])
        self.assert_in_step()

    def test_nothing_is_written_where_nothing_changed(self):
        story = make_published(headline="Tide")
        place = Entry.objects.get().pk
        with self.assertNumQueries(7):  # its row, its parts, the entry's fingerprint
            self.assertEqual(index.renew([story.pk]), 0)
        self.assertEqual(Entry.objects.get().pk, place)


class PulledPlugTests(IndexTestCase):
    def test_a_change_that_is_undone_leaves_index_and_story_in_step(self):
        story = make_published(headline="Tide")
        with self.assertRaises(InterruptedError), transaction.atomic():
            publishing.kill(story, note="Wrong.")
            raise InterruptedError
        self.assertEqual(self.found("tide"), ["Tide"])
        with self.assertRaises(InterruptedError), transaction.atomic():
            publishing.publish(make_article(headline="Ferry"))
            raise InterruptedError
        self.assertEqual(self.found("ferry"), [])
        self.assert_in_step()

    def test_what_cannot_be_indexed_is_not_published(self):
        story = make_article(headline="Ferry")
        fails = mock.patch.object(documents, "entry_of", side_effect=InterruptedError)
        with fails, self.assertRaises(InterruptedError):
            publishing.publish(story)
        story.refresh_from_db()
        self.assertFalse(story.is_published)
        self.assert_in_step()


class RebuildTests(IndexTestCase):
    @classmethod
    def setUpTestData(cls):
        for number in range(5):
            make_published(headline=f"Tide {number}")
        make_published(headline="Théâtre", language="fr")

    def setUp(self):
        self.enterContext(mock.patch.object(index, "AT_ONCE", 2))

    def rebuild(self, **options):
        said = StringIO()
        call_command("rebuild_search", stdout=said, stderr=said, **options)
        return said.getvalue()

    def spoil(self):
        """Leave one entry out, one too many, and one with other words."""
        first, second, third = Entry.objects.order_by("place")[:3]
        first.delete()
        ArticleTag.objects.filter(content_object=second.article).delete()
        Entry.objects.filter(pk=second.pk).update(fingerprint="", text="Nonsense")
        type(third.article).objects.filter(pk=third.article_id).update(
            status="draft", published_at=None
        )

    def test_check_says_what_is_out_of_step_and_writes_nothing(self):
        self.assertIn("in step", self.rebuild(check=True))
        self.spoil()
        said = StringIO()
        with self.assertRaises(CommandError):
            call_command("rebuild_search", check=True, stderr=said)
        self.assertEqual(said.getvalue().count("is out of step"), 3)
        with self.assertRaises(CommandError):
            self.rebuild(check=True)

    def test_a_rebuild_brings_everything_in_step(self):
        self.spoil()
        self.assertIn("3 written", self.rebuild())
        self.assert_in_step()
        self.assertIn("0 written", self.rebuild())
        self.assertEqual(len(self.found("tide")), 4)

    def test_after_a_rebuild_that_was_killed_search_works_and_the_next_completes(self):
        Entry.objects.all().delete()
        entry_of, made = documents.entry_of, []

        def until_killed(story):
            if len(made) == 3:
                raise KeyboardInterrupt
            made.append(story)
            return entry_of(story)

        killed = mock.patch.object(documents, "entry_of", until_killed)
        with killed, self.assertRaises(KeyboardInterrupt):
            self.rebuild()
        self.assertEqual(self.found("tide"), ["Tide 1", "Tide 0"])
        self.assertTrue(rebuilding.is_sound())
        self.assertIn("4 written", self.rebuild())
        self.assert_in_step()

    def test_words_are_counted_anew_for_suggestions(self):
        vocabulary.learn(["gone for ever"])
        with mock.patch.object(rebuilding, "MOST_WORDS", 1):
            self.rebuild()
        counted = dict(Word.objects.values_list("key", "stories"))
        self.assertEqual((counted["tide"], counted["theatre"]), (5, 1))
        self.assertNotIn("gone", counted)
        self.assertEqual(Word.objects.get(key="theatre").written, "théâtre")

    def test_what_fts5_lost_comes_back(self):
        if connection.vendor == "sqlite":
            rebuilding.tell_fts5("delete-all")
            self.assertFalse(rebuilding.is_sound())
        self.rebuild()
        self.assertEqual(len(self.found("tide")), 5)

    def test_new_words_are_learnt_when_a_story_is_stored(self):
        with self.captureOnCommitCallbacks(execute=True):
            make_published(headline="Ostrander resigns")
        self.assertTrue(Word.objects.filter(key="ostrander", backwards="rednartso"))

    def test_words_of_a_story_that_waits_are_learnt_when_it_comes_out(self):
        now = timezone.now()
        with self.captureOnCommitCallbacks(execute=True):
            story = make_article(headline="Ostrander resigns")
            publishing.schedule(story, at=now + timedelta(hours=1))
        self.rebuild()
        self.assertFalse(Word.objects.filter(key="ostrander"))
        later = now + timedelta(hours=2)
        its_minute = mock.patch("django.utils.timezone.now", return_value=later)
        with its_minute, self.captureOnCommitCallbacks(execute=True):
            publishing.announce_due(story)
        self.assertTrue(Word.objects.filter(key="ostrander"))
