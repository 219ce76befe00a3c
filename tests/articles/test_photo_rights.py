"""A photo's limits hold for every story, and a withdrawn photo is seen nowhere."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from articles.models import Article, ArticlePhoto, Photo
from articles.photos import library, making, renditions, rights
from tests.articles.test_admin_library import picture
from tests.articles.test_admin_stories import form_of
from tests.articles.test_pages_article import shown
from tests.factories import make_article, make_photo, make_published, make_user

DAY = timedelta(days=1)


class PublishingTests(TestCase):
    def refused(self, at=None, **limits):
        story = make_article(lead_photo=make_photo(caption="The quay.", **limits))
        with self.assertRaises(publishing.NotPublishable) as caught:
            if at:
                publishing.schedule(story, at=at)
            else:
                publishing.publish(story)
        return str(caught.exception)

    def test_a_photo_without_limits_keeps_no_story_in(self):
        publishing.publish(make_article(lead_photo=make_photo(no_sales=True)))

    def test_a_photo_past_its_date_is_named_with_the_date(self):
        until = timezone.now().replace(year=2026, month=3, day=4, hour=9, minute=5)
        reason = self.refused(valid_until=until)
        self.assertIn(
            "The right to use the photo “The quay.” ended on 4 Mar 2026, 09.05;",
            reason,
        )

    def test_a_photo_not_yet_usable_is_refused(self):
        reason = self.refused(valid_from=timezone.now() + DAY)
        self.assertIn("“The quay.” must not be used before", reason)

    def test_the_moment_a_story_goes_out_counts(self):
        now = timezone.now()
        reason = self.refused(at=now + 2 * DAY, valid_until=now + DAY)
        self.assertIn("ended on", reason)
        later = make_article(lead_photo=make_photo(valid_from=now + DAY))
        publishing.schedule(later, at=now + 2 * DAY)

    def test_a_photo_that_is_not_for_the_internet_is_refused(self):
        self.assertIn(
            "must not be used on the internet", self.refused(no_internet=True)
        )

    def test_a_photo_inside_the_story_counts_like_the_lead(self):
        story = make_article()
        ArticlePhoto.objects.create(article=story, photo=make_photo(no_internet=True))
        with self.assertRaisesMessage(publishing.NotPublishable, "on the internet"):
            publishing.publish(story)

    def test_a_photo_for_one_time_is_for_one_story(self):
        photo = make_photo(one_time_use=True)
        first = publishing.publish(make_article(headline="First", lead_photo=photo))
        publishing.record_edit(first, by=None)
        second = make_article()
        ArticlePhoto.objects.create(article=second, photo=photo)
        message = "may be used once, and “First” has used it."
        with self.assertRaisesMessage(publishing.NotPublishable, message):
            publishing.publish(second)
        publishing.withdraw(first)
        with self.assertRaisesMessage(publishing.NotPublishable, message):
            publishing.publish(second)
        publishing.publish(first)

    def test_drafts_do_not_use_a_photo_up(self):
        photo = make_photo(one_time_use=True)
        make_article(lead_photo=photo)
        publishing.publish(make_article(lead_photo=photo))

    def test_limits_are_said_in_few_words(self):
        photo = make_photo(one_time_use=True, territory_excluded="UK AND IRELAND")
        self.assertEqual(
            rights.limits(photo), ["one time use", "not for UK AND IRELAND"]
        )


class WithdrawnTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.photo = shown(caption="Xyzzy caption", credit="Xyzzy credit")
        for made in cls.photo.renditions:
            default_storage.save(made["name"], ContentFile(b"x"))
        cls.names = [made["name"] for made in cls.photo.renditions]
        cls.story = make_published(
            lead_photo=cls.photo,
            body=f'<p>Words.</p><figure data-photo="{cls.photo.pk}"></figure>',
        )
        publishing.place_photos(cls.story)
        section = cls.story.section.slug
        cls.pages = [
            "/",
            f"/{section}/",
            cls.story.get_absolute_url(),
            "/feeds/rss.xml",
            f"/feeds/{section}.xml",
            "/sitemaps/news.xml",
            f"/sitemaps/{timezone.localtime(cls.story.published_at):%Y-%m}.xml",
            "/search/?q=words",
        ]

    def withdraw(self):
        with self.captureOnCommitCallbacks(execute=True):
            library.withdraw(self.photo, because="The agency killed it.")

    def assert_nowhere(self):
        for page in self.pages:
            with self.subTest(page):
                text = self.client.get(page).content.decode()
                for words in ("Xyzzy", *self.names):
                    self.assertNotIn(words, text)

    def test_it_is_on_no_page_feed_or_card_and_its_files_are_gone(self):
        before = self.client.get(self.story.get_absolute_url())
        self.assertContains(before, "Xyzzy caption")
        self.assertContains(before, self.names[0])
        self.withdraw()
        self.assert_nowhere()
        self.assertFalse(any(map(default_storage.exists, self.names)))

    def test_the_files_of_earlier_makings_are_gone_too(self):
        for photo in (self.photo, neighbour := make_photo()):
            file = ContentFile(picture(size=(40, 30)).read())
            photo.original.storage.save(photo.original.name, file)
        made, other = renditions.make(self.photo), renditions.make(neighbour)
        self.withdraw()  # the row names none of these any more
        self.assertFalse(any(default_storage.exists(one["name"]) for one in made))
        self.assertTrue(all(default_storage.exists(one["name"]) for one in other))

    def test_no_story_goes_out_with_it_and_none_takes_it(self):
        self.withdraw()
        draft = make_article(lead_photo=self.photo)
        message = "is withdrawn: The agency killed it. Choose another one."
        with self.assertRaisesMessage(publishing.NotPublishable, message):
            publishing.publish(draft)
        self.client.force_login(make_user("Editor"))
        other = make_article()
        for words in (
            {"lead_photo": self.photo.pk},
            {"body": f'<p>W.</p><figure data-photo="{self.photo.pk}"></figure>'},
        ):
            url = reverse("admin:articles_article_change", args=[other.pk])
            page = self.client.post(url, form_of(other, **words))
            self.assertContains(page, "is withdrawn: The agency killed it.")
        asked = "app_label=articles&model_name=article&field_name=lead_photo"
        chosen = self.client.get(f"{reverse('admin:autocomplete')}?{asked}")
        self.assertEqual(chosen.json()["results"], [])
        picked = self.client.get(reverse("admin:articles_photo_pick"))
        self.assertEqual(picked.json()["photos"], [])

    def test_a_draft_that_has_it_can_still_be_written(self):
        self.withdraw()
        draft = make_article(lead_photo=self.photo)
        self.client.force_login(make_user("Editor"))
        url = reverse("admin:articles_article_change", args=[draft.pk])
        form = form_of(draft, headline="New words", lead_photo=self.photo.pk)
        self.client.post(url, form)
        self.assertEqual(Article.objects.get(pk=draft.pk).headline, "New words")


class ScreenTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.photo = make_photo(caption="The quay.")
        cls.screen = reverse("admin:articles_photo_withdrawal", args=[cls.photo.pk])
        cls.form = reverse("admin:articles_photo_change", args=[cls.photo.pk])

    def test_an_editor_withdraws_a_photo_and_lifts_that(self):
        self.client.force_login(make_user("Editor", is_superuser=False))
        self.client.post(
            reverse("admin:articles_photo_add"),
            {"original": picture(size=(711, 500)), "caption": "C", "category": "staff"},
        )
        photo = Photo.objects.exclude(pk=self.photo.pk).get()
        stale = Photo.objects.get(pk=photo.pk)
        screen = reverse("admin:articles_photo_withdrawal", args=[photo.pk])
        said = self.client.post(screen, {"reason": " "}, follow=True)
        self.assertContains(said, "Say why the photo is withdrawn.")
        page = self.client.post(screen, {"reason": "A lawyer says so."}, follow=True)
        self.assertContains(page, "A lawyer says so. No story shows it")
        self.assertContains(self.client.get(screen), "Lift the withdrawal")
        for seen in (stale, Photo.objects.get(pk=photo.pk)):
            making.remake(seen)
        self.assertEqual(Photo.objects.get(pk=photo.pk).renditions, [])
        page = self.client.post(screen, follow=True)
        self.assertContains(page, "can be used again.")
        photo.refresh_from_db()
        self.assertIsNone(photo.withdrawn_at)
        self.assertTrue(photo.renditions)

    def test_what_cannot_be_read_stays_withdrawn(self):
        library.withdraw(self.photo, because="A lawyer says so.")
        self.client.force_login(make_user("Publisher"))
        said = self.client.post(self.screen, follow=True)
        self.assertContains(said, "cannot be read; add it anew.")
        self.photo.refresh_from_db()
        self.assertIsNotNone(self.photo.withdrawn_at)

    def test_a_photo_editor_may_not(self):
        self.client.force_login(make_user("Photo editor"))
        self.assertEqual(self.client.get(self.screen).status_code, 403)
        posted = self.client.post(self.screen, {"reason": "x"})
        self.assertEqual(posted.status_code, 403)
        self.assertNotContains(self.client.get(self.form), "withdrawal/")

    def test_limits_stand_in_the_form_and_where_a_photo_is_chosen(self):
        self.client.force_login(make_user("Photo editor"))
        words = {
            "caption": "C",
            "credit": self.photo.credit,
            "alt_text": "A",
            "category": "agency",
            "focal_x": 0.5,
            "focal_y": 0.5,
            "one_time_use": "on",
            "valid_until_0": "2030-05-04",
            "valid_until_1": "00:00",
        }
        self.assertEqual(self.client.post(self.form, words).status_code, 302)
        limits = "usable until 4 May 2030, 00.00, one time use"
        listed = self.client.get(reverse("admin:articles_photo_changelist"))
        for limit in ("Usable until 4 May 2030, 00.00", "One time use"):
            self.assertContains(listed, limit)
        picked = self.client.get(reverse("admin:articles_photo_pick")).json()
        self.assertEqual(picked["photos"][0]["limits"], limits)
        story = make_article(lead_photo=self.photo)
        page = self.client.get(
            reverse("admin:articles_article_change", args=[story.pk])
        )
        self.assertContains(page, "Usable until 4 May 2030, 00.00, one time use")

    def test_dates_the_wrong_way_round_are_refused(self):
        self.client.force_login(make_user("Photo editor"))
        words = {
            "caption": "C",
            "focal_x": 0.5,
            "focal_y": 0.5,
            "valid_until_0": "2030-05-04",
            "valid_until_1": "00:00",
            "valid_from_0": "2030-05-05",
            "valid_from_1": "00:00",
        }
        page = self.client.post(self.form, words)
        self.assertContains(page, "“Usable until” must be after “usable from”.")
