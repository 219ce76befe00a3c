"""Real messages, where the folder with them stands beside the project."""

import json
import unittest
from pathlib import Path

from django.test import SimpleTestCase, TestCase

from articles import html
from articles.models import Article
from newsroom.wire import formats, intake
from newsroom.wire.items import WireItem
from newsroom.wire.models import Decision
from tests.wire.sampling import make_feed

SHARED = Path(__file__).resolve().parents[3] / "shared"
SAMPLES = SHARED / "wire" / "samples"
SEEDS = SHARED / "seeds"
READ = (
    "ANPA", "IPTC 7901", "NITF", "NewsML", "RFC 822", "RSS 2.0", "ninjs", "plain text",
)  # fmt: skip
# What the message calls a field: what an item calls it.
FIELDS = {
    "version": "version",
    "pubstatus": "pub_status",
    "urgency": "urgency",
    "headline": "headline",
    "slugline": "slugline",
    "credit": "credit",
    "source": "source",
    "language": "language",
}


def expected(folder):
    path = folder / "expected.json"
    rows = json.loads(path.read_text()) if path.exists() else []
    return [row for row in rows if row["format"].startswith(READ)]


def plain(value):
    return " ".join(str(value).split()).casefold()


class ExpectedFieldTests(SimpleTestCase):
    def item(self, folder, row):
        _name, items = formats.parse((folder / row["file"]).read_bytes())
        items = [item for item in items if isinstance(item, WireItem)]
        named = [item for item in items if item.guid == row["guid"]]
        return (named or items[row["item_index"] :])[0]

    def test_every_field_that_is_expected_is_read(self):
        for folder in [SAMPLES, SEEDS]:
            for row in expected(folder):
                with self.subTest(row["file"], guid=row["guid"]):
                    item = self.item(folder, row)
                    for name, attribute in FIELDS.items():
                        if row.get(name) is not None:
                            also = (row.get("also_ok") or {}).get(name, [])
                            self.assertIn(
                                plain(getattr(item, attribute)),
                                [plain(value) for value in [row[name], *also]],
                            )
                    self.assertLessEqual(set(row["subjects"]), set(item.subjects))
                    self.assertLessEqual(set(row["places"]), set(item.places))
                    text = "\n".join(html.paragraphs(item.body))
                    for words in row.get("must_contain", []):
                        self.assertIn(words, text)
                    for words in row.get("must_not_contain", []):
                        self.assertNotIn(words, text)


@unittest.skipUnless(SEEDS.is_dir(), "the folder with the first stories is not here")
class SeedTests(TestCase):
    def setUp(self):
        feed = make_feed()
        for path in sorted(SEEDS.glob("*.txt")):
            intake.take_in(path.read_bytes(), feed, name=path.name)

    def test_the_first_stories_wait_as_drafts_with_suggested_headlines(self):
        plain_story, captioned = Article.objects.order_by("pk")
        self.assertEqual((plain_story.headline, captioned.headline), ("", ""))
        self.assertTrue(plain_story.suggested_headline)
        self.assertEqual(plain_story.body.count("<p>"), 11)
        self.assertEqual(plain_story.body.count("<h2>"), 1)
        self.assertEqual(captioned.body.count("<p>"), 15)
        self.assertEqual(captioned.dateline, "WASHINGTON")
        self.assertEqual(captioned.agency_credit, "Yonhap")
        self.assertIn("Photo caption came with the copy", captioned.editor_note)


@unittest.skipUnless(SAMPLES.is_dir(), "the folder with real messages is not here")
class SequenceTests(TestCase):
    def test_each_order_of_arrival_ends_as_it_should(self):
        for sequence in json.loads((SAMPLES / "sequences.json").read_text()):
            if "kill" not in sequence["name"]:
                continue
            with self.subTest(sequence["name"]):
                feed = make_feed(slug=sequence["name"][:40], name=sequence["name"])
                for step in sequence["steps"]:
                    intake.take_in((SAMPLES / step).read_bytes(), feed, name=step)
                for article in Article.objects.all():
                    self.assertEqual(article.status, Article.Status.KILLED)

    def test_a_second_pass_over_everything_creates_nothing(self):
        feed = make_feed()
        paths = sorted(path for path in SAMPLES.iterdir())
        for path in paths:
            intake.take_in(path.read_bytes(), feed, name=path.name)
        before = Article.objects.count()
        for path in paths:
            for outcome in intake.take_in(path.read_bytes(), feed, name=path.name):
                if not outcome.failed:
                    self.assertEqual(outcome.ruling.decision, Decision.DUPLICATE)
        self.assertEqual(Article.objects.count(), before)
