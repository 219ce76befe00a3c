"""Several photos at once: each is taken in, or refused in a sentence, by itself."""

from datetime import date, timedelta
from io import StringIO
from unittest import mock

from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client, TestCase, override_settings
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Photo
from articles.photos import ingest, making
from tests.articles.test_admin_library import picture
from tests.articles.test_hostile_pictures import png_that_claims
from tests.articles.test_photos import jpeg, xmp
from tests.factories import make_article, make_photo, make_published, make_user

UPLOAD = reverse("admin:articles_photo_upload")
FORM = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def small(width, name="quay.jpg"):
    return picture(size=(width, 64), name=name)


class UploadTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make_user("Photo editor")

    def setUp(self):
        self.client.force_login(self.editor)

    def send(self, *files, accept="application/json", **fields):
        data = {"file": list(files)} | fields
        return self.client.post(UPLOAD, data, headers={"accept": accept})

    def test_a_script_is_told_of_the_photo_as_the_picker_has_it(self):
        data = jpeg(size=(61, 64), xmp=xmp("<photoshop:Credit>Ana</photoshop:Credit>"))
        response = self.send(SimpleUploadedFile("a.jpg", data.read()))
        self.assertEqual(response.status_code, 200)
        photo = Photo.objects.get()
        told = response.json()["photo"]
        known = {"id", "caption", "credit", "alt", "limits", "doubts", "label", "src"}
        self.assertEqual(told.keys(), known)
        self.assertEqual((told["id"], told["credit"]), (photo.pk, "Ana"))
        self.assertEqual(photo.added_by, self.editor)
        asked = self.client.get(
            reverse("admin:articles_photo_pick"), {"ids": photo.pk}
        ).json()
        self.assertEqual(asked["photos"], [told])

    def test_what_its_file_forbids_is_ticked(self):
        said = xmp(
            "<photoshop:Instructions>ONE TIME USE ONLY NO SALES. NO ARCHIVES. AUSTRIA"
            " OUT. NO USE AFTER 12 MAY 2031</photoshop:Instructions>"
        )
        self.send(SimpleUploadedFile("a.jpg", jpeg(size=(67, 64), xmp=said).read()))
        photo = Photo.objects.get()
        self.assertTrue(photo.one_time_use and photo.no_sales and photo.no_archives)
        self.assertFalse(photo.no_internet or photo.editorial_only)
        self.assertEqual(photo.territory_excluded, "AUSTRIA")
        self.assertIn("AUSTRIA OUT", photo.restrictions)
        last = timezone.localtime(photo.valid_until - timedelta(seconds=1))
        self.assertEqual(last.date(), date(2031, 5, 12))

    def test_dates_that_were_given_win_over_those_of_the_file(self):
        words = "<photoshop:Instructions>NO SALES. NO USE AFTER 2001-01-02"
        said = xmp(f"{words}</photoshop:Instructions>")
        begins = timezone.now()
        file = jpeg(size=(68, 64), xmp=said)
        photo = ingest.ingest(file, name="a.jpg", valid_from=begins)
        self.assertTrue(photo.no_sales)
        self.assertEqual((photo.valid_from, photo.valid_until), (begins, None))

    def test_what_is_held_is_named_and_offered_instead(self):
        first = self.send(small(62)).json()["photo"]
        response = self.send(small(62, "again.jpg"))
        self.assertEqual(response.status_code, 422)
        answer = response.json()
        self.assertIn("holds this picture already", answer["error"])
        self.assertEqual(answer["held"], first)

    def test_a_script_that_sends_nothing_is_answered_in_words(self):
        response = self.send()
        self.assertEqual(response.status_code, 422)
        self.assertEqual(
            response.json(), {"error": "No file came along; choose one.", "held": None}
        )

    def test_without_a_script_one_bad_file_loses_no_other(self):
        files = [
            small(63, "first.jpg"),
            SimpleUploadedFile("shell.jpg", b"<?php system($_GET['c']); ?>"),
            SimpleUploadedFile("<b>.svg", b"<svg><script>x()</script></svg>"),
            SimpleUploadedFile("bomb.png", png_that_claims(30_000, 30_000)),
            SimpleUploadedFile("cut.jpg", picture(size=(300, 200)).read()[:900]),
            small(63, "first again.jpg"),
            small(64, "last.jpg"),
        ]
        with mock.patch("articles.photos.ingest.making.make_soon"):
            response = self.send(*files, accept=FORM)
        self.assertContains(response, "2 of 7 are in the library now.")
        self.assertContains(response, "“shell.jpg” is no picture the library takes")
        self.assertContains(response, "“&lt;b&gt;.svg” is no picture")
        self.assertContains(response, "more than 60 megapixels")
        self.assertContains(response, "“cut.jpg” is damaged")
        self.assertContains(response, "holds this picture already")
        self.assertEqual(Photo.objects.count(), 2)
        for photo in Photo.objects.all():
            self.assertContains(
                response, reverse("admin:articles_photo_change", args=[photo.pk])
            )

    def test_a_file_that_cannot_be_stored_is_named_and_the_next_is_taken(self):
        originals = Photo._meta.get_field("original").storage
        whole = originals.save

        def full_once(name, content, max_length=None):
            originals.save = whole
            raise OSError("full")

        self.addCleanup(originals.__dict__.pop, "save", None)
        originals.save = full_once
        with self.assertLogs("articles.admin.photos.intake", "ERROR"):
            response = self.send(small(65, "a.jpg"), small(66, "b.jpg"), accept=FORM)
        self.assertContains(response, "“a.jpg” could not be stored; nothing of it")
        self.assertEqual(Photo.objects.get().width, 66)

    def test_the_same_file_twice_at_one_moment_is_kept_once(self):
        # Both have looked for it before either has stored it.
        self.send(small(67))
        nobody = Photo.objects.none()
        held = Photo.objects.all()
        with mock.patch.object(Photo.objects, "filter", side_effect=[nobody, held]):
            response = self.send(small(67))
        self.assertIn("holds this picture already", response.json()["error"])
        self.assertEqual(Photo.objects.count(), 1)

    def test_a_story_is_named_where_its_photos_came_in(self):
        story = make_article(headline="Quay wall gives way")
        response = self.send(small(68), accept=FORM, story=story.pk)
        self.assertContains(response, "Go back to the tab with “Quay wall gives way”")

    def test_the_list_and_a_storys_form_have_the_place_to_drop_them(self):
        story = make_article()
        for address in (
            reverse("admin:articles_photo_changelist"),
            reverse("admin:articles_article_change", args=[story.pk]),
            reverse("admin:articles_article_add"),
        ):
            with self.subTest(address):
                self.client.force_login(make_user("Photo editor", "Editor"))
                response = self.client.get(address)
                self.assertContains(response, f'action="{UPLOAD}"')
                self.assertContains(response, "desk/intake.js")


