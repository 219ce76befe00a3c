"""Photos and galleries in a story's text: their uses, their order, what readers see."""

import re
from datetime import timedelta

from django.db import connection
from django.test import TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from articles.models import ArticlePhoto, Correction
from tests.factories import (
    make_article,
    make_photo,
    make_published,
    make_section,
    make_user,
)

RENDITIONS = [
    {"name": f"r/9/640.{kind}", "format": kind, "crop": "", "width": 640, "height": 427}
    for kind in ("webp", "jpeg")
]


def make_shown(**fields):
    """Return a photo whose renditions are made."""
    return make_photo(renditions=RENDITIONS, **fields)


def gallery(*photos):
    ids = " ".join(str(photo.pk) for photo in photos)
    return f'<figure data-gallery="{ids}"></figure>'


def alone(photo):
    return f'<figure data-photo="{photo.pk}"></figure>'


class PlacingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.one, cls.two, cls.three, cls.four = (
            make_shown(caption=f"Caption {name}", credit=f"Credit {name}")
            for name in ("one", "two", "three", "four")
        )

    def saved(self, story, body):
        story.body = body
        story.save()
        publishing.record_edit(story, by=None)

    def order(self, story):
        return [use.photo for use in story.article_photos.all()]

    def test_the_uses_stand_in_the_order_of_the_text(self):
        story = make_article(body=f"<p>a</p>{gallery(self.three, self.one)}")
        ArticlePhoto.objects.create(article=story, photo=self.four, position=0)
        self.saved(story, story.body)
        self.assertEqual(self.order(story), [self.three, self.one, self.four])
        self.saved(story, alone(self.two) + gallery(self.one, self.three))
        self.assertEqual(self.order(story), [self.two, self.one, self.three, self.four])

    def test_a_photo_taken_out_of_the_text_is_printed_no_more(self):
        story = make_published(body="<p>a</p>")
        ArticlePhoto.objects.create(article=story, photo=self.four)
        self.saved(story, f"<p>a</p>{gallery(self.one, self.two)}")
        self.saved(story, f"<p>a</p>{gallery(self.two)}")
        self.assertEqual(self.order(story), [self.two, self.four])
        self.assertNotContains(self.client.get(story.get_absolute_url()), "Caption one")

    def test_a_photo_that_comes_back_has_the_words_and_crops_it_had(self):
        story = make_article(body=f"<p>a</p>{gallery(self.one, self.two)}")
        self.saved(story, story.body)
        crops = {"1:1": [0.1, 0.1, 0.5, 0.5]}
        used = story.article_photos.filter(photo=self.one)
        used.update(caption="Mine", crops=crops)
        self.saved(story, story.body)
        self.saved(story, f"<p>a</p>{alone(self.two)}")
        self.saved(story, f"<p>a</p>{gallery(self.one, self.two)}")
        use = story.article_photos.get(photo=self.one)
        self.assertEqual((use.caption, use.crops), ("Mine", crops))
        self.one.refresh_from_db()
        self.assertEqual(len(self.one.use_crops), 1)

    def test_a_caption_that_was_frozen_comes_back_as_the_librarys(self):
        story = make_published(body=f"<p>a</p>{gallery(self.one, self.two)}")
        self.saved(story, story.body)
        self.assertTrue(story.article_photos.get(photo=self.one).caption_is_frozen)
        self.saved(story, f"<p>a</p>{alone(self.two)}")
        self.one.caption = "Corrected"
        self.one.save()
        publishing.withdraw(story)
        story.refresh_from_db()
        self.saved(story, f"<p>a</p>{gallery(self.one, self.two)}")
        use = story.article_photos.get(photo=self.one)
        self.assertEqual(use.printed.caption, "Corrected")

    def test_readers_see_a_gallery_in_its_order_with_captions_and_credits(self):
        story = make_published(
            body=f"<p>Before.</p>{gallery(self.two, self.one)}<p>After.</p>"
        )
        publishing.place_photos(story)
        story.article_photos.filter(photo=self.one).update(caption="As told here")
        page = self.client.get(story.get_absolute_url()).content.decode()
        said = ["Before.", "Caption two", "Credit two", "As told here", "After."]
        places = [page.index(words) for words in said]
        self.assertEqual(places, sorted(places))
        self.assertNotIn("data-gallery", page)

    def test_a_gallery_of_photos_that_are_gone_leaves_nothing(self):
        story = make_published(body='<p>a</p><figure data-gallery="998 999"></figure>')
        publishing.place_photos(story)
        page = self.client.get(story.get_absolute_url())
        self.assertNotContains(page, 'class="gallery"')
        self.assertNotContains(page, "data-gallery")

    @override_settings(NEWSROOM_FEED_FULL_TEXT=True)
    def test_feeds_print_the_pictures_of_a_gallery_one_by_one(self):
        story = make_published(
            body=f"<p>Before.</p>{gallery(self.two, self.one)}<p>After.</p>"
        )
        publishing.place_photos(story)
        feed = self.client.get("/feeds/rss.xml").content.decode()
        text = feed.partition("<content:encoded>")[2]
        said = ["Before.", "Caption two", "Credit two", "Caption one", "After."]
        places = [text.index(words) for words in said]
        self.assertEqual(places, sorted(places))
        self.assertEqual(text.count("<figcaption>"), 2)
        self.assertNotIn("data-gallery", text)

    def test_a_gallery_costs_the_page_no_query_more_than_a_photo(self):
        def queries(body):
            story = make_published(body=body, section=section)
            publishing.place_photos(story)
            with CaptureQueriesContext(connection) as asked:
                self.client.get(story.get_absolute_url())
            return len(asked)

        section = make_section()
        many = gallery(self.one, self.two, self.three, self.four)
        self.assertEqual(queries(alone(self.one)), queries(many))

    def test_a_photo_of_a_gallery_without_words_keeps_a_story_in(self):
        bare = make_shown(caption="", credit="")
        story = make_article(body=f"<p>a</p>{gallery(self.one, bare)}")
        publishing.place_photos(story)
        with self.assertRaisesMessage(publishing.NotPublishable, "has no caption"):
            publishing.publish(story)

    def test_a_photo_of_a_gallery_that_is_withdrawn_keeps_a_story_in(self):
        story = make_article(body=f"<p>a</p>{gallery(self.one, self.two)}")
        publishing.place_photos(story)
        self.two.withdrawn_at = story.created_at
        self.two.save()
        with self.assertRaisesMessage(publishing.NotPublishable, "is withdrawn"):
            publishing.publish(story)


