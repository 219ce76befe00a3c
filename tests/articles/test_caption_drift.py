"""The caption drift list: what differs from the library, and what is done about it."""

import re
from unittest import mock

from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.test import TestCase
from django.urls import reverse

from articles import publishing
from articles.captions import deciding, drift, words
from articles.models import Article, ArticlePhoto, CaptionDrift, CaptionState
from articles.publishing import NotPossible
from articles.signals import article_changed
from tests.factories import make_article, make_photo, make_user

LIST = reverse("admin:articles_captiondrift_changelist")
CORRECT = reverse("admin:articles_captiondrift_correct")
INDEX = reverse("admin:index")
OLD, NEW = "Ana Ruiz on the old quay.", "Ana Marsh on the old quay."


def waiting():
    return CaptionDrift.objects.filter(decision="")


class DriftTestCase(TestCase):
    """A photo led a published story and stands in the text of another."""

    @classmethod
    def setUpTestData(cls):
        cls.user = make_user("Editor", username="mara")
        cls.photo = make_photo(caption=OLD, credit="Ida Roos")
        cls.story = publishing.publish(
            make_article(headline="The flood", lead_photo=cls.photo)
        )
        cls.other = make_article(headline="The wall")
        cls.use = ArticlePhoto.objects.create(article=cls.other, photo=cls.photo)
        publishing.publish(cls.other)

    def setUp(self):
        self.client.force_login(self.user)

    def relabel(self, by=None, **fields):
        fields = fields or {"caption": NEW}
        return words.change(self.photo, fields, by=by, action="saved")

    def row(self, story=None, **fields):
        return waiting().get(article=story or self.story, **fields)

    def post(self, **fields):
        response = self.client.post(LIST, fields)
        self.assertEqual(response.status_code, 302)
        return self.said(response)

    def said(self, response):
        return " ".join(str(message) for message in get_messages(response.wsgi_request))


class FindingTests(DriftTestCase):
    def test_every_use_that_differs_after_a_change_waits(self):
        self.assertEqual(self.relabel(by=self.user), 2)
        [in_text, lead] = waiting()
        self.assertEqual((lead.article, lead.use), (self.story, None))
        self.assertEqual((in_text.article, in_text.use), (self.other, self.use))
        self.assertEqual((lead.old, lead.new), (OLD, NEW))
        self.assertEqual(lead.found_by, self.user)

    def test_what_follows_the_library_or_was_killed_does_not(self):
        make_article(lead_photo=self.photo)
        publishing.kill(self.story)
        self.relabel()
        self.assertEqual([row.article for row in waiting()], [self.other])

    def test_a_caption_edited_in_a_draft_waits_too(self):
        draft = make_article(lead_photo=self.photo, lead_caption="Mine.")
        self.relabel()
        self.assertEqual(self.row(draft).old, "Mine.")

    def test_credit_and_alt_text_of_a_story_s_own_wait_when_the_library_s_change(self):
        draft = make_article(
            lead_photo=self.photo,
            lead_credit="Coastal",
            lead_credit_reason="Filed there.",
            lead_alt_text="A woman stands on a quay",
        )
        self.relabel(credit="Ben Okoro", alt_text="A woman on a wet stone quay")
        fields = {row.field: row.old for row in waiting().filter(article=draft)}
        expected = {"credit": "Coastal", "alt_text": "A woman stands on a quay"}
        self.assertEqual(fields, expected)
        self.assertContains(self.client.get(LIST), "Filed there.")

    def test_a_second_change_while_it_waits_shows_the_newest_words_once(self):
        self.relabel()
        self.relabel(caption="Third.")
        self.assertEqual({row.new for row in waiting()}, {"Third."})
        self.assertEqual(waiting().count(), 2)

    def test_a_change_taken_back_waits_no_more(self):
        self.relabel()
        self.relabel(caption=OLD + " ")
        self.assertFalse(waiting().exists())

    def test_editing_the_story_settles_it(self):
        self.relabel()
        row = self.row()
        for caption, expected in [("Mine.", "Mine."), (NEW, None)]:
            Article.objects.filter(pk=self.story.pk).update(lead_caption=caption)
            publishing.record_edit(self.story, by=None)
            found = waiting().filter(pk=row.pk).first()
            self.assertEqual(found and found.old, expected)

    def test_a_story_that_is_killed_or_loses_the_photo_waits_no_more(self):
        self.relabel()
        publishing.kill(self.story)
        self.use.delete()
        self.assertFalse(waiting().exists())

    def test_finding_costs_the_same_for_many_stories(self):
        def change(caption):
            before = words.said(self.photo)
            self.photo.caption = caption
            with self.assertNumQueries(6):
                drift.note_change(self.photo, before)

        change("Second.")
        for _ in range(5):
            make_article(lead_photo=self.photo, lead_caption="Mine.")
            ArticlePhoto.objects.create(
                article=make_article(), photo=self.photo, caption="Mine."
            )
        waiting().delete()
        change("Third.")
        self.assertEqual(waiting().count(), 12)


