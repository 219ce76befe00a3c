"""Real messages in the orders they are known to arrive in, where the folder is here."""

import json
import unittest

from django.test import TestCase

from articles.models import Article
from newsroom.wire import intake
from newsroom.wire.models import Decision, Take
from tests.wire.sampling import make_feed
from tests.wire.test_shared_samples import SAMPLES

ORDERS = SAMPLES / "sequences.json"


@unittest.skipUnless(ORDERS.is_file(), "the folder with real messages is not here")
class SequenceTests(TestCase):
    def run_sequence(self, name):
        """Take the messages of a sequence in; return what became of each item."""
        [steps] = [
            sequence["steps"]
            for sequence in json.loads(ORDERS.read_text())
            if sequence["name"] == name
        ]
        feed = make_feed()
        return [
            outcome
            for step in steps
            for outcome in intake.take_in(
                (SAMPLES / step).read_bytes(), feed, name=step
            )
        ]

    def test_a_kill_of_the_same_version_takes_the_story_down(self):
        self.run_sequence("kill_same_version")
        self.assertEqual(Take.objects.count(), 1)
        self.assertEqual(Article.objects.get().status, Article.Status.KILLED)
        self.assertFalse(Article.objects.published().exists())

    def test_a_kill_before_its_story_keeps_it_away(self):
        outcomes = self.run_sequence("kill_before_original")
        self.assertEqual(Take.objects.count(), 1)
        self.assertEqual(outcomes[-1].ruling.decision, Decision.SKIPPED)
        self.assertFalse(Article.objects.exists())

    def test_a_picture_without_an_extension_is_known_by_its_bytes(self):
        outcomes = self.run_sequence("picture_text_companion")
        self.assertNotIn(True, [outcome.failed for outcome in outcomes])

    def test_two_identifiers_are_two_stories(self):
        self.run_sequence("same_uri_other_story")
        self.assertEqual(Take.objects.count(), 2)
