"""The caption of a photo's use: it follows the library, is edited, or is frozen."""

import json
from datetime import timedelta
from unittest import mock

from django.contrib.messages import get_messages
from django.db import IntegrityError, transaction
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from articles.captions import words
from articles.models import Article, ArticlePhoto, CaptionState, PhotoRevision
from articles.publishing import NotPossible
from tests.articles.test_admin_stories import form_of
from tests.articles.test_pages_article import shown
from tests.factories import make_article, make_photo, make_published, make_user

FROZEN, EDITED, INHERITS = (
    CaptionState.FROZEN,
    CaptionState.EDITED,
    CaptionState.INHERITS,
)


def use_in(story, **fields):
    photo = fields.pop("photo", None) or make_photo(caption="The quay.")
    return ArticlePhoto.objects.create(article=story, photo=photo, **fields)


class FreezingTests(TestCase):
    def setUp(self):
        self.photo = shown(caption="As printed.")
        self.story = make_article(lead_photo=self.photo)
        self.use = use_in(self.story)

    def reread(self):
        self.story.refresh_from_db()
        self.use.refresh_from_db()
        return self.story.lead_caption_state, self.use.caption_state

    def test_a_draft_follows_the_library(self):
        self.assertEqual(self.reread(), (INHERITS, INHERITS))
        words.change(self.photo, {"caption": "Other."}, by=None, action="saved")
        story = Article.objects.get(pk=self.story.pk)
        self.assertEqual(story.lead_printed.caption, "Other.")

    def test_publishing_keeps_the_text_that_is_printed_with_the_use(self):
        publishing.publish(self.story)
        self.assertEqual(self.reread(), (FROZEN, FROZEN))
        self.assertEqual(self.story.lead_caption, "As printed.")
        self.assertEqual(self.use.caption, "The quay.")

    def test_a_later_change_in_the_library_rewrites_no_published_page(self):
        publishing.publish(self.story)
        words.change(self.photo, {"caption": "Other."}, by=None, action="saved")
        page = self.client.get(Article.objects.get().get_absolute_url())
        self.assertContains(page, "<figcaption>As printed. ")
        self.assertNotContains(page, "Other.")

    def test_a_caption_edited_here_stays_edited(self):
        Article.objects.update(lead_caption="Mine.")
        publishing.publish(self.story)
        self.assertEqual(self.reread(), (EDITED, FROZEN))

    def test_a_scheduled_story_is_frozen_when_its_minute_is_announced(self):
        at = timezone.now() + timedelta(hours=1)
        publishing.schedule(self.story, at=at)
        self.assertEqual(self.reread(), (INHERITS, INHERITS))
        with mock.patch("django.utils.timezone.now", return_value=at):
            publishing.announce_due(self.story)
        self.assertEqual(self.reread(), (FROZEN, FROZEN))

    def test_what_is_public_but_not_announced_yet_keeps_what_it_printed(self):
        at = timezone.now() + timedelta(hours=1)
        publishing.schedule(self.story, at=at)
        with mock.patch("django.utils.timezone.now", return_value=at):
            for photo in (self.photo, self.use.photo):
                words.change(photo, {"caption": "Other."}, by=None, action="saved")
        self.assertEqual(self.reread(), (FROZEN, FROZEN))
        self.assertEqual(self.story.lead_caption, "As printed.")
        self.assertEqual(self.use.caption, "The quay.")

    def test_a_photo_put_into_a_public_story_is_frozen_as_it_is_saved(self):
        publishing.publish(self.story)
        late = use_in(self.story)
        publishing.record_edit(self.story, by=None)
        late.refresh_from_db()
        self.assertEqual(late.caption_state, FROZEN)

    def test_a_withdrawn_story_keeps_what_it_had_printed(self):
        publishing.publish(self.story)
        publishing.withdraw(self.story)
        self.assertEqual(self.reread(), (FROZEN, FROZEN))

    def test_the_database_holds_no_frozen_caption_without_words(self):
        for rows in (Article.objects.all(), ArticlePhoto.objects.all()):
            flag = "lead_caption" if rows.model is Article else "caption"
            with self.assertRaises(IntegrityError), transaction.atomic():
                rows.update(**{f"{flag}_is_frozen": True})


