"""No public address tells whether a story is there that readers may not see.

Asked for by its id or its name, it answers as it answers for what never was.
"""

from datetime import timedelta

from django.test import Client, override_settings
from django.utils import timezone

from articles import publishing
from articles.models import Article, Correction
from articles.paging import Place
from articles.sharing import absolute
from newsroom.announcing.models import Announcement
from tests.articles.test_nothing_leaks import MARK, SecretsTestCase
from tests.factories import make_article, make_published

LISTS = ["/secret/", "/part/", "/latest/", "/topic/shared/", "/by/writer/"]
NEVER = 999_999  # the id of no story


class NothingConfirmedTests(SecretsTestCase):
    def assert_same(self, one, other):
        answers = [Client().get(address) for address in (one, other)]
        self.assertEqual(*(answer.status_code for answer in answers))
        self.assertEqual(*(answer.get("Location") for answer in answers))

    def test_no_place_of_a_story_that_waits_is_one(self):
        """Its minute can be guessed: papers come out on the hour."""
        hour = timezone.now().replace(minute=0, second=0, microsecond=0)
        make_published(section=self.public.section, published_at=hour)
        waiting = make_article(
            **self.parts,
            topics=[self.shared],
            status=Article.Status.SCHEDULED,
            published_at=hour,
            embargo_until=self.now + timedelta(hours=3),
        )
        note = Correction.objects.create(article=waiting, corrected_at=hour, text="X")
        for address in LISTS:
            for name in ("before", "after"):
                with self.subTest(address, by=name):
                    asked = f"{address}?{name}="
                    self.assert_same(
                        f"{asked}{Place(hour, waiting.pk)}",
                        f"{asked}{Place(hour, NEVER)}",
                    )
        asked = "/corrections/?before="
        self.assert_same(
            f"{asked}{Place(hour, note.pk)}", f"{asked}{Place(hour, NEVER)}"
        )

    def test_nor_does_a_machine_hear_of_one(self):
        story = f"/oembed?url={absolute('/secret/2026/jan/01/any-')}{{}}/"
        waiting = [one.pk for one in self.secrets if one is not self.killed]
        for asked in ("/embed/{}/", story, "/report/{}/", "/report/{}/thanks/"):
            for pk in (*waiting, NEVER):
                with self.subTest(asked.format(pk)):
                    answer = self.client.get(asked.format(pk))
                    self.assertEqual(answer.status_code, 404)
                    self.assertNotIn("Location", answer.headers)

    def test_a_topic_of_secret_stories_is_no_filter_of_a_search(self):
        for name in (f"{MARK} matter", self.own.slug):
            page = self.client.get("/search/", {"q": "plugh", "topic": name})
            self.assertEqual(page.context["filters"].unknown, [name])
            self.assertEqual(page.context["filters"].chips, [])
            feed = self.client.get("/search/feed.xml", {"q": "plugh", "topic": name})
            self.assertEqual(feed.status_code, 404)

    def test_no_feed_is_named_after_it(self):
        for ending in ("xml", "atom", "json"):
            address = f"/feeds/topic/{self.own.slug}.{ending}"
            self.assertEqual(self.client.get(address).status_code, 404)

    def test_no_word_of_a_story_that_waits_is_suggested(self):
        """Even where readers know another form of it: they share a stem."""
        make_published(headline="The minister resigned")
        at = timezone.now() + timedelta(hours=1)
        with self.captureOnCommitCallbacks(execute=True):
            story = make_article(headline="More resignations")
            publishing.schedule(story, at=at)
        page = self.client.get("/search/", {"q": "resignatoins"})
        self.assertNotContains(page, "resignations")

    def test_no_header_counts_down_to_the_end_of_a_drafts_embargo(self):
        soon = timezone.now() + timedelta(seconds=30)
        make_article(embargo_until=soon)
        for address in ("/", "/latest/", "/secret/", "/archive/"):
            with self.subTest(address):
                kept = self.client.get(address).headers["Cache-Control"]
                self.assertIn("s-maxage=300", kept)

    @override_settings(
        NEWSROOM_INDEXNOW_KEY="abcdefgh12345678",
        NEWSROOM_WEBSUB_HUB="https://hub.example/",
    )
    def test_nobody_is_told_of_a_story_before_it_is_out(self):
        at = timezone.now() + timedelta(hours=1)
        story = make_article(**self.parts, headline=f"{MARK} waits")
        publishing.record_edit(story, by=None)
        publishing.make_ready(story)
        publishing.schedule(story, at=at)
        publishing.withdraw(story)
        publishing.schedule(story, at=at)
        Article.objects.filter(pk=story.pk).update(embargo_until=at)
        publishing.record_edit(story, by=None, material=True)
        publishing.kill(story)
        self.assertFalse(Announcement.objects.exists())
