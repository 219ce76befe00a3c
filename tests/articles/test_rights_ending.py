"""The list of stories that lose a picture soon, and of those that have lost one."""

from datetime import timedelta

from django.test import TestCase
from django.urls import reverse

from articles import publishing
from articles.models import ArticlePhoto
from articles.models.rights import Reason
from articles.photos import exceptions
from tests.articles.test_staying_live import HOUR, NOW
from tests.factories import make_article, make_photo, make_published, make_user

LIST = reverse("admin:articles_photo_ending")


def led(headline, *, hours, **fields):
    """Return a published story whose lead photo's right ends in so many hours."""
    photo = make_photo(caption=f"P {headline}", valid_until=NOW + hours * HOUR)
    story = make_published(headline=headline, lead_photo=photo, **fields)
    publishing.record_edit(story, by=None)
    return story


class ListTests(TestCase):
    def setUp(self):
        self.client.force_login(make_user("Editor"))

    def page(self):
        return self.client.get(LIST).content.decode()

    def test_names_what_ends_within_two_days_soonest_first_and_what_ended(self):
        led("In a day", hours=24)
        led("In an hour", hours=1)
        led("Yesterday", hours=-24)
        led("In three days", hours=72)
        led("Last month", hours=-800)
        scheduled = make_article(
            headline="Tomorrow", lead_photo=make_photo(valid_until=NOW + 40 * HOUR)
        )
        publishing.schedule(scheduled, at=NOW + 20 * HOUR)
        make_article(headline="A draft", lead_photo=make_photo(valid_until=NOW + HOUR))
        page = self.page()
        order = ["In an hour", "In a day", "Tomorrow", "Ended already", "Yesterday"]
        places = [page.index(words) for words in order]
        self.assertEqual(places, sorted(places))
        for words in ("In three days", "Last month", "A draft"):
            self.assertNotIn(words, page)
        self.assertContains(self.client.get(reverse("admin:index")), "4 pictures")

    def test_says_what_stands_in_and_leads_to_the_next_step(self):
        story = led("In an hour", hours=1)
        page = self.page()
        self.assertIn("Nothing: the story has no other photo for it.", page)
        ArticlePhoto.objects.create(article=story, photo=make_photo(caption="Tide."))
        publishing.record_edit(story, by=None)
        page = self.page()
        self.assertIn("Tide.", page)
        photo = story.lead_photo_id
        for address in (
            reverse("admin:articles_photo_change", args=[photo]) + "#id_valid_until_0",
            reverse("admin:articles_photo_exception", args=[photo])
            + f"?story={story.pk}",
            reverse("admin:articles_article_change", args=[story.pk]),
        ):
            self.assertIn(address, page)

    def test_an_exception_moves_the_end_and_its_own_end_is_listed(self):
        story = led("In an hour", hours=1)
        late = {"until": NOW + timedelta(days=5), "note": "Agreed.", "by": None}
        exceptions.give(story.lead_photo, reasons=[Reason.EXPIRED], **late)
        self.assertNotIn("In an hour", self.page())
        exceptions.end(story.lead_photo.exceptions_given.get())
        self.assertIn("In an hour", self.page())

    def test_a_photo_in_the_text_is_listed_too(self):
        story = make_published(headline="In its text")
        photo = make_photo(valid_until=NOW + HOUR)
        ArticlePhoto.objects.create(article=story, photo=photo)
        self.assertIn("Nothing is needed: it leaves the text.", self.page())

    def test_costs_the_same_for_one_story_and_for_many(self):
        led("One", hours=1)
        self.page()
        with self.assertNumQueries(8):
            self.page()
        for number in range(3):
            story = led(f"More {number}", hours=2)
            ArticlePhoto.objects.create(
                article=story, photo=make_photo(valid_until=NOW + 3 * HOUR)
            )
        with self.assertNumQueries(8):
            self.page()

    def test_who_may_not_see_the_photos_may_not(self):
        self.client.force_login(make_user())
        self.assertEqual(self.client.get(LIST).status_code, 403)
        self.assertNotContains(self.client.get(reverse("admin:index")), "ending/")
