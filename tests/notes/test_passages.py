"""Whether the sentence that a reader means still stands in the story."""

from unittest import mock

from django.test import SimpleTestCase

from articles.models import Article
from newsroom.notes import passages
from newsroom.notes.passages import Standing

BODY = (
    "<p>It was late.</p><p>The council voted “eight to five” on <em>Tuesday</em>, "
    "after nine hours of debate.</p><p>Nobody spoke.</p>"
)


def found(quote, **fields):
    article = Article(headline="Council votes", standfirst="At last.", body=BODY)
    for name, value in fields.items():
        setattr(article, name, value)
    return passages.find(quote, article)


class PassageTests(SimpleTestCase):
    def test_a_sentence_is_found_however_it_was_copied(self):
        for quote in (
            "The council voted “eight to five” on Tuesday, after nine hours of debate.",
            'the council voted "eight to five"\non  Tuesday , after nine hours',
            "council voted 'eight to five' on Tues",
        ):
            with self.subTest(quote):
                passage = found(quote)
                self.assertEqual(passage.standing, Standing.STANDS)
                self.assertIn("council voted “eight to five” on Tues", passage.now)

    def test_what_stands_round_it_is_given_with_it(self):
        passage = found("“eight to five”")
        self.assertEqual(passage.before, "The council voted ")
        self.assertEqual(passage.now, "“eight to five”")
        self.assertEqual(passage.after[:11], " on Tuesday")

    def test_headline_and_standfirst_are_part_of_the_story(self):
        for quote in ("Council votes", "At last."):
            self.assertEqual(found(quote).standing, Standing.STANDS)

    def test_a_selection_over_paragraphs_is_found(self):
        passage = found("It was late. The council voted")
        self.assertEqual(passage.standing, Standing.STANDS)
        self.assertEqual(passage.now, "It was late. The council voted")

    def test_a_changed_sentence_shows_what_stands_there_now(self):
        passage = found("The council voted “nine to four” on Monday, after nine hours.")
        self.assertEqual(passage.standing, Standing.CHANGED)
        self.assertIn("eight to five", passage.now)

    def test_common_words_alone_cost_no_comparison(self):
        """Else "the the the" keeps an editor waiting for a second beside each story."""
        body = "<p>" + "the tide and the ferry " * 20 + "</p>"
        with mock.patch.object(passages, "SequenceMatcher") as compared:
            self.assertEqual(found("the " * 150, body=body).standing, Standing.GONE)
        compared.assert_not_called()

    def test_a_sentence_that_went_is_gone_and_none_is_none(self):
        self.assertEqual(found("Ferries sail again from noon.").standing, Standing.GONE)
        for quote in ("", " \n", "“…”"):
            self.assertEqual(found(quote).standing, Standing.NONE)

    def test_letters_that_grow_when_folded_do_not_shift_the_place(self):
        passage = found("STRASSE ist", body="<p>Die ßaß Straße ist lang.</p>")
        self.assertEqual(passage.now, "Straße ist")


class MendingTests(SimpleTestCase):
    def test_a_passage_in_one_run_of_words_is_replaced_as_text(self):
        body = passages.mended(BODY, "eight to five", "nine <b> four")
        self.assertIn("“nine &lt;b&gt; four” on <em>Tuesday</em>", body)

    def test_one_that_stands_twice_or_over_a_tag_or_nowhere_is_not(self):
        for old in ("o", "on Tuesday", "ferries"):
            self.assertIsNone(passages.mended(BODY, old, "x"))
