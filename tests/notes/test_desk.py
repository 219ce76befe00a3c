"""Notes at the desk: beside their stories, in their list, and what becomes of them."""

from itertools import count

from django.contrib.auth.models import Permission
from django.test import TestCase
from django.utils import timezone

from articles import publishing
from articles.models import Correction
from newsroom.notes import deciding
from newsroom.notes.deciding import Notice
from newsroom.notes.models import Answer, Note, Outcome
from tests.factories import make_article, make_published, make_section, make_user

numbers = count(1)
EMAIL = "reader@example.org"
LIST = "/admin/notes/note/"


def make_note(article, **fields):
    number = next(numbers)
    said = {"kind": "fact", "wrong": f"Wrong {number}"}
    return Note.objects.create(article=article, form=f"form {number}", **said | fields)


def asked(article, **fields):
    """Return a note whose reader wants to be told."""
    told = {"answer": Answer.ASKED, "reader_email": EMAIL, "reader_name": "A Reader"}
    return make_note(article, **told | fields)


class DeskTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make_user("Editor", first_name="Ed", last_name="Itor")
        cls.reporter = make_user("Reporter")
        cls.article = make_published(
            headline="Council votes",
            body="<p>It voted eight to five on <em>Tuesday</em>.</p>",
        )

    def setUp(self):
        self.client.force_login(self.editor)

    def decide(self, note, verb, **typed):
        path = f"{LIST}{note.pk}/decide/"
        answer = self.client.post(path, {"verb": verb} | typed, follow=True)
        note.refresh_from_db()
        return answer

    def correct(self, note, **typed):
        path = f"{LIST}{note.pk}/correct/"
        form = {"kind": "correction", "text": "It was nine to four.", "material": "on"}
        answer = self.client.post(path, form | typed, follow=True)
        note.refresh_from_db()
        return answer


class BesideTests(DeskTestCase):
    def test_a_story_form_shows_its_open_notes_and_where_they_stand(self):
        make_note(self.article, quote="voted eight to five", wrong="<b>Nine</b>")
        make_note(self.article, quote="It voted seven to six on Tuesday.")
        make_note(self.article, outcome=Outcome.SPAM, wrong="Buy this")
        make_note(make_published(), wrong="Of another story")
        page = self.client.get(f"/admin/articles/article/{self.article.pk}/change/")
        self.assertContains(page, "2 notes from readers")
        self.assertContains(page, "&lt;b&gt;Nine&lt;/b&gt;")
        self.assertContains(page, "It <mark>voted eight to five</mark> on Tuesday.")
        self.assertContains(page, "Has been changed since")
        self.assertNotContains(page, "Buy this")
        self.assertNotContains(page, "Of another story")

    def test_more_than_a_few_are_counted_and_lead_to_the_list(self):
        for _ in range(5):
            make_note(self.article)
        page = self.client.get(f"/admin/articles/article/{self.article.pk}/change/")
        path = f"{LIST}?article__id__exact={self.article.pk}"
        self.assertContains(page, f'<a href="{path}">2 more notes</a>')
        make_note(make_published(), wrong="Of another story")
        listed = self.client.get(path)
        self.assertNotContains(listed, "Of another story")
        self.assertEqual(listed.context["cl"].result_count, 5)

    def test_the_index_counts_what_is_open(self):
        make_note(self.article)
        make_note(self.article, outcome=Outcome.SUSPECTED)
        self.assertContains(self.client.get("/admin/"), "Notes from readers: 1 is open")

    def test_readers_never_see_a_word_of_a_note(self):
        make_note(self.article, wrong="xyzzy", quote="xyzzy", right="xyzzy")
        for path in (self.article.get_absolute_url(), "/", "/corrections/"):
            self.assertNotContains(self.client.get(path), "xyzzy")


