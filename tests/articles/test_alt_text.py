"""Alt text: asked for unless a picture is decorative, doubted where it says nothing."""

from unittest import mock

from django.contrib.messages import get_messages
from django.test import SimpleTestCase, TestCase
from django.urls import reverse

from articles import publishing
from articles.captions.alt_text import doubts
from articles.models import Article, ArticlePhoto
from tests.articles.test_admin_library import ADD, picture
from tests.articles.test_admin_stories import form_of
from tests.articles.test_pages_article import shown
from tests.factories import make_article, make_photo, make_published, make_user

GOOD = "A long stone quay under a grey sky"


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


class DoubtTests(SimpleTestCase):
    def test_a_file_name_is_doubted_with_its_ending_or_without(self):
        for words in ["quay-final2.jpeg", "IMG_2041", "DSC00017", "Screenshot 2026-11"]:
            with self.subTest(words):
                self.assertIn("is a file name", doubts(words, caption="")[0])
        found = doubts("Quay at dawn", caption="", file_name="quay at dawn.jpg")
        self.assertIn("is a file name", found[0])

    def test_the_caption_again_is_doubted_whatever_its_case_and_stops(self):
        caption = "The quay at Port Sable, flooded on Monday."
        for words in [caption, "the quay at port sable – flooded", caption + " A dog."]:
            with self.subTest(words):
                self.assertIn("repeats the caption", doubts(words, caption=caption)[0])

    def test_a_word_or_two_of_the_caption_are_not_the_caption(self):
        caption = "The quay."
        self.assertEqual(doubts("Men carry sand along the quay.", caption=caption), [])

    def test_fewer_than_five_words_are_doubted(self):
        self.assertIn("fewer than five words", doubts("A wet quay", caption="")[0])
        self.assertEqual(doubts(GOOD, caption="The quay."), [])
        self.assertEqual(doubts("", caption="The quay."), [])


class PublishingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.bare = make_photo(caption="The quay", alt_text="")

    def test_without_alt_text_a_story_stays_in(self):
        story = make_article(lead_photo=self.bare)
        message = "The photo “The quay” has no alt text"
        with self.assertRaisesMessage(publishing.NotPublishable, message):
            publishing.publish(story)

    def test_a_photo_or_a_use_marked_decorative_goes_out_without(self):
        rule = make_photo(alt_text="", is_decorative=True)
        publishing.publish(make_article(lead_photo=rule))
        publishing.publish(make_article(lead_photo=self.bare, lead_is_decorative=True))
        story = make_article()
        ArticlePhoto.objects.create(article=story, photo=self.bare, is_decorative=True)
        self.assertTrue(publishing.publish(story).is_published)

    def test_an_alt_text_of_the_story_s_own_is_enough(self):
        story = make_article(lead_photo=self.bare, lead_alt_text=GOOD)
        self.assertTrue(publishing.publish(story).is_published)


class ReadersTests(TestCase):
    def page(self, story):
        return self.client.get(story.get_absolute_url())

    def test_the_story_s_own_alt_text_is_read_out_and_shared(self):
        photo = shown(alt_text="Of the library")
        photo.renditions += [photo.renditions[0] | {"crop": "og", "format": "jpeg"}]
        photo.save()
        story = make_published(lead_photo=photo, lead_alt_text=GOOD)
        page = self.page(story)
        self.assertContains(page, f'alt="{GOOD}" fetchpriority="high"')
        self.assertContains(page, f'<meta property="og:image:alt" content="{GOOD}">')
        self.assertNotContains(page, "Of the library")

    def test_a_decorative_picture_has_an_empty_one(self):
        photo = shown(alt_text="Never read out")
        story = make_published(lead_photo=photo, lead_is_decorative=True)
        self.assertContains(self.page(story), 'alt="" fetchpriority="high"')
        self.assertNotContains(self.page(story), "Never read out")

    def test_one_story_may_describe_what_is_decorative_elsewhere(self):
        photo = shown(alt_text="", is_decorative=True)
        story = make_published(lead_photo=photo)
        ArticlePhoto.objects.create(
            article=story, photo=shown(is_decorative=True), alt_text=GOOD
        )
        self.assertContains(self.page(story), f'alt="{GOOD}"')


class FormTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = make_user("Publisher")

    def setUp(self):
        self.client.force_login(self.user)

    def save(self, story, **fields):
        url = reverse("admin:articles_article_change", args=[story.pk])
        return self.client.post(url, form_of(story, **fields))

    def save_photo(self, photo, **fields):
        data = {"caption": photo.caption, "credit": photo.credit, "alt_text": GOOD}
        data |= {"focal_x": 0.5, "focal_y": 0.5}
        url = reverse("admin:articles_photo_change", args=[photo.pk])
        with mock.patch("articles.photos.making.make_soon"):
            return self.client.post(url, data | fields)

    def test_a_photo_is_saved_with_a_doubtful_alt_text_and_the_doubt_is_said(self):
        photo = make_photo(caption="The quay at dawn on Monday.")
        for words, doubt in [
            ("A quay", "has fewer than five words"),
            ("the quay at dawn on monday", "repeats the caption"),
            ("IMG_2041.JPG", "is a file name"),
        ]:
            with self.subTest(words):
                response = self.save_photo(photo, alt_text=words)
                self.assertEqual(response.status_code, 302)
                self.assertIn(doubt, said(response))
        url = reverse("admin:articles_photo_change", args=[photo.pk])
        self.assertContains(self.client.get(url), doubt)

    def test_the_name_of_the_file_that_is_added_is_recognised(self):
        file = picture(size=(300, 200), name="Quay at dawn with two boats.jpg")
        words = {
            "caption": "C",
            "credit": "X",
            "alt_text": "quay at dawn with two boats",
        }
        response = self.client.post(
            reverse(ADD), {"original": file, "category": "staff"} | words
        )
        self.assertIn("The alt text is the file's name", said(response))

    def test_a_photo_that_is_shown_needs_alt_text_or_the_tick(self):
        photo = make_photo()
        make_published(lead_photo=photo)
        self.assertContains(self.save_photo(photo, alt_text=""), "it needs these words")
        response = self.save_photo(photo, alt_text="", is_decorative="on")
        self.assertEqual(response.status_code, 302)
        photos = self.client.get(reverse("admin:articles_photo_changelist"))
        self.assertNotContains(photos, "alt text</td>")

    def test_the_story_form_and_publishing_say_the_doubt_and_refuse_nothing(self):
        photo = make_photo(caption="Low water", alt_text="Low water")
        story = make_article(lead_photo=photo)
        ArticlePhoto.objects.create(article=story, photo=make_photo(alt_text="A dog"))
        url = reverse("admin:articles_article_change", args=[story.pk])
        page = self.client.get(url)
        for doubt in ["“Low water” repeats the caption", "has fewer than five words"]:
            self.assertContains(page, doubt)
        response = self.save(story, lead_photo=photo.pk, _do_publish="1")
        self.assertIn("“Low water” repeats the caption", said(response))
        self.assertTrue(Article.objects.published().filter(pk=story.pk).exists())

    def test_publishing_from_the_list_says_it_too(self):
        story = make_article(lead_photo=make_photo(alt_text="A dog"))
        data = {"action": "publish", "_selected_action": [story.pk]}
        list_of_stories = reverse("admin:articles_article_changelist")
        self.assertIn("fewer than five", said(self.client.post(list_of_stories, data)))

    def test_decorative_and_described_at_once_is_refused(self):
        story = make_article()
        fields = {"lead_photo": make_photo().pk, "lead_alt_text": GOOD}
        response = self.save(story, **fields, lead_is_decorative="on")
        self.assertContains(response, "A decorative picture has no alt text")
        self.save(story, **fields)
        story.refresh_from_db()
        self.assertEqual(story.lead_alt_text, GOOD)

    def test_a_public_story_cannot_lose_the_alt_text_it_needs(self):
        photo = make_photo(caption="The quay", alt_text="")
        story = make_published(lead_photo=photo, lead_alt_text=GOOD)
        response = self.save(story, lead_photo=photo.pk)
        self.assertContains(response, "The photo “The quay” has no alt text")
        response = self.save(story, lead_photo=photo.pk, lead_is_decorative="on")
        self.assertEqual(response.status_code, 302)