class ListTests(DriftTestCase):
    def test_a_row_shows_photo_words_where_and_since_when(self):
        self.relabel(by=self.user)
        page = self.client.get(LIST)
        story = reverse("admin:articles_article_change", args=[self.story.pk])
        for shown in [
            "Printed here",
            "Ana <del>Ruiz</del> on the old quay.",
            "Ana <ins>Marsh</ins> on the old quay.",
            f'<a href="{story}">The flood</a>',
            "Published",
            "Lead photo; frozen when it was published",
            "In the text; frozen when it was published",
            "mara",
        ]:
            with self.subTest(shown):
                self.assertContains(page, shown)

    def test_it_costs_the_same_for_many(self):
        self.relabel()
        self.client.get(LIST)
        with self.assertNumQueries(7):
            self.client.get(LIST)
        for number in range(12):
            photo = make_photo()
            make_article(lead_photo=photo, lead_caption="Mine.")
            words.change(photo, {"caption": f"{number}"}, by=None, action="saved")
        with self.assertNumQueries(7):
            self.assertContains(self.client.get(LIST), "Take new", count=14)

    def test_markup_in_words_is_shown_as_it_is_written(self):
        self.relabel(caption="<b>Ana</b>")
        page = self.client.get(LIST)
        self.assertContains(page, "<ins>&lt;b&gt;Ana&lt;/b&gt;</ins>")

    def test_the_index_the_photo_and_the_story_link_to_what_waits(self):
        self.assertNotContains(self.client.get(INDEX), "Caption drift: ")
        self.relabel()
        self.assertContains(self.client.get(INDEX), "Caption drift: 2 decisions wait")
        photo = reverse("admin:articles_photo_change", args=[self.photo.pk])
        link = f"{LIST}?photo__id__exact={self.photo.pk}"
        self.assertContains(self.client.get(photo), f'<a href="{link}">2 decisions')
        self.assertContains(self.client.get(link), "The flood")
        story = reverse("admin:articles_article_change", args=[self.story.pk])
        link = f"{LIST}?article__id__exact={self.story.pk}"
        self.assertContains(self.client.get(story), f'href="{link}"')
        self.assertNotContains(self.client.get(link), "The wall")

    def test_who_saves_a_photo_is_told_what_prints_other_words(self):
        url = reverse("admin:articles_photo_change", args=[self.photo.pk])
        fields = {"caption": NEW, "credit": "Ida Roos", "focal_x": 0.5, "focal_y": 0.5}
        fields |= {"alt_text": self.photo.alt_text}
        response = self.client.post(url, fields)
        self.assertIn("2 uses in stories print other words", self.said(response))