class FirstLookTests(TestCase):
    def setUp(self):
        self.client.force_login(make_user("Photo editor"))

    @override_settings(NEWSROOM_RENDITIONS="command")
    def test_who_took_it_in_sees_it_at_once_and_the_rest_is_made_later(self):
        told = self.client.post(UPLOAD, {"file": small(400)}).json()["photo"]
        self.assertTrue(told["src"])
        photo = Photo.objects.get()
        [first] = photo.renditions
        self.assertEqual((first["width"], first["format"]), (320, "jpeg"))
        self.assertTrue(making.are_due(photo))
        call_command("make_renditions", stdout=StringIO())
        photo.refresh_from_db()
        self.assertFalse(making.are_due(photo))
        self.assertNotIn(first["name"], [made["name"] for made in photo.renditions])

    @override_settings(NEWSROOM_RENDITIONS="command")
    def test_what_must_not_be_seen_yet_is_not(self):
        tomorrow = timezone.now() + timedelta(days=1)
        for limit in ({"valid_from": tomorrow}, {"no_internet": True}):
            width = 401 + len(limit)
            photo = ingest.ingest(small(width), name="a", by=make_user(), **limit)
            self.assertEqual(photo.renditions, [])
            Photo.objects.all().delete()


class MustNotTests(TestCase):
    def send(self, **fields):
        return self.client.post(UPLOAD, {"file": small(70)} | fields)

    def test_who_may_not_add_photos_cannot_send_any_and_is_not_asked_to(self):
        self.client.force_login(make_user())
        self.assertEqual(self.send().status_code, 403)
        self.assertFalse(Photo.objects.exists())

    def test_a_file_is_not_taken_for_a_story_that_its_sender_may_not_change(self):
        self.client.force_login(make_user("Reporter"))
        story = make_published()
        self.assertEqual(self.send(story=story.pk).status_code, 403)
        killed = make_article(status=Article.Status.KILLED)
        self.assertEqual(self.send(story=killed.pk).status_code, 403)
        for nonsense in ("no", "9" * 30, "-1"):
            self.assertEqual(self.send(story=nonsense).status_code, 404)
        self.assertFalse(Photo.objects.exists())

    def test_who_may_add_photos_only_is_not_shown_what_the_library_holds(self):
        user = make_user()
        user.user_permissions.add(Permission.objects.get(codename="add_photo"))
        make_photo()
        self.client.force_login(user)
        self.assertEqual(self.send().status_code, 200)
        answer = self.send().json()
        self.assertEqual(
            answer, {"error": "The library holds this picture.", "held": None}
        )

    def test_nothing_is_taken_without_a_token_or_by_a_link(self):
        user = make_user("Photo editor")
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(user)
        self.assertEqual(strict.post(UPLOAD, {"file": small(71)}).status_code, 403)
        self.client.force_login(user)
        self.assertEqual(self.client.get(UPLOAD).status_code, 405)
        self.assertFalse(Photo.objects.exists())