class ListTests(DeskTestCase):
    def test_it_begins_with_the_oldest_open_ones(self):
        newer = make_note(self.article)
        older = make_note(self.article, received_at=self.article.published_at)
        Note.objects.filter(pk=newer.pk).update(received_at=timezone.now())
        make_note(self.article, outcome=Outcome.FIXED, decided_at=timezone.now())
        rows = self.client.get(LIST).context["cl"].result_list
        self.assertEqual([row.pk for row in rows], [older.pk, newer.pk])

    def test_it_filters_by_outcome_kind_and_section_and_finds_words(self):
        kinds = {"open": "fact", "suspected": "name", "spam": "name", "fixed": "number"}
        notes = {
            outcome: make_note(
                self.article, outcome=outcome, kind=kind, decided_at=timezone.now()
            )
            for outcome, kind in kinds.items()
        }
        elsewhere = make_note(make_published(section=make_section()), wrong="Zinc")
        section = f"article__section__id__exact={elsewhere.article.section_id}"
        for query, found in {
            "": {notes["open"], elsewhere},
            "?outcome=suspected": {notes["suspected"]},
            "?outcome=spam": {notes["spam"]},
            "?outcome=answered": {notes["fixed"]},
            "?outcome=all": {*notes.values(), elsewhere},
            "?outcome=all&kind__exact=name": {notes["suspected"], notes["spam"]},
            f"?{section}": {elsewhere},
            "?q=zinc": {elsewhere},
        }.items():
            with self.subTest(query):
                rows = self.client.get(LIST + query).context["cl"].result_list
                self.assertEqual(set(rows), found)

    def test_it_costs_the_same_however_many_there_are(self):
        make_note(self.article)
        self.client.get(LIST)
        with self.assertNumQueries(8):
            self.client.get(LIST)
        for _ in range(6):
            make_note(make_published())
        with self.assertNumQueries(8):
            self.client.get(LIST)

    def test_several_are_marked_as_spam_at_once(self):
        notes = [make_note(self.article) for _ in range(2)]
        keys = [note.pk for note in notes]
        chosen = {"action": "mark_as_spam", "_selected_action": keys}
        answer = self.client.post(LIST, chosen, follow=True)
        self.assertContains(answer, "2 notes are spam.")
        self.assertFalse(Note.objects.open().exists())


class CorrectionTests(DeskTestCase):
    def test_a_note_becomes_a_correction_in_one_step(self):
        note = asked(
            self.article, quote="It voted eight to five", right="Nine to four."
        )
        page = self.client.get(f"{LIST}{note.pk}/correct/")
        draft = "said: “It voted eight to five” Nine to four.</textarea>"
        self.assertContains(page, draft)
        said = {"old": "It voted eight to five", "new": "It voted nine to <four>"}
        page = self.correct(note, **said, reply="Thank you.")
        self.assertContains(page, "Corrected; readers of “Council votes” are told.")
        self.article.refresh_from_db()
        body = "<p>It voted nine to &lt;four&gt; on <em>Tuesday</em>.</p>"
        self.assertEqual(self.article.body, body)
        self.assertIsNotNone(self.article.materially_updated_at)
        correction = Correction.objects.get()
        self.assertEqual(correction.text, "It was nine to four.")
        self.assertEqual(correction.corrected_by, self.editor)
        self.assertEqual(note.correction, correction)
        self.assertEqual((note.outcome, note.decided_by), ("corrected", self.editor))
        self.assertEqual(note.answer, Answer.WAITING)
        self.assertEqual(self.article.revisions.first().created_by, self.editor)
        self.client.logout()
        story = self.client.get(self.article.get_absolute_url())
        self.assertContains(story, "It was nine to four.")
        self.assertContains(story, "It voted nine to &lt;four&gt; on")

    def test_the_text_may_stay_and_the_update_may_be_none(self):
        note = make_note(self.article, quote="It voted eight to five")
        passage = "It voted eight to five"
        form = {"old": passage, "new": passage, "material": ""}
        self.correct(note, **form)
        self.article.refresh_from_db()
        self.assertIn("eight to five", self.article.body)
        self.assertIsNone(self.article.materially_updated_at)
        self.assertEqual(Correction.objects.count(), 1)

    def test_a_passage_that_moved_meanwhile_changes_and_publishes_nothing(self):
        note = make_note(self.article, quote="It voted eight to five")
        page = self.correct(note, old="It voted ten to three", new="It voted")
        self.assertContains(page, "Nothing was published or changed.")
        self.assertContains(page, "does not stand in the text once and in one piece")
        self.assertContains(page, "It was nine to four.</textarea>")
        self.assertFalse(Correction.objects.exists())
        self.assertEqual(note.outcome, Outcome.OPEN)

    def test_a_passage_across_tags_is_mended_in_the_storys_form(self):
        note = make_note(self.article, quote="eight to five on Tuesday")
        page = self.client.get(f"{LIST}{note.pk}/correct/")
        self.assertContains(page, "The passage cannot be changed here")
        self.assertNotContains(page, 'name="new"')

    def test_a_story_that_no_reader_sees_is_not_corrected(self):
        note = make_note(self.article)
        publishing.withdraw(self.article, by=self.editor)
        page = self.correct(note)
        self.assertContains(page, "so it cannot be corrected in public")
        self.assertFalse(Correction.objects.exists())

    def test_a_notice_without_words_is_refused(self):
        note = make_note(self.article)
        self.assertContains(self.correct(note, text=" "), "Nothing was published")
        notice = Notice(kind="correction", text="\x00 ")
        with self.assertRaisesMessage(publishing.NotPossible, "write it"):
            deciding.correct(note, notice, by=self.editor)


