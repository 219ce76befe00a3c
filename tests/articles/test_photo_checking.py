"""The screen on which the words of a batch of photos are checked, a row each."""

from datetime import timedelta
from unittest import mock

from django.contrib.auth.models import Permission
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from articles import html
from articles.models import Article, Photo
from tests.factories import make_article, make_photo, make_published, make_user

CHECK = reverse("admin:articles_photo_check")
NAMES = ["caption", "credit", "alt_text", "byline", "category"]


def form_of(*photos, **more):
    """Return what the screen sends for photos that nobody has typed at."""
    data = {"ids": ",".join(str(photo.pk) for photo in photos)}
    for photo in photos:
        data |= {f"p{photo.pk}-{name}": getattr(photo, name) for name in NAMES}
    return data | more


class CheckTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make_user("Photo editor")
        cls.photos = [make_photo(added_by=cls.editor, caption="") for _ in range(3)]

    def setUp(self):
        self.client.force_login(self.editor)

    def send(self, *photos, **typed):
        more = {f"p{photos[0].pk}-{name}": words for name, words in typed.items()}
        return self.client.post(CHECK, form_of(*photos) | more)

    def test_it_shows_who_made_a_picture_and_what_may_not_be_done_with_it(self):
        made = {"digital_source": "trainedAlgorithmicMedia", "no_sales": True}
        photo = make_photo(category="agency", **made)
        response = self.client.get(CHECK, {"ids": photo.pk})
        self.assertContains(response, '<p class="desk-limits">AI-generated image</p>')
        self.assertContains(response, '<p class="desk-limits">No sales</p>', count=1)

    def test_without_a_choice_it_shows_what_its_reader_took_in_of_late(self):
        old = make_photo(added_by=self.editor)
        day = timezone.now() - timedelta(hours=25)
        Photo.objects.filter(pk=old.pk).update(added_at=day)
        strangers = make_photo()
        rows = self.client.get(CHECK).context["rows"]
        self.assertEqual([row.instance for row in rows], self.photos)
        chosen = self.client.get(CHECK, {"ids": f"{strangers.pk},x,{old.pk},{10**30}"})
        shown = [row.instance for row in chosen.context["rows"]]
        self.assertEqual(shown, [old, strangers])

    def test_a_picture_story_is_begun_with_the_batch_in_one_press(self):
        self.client.force_login(make_user("Editor"))
        photos = [make_photo(category="staff") for _ in range(3)]
        keys = [photo.pk for photo in photos]
        batch = {"batch": ",".join(map(str, keys)), "story": "1"}
        # One row came back before: the story has the others of the batch all the same.
        response = self.client.post(CHECK, form_of(photos[2]) | batch)
        story = Article.objects.get()
        address = reverse("admin:articles_article_change", args=[story.pk])
        self.assertRedirects(response, f"{address}#id_headline")
        self.assertEqual((story.genre, story.status), ("pictures", "draft"))
        self.assertEqual(story.lead_photo_id, keys[0])
        self.assertEqual(html.photo_ids(story.body), keys[1:])
        uses = story.article_photos.order_by("position")
        self.assertEqual([use.photo_id for use in uses], keys[1:])

    def test_a_story_is_begun_without_photos_that_are_denied(self):
        self.client.force_login(make_user("Editor"))
        denied = make_photo(category="staff", no_internet=True)
        cover = make_photo(category="staff", no_cover=True)
        form = form_of(denied, cover) | {"story": "1"}
        form["batch"] = f"{denied.pk},{cover.pk}"
        self.client.post(CHECK, form)
        story = Article.objects.get()
        self.assertIsNone(story.lead_photo_id)
        self.assertEqual(html.photo_ids(story.body), [cover.pk])
        only = form_of(denied) | {"story": "1", "batch": str(denied.pk)}
        response = self.client.post(CHECK, only, follow=True)
        self.assertContains(response, "No story was begun")
        self.assertEqual(Article.objects.count(), 1)

    def test_what_the_sender_told_the_desk_stands_beside_the_words(self):
        photo = make_photo(instructions="ONE TIME USE ONLY", usage_terms="No sales")
        response = self.client.get(CHECK, {"ids": photo.pk})
        self.assertContains(response, "ONE TIME USE ONLY")
        self.assertContains(response, "No sales")

    def test_the_words_go_into_the_library_with_their_record(self):
        [photo, *_others] = self.photos
        response = self.send(
            *self.photos, caption="A quay", byline="Ana Marsh", category="staff"
        )
        self.assertRedirects(response, reverse("admin:articles_photo_changelist"))
        photo.refresh_from_db()
        self.assertEqual((photo.caption, photo.byline), ("A quay", "Ana Marsh"))
        self.assertEqual(photo.category, "staff")
        [revision] = photo.revisions.all()
        self.assertEqual(revision.action, "checked")
        self.assertEqual(revision.created_by, self.editor)

    def test_what_nobody_changed_makes_no_record(self):
        photo = make_photo(caption="One\nTwo")
        self.send(photo, caption="One\r\nTwo")
        self.assertFalse(photo.revisions.exists())

    def test_good_rows_are_saved_and_bad_ones_come_back_with_what_was_typed(self):
        good, bad, _other = self.photos
        typed = {f"p{bad.pk}-credit": "x" * 201, f"p{bad.pk}-caption": "Typed here"}
        typed |= {f"p{good.pk}-caption": "Good"}
        response = self.client.post(CHECK, form_of(*self.photos) | typed)
        good.refresh_from_db()
        self.assertEqual(good.caption, "Good")
        [row] = response.context["rows"]
        self.assertEqual(row.instance, bad)
        self.assertContains(response, "at most 200 characters")
        self.assertContains(response, "Typed here")
        self.assertContains(response, "2 photos are checked.")
        self.assertContains(response, "1 photo could not be saved; its row says why.")
        self.assertContains(response, f'name="ids" value="{bad.pk}"')

    def test_words_somebody_wrote_meanwhile_are_not_written_over_unseen(self):
        [photo, *_others] = self.photos
        row = self.client.get(CHECK, {"ids": photo.pk}).context["rows"][0]
        Photo.objects.filter(pk=photo.pk).update(caption="Theirs")
        seen = {"seen": row.seen}
        response = self.send(photo, caption="Mine", **seen)
        self.assertContains(response, "It says “Theirs” now; save again")
        self.assertContains(response, "Mine")
        again = response.context["rows"][0].seen
        self.send(photo, caption="Mine", seen=again)
        photo.refresh_from_db()
        self.assertEqual(photo.caption, "Mine")

    def test_copy_down_works_without_a_script_and_saves_nothing(self):
        [photo, *others] = self.photos
        response = self.send(photo, *others, credit="Ana Marsh")
        data = form_of(*self.photos) | {
            f"p{photo.pk}-credit": "Jo Quill",
            f"p{others[0].pk}-caption": "Typed and kept",
            "copy": "credit",
        }
        response = self.client.post(CHECK, data)
        credits = [row["credit"].value() for row in response.context["rows"]]
        self.assertEqual(credits, ["Jo Quill"] * 3)
        self.assertContains(response, "Typed and kept")
        self.assertFalse(Photo.objects.filter(credit="Jo Quill").exists())

    def test_what_the_file_said_stands_beneath_its_words(self):
        photo = make_photo(
            credit="J Smith/AP",
            caption="As it was",
            file_said={"credit": "Photo: J SMITH / AP", "caption": "As it was"},
        )
        response = self.client.get(CHECK, {"ids": photo.pk})
        self.assertContains(response, "file said: Photo: J SMITH / AP")
        self.assertContains(response, "as the file said")

    def test_what_is_missing_is_named_but_not_the_alt_text_of_a_decoration(self):
        photo = make_photo(credit="", alt_text="", is_decorative=True, category="staff")
        response = self.client.get(CHECK, {"ids": photo.pk})
        self.assertContains(response, "Missing</p>", count=1)

    def test_creative_commons_is_chosen_where_its_licence_is(self):
        bare = make_photo()
        response = self.client.get(CHECK, {"ids": bare.pk})
        self.assertNotContains(response, "creative-commons")
        self.assertContains(self.send(bare, category="creative-commons"), "Select a")
        kept = make_photo(category="creative-commons", licence="by/4.0")
        response = self.client.get(CHECK, {"ids": kept.pk})
        self.assertContains(response, 'value="creative-commons" selected')

    def test_a_new_credit_makes_new_public_files(self):
        photo = make_photo(renditions=[{"name": "r/a-2-old/320.jpg", "crop": ""}])
        with mock.patch("articles.photos.making.make_soon") as make_soon:
            self.send(photo, credit="Somebody else")
        make_soon.assert_called_once()

    def test_fifty_rows_ask_no_more_than_one(self):
        one = [make_photo().pk]
        fifty = one + [make_photo().pk for _ in range(54)]
        for keys in (one, fifty):
            ids = ",".join(map(str, keys))
            with self.subTest(len(keys)), self.assertNumQueries(6):
                response = self.client.get(CHECK, {"ids": ids})
        self.assertEqual(len(response.context["rows"]), 50)
        self.assertContains(response, "5 more photos come after these.")

    def test_after_fifty_the_rest_follows(self):
        photos = [make_photo() for _ in range(52)]
        response = self.client.post(CHECK, form_of(*photos))
        rest = f"{photos[50].pk},{photos[51].pk}"
        self.assertRedirects(response, f"{CHECK}?ids={rest}")

    def test_the_list_s_action_leads_here(self):
        chosen = {"action": "check_words", "_selected_action": [self.photos[1].pk]}
        response = self.client.post(reverse("admin:articles_photo_changelist"), chosen)
        self.assertRedirects(response, f"{CHECK}?ids={self.photos[1].pk}")