class ReadersTests(TestCase):
    """Page, feed and structured data print the same words."""

    @classmethod
    def setUpTestData(cls):
        photo = shown(caption="Of the library.", credit="Library", byline="Ana Ruiz")
        photo.renditions += [photo.renditions[0] | {"format": "jpeg", "width": 1280}]
        photo.save()
        cls.story = make_published(
            lead_photo=photo,
            lead_caption="Of the story.",
            lead_credit="Ben Okoro / Coastal",
            lead_credit_reason="The agency asks for both names.",
        )

    def test_the_page_and_its_structured_data_agree(self):
        page = self.client.get(self.story.get_absolute_url())
        self.assertContains(page, "Of the story. <span")
        self.assertContains(page, '<span class="cr">Ben Okoro / Coastal</span>')
        self.assertNotContains(page, "Of the library")
        script = page.content.decode().partition("ld+json")[2].partition(">")[2]
        [image, *_] = json.loads(script.partition("</script>")[0])["image"]
        self.assertEqual(image["caption"], "Of the story.")
        self.assertEqual(image["creditText"], "Ben Okoro / Coastal")

    def test_the_feed_prints_them_too_and_no_reader_gets_the_reason(self):
        for address in ["/feeds/rss.xml", "/", self.story.get_absolute_url()]:
            with self.subTest(address):
                page = self.client.get(address)
                self.assertContains(page, "Of the story.")
                self.assertContains(page, "Ben Okoro / Coastal")
                self.assertNotContains(page, "Of the library")
                self.assertNotContains(page, "The agency asks")
        feed = self.client.get("/feeds/rss.xml").content.decode()
        self.assertIn(">Of the story.</media:description>", feed)
        self.assertIn(">Ben Okoro / Coastal</media:credit>", feed)


class StoryFormTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = make_user("Publisher")
        cls.photo = make_photo(caption="One.\nTwo.", credit="Ida Roos")

    def setUp(self):
        self.client.force_login(self.user)

    def save(self, story, **fields):
        url = reverse("admin:articles_article_change", args=[story.pk])
        fields.setdefault("lead_photo", self.photo.pk)
        return self.client.post(url, form_of(story, **fields))

    def inline(self, use, **fields):
        row = {"id": use.pk, "photo": use.photo_id, "caption": use.caption} | fields
        sent = {f"article_photos-0-{name}": value for name, value in row.items()}
        sent |= {"article_photos-TOTAL_FORMS": 1, "article_photos-INITIAL_FORMS": 1}
        return sent | {"article_photos-0-position": 1}

    def published(self, **fields):
        return publishing.publish(make_article(lead_photo=self.photo, **fields))

    def test_saving_what_nobody_changed_leaves_a_caption_frozen(self):
        """A browser sends other line ends than the database holds."""
        story = self.published()
        self.save(story, lead_caption="One.\r\nTwo. ")
        story.refresh_from_db()
        self.assertEqual(story.lead_caption_state, FROZEN)
        self.assertEqual(story.lead_caption, "One.\nTwo.")

    def test_a_changed_caption_is_edited_here_and_an_emptied_one_the_library_s(self):
        story = self.published()
        self.save(story, lead_caption="Mine.")
        story.refresh_from_db()
        self.assertEqual(story.lead_caption_state, EDITED)
        self.save(story, lead_caption="")
        story.refresh_from_db()
        self.assertEqual(
            (story.lead_caption, story.lead_caption_state), ("One.\nTwo.", FROZEN)
        )

    def test_typing_the_library_s_words_into_a_draft_is_following_it(self):
        story = make_article(lead_photo=self.photo)
        self.save(story, lead_caption="One. Two.")
        story.refresh_from_db()
        self.assertEqual(story.lead_caption_state, INHERITS)

    def test_another_photo_does_not_get_the_words_of_the_first(self):
        story = self.published()
        other = make_photo(caption="Another picture.")
        self.save(story, lead_photo=other.pk, lead_caption="One.\r\nTwo.")
        story.refresh_from_db()
        self.assertEqual(story.lead_printed.caption, "Another picture.")
        use = use_in(story, caption="Of the first.", alt_text="Of the first too.")
        third = make_photo(caption="A third.")
        response = self.save(
            story, lead_photo=other.pk, **self.inline(use, photo=third.pk)
        )
        said = " ".join(map(str, get_messages(response.wsgi_request)))
        self.assertIn("Words that were written for another photo", said)
        use.refresh_from_db()
        self.assertEqual((use.printed.caption, use.alt_text), ("A third.", ""))

    def test_the_form_shows_what_is_printed_and_whose_words_it_is(self):
        story = make_article(lead_photo=self.photo)
        use_in(story, caption="Of the use.")
        url = reverse("admin:articles_article_change", args=[story.pk])
        page = self.client.get(url)
        self.assertContains(page, "<em>(follows the library)</em>")
        self.assertContains(page, "Of the use. <em>(edited here)</em>")
        publishing.publish(story)
        page = self.client.get(url)
        self.assertContains(page, "<em>(frozen when it was published)</em>")

    def test_another_credit_needs_a_reason_which_is_kept_and_shown(self):
        story = make_article(lead_photo=self.photo)
        response = self.save(story, lead_credit="Ben Okoro")
        self.assertContains(response, "say why not here")
        reason = "He took it, Ida filed it."
        self.save(story, lead_credit="Ben Okoro", lead_credit_reason=reason)
        story.refresh_from_db()
        self.assertEqual(story.lead_printed.credit, "Ben Okoro")
        [kept] = story.revisions.all()
        self.assertEqual(kept.content["lead_credit_reason"], reason)
        url = reverse("admin:articles_article_change", args=[story.pk])
        self.assertContains(self.client.get(url), f"Ben Okoro <em>({reason})</em>")
        self.save(story, lead_credit=" Ida  Roos ", lead_credit_reason=reason)
        story.refresh_from_db()
        self.assertEqual((story.lead_credit, story.lead_credit_reason), ("", ""))

    def test_a_use_in_the_text_asks_for_the_reason_too(self):
        story = make_article()
        use = use_in(story)
        response = self.save(story, **self.inline(use, credit="Ben Okoro"))
        self.assertContains(response, "say why not here")
        with self.assertRaises(IntegrityError), transaction.atomic():
            ArticlePhoto.objects.update(credit="Ben Okoro")