class DecidingTests(DriftTestCase):
    def setUp(self):
        super().setUp()
        self.relabel()

    def reread(self):
        return Article.objects.get(pk=self.story.pk)

    def test_taking_the_new_words_prints_them_and_announces_the_story(self):
        heard = mock.Mock()
        article_changed.connect(heard)
        self.addCleanup(article_changed.disconnect, heard)
        with self.captureOnCommitCallbacks(execute=True):
            said = self.post(take=self.row().pk)
        self.assertIn("New words taken.", said)
        heard.assert_called_once()
        story = self.reread()
        self.assertEqual(story.lead_printed.caption, NEW)
        self.assertEqual(story.lead_caption_state, CaptionState.FROZEN)
        self.assertEqual(story.revisions.first().created_by, self.user)
        self.assertIsNone(story.materially_updated_at)
        self.assertEqual(waiting().get().article, self.other)

    def test_taking_them_into_a_use_in_the_text(self):
        self.post(take=self.row(self.other).pk)
        self.use.refresh_from_db()
        self.assertEqual((self.use.caption, self.use.caption_is_frozen), (NEW, True))

    def test_a_draft_that_takes_them_follows_the_library_again(self):
        draft = make_article(
            lead_photo=self.photo,
            lead_caption="Mine.",
            lead_credit="Coastal",
            lead_credit_reason="Filed there.",
        )
        self.relabel(caption="Third.", credit="Ben Okoro")
        for field in ["caption", "credit"]:
            self.post(take=self.row(draft, field=field).pk)
        draft.refresh_from_db()
        self.assertEqual(draft.lead_caption_state, CaptionState.INHERITS)
        self.assertEqual((draft.lead_credit, draft.lead_credit_reason), ("", ""))

    def test_kept_words_do_not_come_back_until_the_library_changes_again(self):
        row = self.row()
        self.assertIn("Kept.", self.post(keep=row.pk))
        self.assertEqual(self.reread().lead_caption, OLD)
        self.relabel(credit="Ben Okoro")
        publishing.record_edit(self.story, by=None)
        self.assertFalse(waiting().filter(article=self.story).exists())
        page = self.client.get(LIST, {"decided": "yes"})
        self.assertContains(page, "kept<br>mara, ")
        self.relabel(caption="Third.")
        self.assertEqual(self.row().new, "Third.")
        row.refresh_from_db()
        self.assertEqual((row.decision, row.new), ("kept", NEW))

    def test_a_public_correction_is_worded_made_and_dated(self):
        page = self.client.post(LIST, {"correct": self.row().pk})
        self.assertContains(page, f"read “{OLD}” It should have read “{NEW}”")
        mark = re.search(r'name="seen-\d+" value="(\w+)"', page.content.decode())[1]
        row = self.row()
        form = {"id": row.pk, f"seen-{row.pk}": mark, f"text-{row.pk}": "Was\nwrong."}
        self.assertIn("readers are told", self.said(self.client.post(CORRECT, form)))
        story = self.reread()
        correction = story.corrections.get()
        self.assertEqual(
            (correction.text, correction.kind), ("Was wrong.", "correction")
        )
        self.assertEqual(correction.corrected_by, self.user)
        self.assertGreaterEqual(story.materially_updated_at, story.published_at)
        self.assertEqual(story.lead_printed.caption, NEW)
        page = self.client.get(story.get_absolute_url())
        self.assertContains(page, "Was wrong.")
        self.assertEqual(CaptionDrift.objects.get(pk=row.pk).decision, "corrected")

    def test_a_correction_needs_words_and_a_story_that_readers_saw(self):
        row = self.row()
        form = {"id": row.pk, f"text-{row.pk}": " \x00 "}
        said = self.said(self.client.post(CORRECT, form))
        self.assertIn("A correction says what was wrong; write it.", said)
        publishing.withdraw(self.story)
        with self.assertRaisesMessage(NotPossible, "take the new words instead"):
            deciding.correct(row, text="Was wrong.", by=None)
        page = self.client.get(CORRECT, {"id": row.pk})
        self.assertContains(page, "Nothing chosen can be corrected publicly.")
        self.assertEqual(self.reread().lead_caption, OLD)

    def test_several_are_decided_by_their_ticks(self):
        keys = [row.pk for row in waiting()]
        self.post(action="keep_ours", _selected_action=keys)
        self.assertEqual(CaptionDrift.objects.filter(decision="kept").count(), 2)
        self.relabel(caption="Third.")
        keys = [row.pk for row in waiting()]
        said = self.post(action="take_new", _selected_action=keys)
        self.assertIn("New words taken 2 times.", said)
        self.relabel(caption="Fourth.")
        keys = [row.pk for row in waiting()]
        ticked = {"action": "correct_publicly", "_selected_action": keys}
        page = self.client.post(LIST, ticked)
        self.assertContains(page, "<textarea", count=2)
        texts = {f"text-{key}": "Was wrong." for key in keys}
        self.client.post(CORRECT, {"id": keys} | texts)
        self.assertFalse(waiting().exists())

    def test_what_was_decided_meanwhile_is_not_decided_again(self):
        row = self.row()
        deciding.keep(row, by=self.user)
        said = self.post(take=row.pk)
        self.assertRegex(said, r"mara decided that at \d\d\.\d\d: kept\.")
        self.assertEqual(self.reread().lead_caption, OLD)

    def test_words_that_changed_since_they_were_read_are_not_taken(self):
        page = self.client.get(LIST).content.decode()
        row = self.row()
        seen = f"seen-{row.pk}"
        mark = re.search(rf'name="{seen}" value="(\w+)"', page)[1]
        self.relabel(caption="Third.")
        said = self.post(**{"take": row.pk, seen: mark})
        self.assertIn("have changed since; read them again", said)
        self.assertEqual(self.reread().lead_caption, OLD)

    def test_what_agrees_by_now_or_is_no_row_changes_nothing(self):
        row = self.row()
        CaptionDrift.objects.filter(pk=row.pk).update(old="Something else.")
        self.assertIn("read them again", self.post(take=row.pk))
        for key in ["x", "9" * 30, "0"]:
            self.post(take=key)
        self.assertEqual(waiting().count(), 2)
        with mock.patch.object(deciding, "keep", side_effect=CaptionDrift.DoesNotExist):
            self.assertIn("agrees with the library by now", self.post(keep=row.pk))