class MomentTests(TestCase):
    def test_each_half_of_a_moment_has_a_name(self):
        self.client.force_login(make_user("Editor"))
        address = reverse("admin:articles_photo_change", args=[make_photo().pk])
        response = self.client.get(address)
        for name in ("Usable from, date", "Usable until, time", "Taken, date"):
            self.assertContains(response, f'aria-label="{name}"')


class MustNotTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.shown = make_photo()
        make_published(lead_photo=cls.shown)
        cls.hidden = make_photo()
        make_article(lead_photo=cls.hidden)

    def send(self, user):
        self.client.force_login(user)
        both = (self.shown, self.hidden)
        typed = {f"p{photo.pk}-caption": "Typed" for photo in both}
        response = self.client.post(CHECK, form_of(*both) | typed)
        for photo in both:
            photo.refresh_from_db()
        return response

    def test_words_that_readers_see_are_changed_by_who_may_publish(self):
        self.send(make_user("Photo editor"))
        self.assertNotEqual(self.shown.caption, "Typed")
        self.assertEqual(self.hidden.caption, "Typed")
        response = self.client.get(CHECK, {"ids": self.shown.pk})
        self.assertContains(response, "its words are changed by who may publish")
        self.send(make_user("Editor"))
        self.assertEqual(self.shown.caption, "Typed")

    def test_a_photo_that_readers_see_keeps_its_words(self):
        self.client.force_login(make_user("Editor"))
        data = form_of(self.shown) | {f"p{self.shown.pk}-caption": ""}
        response = self.client.post(CHECK, data)
        self.assertContains(response, "has no caption")
        self.shown.refresh_from_db()
        self.assertTrue(self.shown.caption)

    def test_who_may_not_write_stories_begins_none(self):
        user = make_user()
        names = ["view_photo", "change_photo"]
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
        user.is_staff = True
        user.save()
        self.client.force_login(user)
        data = form_of(self.hidden) | {"story": "1", "batch": str(self.hidden.pk)}
        self.assertNotContains(self.client.get(CHECK), "picture story")
        before = Article.objects.count()
        self.assertEqual(self.client.post(CHECK, data).status_code, 403)
        self.assertEqual(Article.objects.count(), before)

    def test_who_may_not_change_photos_sees_none_here(self):
        self.client.force_login(make_user())
        self.assertEqual(self.client.get(CHECK).status_code, 403)
        self.assertEqual(self.send(make_user()).status_code, 403)
        self.assertNotEqual(self.hidden.caption, "Typed")