class PictureStoryTests(TestCase):
    def test_it_is_laid_out_for_its_pictures_and_others_are_not(self):
        photo = make_shown(caption="Low water")
        body = f"<p>Before.</p>{gallery(photo)}<p>After.</p>"
        told = make_published(genre="pictures", lead_photo=make_shown(), body=body)
        usual = make_published(body=body)
        for story in (told, usual):
            publishing.place_photos(story)
        page = self.client.get(told.get_absolute_url())
        self.assertTemplateUsed(page, "articles/picture_story.html")
        self.assertContains(page, 'sizes="(min-width: 70rem) 62rem, 92vw"')
        self.assertContains(page, 'fetchpriority="high"', count=1)
        self.assertContains(page, f'data-read="{told.pk}"')
        page = self.client.get(usual.get_absolute_url())
        self.assertTemplateNotUsed(page, "articles/picture_story.html")
        self.assertContains(page, 'sizes="(min-width: 48rem) 39rem, 92vw"')

    def test_its_page_costs_no_query_more(self):
        def queries(**fields):
            story = make_published(section=section, **fields)
            with CaptureQueriesContext(connection) as asked:
                self.client.get(story.get_absolute_url())
            return len(asked)

        section = make_section()
        self.assertEqual(queries(), queries(genre="pictures"))

    def test_its_corrections_and_agency_stand_at_its_end(self):
        story = make_published(genre="pictures", agency_credit="Coastal News")
        Correction.objects.create(article=story, text="It was Tuesday.")
        page = self.client.get(story.get_absolute_url())
        self.assertContains(page, "Source: Coastal News")
        self.assertContains(page, "It was Tuesday.")


class StoryFormTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.placed = make_shown(caption="In it")
        cls.loose = make_shown(caption="Beside it")
        cls.story = make_article(body=f"<p>a</p>{gallery(cls.placed)}")
        publishing.place_photos(cls.story)
        ArticlePhoto.objects.create(article=cls.story, photo=cls.loose, position=9)
        cls.editor = make_user("Editor")

    def setUp(self):
        self.client.force_login(self.editor)

    def form(self):
        address = reverse("admin:articles_article_change", args=[self.story.pk])
        return self.client.get(address).content.decode()

    def test_a_photo_that_the_text_does_not_place_is_said_to_be_printed_after_it(self):
        rows = re.split(r'id="article_photos-\d"', self.form())[1:]
        marked = ["Not in the text" in row for row in rows]
        self.assertEqual(marked, [False, True])

    def test_the_editor_is_told_whose_words_a_caption_has(self):
        self.story.article_photos.filter(photo=self.placed).update(
            caption="Kept", caption_is_frozen=True
        )
        form = self.form()
        frozen = r'name="article_photos-0-caption"[^>]*data-state="frozen"'
        self.assertRegex(form, frozen)
        self.assertIn('data-state="inherits"', form)

    def test_the_editors_own_modules_have_their_addresses_in_the_page(self):
        self.assertIn('"desk/gallery": "/static/desk/editor/gallery.js"', self.form())


class ChoosingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.one, cls.two, cls.placed = (
            make_shown(caption=f"Caption {name}") for name in ("one", "two", "placed")
        )
        cls.story = make_article(body=f"<p>a</p>{alone(cls.placed)}")
        cls.page = reverse("admin:articles_article_photos", args=[cls.story.pk])
        cls.reporter = make_user("Reporter")

    def setUp(self):
        self.client.force_login(self.reporter)

    def put(self, *photos, how="gallery"):
        sent = {"photo": [photo.pk for photo in photos], how: "1"}
        page = self.client.post(self.page, sent, follow=True)
        self.story.refresh_from_db()
        return page

    def test_photos_that_are_not_in_the_text_are_offered_by_their_words(self):
        page = self.client.get(self.page)
        self.assertContains(page, "Caption one")
        self.assertNotContains(page, "Caption placed")
        page = self.client.get(self.page, {"q": "two"})
        self.assertContains(page, "Caption two")
        self.assertNotContains(page, "Caption one")

    def test_those_ticked_stand_after_the_text_as_a_gallery_or_one_by_one(self):
        page = self.put(self.two, self.one)
        self.assertContains(page, "2 photos stand after the text.")
        self.assertEqual(
            self.story.body,
            f"<p>a</p>\n{alone(self.placed)}\n{gallery(self.two, self.one)}",
        )
        self.assertEqual(self.story.revisions.first().action, "given photos")
        other = make_shown()
        self.put(other, how="alone")
        self.assertTrue(self.story.body.endswith(alone(other)))

    def test_none_ticked_is_said_and_changes_nothing(self):
        before = self.story.body
        page = self.put(self.placed)
        self.assertContains(page, "No photo was chosen that is not in the text.")
        self.assertEqual(self.story.body, before)

    def test_a_story_that_is_out_takes_no_photo_that_may_not_be_shown(self):
        publishing.publish(self.story)
        self.client.force_login(make_user("Editor"))
        page = self.put(self.one, make_shown(caption=""))
        self.assertContains(page, "has no caption")
        self.assertNotIn("data-gallery", self.story.body)

    def test_nor_does_one_that_will_be_out_by_itself(self):
        self.client.force_login(make_user("Editor"))
        publishing.schedule(self.story, at=timezone.now() + timedelta(hours=1))
        bare = make_photo(credit="", category="")
        self.assertContains(self.put(bare), "has no credit")
        self.assertNotIn(f'"{bare.pk}"', self.story.body)
        coming = make_photo(
            valid_from=timezone.now() + timedelta(minutes=30), alt_text="Boats at low"
        )
        self.assertContains(self.put(coming), "1 photo stands after the text.")

    def test_who_may_not_change_the_story_neither_sees_nor_uses_it(self):
        publishing.publish(self.story)
        self.assertEqual(self.client.get(self.page).status_code, 403)
        sent = {"photo": self.one.pk, "gallery": "1"}
        self.assertEqual(self.client.post(self.page, sent).status_code, 403)
        self.story.refresh_from_db()
        self.assertNotIn("data-gallery", self.story.body)

    def test_it_costs_the_same_however_many_photos_it_offers(self):
        def queries():
            with CaptureQueriesContext(connection) as asked:
                self.client.get(self.page)
            return len(asked)

        few = queries()
        for _number in range(6):
            make_shown()
        self.assertEqual(queries(), few)
