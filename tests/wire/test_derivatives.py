"""Stories written from a take: found, linked, and asked about when it is recalled."""

import json

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from articles import publishing
from articles.models import Article
from newsroom.wire import intake
from newsroom.wire.desk import derivatives, recalls
from newsroom.wire.models import Derivative, Recall, Receipt, StoryPrint, Take
from tests.factories import make_article, make_section, make_user
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

    def write(self, *paragraphs, published=False, **fields):
        """Save a story as the admin does; return it."""
        article = make_article(body=body(*paragraphs), section=self.section, **fields)
        publishing.record_edit(article, by=self.editor)
        if published:
            publishing.publish(article, by=self.editor)
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
