import re
from collections import Counter
from datetime import timedelta
from io import StringIO
from pathlib import Path
from unittest import mock

from django.contrib.auth.models import User
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.test import TestCase
from django.urls import reverse
from django.utils.html import escape

from articles import html
from articles.models import Article, Correction, Photo, Revision, Section, Topic
from articles.photos import renditions
from newsroom.demo import filling, readers, texts
from newsroom.notes import passages
from newsroom.notes.models import Note
from newsroom.popular.lists import most_read
from newsroom.popular.models import ReadBucket
from tests.factories import make_published, make_section, make_user


def make_demo(*arguments, **options):
    """Run the command without making renditions, and return what it printed."""
    said = StringIO()
    with mock.patch.object(renditions, "make", return_value=[]):
        call_command("make_demo", *arguments, stdout=said, **options)
    return said.getvalue()


class EditionTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.said = make_demo()

    def stories(self, *states):
        return [story for story in texts.stories() if story.state in states]

    def stored(self, story):
        return Article.objects.get(headline=story["Headline"])

    def test_every_published_story_is_on_its_page(self):
        for story in self.stories("published"):
            with self.subTest(story.file):
                article = self.stored(story)
                self.assertTrue(Article.objects.published().filter(pk=article.pk))
                page = self.client.get(article.get_absolute_url())
                self.assertContains(page, escape(story["Headline"]))

    def test_readers_have_reported_errors(self):
        notes = Note.objects.order_by("outcome")
        outcomes = [note.outcome for note in notes]
        self.assertEqual(outcomes, ["corrected", "open", "open", "suspected"])
        self.assertEqual(notes[0].correction.article, notes[0].article)
        quoted = [note for note in notes if note.is_open and note.quote]
        for note in quoted:
            passage = passages.find(note.quote, note.article)
            self.assertEqual(passage.standing, passages.Standing.STANDS)
        self.assertTrue(quoted)

    def test_no_other_story_is_anywhere(self):
        others = self.stories(*texts.STATES - {"published"})
        self.assertEqual(
            Article.objects.published().count(), len(texts.stories()) - len(others)
        )
        pages = [reverse("articles:home"), reverse("articles:feed_home")]
        pages += [section.get_absolute_url() for section in Section.objects.all()]
        for page in pages:
            shown = self.client.get(page).content.decode()
            for story in others:
                self.assertNotIn(escape(story["Headline"]), shown)

    def test_the_killed_story_has_its_note_where_it_stood(self):
        (story,) = self.stories("killed")
        page = self.client.get(self.stored(story).get_absolute_url())
        self.assertContains(page, escape(story["Kill-Note"]), status_code=410)

    def test_stories_of_the_desk_are_in_the_states_their_files_name(self):
        expected = {
            "scheduled": "scheduled",
            "embargoed": "ready",
            "draft": "draft",
            "submitted": "submitted",
        }
        for state, status in expected.items():
            for story in self.stories(state):
                self.assertEqual(self.stored(story).status, status)
        (embargoed,) = self.stories("embargoed")
        self.assertTrue(self.stored(embargoed).is_embargoed)

    def test_bylines_topics_and_photos_are_those_of_the_file(self):
        for story in texts.stories():
            with self.subTest(story.file):
                article = self.stored(story)
                bylines = article.bylines.values_list("contributor__name", "role")
                self.assertEqual(list(bylines), story.bylines)
                self.assertEqual(
                    {topic.name for topic in article.tags.all()}, set(story.topics)
                )
                placed = set(html.photo_ids(article.body))
                uses = set(article.article_photos.values_list("photo_id", flat=True))
                self.assertEqual(uses, placed)
                lead = {article.lead_photo_id} - {None}
                self.assertEqual(len(placed) + len(lead), len(story.photo_keys))

    def test_most_read_has_ten(self):
        self.assertEqual(len(most_read(10)), 10)
        readable = Article.objects.published()
        self.assertFalse(ReadBucket.objects.exclude(article__in=readable).exists())

    def test_corrections_stand_on_their_page(self):
        self.assertGreaterEqual(Correction.objects.count(), 3)
        page = self.client.get(reverse("articles:corrections"))
        for correction in Correction.objects.all():
            self.assertContains(page, escape(correction.text))

    def test_photos_are_complete_and_kept(self):
        self.assertEqual(Photo.objects.count(), 30)
        for photo in Photo.objects.all():
            self.assertTrue(photo.caption and photo.credit and photo.alt_text)
            self.assertTrue(photo.original.storage.exists(photo.original.name))

    def test_every_story_has_a_past(self):
        actions = Counter(Revision.objects.values_list("action", flat=True))
        self.assertEqual(actions["saved"], len(texts.stories()))
        self.assertEqual(actions["published"], len(self.stories("published", "killed")))
        for article in Article.objects.published():
            self.assertGreater(article.published_at - article.created_at, timedelta(0))
            self.assertGreaterEqual(article.edited_at, article.published_at)

    def test_topics_have_their_kinds_and_descriptions(self):
        self.assertEqual(Topic.objects.count(), 40)
        self.assertFalse(Topic.objects.filter(description="").exists())
        self.assertEqual(Topic.objects.get(name="Lisse").kind, Topic.Kind.PLACE)

    def test_the_printed_password_opens_the_desk_but_not_the_accounts(self):
        password = re.search(r"Password\s+(\S+)", self.said)[1]
        editor = User.objects.get(username="editor")
        self.assertTrue(editor.check_password(password))
        self.client.force_login(editor)
        page = self.client.get(reverse("admin:articles_article_changelist"))
        self.assertContains(page, escape(texts.stories()[0]["Headline"]))
        accounts = self.client.get(reverse("admin:auth_user_changelist"))
        self.assertEqual(accounts.status_code, 403)
        self.assertFalse(editor.is_superuser)

    def test_asked_again_it_refuses_or_keeps_silent(self):
        count = Article.objects.count()
        self.assertEqual(make_demo("--if-empty"), "")
        with self.assertRaisesMessage(CommandError, "holds stories already"):
            make_demo()
        self.assertEqual(Article.objects.count(), count)


