"""Stories written from a take: found, linked, and asked about when it is recalled."""

import json
from datetime import timedelta
from io import StringIO

from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from articles import publishing
from articles.models import Article, Correction
from newsroom.wire import intake
from newsroom.wire.desk import derivatives, origins, prints, recalls
from newsroom.wire.models import (
    Answer,
    Derivative,
    Recall,
    Receipt,
    StoryPrint,
    Take,
    TakePrint,
)
from tests.factories import make_article, make_published, make_section, make_user
from tests.wire.sampling import make_feed, make_item
from tests.wire.test_folding import END, MIDDLE, OPENING, OTHER, STORY, body
from tests.wire.test_kills import killing


class DerivativeTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.section = make_section(name="Coast", slug="coast")
        cls.feed = make_feed(section=cls.section)
        cls.other_feed = make_feed(name="Inland", slug="inland", section=cls.section)
        cls.editor = make_user("Publisher")
        cls.send("urn:1")
        cls.take = Take.objects.get()

    @classmethod
    def send(cls, uri="urn:1", paragraphs=STORY, feed=None, **fields):
        """Take a message in; return its receipt."""
        message = {
            "uri": uri,
            "version": 1,
            "headline": "Ferry saved",
            "body_html": body(*paragraphs),
        }
        data = json.dumps(message | fields).encode()
        intake.take_in(data, feed or cls.feed, name="copy.json")
        return Receipt.objects.latest("pk")

    @classmethod
    def kill(cls):
        notice = {"pubstatus": "canceled", "headline": "KILL", "version": 2}
        return cls.send(paragraphs=["Kill the story about the ferry."], **notice)

    @classmethod
    def correct(cls):
        paragraphs = [OPENING.replace("nine to four", "eight to five"), MIDDLE, END]
        return cls.send(
            paragraphs=paragraphs, version=2, ednote="CORRECTS result of the vote."
        )

    @classmethod
    def write(cls, *paragraphs, published=False, **fields):
        """Save a story as the admin does; return it."""
        article = make_article(body=body(*paragraphs), section=cls.section, **fields)
        publishing.record_edit(article, by=cls.editor)
        if published:
            publishing.publish(article, by=cls.editor)
        return Article.objects.get(pk=article.pk)

    def edit(self, article, *paragraphs):
        article.body = body(*paragraphs)
        article.save()
        publishing.record_edit(article, by=self.editor)

    def asked(self):
        return [recall.derivative.article for recall in Recall.objects.order_by("pk")]


class FindingTests(DerivativeTests):
    def test_a_draft_copied_a_second_ago_is_linked_to_its_take(self):
        story = self.write(*STORY)
        [link] = Derivative.objects.all()
        self.assertEqual((link.take, link.article), (self.take, story))
        self.assertEqual((link.of_story, link.of_take), (100, 100))

    def test_they_are_ranked_by_overlap_and_the_takes_own_draft_is_none(self):
        part = self.write(OTHER, OPENING)
        whole = self.write(*STORY)
        self.write(OTHER)
        found = derivatives.found(self.take)
        self.assertEqual([entry.article for entry in found], [whole, part])
        self.assertEqual([entry.share.highest for entry in found][0], 100)
        self.assertNotIn(self.take.article, [entry.article for entry in found])

    def test_a_brief_cut_from_a_take_is_found(self):
        brief = self.write(END)
        [entry] = derivatives.found(self.take)
        self.assertEqual(entry.article, brief)
        self.assertEqual(entry.share.of_first, 100)
        self.assertLess(entry.share.of_second, 50)

    def test_a_story_that_was_written_anew_stays_linked_but_is_not_found(self):
        story = self.write(*STORY)
        self.edit(story, OTHER)
        link = Derivative.objects.get()
        self.assertEqual((link.of_story, link.highest), (0, 100))
        self.assertEqual(derivatives.found(self.take), [])

    def test_what_was_copied_from_an_earlier_version_is_found(self):
        story = self.write(*STORY)
        self.send(paragraphs=[OTHER], version=2)
        self.assertEqual(
            [entry.article for entry in derivatives.found(self.take)], [story]
        )

    def test_the_draft_of_another_agency_that_says_the_same_is_found(self):
        draft = self.send("urn:2", feed=self.other_feed).take.article
        self.assertEqual(
            [entry.article for entry in derivatives.found(self.take)], [draft]
        )

    def test_a_draft_that_only_the_wire_has_written_needs_no_print(self):
        self.assertFalse(StoryPrint.objects.exists())
        publishing.publish(self.take.article)
        self.assertTrue(StoryPrint.objects.exists())

    def test_saving_the_same_words_again_compares_nothing(self):
        story = self.write(*STORY)
        with CaptureQueriesContext(connection) as asked:
            publishing.record_edit(story, by=self.editor)
        self.assertNotIn("wire_takeprint", " ".join(q["sql"] for q in asked))

    def test_finding_them_costs_the_same_however_many_there_are(self):
        self.write(*STORY)
        with CaptureQueriesContext(connection) as few:
            derivatives.found(self.take)
        for number in range(5):
            self.write(*STORY, f"This is the end of story number {number}.")
        with self.assertNumQueries(len(few)):
            self.assertEqual(len(derivatives.found(self.take)), 6)