class PermissionTests(DriftTestCase):
    def setUp(self):
        self.relabel()
        self.draft = make_article(lead_photo=self.photo, lead_caption="Mine.")
        self.relabel(caption="Third.")

    def sign_in(self, *groups):
        user = make_user(*groups)
        self.client.force_login(user)
        return user

    def test_a_reporter_decides_for_a_draft_but_must_not_for_what_readers_see(self):
        self.sign_in("Reporter")
        page = self.client.get(LIST)
        self.assertContains(page, "An editor decides.", count=2)
        self.assertNotContains(page, 'name="correct"')
        row = self.row()
        for name in ["take", "keep"]:
            said = self.post(**{name: row.pk})
            self.assertIn("“The flood”: readers see it, so an editor decides", said)
        ticked = {"_selected_action": [row.pk]}
        for action in ["take_new", "keep_ours"]:
            self.assertIn("an editor decides", self.post(action=action, **ticked))
        self.client.post(CORRECT, {"id": row.pk, f"text-{row.pk}": "Was wrong."})
        row.refresh_from_db()
        self.assertEqual(row.decision, "")
        self.assertFalse(self.story.corrections.exists())
        self.post(take=self.row(self.draft).pk)
        self.assertFalse(waiting().filter(article=self.draft).exists())

    def test_who_may_look_only_must_not_decide(self):
        user = self.sign_in()
        user.user_permissions.add(Permission.objects.get(codename="view_captiondrift"))
        self.assertContains(self.client.get(LIST), "An editor decides.", count=3)
        row = self.row()
        self.assertEqual(self.client.post(LIST, {"take": row.pk}).status_code, 403)
        self.assertEqual(self.client.post(CORRECT, {"id": row.pk}).status_code, 403)
        self.client.post(LIST, {"action": "take_new", "_selected_action": [row.pk]})
        row.refresh_from_db()
        self.assertEqual(row.decision, "")

    def test_who_must_not_make_corrections_must_not_make_them_here(self):
        user = self.sign_in("Editor")
        for group in user.groups.all():
            group.permissions.remove(Permission.objects.get(codename="add_correction"))
        row = self.row()
        form = {"id": row.pk, f"text-{row.pk}": "Was wrong."}
        said = self.said(self.client.post(CORRECT, form))
        self.assertIn("you may not make corrections; ask an editor", said)
        self.assertFalse(self.story.corrections.exists())

    def test_who_is_in_no_group_sees_neither_list_nor_count(self):
        self.sign_in()
        self.assertEqual(self.client.get(LIST).status_code, 403)
        self.assertNotContains(self.client.get(INDEX), "Caption drift")

    def test_rows_are_not_written_or_deleted_by_hand(self):
        self.sign_in("Publisher")
        row = self.row()
        for name in ["delete", "change"]:
            url = reverse(f"admin:articles_captiondrift_{name}", args=[row.pk])
            self.assertEqual(self.client.post(url, {"post": "yes"}).status_code, 403)

    def test_they_go_with_their_photo_or_story_all_the_same(self):
        self.sign_in("Publisher")
        photo = make_photo()
        words.propose(photo, {"caption": NEW}, source="Coastal")
        for model, thing in [("photo", photo), ("article", self.draft)]:
            url = reverse(f"admin:articles_{model}_delete", args=[thing.pk])
            self.assertEqual(self.client.post(url, {"post": "yes"}).status_code, 302)
        self.assertEqual(waiting().exclude(photo=self.photo).count(), 0)
        self.assertFalse(Article.objects.filter(pk=self.draft.pk).exists())