class DecisionTests(DeskTestCase):
    def test_a_quiet_fix_and_no_error_are_kept_with_who_and_why(self):
        for verb, outcome in (("fix", "fixed"), ("no_error", "no_error")):
            note = make_note(self.article)
            page = self.decide(note, verb, reply="Seen.\x00")
            self.assertEqual(note.outcome, outcome)
            self.assertEqual((note.decided_by, note.reply), (self.editor, "Seen."))
            self.assertContains(page, "Decided by Ed Itor")

    def test_whoever_asked_and_was_wrong_is_told_why(self):
        note = asked(self.article)
        page = self.decide(note, "no_error", reply=" ")
        self.assertContains(page, "say why it is no error")
        self.assertTrue(note.is_open)
        self.decide(note, "no_error", reply="The minutes say so.")
        self.assertEqual(note.answer, Answer.WAITING)

    def test_spam_is_told_nothing_and_forgotten_and_can_be_brought_back(self):
        note = asked(self.article)
        self.decide(note, "spam")
        self.assertEqual((note.answer, note.reader_email, note.reader_name), ("",) * 3)
        self.decide(note, "reopen")
        self.assertTrue(note.is_open)
        self.assertIsNone(note.decided_at)

    def test_what_was_held_back_is_shown_why_and_opened(self):
        note = make_note(self.article, outcome="suspected", suspicion="Many links.")
        page = self.client.get(f"{LIST}{note.pk}/change/")
        self.assertContains(page, "Held back as probably spam. Many links.")
        self.decide(note, "reopen")
        self.assertTrue(note.is_open)

    def test_a_reader_who_did_not_ask_is_forgotten_at_the_decision(self):
        note = make_note(self.article, reader_email=EMAIL, reader_name="A Reader")
        self.decide(note, "fix")
        self.assertEqual((note.reader_email, note.reader_name), ("", ""))

    def test_what_is_decided_is_not_decided_again(self):
        note = make_note(self.article)
        self.decide(note, "fix")
        for verb in ("no_error", "spam"):
            self.assertContains(self.decide(note, verb), "Ed Itor decided that on")
        self.assertContains(self.decide(note, "reopen"), "was not taken for spam")
        self.assertContains(self.correct(note), "Ed Itor decided that on")
        self.decide(note, "nonsense")
        self.assertEqual(note.outcome, Outcome.FIXED)
        self.assertFalse(Correction.objects.exists())
        page = self.client.get(f"{LIST}{note.pk}/correct/")
        self.assertRedirects(page, f"{LIST}{note.pk}/change/")
        chosen = {"action": "mark_as_spam", "_selected_action": [note.pk]}
        listed = self.client.post(f"{LIST}?outcome=all", chosen, follow=True)
        self.assertContains(listed, "Ed Itor decided that on")


class PermissionTests(DeskTestCase):
    def test_a_reporter_reads_notes_but_neither_decides_nor_sees_who_wrote(self):
        note = asked(self.article, quote="It voted eight")
        self.client.force_login(self.reporter)
        page = self.client.get(f"{LIST}{note.pk}/change/")
        self.assertContains(page, "An editor decides.")
        self.assertContains(page, note.wrong)
        for hidden in (EMAIL, "A Reader", "Turn into a correction", "reply"):
            self.assertNotContains(page, hidden)
        self.assertNotContains(self.client.get(LIST), "mark_as_spam")
        for verb in ("fix", "no_error", "spam", "reopen"):
            self.assertEqual(self.decide(note, verb).status_code, 403)
        self.assertEqual(self.correct(note).status_code, 403)
        self.assertEqual(note.outcome, Outcome.OPEN)
        self.assertFalse(Correction.objects.exists())

    def test_whoever_may_answer_but_not_publish_does_not_correct(self):
        somebody = make_user("Reporter")
        somebody.user_permissions.add(Permission.objects.get(codename="answer_note"))
        self.client.force_login(somebody)
        note = make_note(self.article)
        page = self.client.get(f"{LIST}{note.pk}/change/")
        self.assertNotContains(page, "Turn into a correction")
        self.assertEqual(self.correct(note).status_code, 403)
        self.decide(note, "fix")
        self.assertEqual(note.outcome, Outcome.FIXED)

    def test_nobody_writes_changes_or_deletes_a_note_by_hand(self):
        note = make_note(self.article)
        self.client.force_login(make_user(is_superuser=True))
        for path in ("add/", f"{note.pk}/delete/"):
            self.assertEqual(self.client.post(LIST + path, {}).status_code, 403)
        change = self.client.post(f"{LIST}{note.pk}/change/", {"wrong": "Mine"})
        self.assertEqual(change.status_code, 403)
        missing = self.client.post(f"{LIST}999/decide/", {"verb": "fix"})
        self.assertEqual(missing.status_code, 404)

    def test_a_draft_has_no_panel_of_notes(self):
        draft = make_article()
        page = self.client.get(f"/admin/articles/article/{draft.pk}/change/")
        self.assertNotContains(page, "notes-beside")
