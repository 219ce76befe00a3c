"""What a reader may see: one rule, said in SQL and in Python."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.test import TestCase
from django.utils import timezone

from articles.models import Article, Section
from tests.factories import make_article, make_published, make_section

Status = Article.Status
HOUR = timedelta(hours=1)


class PublishedTests(TestCase):
    def test_only_what_is_out_and_off_embargo_is_public(self):
        now = timezone.now()
        make_article(headline="draft")
        make_published(headline="out")
        make_published(headline="held", embargo_until=now + HOUR)
        make_published(headline="freed", embargo_until=now - HOUR)
        make_article(headline="killed", status=Status.KILLED, published_at=now - HOUR)
        make_article(headline="later", status=Status.SCHEDULED, published_at=now + HOUR)
        make_article(headline="due", status=Status.SCHEDULED, published_at=now - HOUR)
        public = Article.objects.published().order_by("headline")
        self.assertEqual([story.headline for story in public], ["due", "freed", "out"])

    def test_a_story_agrees_with_the_queryset_about_itself(self):
        moments = [None, timezone.now() - HOUR, timezone.now() + HOUR]
        for status in Status:
            for embargo in moments:
                for published in moments[1:]:
                    with self.subTest(
                        status=status, embargo=embargo, published=published
                    ):
                        story = make_article(
                            status=status, embargo_until=embargo, published_at=published
                        )
                        found = Article.objects.published().filter(pk=story.pk).exists()
                        self.assertIs(story.is_published, found)

    def test_a_section_holds_the_stories_of_its_sub_sections(self):
        culture = make_section()
        books = make_section(parent=culture)
        story = make_published(section=books)
        make_published()
        self.assertEqual([*Article.objects.in_section(culture)], [story])


class AddressTests(TestCase):
    def test_the_address_is_section_date_slug_and_id(self):
        moment = timezone.now().replace(year=2026, month=11, day=2, hour=12)
        story = make_published(
            section=make_section(slug="world"), slug="sea-wall", published_at=moment
        )
        self.assertEqual(
            story.get_absolute_url(), f"/world/2026/nov/02/sea-wall-{story.pk}/"
        )

    def test_a_draft_has_no_address(self):
        with self.assertRaisesMessage(ValueError, "no address before it is published"):
            make_article().get_absolute_url()


class ConstraintTests(TestCase):
    """Rules that the database keeps, whoever writes to it."""

    def assertRefused(self, **fields):
        with self.assertRaises(IntegrityError), transaction.atomic():
            Article.objects.create(
                **{
                    "headline": "H",
                    "slug": "h",
                    "body": "<p>b</p>",
                    "section": self.section,
                    "status": Status.PUBLISHED,
                    "published_at": timezone.now(),
                }
                | fields
            )

    def setUp(self):
        self.section = make_section()

    def test_a_public_story_has_headline_slug_body_section_and_date(self):
        for missing in [
            {"headline": ""},
            {"slug": ""},
            {"body": ""},
            {"section": None},
            {"published_at": None},
        ]:
            with self.subTest(missing):
                self.assertRefused(**missing)

    def test_nothing_is_updated_before_it_is_published(self):
        self.assertRefused(materially_updated_at=timezone.now() - HOUR)

    def test_a_section_takes_no_reserved_slug(self):
        with self.assertRaises(IntegrityError), transaction.atomic():
            Section.objects.create(name="Search", slug="search")

    def test_a_body_is_cleaned_on_every_way_in(self):
        story = make_article(body="<p onclick=x>a</p>")
        self.assertEqual(story.body, "<p>a</p>")
        Article.objects.filter(pk=story.pk).update(body="<script>x</script><p>b</p>")
        story.refresh_from_db()
        self.assertEqual(story.body, "<p>b</p>")
        [made] = Article.objects.bulk_create([Article(headline="x", body="<i>c</i>")])
        self.assertEqual(Article.objects.get(pk=made.pk).body, "<p><em>c</em></p>")