class PrintStoriesTests(DerivativeTests):
    def test_stories_stored_past_the_desk_are_printed_once(self):
        story = make_published(body=body(*STORY), section=self.section)
        self.assertEqual(derivatives.found(self.take), [])
        for printed in [1, 0]:
            out = StringIO()
            call_command("print_stories", stdout=out)
            said = f"Stories printed: {printed}. Items printed: 0.\n"
            self.assertEqual(out.getvalue(), said)
        [entry] = derivatives.found(self.take)
        self.assertEqual(entry.article, story)

    def test_copy_of_the_last_days_is_printed_once_under_its_day(self):
        TakePrint.objects.all().delete()
        came = timezone.now() - timedelta(days=2)
        Receipt.objects.update(decided_at=came)
        for printed in [1, 0]:
            out = StringIO()
            call_command("print_stories", stdout=out)
            self.assertIn(f"Items printed: {printed}.", out.getvalue())
        days = set(TakePrint.objects.values_list("day", flat=True))
        self.assertEqual(days, {prints.day_of(came)})
        story = self.write(*STORY)
        self.assertEqual(Derivative.objects.get().article, story)


class RecallTests(DerivativeTests):
    def test_a_kill_asks_about_each_story_that_was_written_from_it(self):
        copied, elsewhere = self.write(*STORY), self.write(OTHER)
        self.write(*STORY, published=True)
        receipt = self.kill()
        self.assertEqual(len(self.asked()), 2)
        self.assertIn(copied, self.asked())
        self.assertNotIn(elsewhere, self.asked())
        self.assertEqual({r.receipt for r in Recall.objects.all()}, {receipt})
        self.assertEqual(recalls.open_count(), 2)

    def test_a_story_pasted_after_the_kill_is_asked_about_when_it_is_saved(self):
        self.kill()
        story = self.write(*STORY)
        self.assertEqual(self.asked(), [story])

    def test_a_story_written_anew_since_is_still_asked_about(self):
        story = self.write(*STORY)
        self.edit(story, OTHER)
        self.kill()
        self.assertEqual(self.asked(), [story])

    def test_the_copy_of_another_agency_is_asked_about_whenever_it_comes(self):
        before = self.send("urn:2", feed=self.other_feed).take.article
        self.kill()
        after = self.send("urn:3", feed=self.other_feed).take.article
        self.assertEqual(self.asked(), [before, after])

    def test_a_kill_that_comes_again_asks_nothing_again(self):
        self.write(*STORY)
        self.kill()
        self.send(paragraphs=["Kill it, please."], pubstatus="canceled", version=3)
        self.assertEqual(Recall.objects.count(), 1)

    def test_a_kill_under_a_name_of_its_own_asks_too(self):
        self.write(*STORY)
        intake.take_in(killing("urn:1"), self.feed, name="kill.xml")
        self.take.refresh_from_db()
        self.assertIsNotNone(self.take.killed_at)
        self.assertEqual(Recall.objects.count(), 1)

    def test_a_correction_that_waits_or_updates_asks_too(self):
        story = self.write(*STORY)
        receipt = self.correct()
        self.assertEqual(receipt.decision, "updated")
        self.assertEqual(self.asked(), [story])

    def test_an_update_that_corrects_nothing_asks_nothing(self):
        self.write(*STORY)
        self.send(paragraphs=[*STORY, "The vote was open."], version=2)
        self.assertFalse(Recall.objects.exists())

    def test_after_a_correction_only_a_story_with_the_old_words_is_asked_about(self):
        self.correct()
        self.write(OPENING.replace("nine to four", "eight to five"), MIDDLE)
        self.assertFalse(Recall.objects.exists())
        wrong = self.write(OPENING, MIDDLE)
        self.assertEqual(self.asked(), [wrong])

    def test_what_was_killed_here_needs_no_decision(self):
        story = self.write(*STORY)
        publishing.kill(story)
        self.kill()
        self.assertFalse(Recall.objects.exists())

    def test_words_that_correct(self):
        for fields, corrects in [
            ({"signals": ("correction",)}, True),
            ({"headline": "CORRECTED-Ferry saved"}, True),
            ({"editor_note": "Corrects spelling in para 3"}, True),
            ({"headline": "Corrections officers strike"}, False),
            ({"headline": "Treasurer correct to warn of levy"}, False),
        ]:
            with self.subTest(fields):
                self.assertEqual(recalls.corrects(make_item(**fields)), corrects)


