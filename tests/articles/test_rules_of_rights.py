"""Each rule of rights: choosing a photo, going out with it, and by exception."""

from datetime import timedelta

from django.contrib.admin import site
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection
from django.forms import inlineformset_factory
from django.test import RequestFactory, TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from articles.admin.forms import PhotosOfStory, PhotoUseForm
from articles.models import Article, ArticlePhoto, Photo, PhotoException
from articles.models.rights import COVERABLE, Category, Cost, Licence, Reason
from articles.photos import exceptions, rights
from articles.publishing import NotPossible
from tests.articles.test_admin_stories import form_of
from tests.articles.test_staying_live import ENDS, HOUR, NOW, at
from tests.factories import make_article, make_photo, make_published, make_user

DAY = timedelta(days=1)

# Each rule: what a photo's row says, and how its refusal reads.
RULES = {
    Reason.NO_CREDIT: ({"credit": ""}, "has no credit"),
    Reason.NO_CAPTION: ({"caption": ""}, "has no caption"),
    Reason.NO_ALT_TEXT: ({"alt_text": ""}, "has no alt text"),
    Reason.WITHDRAWN: ({"withdrawn_at": NOW}, "is withdrawn"),
    Reason.DENIED: ({"no_internet": True}, "must not be used on the internet"),
    Reason.EMBARGOED: ({"valid_from": NOW + DAY}, "must not be used before"),
    Reason.EXPIRED: ({"valid_until": NOW - DAY}, "The right to use the photo"),
    Reason.USED_ONCE: ({"one_time_use": True}, "may be used once"),
    Reason.NO_RIGHTS: ({"category": ""}, "No rights are known for the photo"),
    Reason.NO_COVER: ({"no_cover": True}, "is not for covers"),
}
# A draft may wait for these: words and a category are written, an embargo ends.
MAY_WAIT = {
    Reason.NO_CREDIT,
    Reason.NO_CAPTION,
    Reason.NO_ALT_TEXT,
    Reason.EMBARGOED,
    Reason.NO_RIGHTS,
}


class Rules(TestCase):
    def each(self):
        """Yield each rule with a photo that breaks it and what is said of that."""
        for reason, (row, sentence) in RULES.items():
            photo = make_photo(**row)
            if reason == Reason.USED_ONCE:
                make_published(lead_photo=photo)
            with self.subTest(reason=reason.label):
                yield reason, photo, sentence