class FillingTests(TestCase):
    """With a few of the stories and their photos; all of them are told above."""

    def setUp(self):
        few, table = texts.stories()[:12], texts.table
        keys = {key for story in few for key in story.photo_keys}

        def fewer(name):
            rows = table(name)
            return [r for r in rows if r["key"] in keys] if name == "photo" else rows

        self.enterContext(mock.patch.object(texts, "stories", return_value=few))
        self.enterContext(mock.patch.object(texts, "table", fewer))

    def test_one_story_is_enough_not_to_be_empty(self):
        make_published()
        self.assertEqual(make_demo("--if-empty"), "")
        self.assertEqual(Article.objects.count(), 1)

    def test_a_failure_leaves_nothing_behind(self):
        kept = self.originals()
        with (
            mock.patch.object(readers, "invent", side_effect=OSError("disk full")),
            mock.patch.object(renditions, "make", return_value=[]),
            self.assertRaises(OSError),
        ):
            filling.fill()
        self.assertFalse(Article.objects.exists() or Photo.objects.exists())
        self.assertEqual(self.originals(), kept)

    def originals(self):
        """Return the names of all originals in their storage."""
        folder = Path(storages["originals"].location)
        return {str(path) for path in folder.rglob("*") if path.is_file()}

    def test_what_is_there_already_is_used(self):
        make_section(name="World", slug="abroad")
        make_user(username="editor", password="mine")
        said = make_demo()
        self.assertIn("was not changed", said)
        self.assertTrue(User.objects.get(username="editor").check_password("mine"))
        self.assertEqual(Section.objects.filter(name="World").count(), 1)
        self.assertTrue(Article.objects.filter(section__slug="abroad").exists())

    def test_verbosity_0_prints_nothing(self):
        filled = filling.Filled(stories=1, photos=1, password="typed-here")
        with mock.patch.object(filling, "fill", return_value=filled):
            self.assertEqual(make_demo(verbosity=0), "")
            self.assertIn("typed-here", make_demo())