class WordsOfThePhotoTests(TestCase):
    def setUp(self):
        self.user = make_user("Photo editor")
        self.client.force_login(self.user)
        self.photo = make_photo(caption="Old.", credit="Ida Roos")

    def save(self, **fields):
        data = {"caption": "Old.", "credit": "Ida Roos", "focal_x": 0.5, "focal_y": 0.5}
        data |= {"alt_text": self.photo.alt_text}
        url = reverse("admin:articles_photo_change", args=[self.photo.pk])
        with mock.patch("articles.photos.making.make_soon"):
            return self.client.post(url, data | fields)

    def put_back(self, revision):
        url = reverse("admin:articles_photo_put_back", args=[self.photo.pk])
        return self.client.post(url, {"revision": revision.pk}, follow=True)

    def test_a_change_is_kept_with_who_made_it_and_the_old_words(self):
        self.save(caption="New.")
        self.save(caption="New.", place="Lisse")
        kept = PhotoRevision.objects.get()
        self.assertEqual((kept.created_by, kept.action), (self.user, "saved"))
        self.assertEqual(kept.before["caption"], "Old.")
        self.assertEqual(kept.after["caption"], "New.")
        url = reverse("admin:articles_photo_history", args=[self.photo.pk])
        page = self.client.get(url)
        self.assertContains(page, "<del>Old.</del>")
        self.assertContains(page, "<ins>New.</ins>")

    def test_undo_puts_back_what_the_change_took_and_leaves_the_rest(self):
        self.save(caption="New.")
        self.save(caption="New.", credit="Ben Okoro")
        self.put_back(PhotoRevision.objects.last())
        self.photo.refresh_from_db()
        self.assertEqual((self.photo.caption, self.photo.credit), ("Old.", "Ben Okoro"))
        newest = PhotoRevision.objects.first()
        self.assertEqual((newest.action, newest.after["caption"]), ("put back", "Old."))
        response = self.put_back(PhotoRevision.objects.last())
        self.assertContains(response, "The library says that already")

    def test_undo_takes_no_word_that_readers_need(self):
        photo = make_photo(credit="")
        words.change(photo, {"credit": "Ida Roos"}, by=None, action="saved")
        make_published(lead_photo=photo)
        with self.assertRaisesMessage(NotPossible, "has no credit"):
            words.undo(photo.revisions.get(), by=None)

    def test_who_must_not_change_the_words_must_not_put_them_back(self):
        self.save(caption="New.")
        revision = PhotoRevision.objects.get()
        make_published(lead_photo=self.photo)
        self.assertEqual(self.put_back(revision).status_code, 403)
        self.photo.refresh_from_db()
        self.assertEqual(self.photo.caption, "New.")
        url = reverse("admin:articles_photo_history", args=[self.photo.pk])
        self.assertNotContains(self.client.get(url), "Put back the words")

    def test_a_revision_of_another_photo_is_not_found(self):
        self.save(caption="New.")
        url = reverse("admin:articles_photo_put_back", args=[make_photo().pk])
        for key in [PhotoRevision.objects.get().pk, "x", "9" * 30]:
            self.assertEqual(self.client.post(url, {"revision": key}).status_code, 404)
