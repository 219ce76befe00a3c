"""Who of the desk may do what: each permission with its "must not"."""

from unittest import mock

from django.contrib.auth.models import Group
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from articles.models import Article
from articles.signals import article_changed
from tests.articles.test_admin_stories import LIST, form_of
from tests.factories import (
    make_article,
    make_contributor,
    make_photo,
    make_published,
    make_section,
    make_user,
)

Status = Article.Status


class GroupTests(TestCase):
    def sign_in(self, *groups):
        user = make_user(*groups)
        self.client.force_login(user)
        return user

    def post(self, story, **fields):
        url = reverse("admin:articles_article_change", args=[story.pk])
        return self.client.post(url, form_of(story, **fields))

    def test_the_four_groups_exist(self):
        names = Group.objects.values_list("name", flat=True)
        self.assertLessEqual(
            {"Reporter", "Editor", "Photo editor", "Publisher"}, {*names}
        )

    def test_a_reporter_writes_and_submits_but_must_not_publish(self):
        self.sign_in("Reporter")
        story = make_article()
        self.assertEqual(
            self.post(story, headline="x", _do_submit="1").status_code, 302
        )
        for verb in ["publish", "schedule", "make_ready", "withdraw"]:
            with self.subTest(verb):
                response = self.post(story, **{f"_do_{verb}": "1"})
                self.assertEqual(response.status_code, 403)
        story.refresh_from_db()
        self.assertEqual(story.status, Status.SUBMITTED)

    def test_a_reporter_is_not_offered_what_is_refused(self):
        self.sign_in("Reporter")
        url = reverse("admin:articles_article_change", args=[make_article().pk])
        response = self.client.get(url)
        self.assertContains(response, "_do_submit")
        self.assertNotContains(response, "_do_publish")
        self.assertNotContains(response, reverse("admin:articles_article_kill"))

    def test_a_reporter_must_not_publish_by_an_action(self):
        self.sign_in("Reporter")
        story = make_article()
        self.client.post(
            reverse(LIST), {"action": "publish", "_selected_action": [story.pk]}
        )
        self.assertFalse(Article.objects.published().exists())

    def test_a_reporter_must_not_change_what_readers_see(self):
        self.sign_in("Reporter")
        story = make_published(headline="Out")
        self.assertEqual(self.post(story, headline="Changed").status_code, 403)
        self.assertEqual(
            self.client.get(
                reverse("admin:articles_article_change", args=[story.pk])
            ).status_code,
            200,
        )

    def test_a_reporter_must_not_change_the_words_of_a_photo_readers_see(self):
        shown, other, face = make_photo(caption="Shown"), make_photo(), make_photo()
        make_published(lead_photo=shown)
        make_contributor(portrait=face)
        data = {"caption": "New", "credit": "C", "alt_text": "A", "focal_x": 0.5}
        data |= {"focal_y": 0.5, "category": "staff"}

        def post(photo, **fields):
            url = reverse("admin:articles_photo_change", args=[photo.pk])
            with mock.patch("articles.photos.making.make_soon"):
                return self.client.post(url, data | fields).status_code

        self.sign_in("Reporter")
        self.assertEqual(post(shown), 403)
        self.assertEqual(post(face), 403)
        self.assertEqual(post(other), 302)
        self.sign_in("Editor")
        heard = mock.Mock()
        article_changed.connect(heard)
        self.addCleanup(article_changed.disconnect, heard)
        with self.captureOnCommitCallbacks(execute=True):
            self.assertEqual(post(shown, credit=""), 200)
            heard.assert_not_called()
            self.assertEqual(post(shown), 302)
        heard.assert_called_once()

    def test_a_reporter_must_not_lift_a_hold(self):
        self.sign_in("Reporter")
        story = make_article(hold_note="Legal reads it.")
        self.post(story, hold_note="")
        story.refresh_from_db()
        self.assertEqual(story.hold_note, "Legal reads it.")

    def test_a_reporter_must_not_lift_an_embargo(self):
        self.sign_in("Reporter")
        until = timezone.now() + timezone.timedelta(hours=1)
        story = make_article(embargo_until=until)
        self.post(story, embargo_until_0="", embargo_until_1="")
        story.refresh_from_db()
        self.assertEqual(story.embargo_until, until)

    def test_an_editor_publishes_but_must_not_kill(self):
        self.sign_in("Editor")
        story = make_article()
        self.post(story, _do_publish="1")
        story.refresh_from_db()
        self.assertTrue(story.is_published)
        url = reverse("admin:articles_article_kill") + f"?id={story.pk}"
        self.assertEqual(self.client.post(url, {"note": "x"}).status_code, 403)

    def test_nobody_deletes_a_story_that_was_public(self):
        self.sign_in("Publisher")
        draft, public = make_article(), make_published()
        for story, status in [(draft, 302), (public, 403)]:
            url = reverse("admin:articles_article_delete", args=[story.pk])
            self.assertEqual(self.client.post(url, {"post": "yes"}).status_code, status)
        self.assertEqual([*Article.objects.all()], [public])

    def test_the_delete_action_refuses_what_was_public_too(self):
        self.sign_in("Publisher")
        chosen = [make_article().pk, make_published().pk]
        data = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}
        self.assertEqual(self.client.post(reverse(LIST), data).status_code, 403)
        self.assertEqual(Article.objects.count(), 2)

    def test_an_editor_must_not_delete_even_a_draft(self):
        self.sign_in("Editor")
        url = reverse("admin:articles_article_delete", args=[make_article().pk])
        self.assertEqual(self.client.post(url, {"post": "yes"}).status_code, 403)

    def test_sections_are_the_publishers(self):
        url = reverse("admin:articles_section_change", args=[make_section().pk])
        for groups, status in [(("Editor",), 403), (("Publisher",), 302)]:
            self.sign_in(*groups)
            data = {
                "name": "New",
                "slug": "new-one",
                "position": 1,
                "parent": "",
                "description": "",
            }
            self.assertEqual(self.client.post(url, data).status_code, status)

    def test_the_picker_shows_photos_to_the_desk_only(self):
        make_photo(caption="The quay")
        url = reverse("admin:articles_photo_pick")
        self.sign_in("Reporter")
        self.assertContains(self.client.get(url, {"q": "quay"}), "The quay")
        self.sign_in()
        self.assertEqual(self.client.get(url).status_code, 403)

    def test_who_is_in_no_group_sees_nothing(self):
        self.sign_in()
        story = make_article()
        for url in [
            reverse(LIST),
            reverse("admin:articles_article_change", args=[story.pk]),
            reverse("admin:articles_article_preview", args=[story.pk]),
            reverse("admin:articles_article_kill"),
        ]:
            with self.subTest(url):
                self.assertEqual(self.client.get(url).status_code, 403)


class LeaverTests(TestCase):
    def test_whoever_worked_on_a_story_cannot_be_deleted(self):
        """Or nobody would seem to have written it, and the wire could rewrite it."""
        user = make_user("Editor")
        story = make_article()
        publishing.record_edit(story, by=user)
        self.client.force_login(make_user(is_superuser=True))
        url = reverse("admin:auth_user_delete", args=[user.pk])
        self.assertContains(self.client.post(url, {"post": "yes"}), "Cannot delete")
        self.assertTrue(type(user).objects.filter(pk=user.pk).exists())
        self.assertFalse(Article.objects.untouched().exists())