class ProposalTests(DriftTestCase):
    """What an agency says of a picture that the library holds waits in the list."""

    def propose(self, **fields):
        return words.propose(self.photo, fields or {"caption": NEW}, source="Coastal")

    def test_it_waits_as_the_library_against_the_agency(self):
        self.assertEqual(self.propose(), 1)
        self.assertEqual(self.propose(caption=f" {NEW}", credit="Ida Roos"), 1)
        page = self.client.get(LIST)
        self.assertContains(page, "The library itself")
        self.assertContains(page, "<dt>Coastal</dt>")
        self.photo.refresh_from_db()
        self.assertEqual(self.photo.caption, OLD)
        self.assertEqual(waiting().count(), 1)

    def test_taken_it_is_the_library_s_and_the_stories_wait(self):
        self.propose()
        self.post(take=waiting().get().pk)
        self.photo.refresh_from_db()
        self.assertEqual(self.photo.caption, NEW)
        kept = self.photo.revisions.get()
        self.assertEqual(
            (kept.action, kept.created_by), ("taken from Coastal", self.user)
        )
        self.assertEqual({row.article for row in waiting()}, {self.story, self.other})

    def test_kept_it_is_proposed_again_only_in_other_words(self):
        self.propose()
        self.post(keep=waiting().get().pk)
        self.assertEqual(self.propose(), 0)
        self.assertEqual(self.propose(caption="Third."), 1)

    def test_writing_the_same_into_the_library_settles_it(self):
        self.propose(caption=NEW, credit="x" * 300, byline="Passed over")
        self.assertEqual(waiting().get(field="credit").new, "x" * 200)
        self.relabel(caption=NEW)
        self.assertFalse(waiting().filter(article=None, field="caption").exists())

    def test_who_must_not_change_the_words_must_not_take_them(self):
        self.propose()
        self.client.force_login(make_user("Photo editor"))
        self.assertContains(self.client.get(LIST), "An editor decides.")
        row = waiting().get()
        self.assertIn("so an editor decides", self.post(take=row.pk))
        with self.assertRaisesMessage(NotPossible, "No reader has seen"):
            deciding.correct(row, text="Was wrong.", by=None)
        photo = make_photo()
        words.propose(photo, {"caption": NEW}, source="Coastal")
        self.post(take=waiting().get(photo=photo).pk)
        photo.refresh_from_db()
        self.assertEqual(photo.caption, NEW)