class PublishingTests(Rules):
    def test_each_rule_keeps_a_story_in(self):
        for _reason, photo, sentence in self.each():
            story = make_article(lead_photo=photo)
            with self.assertRaisesMessage(publishing.NotPublishable, sentence):
                publishing.publish(story)

    def test_each_rule_holds_for_the_moment_a_story_is_scheduled_for(self):
        for reason, photo, sentence in self.each():
            story = make_article(lead_photo=photo)
            if reason == Reason.EMBARGOED:
                publishing.schedule(story, at=NOW + 2 * DAY)
                continue
            with self.assertRaisesMessage(publishing.NotPublishable, sentence):
                publishing.schedule(story, at=NOW + 2 * DAY)

    def test_in_the_text_each_rule_holds_but_that_for_covers(self):
        for reason, photo, sentence in self.each():
            story = make_article()
            ArticlePhoto.objects.create(article=story, photo=photo)
            found = " ".join(publishing.reasons_to_hold(story))
            if reason == Reason.NO_COVER:
                self.assertEqual(found, "")
            else:
                self.assertIn(sentence, found)

    def test_what_may_be_used_once_is_held_while_a_story_goes_out_with_it(self):
        """Before the story is, so that a second one waits and is refused."""
        for go, when in (
            (publishing.publish, {}),
            (publishing.schedule, {"at": NOW + DAY}),
        ):
            story = make_article(lead_photo=make_photo(one_time_use=True))
            with CaptureQueriesContext(connection) as asked:
                go(story, **when)
            [held, *_others] = [
                query["sql"]
                for query in asked.captured_queries
                if query["sql"].startswith("SELECT")
            ]
            self.assertIn('"articles_photo"."one_time_use"', held.partition("WHERE")[2])
            if connection.features.has_select_for_update:
                self.assertIn("FOR UPDATE", held)

    def test_an_exception_lets_it_out_until_it_ends_but_never_without_words(self):
        for reason, photo, sentence in self.each():
            story = make_article(lead_photo=photo)
            given = {"until": NOW + DAY, "note": "Agreed.", "by": None}
            if reason not in COVERABLE:
                with self.assertRaisesMessage(NotPossible, "Choose which limits"):
                    exceptions.give(photo, reasons=[reason], article=story, **given)
                continue
            exceptions.give(photo, reasons=[reason], article=story, **given)
            story = Article.objects.get(pk=story.pk)
            found = publishing.reasons_to_hold(story, at=NOW + 2 * DAY)
            if reason != Reason.EMBARGOED:
                self.assertIn(sentence, " ".join(found))
            publishing.publish(story)
            other = make_article(lead_photo=Photo.objects.get(pk=photo.pk))
            self.assertIn(sentence, " ".join(publishing.reasons_to_hold(other)))

    def test_a_scheduled_story_goes_out_without_the_photo_whose_right_ended(self):
        photo = make_photo(valid_until=NOW + 2 * HOUR)
        story = make_article(lead_photo=photo)
        publishing.schedule(story, at=ENDS)
        Photo.objects.filter(pk=photo.pk).update(valid_until=ENDS)
        with at(ENDS):
            out = Article.objects.published().with_page_parts().get(pk=story.pk)
            self.assertIsNone(out.lead_shown)

    def test_who_publishes_is_warned_of_a_right_that_ends_and_of_what_it_costs(self):
        photo = make_photo(
            caption="The quay.", valid_until=ENDS, cost=Cost.PAY, fee_note="80 a use"
        )
        story = make_article(lead_photo=photo)
        [ends, cost] = rights.warnings(story)
        self.assertIn("The right to the photo “The quay.” ends on", ends)
        self.assertIn("No other photo of the story can stand in for it.", ends)
        self.assertEqual(cost, "The photo “The quay.”: Pay per use. 80 a use.")
        ArticlePhoto.objects.create(article=story, photo=make_photo(caption="Tide."))
        self.assertIn("“Tide.” stands in as the lead photo.", rights.warnings(story)[0])
        self.client.force_login(make_user("Editor"))
        url = reverse("admin:articles_article_change", args=[story.pk])
        page = self.client.post(
            url, form_of(story, lead_photo=photo.pk, _do_publish="1"), follow=True
        )
        self.assertContains(page, "ends on")


class ChoosingTests(Rules):
    def setUp(self):
        self.client.force_login(make_user("Editor"))

    def post(self, story, **words):
        url = reverse("admin:articles_article_change", args=[story.pk])
        return self.client.post(url, form_of(story, **words), follow=True)

    def errors(self, story, **words):
        """Return what the story's form says beside its fields."""
        request = RequestFactory().get("/")
        request.user = User(is_superuser=True)
        form = site.get_model_admin(Article).get_form(request, story)
        return form(form_of(story, **words), instance=story).errors

    def test_each_rule_refuses_a_choice_beside_the_field(self):
        draft, live = make_article(), make_published()
        for reason, photo, sentence in self.each():
            body = f'<p>W.</p><figure data-photo="{photo.pk}"></figure>'
            for story in (draft, live):
                said = self.errors(story, lead_photo=photo.pk, body=body)
                waits = story == draft and reason in MAY_WAIT
                for field in ("lead_photo", "body"):
                    free = waits or (reason == Reason.NO_COVER and field == "body")
                    found = " ".join(said.get(field, []))
                    self.assertEqual(sentence in found, not free, (field, found))

    def test_each_rule_refuses_a_choice_among_the_photos_of_the_text(self):
        draft, live = make_article(), make_published()
        Photos = inlineformset_factory(
            Article, ArticlePhoto, form=PhotoUseForm, formset=PhotosOfStory
        )
        for reason, photo, sentence in self.each():
            for story in (draft, live):
                words = {"TOTAL_FORMS": 1, "INITIAL_FORMS": 0}
                words |= {"0-photo": photo.pk, "0-position": 1}
                data = {f"article_photos-{name}": said for name, said in words.items()}
                formset = Photos(data, instance=story)
                formset.is_valid()
                waits = story == draft and reason in MAY_WAIT
                self.assertEqual(
                    sentence in str(formset.errors),
                    not waits and reason != Reason.NO_COVER,
                )

    def test_a_photo_that_fell_out_keeps_nobody_from_putting_the_words_right(self):
        photo = make_photo(valid_until=NOW - DAY)
        story = make_published(lead_photo=photo)
        ArticlePhoto.objects.create(article=story, photo=make_photo(category=""))
        self.post(story, headline="Put right", lead_photo=photo.pk)
        self.assertEqual(Article.objects.get(pk=story.pk).headline, "Put right")

    def test_limits_are_named_where_a_photo_is_picked(self):
        make_photo(category="", valid_until=NOW - DAY, no_cover=True)
        [found] = self.client.get(reverse("admin:articles_photo_pick")).json()["photos"]
        for label in ("expired", "no rights known", "no cover"):
            self.assertIn(label, found["limits"])

    def test_who_adds_a_photo_says_on_what_ground_and_by_which_licence(self):
        page = self.client.post(reverse("admin:articles_photo_add"), {"caption": "C"})
        self.assertContains(page, "Choose on what ground it may be used")
        photo = make_photo()
        url = reverse("admin:articles_photo_change", args=[photo.pk])
        said = {"caption": "C", "category": Category.CREATIVE_COMMONS}
        page = self.client.post(url, said)
        self.assertContains(page, "A Creative Commons photo needs its licence")
        photo.category = Category.CREATIVE_COMMONS
        with self.assertRaises(ValidationError):
            photo.validate_constraints()
        photo.licence = Licence.BY_4
        photo.validate_constraints()


class ExceptionScreenTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.photo = make_photo(caption="The quay.", valid_until=NOW - DAY)
        cls.story = make_article(lead_photo=cls.photo)
        cls.editor = make_user("Editor")
        cls.screen = reverse("admin:articles_photo_exception", args=[cls.photo.pk])
        cls.form = reverse("admin:articles_photo_change", args=[cls.photo.pk])
        cls.history = reverse("admin:articles_photo_history", args=[cls.photo.pk])

    def said(self, **other):
        day = timezone.localdate() + DAY
        words = {"reasons": "expired", "until_0": day.isoformat(), "until_1": "12:00"}
        return words | {"note": "The agency agrees.", "article": self.story.pk} | other

    def test_an_editor_gives_one_and_ends_it(self):
        self.client.force_login(self.editor)
        page = self.client.get(self.screen)
        self.assertContains(page, 'value="expired" id="id_reasons_2" checked')
        page = self.client.post(self.screen, self.said(), follow=True)
        self.assertContains(page, "The exception holds until")
        self.assertContains(page, "The agency agrees.")
        publishing.publish(self.story)
        given = PhotoException.objects.get()
        self.assertEqual((given.given_by, given.article), (self.editor, self.story))
        self.assertContains(self.client.get(self.history), "The agency agrees.")
        page = self.client.post(self.screen, {"end": given.pk}, follow=True)
        self.assertContains(page, "The exception has ended.")
        self.assertIsNone(Article.objects.get(pk=self.story.pk).lead_shown)
        page = self.client.post(self.screen, {"end": given.pk}, follow=True)
        self.assertContains(page, "ended already")
        self.assertEqual(LogEntry.objects.filter(object_id=self.photo.pk).count(), 2)

    def test_what_is_missing_is_said_beside_it(self):
        self.client.force_login(self.editor)
        for words, sentence in (
            ({"reasons": []}, "Choose which limits are set aside."),
            ({"reasons": "no-credit"}, "Select a valid choice."),
            ({"until_0": "2020-01-01"}, "Choose a moment to come"),
            ({"note": " "}, "This field is required."),
            (
                {"reasons": "used-once", "article": ""},
                "A further use is allowed for one story: name it.",
            ),
        ):
            page = self.client.post(self.screen, self.said(**words))
            self.assertContains(page, sentence)
        self.assertFalse(PhotoException.objects.exists())

    def test_who_may_not_publish_may_not(self):
        for group in ("Reporter", "Photo editor"):
            self.client.force_login(make_user(group))
            for send in (self.client.get, self.client.post):
                self.assertEqual(send(self.screen, self.said()).status_code, 403)
            self.assertNotContains(self.client.get(self.form), "exception/")
        self.assertFalse(PhotoException.objects.exists())

    def test_the_verb_asks_for_the_same(self):
        until = NOW + DAY
        for words, sentence in (
            ({"reasons": []}, "Choose which limits"),
            ({"until": NOW - DAY}, "Choose a moment to come"),
            ({"note": " "}, "Say who allowed it"),
            ({"reasons": [Reason.USED_ONCE]}, "name it"),
        ):
            given = {"reasons": [Reason.EXPIRED], "until": until, "note": "N"} | words
            with self.assertRaisesMessage(NotPossible, sentence):
                exceptions.give(self.photo, by=None, **given)
