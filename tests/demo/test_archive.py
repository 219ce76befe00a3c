from datetime import UTC, datetime, timedelta
from io import StringIO
from unittest import mock

from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import F, Q
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import html
from articles.models import (
    Article,
    ArticlePhoto,
    ArticleTag,
    Byline,
    Correction,
    Photo,
)
from articles.photos import renditions
from newsroom.demo import archive, furniture
from newsroom.popular.lists import most_read
from tests.factories import make_published

DAY = datetime(2026, 3, 1, tzinfo=UTC)


def contents():
    """Return what an archive says, without the numbers a database gives."""
    articles = Article.objects.order_by("pk")
    return [
        list(
            articles.values_list(
                "headline", "slug", "status", "published_at", "section__slug",
                "lead_photo__caption", "materially_updated_at", "standfirst", "genre",
            )
        ),
        [html.to_text(body) for body in articles.values_list("body", flat=True)],
        list(Byline.objects.order_by("pk").values_list("contributor__name", "role")),
        list(ArticleTag.objects.order_by("pk").values_list("tag__name", flat=True)),
    ]  # fmt: skip


class ArchiveTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        archive.fill(400, seed=7)

    def test_it_has_so_many_stories_most_of_them_public(self):
        self.assertEqual(Article.objects.count(), 400)
        self.assertGreater(Article.objects.published().count(), 360)

    def test_every_body_is_clean_and_of_a_story_s_length(self):
        for body in Article.objects.values_list("body", flat=True):
            self.assertEqual(html.clean(str(body)), body)
            self.assertGreaterEqual(len(html.paragraphs(body)), 8)

    def test_bylines_and_topics_have_the_date_of_a_cleared_story(self):
        cleared = Q(article__in=Article.objects.published()) | Q(
            article__in=Article.objects.exclude(publish_at=None)
        )
        self.assertFalse(
            Byline.objects.filter(cleared)
            .exclude(published_at=F("article__published_at"))
            .exists()
        )
        self.assertFalse(
            Byline.objects.exclude(cleared).exclude(published_at=None).exists()
        )
        undated = ArticleTag.objects.filter(published_at=None)
        self.assertFalse(
            undated.filter(content_object__in=Article.objects.published()).exists()
        )

    def test_photos_in_texts_have_their_uses(self):
        placed = {
            (article.pk, photo)
            for article in Article.objects.all()
            for photo in html.photo_ids(article.body)
        }
        uses = set(ArticlePhoto.objects.values_list("article_id", "photo_id"))
        self.assertEqual(uses, placed)
        self.assertGreater(len(uses), 100)

    def test_it_spreads_over_years(self):
        dates = Article.objects.published().values_list("published_at", flat=True)
        self.assertGreater(max(dates) - min(dates), timedelta(days=6 * 365))
        self.assertLessEqual(max(dates), timezone.now())

    def test_some_of_it_was_corrected(self):
        self.assertTrue(Correction.objects.exists())
        early = Correction.objects.filter(corrected_at__lt=F("article__published_at"))
        self.assertFalse(early.exists())

    def test_the_public_pages_stand(self):
        story = Article.objects.published().newest_first().first()
        for address in (
            reverse("articles:home"),
            story.get_absolute_url(),
            story.section.get_absolute_url(),
            story.tags.first().get_absolute_url(),
        ):
            self.assertEqual(self.client.get(address).status_code, 200)

    def test_what_readers_read_is_new_enough_to_be_listed(self):
        self.assertLessEqual(len(most_read(10)), 10)

    def test_a_story_takes_a_fraction_of_a_query(self):
        stock = archive.Archive(200, seed=2, today=DAY)
        stories = [stock.story(age) for age in stock.ages]
        with CaptureQueriesContext(connection) as queries:
            archive.write(stock, stories)
        self.assertLess(len(queries), 30)

    def test_no_story_was_edited_before_it_was_begun(self):
        stories = Article.objects.all()
        self.assertFalse(stories.filter(edited_at__lte=F("created_at")).exists())
        self.assertFalse(stories.filter(edited_at__gt=timezone.now()).exists())


class SeedTests(TestCase):
    def test_one_seed_and_one_day_make_the_same_stories(self):
        archive.fill(60, seed=3, today=DAY)
        first = contents()
        Article.objects.all().delete()
        archive.fill(60, seed=3, today=DAY)
        self.assertEqual(contents(), first)
        Article.objects.all().delete()
        archive.fill(60, seed=4, today=DAY)
        self.assertNotEqual(contents(), first)

    def test_every_state_a_desk_knows_occurs_in_a_large_one(self):
        stock = archive.Archive(3000, seed=1, today=DAY)
        with mock.patch.object(stock, "body", return_value="<p>.</p>"):
            made = {stock.story(age).status for age in stock.ages}
        self.assertEqual(made, set(Article.Status))


class CommandTests(TestCase):
    def test_it_adds_to_what_is_there_and_says_how_fast(self):
        make_published()
        said = StringIO()
        call_command("make_demo", stories=5, seed=1, stdout=said)
        self.assertEqual(Article.objects.count(), 6)
        self.assertRegex(said.getvalue(), r"^5 stories in [\d.]+ s: \d+ a second \(")

    def test_if_empty_holds_for_an_archive_too(self):
        make_published()
        call_command("make_demo", "--if-empty", stories=5)
        self.assertEqual(Article.objects.count(), 1)

    def test_no_number_of_stories_below_one(self):
        for number in (0, -3):
            with self.assertRaisesMessage(CommandError, "write 1 or more"):
                call_command("make_demo", stories=number)

    def test_its_pictures_get_renditions_when_the_edition_asks_for_them(self):
        held = furniture.photo_rows()["type-opinion"]
        self.assertEqual(held.renditions, [])
        made = [{"name": "r/1/320.webp", "format": "webp", "crop": "", "width": 320,
                 "height": 213}]  # fmt: skip
        with mock.patch.object(renditions, "make", return_value=made):
            furniture.photos(mock.Mock())
        self.assertEqual(Photo.objects.get(pk=held.pk).renditions, made)
        self.assertEqual(Photo.objects.count(), 30)