class ScreenCase(DerivativeTests):
    """A kill, of which one story is on the site and one a draft."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.public = cls.write(*STORY, published=True, headline="Ferry stays")
        cls.draft = cls.write(OTHER, OPENING, headline="Two stories")
        cls.receipt = cls.kill()

    def setUp(self):
        self.sign_in("Publisher")

    def sign_in(self, *groups):
        self.user = make_user(*groups)
        self.client.force_login(self.user)

    def address(self, receipt=None):
        receipt = receipt or self.receipt
        return reverse("admin:wire_receipt_derivatives", args=[receipt.pk])

    def rows(self):
        return self.client.get(self.address()).context["rows"]

    def do(self, step, story=None, follow=False):
        form = {"story": (story or self.public).pk, "step": step}
        return self.client.post(self.address(), form, follow=follow)

    def answers(self):
        return list(Recall.objects.order_by("pk").values_list("answer", "answered_by"))


class ScreenTests(ScreenCase):
    """What an editor sees and does after a kill."""

    def test_they_stand_ranked_with_overlap_state_and_place(self):
        page = self.client.get(self.address())
        self.assertEqual([row.overlap for row in self.rows()][0], 100)
        self.assertEqual(
            [row.article for row in self.rows()], [self.public, self.draft]
        )
        self.assertContains(page, "100 %")
        self.assertContains(page, "On the site in Coast since")
        self.assertContains(page, self.public.get_absolute_url())
        self.assertContains(page, "Not decided", count=2)

    def test_it_is_taken_down(self):
        page = self.do("withdraw", follow=True)
        self.assertContains(page, "“Ferry stays”: Taken down.")
        self.assertFalse(Article.objects.published().exists())
        self.assertContains(page, f"by {self.user}")
        self.assertEqual(recalls.open_count(), 1)

    def test_it_is_killed(self):
        self.do("kill")
        self.public.refresh_from_db()
        self.assertEqual(self.public.status, Article.Status.KILLED)
        self.assertEqual([row.steps for row in self.rows()][0], [])

    def test_it_is_to_be_corrected_and_its_form_opens(self):
        page = self.do("correct")
        form = reverse("admin:articles_article_change", args=[self.public.pk])
        self.assertRedirects(page, form)
        self.assertIn((Answer.CORRECT, self.user.pk), self.answers())

    def test_what_was_to_be_corrected_is_closed_by_a_public_correction(self):
        self.do("correct")
        other = make_user("Publisher")
        publishing.record_edit(self.public, by=other)
        self.assertIn((Answer.CORRECT, self.user.pk), self.answers())
        Correction.objects.create(
            article=self.public, text="The vote is open.", corrected_at=timezone.now()
        )
        publishing.record_edit(self.public, by=other)
        self.assertIn((Answer.CORRECTED, other.pk), self.answers())
        self.assertIn((Answer.OPEN, None), self.answers())
        listed = reverse("admin:wire_recall_changelist")
        page = self.client.get(listed, {"answer": "done"})
        self.assertContains(page, f"Corrected by {other}")

    def test_a_correction_made_before_the_decision_closes_nothing(self):
        earlier = timezone.now() - timedelta(hours=1)
        Correction.objects.create(
            article=self.public, text="A name was wrong.", corrected_at=earlier
        )
        self.do("correct")
        publishing.record_edit(self.public, by=self.user)
        self.assertIn((Answer.CORRECT, self.user.pk), self.answers())

    def test_the_form_of_a_story_names_its_copy_and_the_kill(self):
        form = reverse("admin:articles_article_change", args=[self.draft.pk])
        page = self.client.get(form)
        self.assertContains(page, "Written from wire copy:")
        self.assertContains(page, "the agency killed it")
        self.assertContains(page, f'href="{self.address()}">Not decided</a>')
        first = Receipt.objects.earliest("pk")
        record = reverse("admin:wire_receipt_change", args=[first.pk])
        self.assertContains(page, f'href="{record}">Ferry saved</a>')
        with self.assertNumQueries(2):
            [origin] = origins.of(self.draft.pk)
        self.assertTrue(origin.was_killed)
        self.assertTrue(origin.is_open)
        own = self.take.article
        form = reverse("admin:articles_article_change", args=[own.pk])
        self.assertNotContains(self.client.get(form), "Written from wire copy:")

    def test_it_is_left_and_who_left_it_is_kept(self):
        self.do("leave")
        recall = Recall.objects.get(answer=Answer.LEFT)
        self.assertEqual(recall.answered_by, self.user)
        self.assertIsNotNone(recall.answered_at)
        self.assertTrue(Article.objects.published().exists())

    def test_what_is_off_the_site_already_is_not_withdrawn_twice(self):
        self.do("withdraw")
        page = self.do("withdraw")
        self.assertEqual(page.status_code, 403)

    def test_a_story_that_nothing_is_asked_about_is_refused_with_a_sentence(self):
        other = self.write(OTHER)
        page = self.do("leave", other, follow=True)
        self.assertContains(page, "Nothing is asked about")

    def test_an_item_that_was_not_recalled_shows_them_and_asks_nothing(self):
        receipt = self.send("urn:9", [OTHER])
        page = self.client.get(self.address(receipt))
        self.assertContains(page, "Two stories")
        self.assertContains(page, "Nothing is asked.")
        self.assertNotContains(page, "wire-steps")

    def test_an_item_with_no_derivatives_says_so(self):
        receipt = self.send("urn:9", ["Gulls " * 30])
        self.assertContains(self.client.get(self.address(receipt)), "No other story")

    def test_the_wire_list_and_the_record_lead_there(self):
        page = self.client.get(reverse("admin:wire_receipt_changelist"))
        self.assertContains(page, "2 derivatives to decide on")
        self.assertContains(page, "2 stories were written from copy that was killed")
        self.assertContains(page, self.address())
        record = reverse("admin:wire_receipt_change", args=[self.receipt.pk])
        self.assertContains(self.client.get(record), "2 derivatives to decide on")

    def test_what_is_open_has_a_list_of_its_own(self):
        address = reverse("admin:wire_recall_changelist")
        self.do("leave", follow=True)
        page = self.client.get(address)
        self.assertContains(page, "Two stories")
        self.assertNotContains(page, "Ferry stays")
        done = self.client.get(address, {"answer": "left"})
        self.assertContains(done, f"Left as it is by {self.user}")
        self.assertContains(self.client.get(address, {"answer": "all"}), "Two stories")

    def test_the_screen_costs_the_same_however_many_there_are(self):
        self.client.get(self.address())
        with CaptureQueriesContext(connection) as few:
            self.client.get(self.address())
        for number in range(4):
            self.write(*STORY, f"This is the end of story number {number}.")
        with self.assertNumQueries(len(few)):
            self.assertEqual(len(self.rows()), 6)

    def test_a_headline_is_words_and_never_markup(self):
        words = "<b onclick=x>Ferry</b>"
        self.write(*STORY, headline=words)
        self.assertContains(self.client.get(self.address()), escape(words))


class MustNotTests(ScreenCase):
    """Who may not, may not."""

    def refused(self, step, story=None):
        before = self.answers()
        status = (story or self.public).status
        self.assertEqual(self.do(step, story).status_code, 403)
        (story or self.public).refresh_from_db()
        self.assertEqual((story or self.public).status, status)
        self.assertEqual(self.answers(), before)

    def test_a_reporter_sees_them_and_decides_nothing(self):
        self.sign_in("Reporter")
        self.assertEqual([row.steps for row in self.rows()], [[], []])
        for step in ["withdraw", "kill", "correct", "leave"]:
            self.refused(step)

    def test_an_editor_takes_down_but_does_not_kill(self):
        self.sign_in("Editor")
        self.refused("kill")
        self.do("withdraw")
        self.assertFalse(Article.objects.published().exists())

    def test_a_draft_is_not_withdrawn_and_nonsense_is_refused(self):
        self.refused("withdraw", self.draft)
        self.refused("publish")

    def test_without_the_stories_the_screen_and_the_list_stay_shut(self):
        user = make_user()
        user.user_permissions.add(*Permission.objects.filter(codename="view_receipt"))
        self.client.force_login(user)
        for address in [self.address(), reverse("admin:wire_recall_changelist")]:
            self.assertEqual(self.client.get(address).status_code, 403)
        self.refused("leave")
