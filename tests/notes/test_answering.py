"""Readers are told once what became of their notes, and forgotten then."""

import smtplib
from datetime import timedelta
from io import StringIO
from unittest import mock

from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.test import TestCase, override_settings
from django.utils import timezone

from articles import publishing
from newsroom.notes import answering, deciding
from newsroom.notes.deciding import Notice
from newsroom.notes.models import Answer, Note
from tests.factories import make_published, make_user
from tests.notes.test_desk import EMAIL, asked, make_note

NOTICE = Notice(kind="correction", text="It was nine to four.")


def failing(fault):
    return mock.patch.object(EmailMessage, "send", side_effect=fault)


class AnswerTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make_user("Editor")
        cls.article = make_published(headline="Council votes\r\nBcc: x@example.org")

    def decided(self, **fields):
        note = asked(self.article, **fields)
        deciding.correct(note, NOTICE, by=self.editor, reply="Thank you.")
        note.refresh_from_db()
        return note

    def run_command(self):
        out, err = StringIO(), StringIO()
        call_command("answer_readers", stdout=out, stderr=err)
        return out.getvalue()


class SentTests(AnswerTestCase):
    def test_a_reader_is_told_and_forgotten(self):
        note = self.decided(quote="It voted\neight to five.")
        self.assertIn("Readers told: 1.", self.run_command())
        [message] = mail.outbox
        self.assertEqual(message.to, [EMAIL])
        subject = "Your note about “Council votes Bcc: x@example.org”"
        self.assertEqual(message.subject, subject)
        for words in (
            "Dear A Reader,",
            "    It voted eight to five.",
            "You were right. The story has been corrected:",
            "    It was nine to four.",
            "Thank you.",
            f"http://127.0.0.1:8000{self.article.get_absolute_url()}",
        ):
            self.assertIn(words, message.body)
        self.assertEqual(message.message()["Auto-Submitted"], "auto-generated")
        self.assertNotIn("\nBcc:", message.message().as_string())
        self.assertIsNone(message.message()["Bcc"])
        note.refresh_from_db()
        self.assertEqual((note.answer, note.reader_email), (Answer.SENT, ""))
        self.assertEqual((note.reader_name, note.wrong[:5]), ("", "Wrong"))
        self.assertIsNotNone(note.answered_at)
        self.run_command()
        self.assertEqual(len(mail.outbox), 1)

    def test_each_outcome_has_its_sentence(self):
        for verb, sentence in (
            (deciding.fix, "It has been put right in the story."),
            (deciding.find_no_error, "left the story as it was."),
        ):
            verb(asked(self.article, reader_name=""), by=self.editor, reply="Why not.")
            answering.send_due()
            self.assertIn(sentence, mail.outbox[-1].body)
            self.assertIn("Dear reader,", mail.outbox[-1].body)

    def test_a_story_that_is_gone_meanwhile_is_not_linked(self):
        self.decided()
        publishing.kill(self.article)
        answering.send_due()
        self.assertNotIn(self.article.slug, mail.outbox[0].body)

    def test_nothing_is_sent_for_spam_or_to_who_did_not_ask_or_is_not_decided(self):
        deciding.call_spam(asked(self.article), by=self.editor)
        deciding.fix(make_note(self.article, reader_email=EMAIL), by=self.editor)
        asked(self.article)
        self.assertEqual(answering.send_due().sent, 0)
        self.assertEqual(mail.outbox, [])


class FailureTests(AnswerTestCase):
    def test_a_failure_is_kept_and_tried_again_later(self):
        note, now = self.decided(), timezone.now()
        fault = smtplib.SMTPServerDisconnected(f"Gone: {EMAIL}")
        with failing(fault), self.assertRaisesMessage(CommandError, "not be sent: 1."):
            self.run_command()
        note.refresh_from_db()
        self.assertEqual((note.answer, note.attempts), (Answer.WAITING, 1))
        self.assertEqual(note.failure, "SMTPServerDisconnected: Gone: …")
        self.assertGreater(note.try_at, now + timedelta(minutes=4))
        self.assertEqual(answering.send_due().sent, 0)
        self.assertEqual(answering.send_due(now=note.try_at).sent, 1)

    def test_one_that_fails_stops_no_other(self):
        self.decided()
        self.decided()
        with mock.patch.object(EmailMessage, "send", side_effect=[OSError("No."), 1]):
            done = answering.send_due()
        self.assertEqual((done.sent, len(done.faults)), (1, 1))

    def test_it_is_given_up_after_eight_tries_and_the_reader_forgotten(self):
        note, now = self.decided(), timezone.now()
        with failing(OSError("No route.")):
            for _ in range(answering.TRIES):
                done = answering.send_due(now=now)
                now += timedelta(days=1)
        self.assertEqual(done.given_up, 1)
        note.refresh_from_db()
        self.assertEqual((note.answer, note.reader_email), (Answer.FAILED, ""))
        self.assertIn("No route.", note.failure)

    def test_an_address_that_the_server_refuses_is_not_tried_again(self):
        note = self.decided()
        with failing(smtplib.SMTPRecipientsRefused({EMAIL: (550, b"None such")})):
            answering.send_due()
        note.refresh_from_db()
        self.assertEqual(note.answer, Answer.FAILED)
        self.assertNotIn(EMAIL, note.failure)

    def test_a_note_that_another_run_has_claimed_is_left_to_it(self):
        note, now = self.decided(), timezone.now()
        self.assertTrue(answering._claim(note.pk, now))
        self.assertFalse(answering._claim(note.pk, now))

    def test_looking_for_what_waits_costs_two_queries(self):
        for _ in range(3):
            asked(self.article)
        with self.assertNumQueries(2):
            self.run_command()


class ForgettingTests(AnswerTestCase):
    @override_settings(NEWSROOM_SENDS_MAIL=False)
    def test_every_note_loses_its_address_after_ninety_days(self):
        old = timezone.now() - timedelta(days=91)
        for fields in ({"outcome": "suspected"}, {}):
            asked(self.article, received_at=old, **fields)
        self.decided(received_at=old)
        kept = asked(self.article)
        self.assertIn("erased for age: 3.", self.run_command())
        named = Note.objects.naming_somebody()
        self.assertEqual([note.pk for note in named], [kept.pk])
        self.assertEqual(Note.objects.count(), 4)
        self.assertEqual(mail.outbox, [])
